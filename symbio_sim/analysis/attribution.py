"""What each of several switches accounts for: Shapley values of all their combinations.

Each lever is a switch with two values, its reference (off) and another (on). With V(S) the worth of the firm when the
levers in S are on and the others at their reference, S costs v(S) = V(none) - V(S). The Shapley value of a lever is
what it adds to the cost, averaged over all orders in which the levers could be switched on (Shapley 1953); all of them
add up to v(all). How much two levers do together beyond what each does is their interaction index (Grabisch and Roubens
1999, doi 10.1007/s001820050125): negative where one takes part of the other's harm. Either may be negative; nothing is
clipped.
"""

from collections.abc import Iterator, Mapping, Sequence
from itertools import combinations
from math import factorial
from typing import Any

import numpy as np
import pandas as pd

from .alternatives import Floats, Group, groups, listed
from .errors import AnalysisError
from .paired import CONFIDENCE
from .resampling import complete, resampled_worlds
from .risk_value import refuse_too_few, values

MOST_LEVERS = 10
"""More would be more than a thousand cells."""


def attribution(
    table: pd.DataFrame,
    reference: Mapping[str, Any],
    *,
    known: Sequence[str],
    within: Sequence[str] = (),
    profit: str = "stressed_discounted_profit_eur_per_day",
    risk_weight: float = 0.5,
    resamples: int = 1000,
    seed: int = 1,
) -> pd.DataFrame:
    """Divide a loss among the levers that cause it.

    Parameters
    ----------
    table : DataFrame
        One row a cell and replication, all combinations of the levers' two values among them.
    reference : mapping of str to value
        The levers, each with its value when off.
    known : sequence of str
        All levers and uncertainties of the table.
    within : sequence of str
        One attribution for each combination of these; levers named nowhere are averaged over, World by World.
    profit : str
        What is lost: a measure of money, more is better.
    risk_weight : float
        lambda, in 0 to 1: weight of the worst 5 % of Worlds against the mean of all.
    resamples, seed : int
        Of the bootstrap of whole Worlds.

    Returns
    -------
    DataFrame
        The levers of `within`; input, other (a lever's Shapley value where `other` is empty, the interaction of two
        where it is not; ``all`` in the first row: v(all)); loss, loss_ci_low, loss_ci_high (95 % of the resamples lie
        within; in the unit of `profit`); loss_alone (v of that lever alone; of the pair alone), loss_last (what it adds
        when all others are on; empty for pairs); n, n_undefined (Worlds). Only Worlds count in which the profit is
        defined in all cells.

    Raises
    ------
    AnalysisError
        If a name or value is not known, a lever has not exactly two values, combinations are missing, or the Worlds
        are too few.
    """
    levers = list(reference)
    if not 1 <= len(levers) <= MOST_LEVERS:
        raise AnalysisError(f"reference: name one to {MOST_LEVERS} levers, got {len(levers)}")
    rows: list[dict[str, Any]] = []
    for group in groups(table, levers, within, known):
        rows += _divided(group, reference, profit, risk_weight, resamples, seed)
    return pd.DataFrame(rows)


def _divided(
    group: Group, reference: Mapping[str, Any], profit: str, risk_weight: float, resamples: int, seed: int
) -> Iterator[dict[str, Any]]:
    found = group.outcome(profit)[_places(group, reference)]
    defined = complete(found)
    profits = found[:, defined]
    refuse_too_few(profits, profit, risk_weight, len(defined))
    inputs = [("all", ""), *((name, "") for name in group.levers), *combinations(group.levers, 2)]
    weights = _weights(len(group.levers))
    loss = weights @ values(profits, risk_weight)
    again = np.array(
        [
            weights @ values(profits[:, worlds], risk_weight)
            for worlds in resampled_worlds(profits.shape[1], resamples, seed)
        ]
    )
    low, high = np.quantile(again, [0.5 - 0.5 * CONFIDENCE, 0.5 + 0.5 * CONFIDENCE], axis=0)
    worth = values(profits, risk_weight)
    for place, (name, other) in enumerate(inputs):
        yield {
            **group.within,
            "input": name,
            "other": other,
            "loss": float(loss[place]),
            "loss_ci_low": float(low[place]),
            "loss_ci_high": float(high[place]),
            **_extremes(worth, group.levers, name, other),
            "n": int(defined.sum()),
            "n_undefined": int((~defined).sum()),
        }


def _places(group: Group, reference: Mapping[str, Any]) -> list[int]:
    """Return the place of each set of levers that are on among the alternatives; set s holds lever i if bit i is 1."""
    n = len(group.levers)
    for place, lever in enumerate(group.levers):
        met = list(dict.fromkeys(alternative[place] for alternative in group.alternatives))
        if reference[lever] not in met:
            raise AnalysisError(f"reference: {lever} is never {reference[lever]!r}; its values: {listed(met)}")
        if len(met) != 2:
            raise AnalysisError(f"reference: {lever} must have two values, off and on; it has {listed(met)}")
    place_of = {
        sum(1 << place for place in range(n) if alternative[place] != reference[group.levers[place]]): number
        for number, alternative in enumerate(group.alternatives)
    }
    missing = [subset for subset in range(1 << n) if subset not in place_of]
    if missing:
        on = [group.levers[place] for place in range(n) if missing[0] >> place & 1]
        raise AnalysisError(
            f"{len(missing)} of {1 << n} combinations were not run, the first with {listed(on) or 'nothing'} on; "
            "use `design: {kind: grid}`"
        )
    return [place_of[subset] for subset in range(1 << n)]


def _weights(n: int) -> Floats:
    """Return the matrix that turns V of all sets into losses: of all levers, of each (Shapley), of each pair."""
    rows = [_signs(n, (1 << n) - 1)]
    for one in range(n):
        rows.append(_averaged(n, (one,)))
    for pair in combinations(range(n), 2):
        rows.append(_averaged(n, pair))
    return np.array(rows)


def _signs(n: int, subset: int) -> Floats:
    """Return the weights of v(subset) = V(none) - V(subset)."""
    weights = np.zeros(1 << n)
    weights[0] += 1.0
    weights[subset] -= 1.0
    return weights


def _averaged(n: int, levers: tuple[int, ...]) -> Floats:
    """Return the weights of what levers add together, averaged over the sets of others that are on before them."""
    others = [place for place in range(n) if place not in levers]
    left = n - len(levers)
    weights = np.zeros(1 << n)
    for size in range(left + 1):
        share = factorial(size) * factorial(left - size) / factorial(left + 1)
        for chosen in combinations(others, size):
            before = sum(1 << place for place in chosen)
            for count in range(len(levers) + 1):
                for added in combinations(levers, count):
                    sign = -1.0 if (len(levers) - count) % 2 else 1.0
                    weights[before + sum(1 << place for place in added)] -= sign * share
    return weights


def _extremes(worth: Floats, levers: Sequence[str], name: str, other: str) -> dict[str, float]:
    """Return what the lever or pair costs alone, and what the lever adds when all others are on."""
    everything = (1 << len(levers)) - 1
    mine = everything if name == "all" else sum(1 << levers.index(lever) for lever in (name, other) if lever)
    last = worth[everything & ~mine] - worth[everything] if not other else float("nan")
    return {"loss_alone": float(worth[0] - worth[mine]), "loss_last": float(last)}
