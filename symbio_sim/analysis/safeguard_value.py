"""What safeguards are worth: the firm with each against the firm without it, in the same Worlds.

What a safeguard *nets* is by how much V, the worth of the firm to somebody who minds the bad Worlds (see `risk_value`),
is greater with it. Its own costs are in that. What it *buys* is what it nets and those costs together: less harm, or,
below 0, work that it takes and harm that it does.
"""

from collections.abc import Iterator, Sequence
from typing import Any

import numpy as np
import pandas as pd

from ..config import DAYS_PER_YEAR
from ..experiment.explanation import ALL, Compared
from .alternatives import Floats, groups
from .errors import AnalysisError
from .paired import CONFIDENCE
from .resampling import complete, resampled_worlds
from .risk_value import refuse_too_few, values

COST = "safeguards_eur"


def safeguard_values(
    table: pd.DataFrame,
    lever: str,
    compared: Sequence[Compared],
    *,
    known: Sequence[str],
    measured_days: int,
    profit: str = "stressed_discounted_profit_eur_per_day",
    risk_weight: float = 0.5,
    resamples: int = 1000,
    seed: int = 1,
) -> pd.DataFrame:
    """Tell what each safeguard buys, costs and nets.

    Parameters
    ----------
    table : DataFrame
        One row a cell and replication; the lever's cases under equal circumstances.
    lever : str
        The lever whose cases are sets of safeguards.
    compared : sequence of Compared
        Which cases tell what each is worth.
    known : sequence of str
        All levers and uncertainties of the table.
    measured_days : int
        Days that costs are of.
    profit : str
        A measure of money a day, more is better.
    risk_weight : float
        lambda, in 0 to 1: weight of the worst 5 % of Worlds against the mean of all.
    resamples, seed : int
        Of the bootstrap of whole Worlds.

    Returns
    -------
    DataFrame
        One row a safeguard (``all``: all together): safeguard, in_use, bought_eur_per_year with its interval
        (bought_ci_low, bought_ci_high), cost_eur_per_year (mean over Worlds), net_eur_per_year with net_ci_low and
        net_ci_high (95 % of the resamples lie within), n, n_undefined (Worlds). Only Worlds count in which the profit
        is defined in all cases.

    Raises
    ------
    AnalysisError
        If a name is not known or the Worlds are too few.
    """
    group = next(iter(groups(table, [lever], [], known)))
    place = {alternative[0]: number for number, alternative in enumerate(group.alternatives)}
    if missing := [case for item in compared for case in (item.without, item.with_it) if case not in place]:
        raise AnalysisError(f"{lever} was never {missing[0]}: the runs are not complete")
    found = group.outcome(profit)
    defined = complete(found)
    profits = DAYS_PER_YEAR * found[:, defined]
    refuse_too_few(profits, profit, risk_weight, len(defined))
    costs = np.nan_to_num(group.outcome(COST)[:, defined]).mean(axis=1) * DAYS_PER_YEAR / measured_days
    worth = values(profits, risk_weight)
    again = np.array(
        [values(profits[:, worlds], risk_weight) for worlds in resampled_worlds(profits.shape[1], resamples, seed)]
    )
    counts = {"n": int(defined.sum()), "n_undefined": int((~defined).sum())}
    rows = _rows(compared, place, worth, again, costs)
    return pd.DataFrame([row | counts for row in rows])


def _rows(
    compared: Sequence[Compared], place: dict[Any, int], worth: Floats, again: Floats, costs: Floats
) -> Iterator[dict[str, Any]]:
    for item in compared:
        without, with_it = place[item.without], place[item.with_it]
        net = float(worth[with_it] - worth[without])
        cost = float(costs[with_it] - costs[without])
        ends = np.quantile(again[:, with_it] - again[:, without], [0.5 - 0.5 * CONFIDENCE, 0.5 + 0.5 * CONFIDENCE])
        low, high = (float(end) for end in ends)
        yield {
            "safeguard": item.name,
            "in_use": item.in_use,
            "bought_eur_per_year": net + cost,
            "bought_ci_low": low + cost,
            "bought_ci_high": high + cost,
            "cost_eur_per_year": cost,
            "net_eur_per_year": net,
            "net_ci_low": low,
            "net_ci_high": high,
        }


def single(found: pd.DataFrame) -> pd.DataFrame:
    """Return the rows of safeguards by themselves, without the one of all together."""
    return found[found["safeguard"] != ALL]
