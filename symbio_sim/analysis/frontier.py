"""Alternatives that no other beats in every outcome: the Pareto frontier, and how sure each one's place on it is."""

from collections.abc import Sequence
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from ..experiment.analysis_misfits import ONE_OUTCOME
from ..metrics import estimate
from ..metrics.undefined import NAN
from .alternatives import Floats, Group, groups, sign_of
from .errors import AnalysisError
from .resampling import complete, resampled_worlds


def frontier(
    table: pd.DataFrame,
    levers: Sequence[str],
    outcomes: Sequence[str],
    *,
    known: Sequence[str],
    within: Sequence[str] = (),
    resamples: int = 1000,
    seed: int = 1,
) -> pd.DataFrame:
    """Find the alternatives that are not dominated.

    One alternative dominates another if its mean is at least as good in all outcomes and better in one; which way is
    better stands in `MEASURES`.

    Parameters
    ----------
    table : DataFrame
        One row a cell and replication.
    levers : sequence of str
        Their combinations are the alternatives; levers named nowhere are averaged over, World by World.
    outcomes : sequence of str
        Two or more measures with a better side.
    known : sequence of str
        All levers and uncertainties of the table.
    within : sequence of str
        One frontier for each combination of these.
    resamples, seed : int
        Of the bootstrap of whole Worlds.

    Returns
    -------
    DataFrame
        One row an alternative, in the order of the table: the levers of `within`, the levers, on_frontier,
        frontier_share (share of resamples in which it is on the frontier; NaN with a single World), for each outcome
        its mean and, with the endings _ci_low and _ci_high, its 95 % interval (Student's t), n, n_undefined. Only
        Worlds count in which every outcome of every alternative is defined; the others are counted in n_undefined.

    Raises
    ------
    AnalysisError
        If a name is not known, an outcome has no better side, there are fewer than two, or no World is complete.
    """
    if len(outcomes) < 2:
        raise AnalysisError(ONE_OUTCOME)
    signs = np.array([sign_of(outcome) for outcome in outcomes])
    rows: list[dict[str, Any]] = []
    for group in groups(table, levers, within, known):
        rows += _frontier(group, outcomes, signs, resamples, seed)
    return pd.DataFrame(rows)


def not_dominated(scores: Floats) -> NDArray[np.bool_]:
    """Tell which rows are not dominated, shape (alternatives,); scores (alternatives, outcomes), more is better.

    Rows that are equal do not dominate each other.
    """
    on = np.ones(len(scores), dtype=np.bool_)
    for place in range(len(scores)):
        if on[place]:
            beaten = (scores[place] >= scores).all(axis=1) & (scores[place] > scores).any(axis=1)
            on[beaten] = False
    return on


def on_frontier(values: Floats, signs: Floats, resamples: int, seed: int) -> tuple[NDArray[np.bool_], Floats]:
    """Tell which alternatives are on the frontier, and in which share of resamples of whole Worlds each is.

    `values` has the shape (outcomes, alternatives, Worlds). A single World, drawn again, would always say the same:
    the shares are NaN.
    """
    n_worlds = values.shape[2]
    on = not_dominated(values.mean(axis=2).T * signs)
    if n_worlds < 2:
        return on, np.full(len(on), NAN)
    times_on = np.zeros(len(on))
    for worlds in resampled_worlds(n_worlds, resamples, seed):
        times_on += not_dominated(values[:, :, worlds].mean(axis=2).T * signs)
    return on, times_on / resamples


def _frontier(group: Group, outcomes: Sequence[str], signs: Floats, resamples: int, seed: int) -> list[dict[str, Any]]:
    values = np.stack([group.outcome(outcome) for outcome in outcomes])  # outcomes, alternatives, Worlds
    known = complete(values)
    if not known.any():
        raise AnalysisError(f"in none of {len(known)} Worlds are all of these outcomes defined: {', '.join(outcomes)}")
    values = values[:, :, known]
    on, share = on_frontier(values, signs, resamples, seed)
    rows = []
    for place in range(len(on)):
        row: dict[str, Any] = group.described(place)
        row |= {"on_frontier": bool(on[place]), "frontier_share": float(share[place])}
        for number, outcome in enumerate(outcomes):
            found = estimate(values[number, place])
            row |= {
                outcome: found["mean"],
                f"{outcome}_ci_low": found["ci_low"],
                f"{outcome}_ci_high": found["ci_high"],
            }
        rows.append(row | {"n": int(known.sum()), "n_undefined": int((~known).sum())})
    return rows
