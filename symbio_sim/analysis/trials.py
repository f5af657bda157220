"""Trials of a search: each a choice of levers met with every case of the uncertainties, judged robustly."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any, Literal

import numpy as np
import pandas as pd

from ..config import DAYS_PER_YEAR
from ..experiment import Experiment, cells_of, fewest
from ..experiment.analyses import Value
from ..experiment.designs import Grid, LatinHypercube, Listed, Sobol
from ..metrics import estimate
from .alternatives import Floats, column_of, sign_of
from .errors import AnalysisError
from .frontier import on_frontier
from .iso_budget import COST
from .resampling import complete

RESAMPLES = 1000

Case = dict[str, Value]


def cases_of(experiment: Experiment) -> list[Case]:
    """Return the uncertainties that every trial meets; one empty case if there are none.

    Raises
    ------
    AnalysisError
        If the design does not say which.
    """
    names, design = experiment.uncertainty_names, experiment.design
    if not names:
        return [{}]
    if isinstance(design, Listed):
        cases = [{name: cell[name] for name in names} for cell in design.cells]
        return [case for place, case in enumerate(cases) if case not in cases[:place]]
    if not isinstance(design, (Grid, LatinHypercube, Sobol)):
        raise AnalysisError(f"design: optimise takes uncertainties from a grid, list, lhs or sobol, not {design.kind}")
    return [cell.levers for cell in cells_of(experiment.model_copy(update={"levers": {}}))]


def search_cells(chosen: Sequence[dict[str, Value]], cases: Sequence[Case]) -> list[dict[str, Value]]:
    """Return the cells of trials, trial by trial and within each case by case."""
    return [levers | case for levers in chosen for case in cases]


def with_cells(experiment: Experiment, cells: list[dict[str, Value]]) -> Experiment:
    """Return the same experiment with these cells, all in the same Worlds."""
    design = Listed(kind="list", cells=cells)
    return experiment.model_copy(update={"design": design, "replications": fewest(experiment.replications)})


@dataclass(frozen=True)
class Judged:
    """Trials and what came of them.

    Attributes
    ----------
    levers : list of dict
        What each trial chose.
    outcomes : tuple of str
    values : ndarray, shape (outcomes, trials, Worlds)
        What counts of each outcome in each World.
    cost : ndarray, shape (trials, Worlds)
        Euros a year, the mean of all cases; zeros where no budget is held.
    """

    levers: list[dict[str, Value]]
    outcomes: tuple[str, ...]
    values: Floats
    cost: Floats

    def rows(self) -> Iterator[dict[str, Any]]:
        """Give what is known of each trial alone: outcomes, cost, each with its interval, n, n_undefined."""
        for place in range(len(self.levers)):
            row: dict[str, Any] = {}
            named = [*zip(self.outcomes, self.values[:, place], strict=True), (COST, self.cost[place])]
            for name, values in named:
                found = estimate(values)
                row |= {name: found["mean"], f"{name}_ci_low": found["ci_low"], f"{name}_ci_high": found["ci_high"]}
            known = complete(np.stack([*self.values[:, place], self.cost[place]]))
            yield row | {"n": int(known.sum()), "n_undefined": int((~known).sum())}

    def frame(self, budget_eur_per_year: float | None, *, seed: int) -> pd.DataFrame:
        """Return the table of :func:`symbio_sim.analysis.optimise.optimise`."""
        rows = [
            {"trial": place, **levers, "on_frontier": False, "frontier_share": 0.0, **row}
            for place, (levers, row) in enumerate(zip(self.levers, self.rows(), strict=True))
        ]
        for row in rows:
            if budget_eur_per_year is None:
                for name in (COST, f"{COST}_ci_low", f"{COST}_ci_high"):
                    del row[name]
            else:
                row["within_budget"] = bool(row[COST] <= budget_eur_per_year)
        compete = [place for place, row in enumerate(rows) if not row["n_undefined"] and row.get("within_budget", True)]
        if compete:
            signs = np.array([sign_of(outcome) for outcome in self.outcomes])
            on, share = on_frontier(self.values[:, compete], signs, RESAMPLES, seed)
            for place, is_on, found in zip(compete, on, share, strict=True):
                rows[place] |= {"on_frontier": bool(is_on), "frontier_share": float(found)}
        return pd.DataFrame(rows)


def judged(
    table: pd.DataFrame,
    chosen: Sequence[dict[str, Value]],
    n_cases: int,
    outcomes: Sequence[str],
    costs: tuple[tuple[str, ...], float],
    robust: Literal["mean", "worst"],
) -> Judged:
    """Return what came of trials.

    Parameters
    ----------
    table : DataFrame
        Rows of the cells of :func:`search_cells`, in all Worlds.
    chosen : sequence of dict
        The trials.
    n_cases : int
        Cases that each trial met.
    outcomes : sequence of str
    costs : (names of measures, days that they are of)
    robust : {"mean", "worst"}
        The mean over cases, or the case whose mean over Worlds is worst.
    """
    shape = (len(chosen), n_cases, -1)
    ordered = table.sort_values(["cell", "replication"], kind="stable")
    names, days = costs
    spent = sum((column_of(ordered, name) for name in names), np.zeros(len(ordered))).reshape(shape)
    values = []
    for outcome in outcomes:
        by_case = column_of(ordered, outcome).reshape(shape)  # trials, cases, Worlds
        values.append(by_case.mean(axis=1) if robust == "mean" else _worst(by_case, sign_of(outcome)))
    return Judged(list(chosen), tuple(outcomes), np.stack(values), spent.mean(axis=1) * (DAYS_PER_YEAR / days))


def _worst(by_case: Floats, sign: float) -> Floats:
    """Return each trial under the case with the worst mean, shape (trials, Worlds); an undefined one is the worst."""
    worst = np.argmin(sign * by_case.mean(axis=2), axis=1)  # NaN counts as the least
    return np.asarray(by_case[np.arange(len(by_case)), worst])
