"""Alternatives from best to worst, compared World by World.

Alternatives meet the same Worlds, so what the Worlds have in common cancels in the difference of two of them. The best
is the one with the best mean *in these Worlds*; where several are close, another could be the best in others, which is
what the adjusted p-values and the numbers of Worlds needed are for.
"""

from collections.abc import Iterator, Sequence
from typing import Any

import numpy as np
import pandas as pd

from ..metrics import estimate
from .alternatives import Floats, Group, compared, sign_of
from .errors import AnalysisError
from .paired import Paired, holm, paired, replications_to_separate


def ranking(
    table: pd.DataFrame,
    levers: Sequence[str],
    outcomes: Sequence[str],
    *,
    known: Sequence[str],
    within: Sequence[str] = (),
) -> pd.DataFrame:
    """Rank alternatives by each outcome.

    Parameters
    ----------
    table : DataFrame
        One row a cell and replication.
    levers : sequence of str
        Their combinations are the alternatives; levers named nowhere are averaged over, World by World.
    outcomes : sequence of str
        Measures with a better side.
    known : sequence of str
        All levers and uncertainties of the table.
    within : sequence of str
        One ranking for each combination of these.

    Returns
    -------
    DataFrame
        One row an outcome and alternative, best first: the levers of `within`, outcome, rank, the levers, mean, ci_low,
        ci_high (Student's t), difference (to the best), difference_ci_low, difference_ci_high (paired t), p_holm
        (adjusted for all comparisons with the best), replications_to_separate (from the best, at 95 % with power 0.8),
        n, n_undefined. The best's own comparison is empty (NaN).

    Raises
    ------
    AnalysisError
        If a name is not known, an outcome has no better side, or alternatives cannot be compared, such as a single one.
    """
    _need(outcomes, "outcomes")
    rows: list[dict[str, Any]] = []
    for group in compared(table, levers, within, known):
        for outcome in outcomes:
            rows += ranked(group, outcome, range(len(group.alternatives)))
    return pd.DataFrame(rows)


def pairs(
    table: pd.DataFrame,
    levers: Sequence[str],
    outcomes: Sequence[str],
    *,
    known: Sequence[str],
    within: Sequence[str] = (),
) -> pd.DataFrame:
    """Compare each alternative with each other one.

    Parameters and errors as in :func:`ranking`; outcomes need no better side.

    Returns
    -------
    DataFrame
        One row an outcome and pair: the levers of `within`, outcome, the levers with the endings _a and _b, difference
        (b - a), ci_low, ci_high (paired t), p_holm (adjusted for all pairs), replications_to_separate, n, n_undefined.
    """
    _need(outcomes, "outcomes")
    rows: list[dict[str, Any]] = []
    for group in compared(table, levers, within, known):
        for outcome in outcomes:
            rows += _pairs(group, outcome)
    return pd.DataFrame(rows)


def order_of(means: Floats, sign: float) -> list[int]:
    """Return the places of alternatives from best to worst; of equals the first comes first, the undefined last."""
    scores = [(np.isnan(mean), -sign * mean if not np.isnan(mean) else 0.0, place) for place, mean in enumerate(means)]
    return [place for _, _, place in sorted(scores)]


def _need(items: Sequence[str], what: str) -> None:
    if not items:
        raise AnalysisError(f"name one or more {what}")


def ranked(group: Group, outcome: str, among: Sequence[int]) -> Iterator[dict[str, Any]]:
    """Give the rows of :func:`ranking` for some of a group's alternatives, by their places, the best first."""
    values, sign = group.outcome(outcome)[list(among)], sign_of(outcome)
    found = [estimate(row) for row in values]
    order = order_of(np.array([item["mean"] for item in found]), sign)
    comparisons = [paired(values[order[0]], values[place]) for place in order[1:]]
    adjusted = holm([item.p for item in comparisons])
    for rank, place in enumerate(order, 1):
        mine = found[place]
        yield {
            **group.within,
            "outcome": outcome,
            "rank": rank,
            **dict(zip(group.levers, group.alternatives[among[place]], strict=True)),
            "mean": mine["mean"],
            "ci_low": mine["ci_low"],
            "ci_high": mine["ci_high"],
            **_against_the_best(
                None if rank == 1 else comparisons[rank - 2], adjusted[rank - 2] if rank > 1 else np.nan
            ),
            "n": mine["n"],
            "n_undefined": mine["n_undefined"],
        }


def _against_the_best(found: Paired | None, p_holm: float) -> dict[str, float]:
    return {
        "difference": np.nan if found is None else found.mean,
        "difference_ci_low": np.nan if found is None else found.ci_low,
        "difference_ci_high": np.nan if found is None else found.ci_high,
        "p_holm": p_holm,
        "replications_to_separate": np.nan if found is None else replications_to_separate(found.mean, found.sd),
    }


def _pairs(group: Group, outcome: str) -> Iterator[dict[str, Any]]:
    values = group.outcome(outcome)
    both = [(a, b) for a in range(len(values)) for b in range(a + 1, len(values))]
    found = [paired(values[a], values[b]) for a, b in both]
    adjusted = holm([item.p for item in found])
    for (a, b), item, p_holm in zip(both, found, adjusted, strict=True):
        yield {
            **group.within,
            "outcome": outcome,
            **{f"{name}_a": value for name, value in zip(group.levers, group.alternatives[a], strict=True)},
            **{f"{name}_b": value for name, value in zip(group.levers, group.alternatives[b], strict=True)},
            "difference": item.mean,
            "ci_low": item.ci_low,
            "ci_high": item.ci_high,
            "p_holm": p_holm,
            "replications_to_separate": replications_to_separate(item.mean, item.sd),
            "n": item.n,
            "n_undefined": item.n_undefined,
        }
