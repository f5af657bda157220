"""The tipping point: the level of a lever from which on more of it does not pay, and the zone of over-symbiosis above.

V(a) = (1 - lambda) mean(Pi) + lambda ES(Pi) on the levels a of the design, with Pi the profit of a World with its
planned outage and ES the mean of the worst 5 % of Worlds. The tipping point a* is the largest level at which V is
greatest. At the lowest or highest level of the design there is none in range: the best may lie beyond. Profit is
discounted (:mod:`symbio_sim.metrics.cash_flow`).
"""

from collections.abc import Sequence
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from ..experiment.unanswerable import lacking_levels
from ..metrics.undefined import NAN
from .alternatives import Floats, Group, groups
from .errors import AnalysisError
from .paired import CONFIDENCE, Paired, holm, paired
from .resampling import complete, resampled_worlds
from .risk_value import contributions, refuse_too_few, shortfall, values

SIGNIFICANT = 1.0 - CONFIDENCE


def tipping_point(
    table: pd.DataFrame,
    lever: str,
    *,
    known: Sequence[str],
    by: Sequence[str] = (),
    profit: str = "stressed_discounted_profit_eur_per_day",
    risk_weight: float = 0.5,
    realised: str = "bot_task_share",
    resamples: int = 1000,
    seed: int = 1,
) -> pd.DataFrame:
    """Find the tipping point of a lever.

    Parameters
    ----------
    table : DataFrame
        One row a cell and replication.
    lever : str
        The dial; its values must be numbers, at least three of them.
    known : sequence of str
        All levers and uncertainties of the table.
    by : sequence of str
        One tipping point for each combination of these; levers named nowhere are averaged over, World by World.
    profit : str
        What is maximised: a measure of money, more is better.
    risk_weight : float
        lambda, in 0 to 1: weight of the worst 5 % of Worlds against the mean of all.
    realised : str
        A measure shown beside the dial: what the dial came to.
    resamples, seed : int
        Of the bootstrap of whole Worlds.

    Returns
    -------
    DataFrame
        One row a level, rising: the levers of `by`, the lever, `realised` (mean); profit_mean; profit_es (NaN at lambda
        0); V, V_ci_low, V_ci_high (95 % by Student's t of the Worlds' contributions, see `risk_value`; with 200 Worlds
        and lambda 0.5 they hold the true V in some 84 to 91 % of cases, differences in 92 %); difference (of V, to
        that at a*), difference_ci_low, difference_ci_high, p_holm (adjusted for all levels); not_worse (whether the
        level is not significantly worse than a*); over_symbiosis (whether it lies beyond a* and is significantly
        worse). Then, the same in each row of a group: a_star, in_range, a_star_ci_low, a_star_ci_high (95 % of the
        resamples lie within), share_at_lowest, share_at_highest (of resamples whose best level is the lowest or the
        highest of the design), n, n_undefined. Only Worlds count in which the profit is defined at every level.

    Raises
    ------
    AnalysisError
        If a name is not known, the lever's values are no numbers or fewer than three, the Worlds are too few, or the
        profit is defined in none.
    """
    rows: list[dict[str, Any]] = []
    for group in groups(table, [lever], by, known):
        rows += _levels(group, profit, realised, risk_weight, resamples, seed)
    return pd.DataFrame(rows)


def _levels(
    group: Group, profit: str, realised: str, risk_weight: float, resamples: int, seed: int
) -> list[dict[str, Any]]:
    level, order = _rising(group)
    found = group.outcome(profit)[order]
    known = complete(found)
    profits = found[:, known]
    refuse_too_few(profits, profit, risk_weight, len(known))
    v = values(profits, risk_weight)
    star = largest_maximiser(v)
    stars = _resampled_stars(profits, risk_weight, resamples, seed)
    share = group.outcome(realised)[order]
    common = {
        "a_star": level[star],
        "in_range": 0 < star < len(level) - 1,
        "a_star_ci_low": level[_quantile(stars, 0.5 - 0.5 * CONFIDENCE)],
        "a_star_ci_high": level[_quantile(stars, 0.5 + 0.5 * CONFIDENCE)],
        "share_at_lowest": float((stars == 0).mean()),
        "share_at_highest": float((stars == len(level) - 1).mean()),
        "n": int(known.sum()),
        "n_undefined": int((~known).sum()),
    }
    return [
        {**group.within, group.levers[0]: level[place], realised: _mean(share[place]), **row, **common}
        for place, row in enumerate(_compared(profits, v, star, risk_weight))
    ]


def largest_maximiser(v: Floats) -> int:
    """Return the place of the greatest value; of equals the last."""
    return len(v) - 1 - int(np.argmax(v[::-1]))


def _rising(group: Group) -> tuple[list[float], list[int]]:
    lever = group.levers[0]
    level = [alternative[0] for alternative in group.alternatives]
    if lacking := lacking_levels(lever, level):
        raise AnalysisError(f"lever: {lacking}")
    order = sorted(range(len(level)), key=lambda place: level[place])
    return [level[place] for place in order], order


def _resampled_stars(profits: Floats, risk_weight: float, resamples: int, seed: int) -> NDArray[np.int64]:
    return np.array(
        [
            largest_maximiser(values(profits[:, worlds], risk_weight))
            for worlds in resampled_worlds(profits.shape[1], resamples, seed)
        ]
    )


def _quantile(places: NDArray[np.int64], level: float) -> int:
    """Return a place that was met: levels are a grid, there is nothing in between."""
    return int(np.quantile(places, level, method="inverted_cdf"))


def _mean(values: Floats) -> float:
    known = values[~np.isnan(values)]
    return float(known.mean()) if len(known) else NAN


def _compared(profits: Floats, v: Floats, star: int, risk_weight: float) -> list[dict[str, Any]]:
    parts = contributions(profits, risk_weight)
    nothing = np.zeros(profits.shape[1])
    differences = [paired(parts[star], part) for part in parts]
    others = [place for place in range(len(v)) if place != star]
    p_holm = dict(zip(others, holm([differences[place].p for place in others]), strict=True))
    rows = []
    for place, difference in enumerate(differences):
        own = paired(nothing, parts[place])
        is_worse = place != star and difference.mean < 0.0 and p_holm[place] <= SIGNIFICANT
        rows.append(
            {
                "profit_mean": float(profits[place].mean()),
                "profit_es": shortfall(profits[place]) if risk_weight > 0.0 else NAN,
                "V": float(v[place]),
                "V_ci_low": own.ci_low,
                "V_ci_high": own.ci_high,
                **_difference(difference if place != star else None),
                "p_holm": p_holm.get(place, NAN),
                "not_worse": not is_worse,
                "over_symbiosis": is_worse and place > star,
            }
        )
    return rows


def _difference(found: Paired | None) -> dict[str, float]:
    return {
        "difference": NAN if found is None else found.mean,
        "difference_ci_low": NAN if found is None else found.ci_low,
        "difference_ci_high": NAN if found is None else found.ci_high,
    }
