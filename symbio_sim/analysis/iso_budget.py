"""Among alternatives that cost the same a year, which does best? People against bots at equal money."""

from collections.abc import Sequence
from typing import Any

import numpy as np
import pandas as pd

from ..config import DAYS_PER_YEAR
from ..metrics import estimate
from .alternatives import Floats, Group, groups
from .errors import AnalysisError
from .ranking import ranked

COST = "cost_eur_per_year"


def iso_budget(
    table: pd.DataFrame,
    levers: Sequence[str],
    outcomes: Sequence[str],
    budget_eur_per_year: float,
    *,
    known: Sequence[str],
    measured_days: float,
    costs: Sequence[str],
    tolerance: float = 0.05,
    within: Sequence[str] = (),
) -> pd.DataFrame:
    """Rank the alternatives that spend the same a year.

    Parameters
    ----------
    table : DataFrame
        One row a cell and replication.
    levers, outcomes, known, within
        As in :func:`symbio_sim.analysis.ranking.ranking`.
    budget_eur_per_year : float
        What may be spent (euros a year of 365.25 days).
    measured_days : float
        Days that the costs in the table are of: the horizon without the warm-up.
    costs : sequence of str
        Measures in euros whose sum the budget pays for. One-off costs, such as integration, are charged in full to the
        measured days; leave them out unless you mean that.
    tolerance : float
        Alternatives whose mean cost lies within this share of the budget compete.

    Returns
    -------
    DataFrame
        As from :func:`symbio_sim.analysis.ranking.ranking`, of the alternatives that compete, with
        cost_eur_per_year and, with the endings _ci_low and _ci_high, its interval (Student's t) before the mean.

    Raises
    ------
    AnalysisError
        If no alternative of a group costs so much (the nearest ones are named), or as in `ranking`.
    """
    if not outcomes or not costs:
        raise AnalysisError("name one or more outcomes and costs")
    rows: list[dict[str, Any]] = []
    for group in groups(table, levers, within, known):
        spent = np.sum([group.outcome(name) for name in costs], axis=0) * (DAYS_PER_YEAR / measured_days)
        among = _affordable(group, spent, budget_eur_per_year, tolerance)
        cost = {group.alternatives[place]: _cost(spent[place]) for place in among}
        for outcome in outcomes:
            for row in ranked(group, outcome, among):
                place = tuple(row[name] for name in group.levers)
                rows.append(_with_cost(row, cost[place]))
    return pd.DataFrame(rows)


def _affordable(group: Group, spent: Floats, budget: float, tolerance: float) -> list[int]:
    mean = [estimate(row)["mean"] for row in spent]
    among = [place for place, cost in enumerate(mean) if abs(cost - budget) <= tolerance * budget]
    if not among:
        nearest = sorted(
            (place for place in range(len(mean)) if not np.isnan(mean[place])), key=_distance(mean, budget)
        )
        near = "; ".join(f"{_words(group.described(place))}: {mean[place]:,.0f}" for place in nearest[:3])
        raise AnalysisError(
            f"budget_eur_per_year: no alternative costs {budget:,.0f} euros a year within {100 * tolerance:.3g} %; "
            f"the nearest: {near or 'none, their costs are undefined'}"
        )
    return among


def _distance(mean: Sequence[float], budget: float) -> Any:
    return lambda place: abs(mean[place] - budget)


def _words(values: dict[str, Any]) -> str:
    return ", ".join(f"{name} = {value}" for name, value in values.items())


def _cost(spent: Floats) -> dict[str, float]:
    found = estimate(spent)
    return {COST: found["mean"], f"{COST}_ci_low": found["ci_low"], f"{COST}_ci_high": found["ci_high"]}


def _with_cost(row: dict[str, Any], cost: dict[str, float]) -> dict[str, Any]:
    """Put the cost before the mean."""
    names = list(row)
    at = names.index("mean")
    return {name: row[name] for name in names[:at]} | cost | {name: row[name] for name in names[at:]}
