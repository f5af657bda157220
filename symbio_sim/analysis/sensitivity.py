"""Which inputs move an outcome: Sobol' indices and elementary effects, by SALib.

Both need every cell of their design. The index of an input is computed from the means of the cells over the Worlds that
all of them met; what is left of the Worlds' chance in these means is told as `noise_share`.
"""

import math
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

import numpy as np
import pandas as pd
from scipy import stats

from ..experiment.designs import Morris, Saltelli
from ..experiment.sampled import n_points, unit_points, unit_problem
from ..metrics.undefined import NAN
from .alternatives import Floats, column_of, listed
from .errors import AnalysisError
from .paired import CONFIDENCE

COLUMNS = (
    *("outcome", "input", "other", "index", "value", "ci_low", "ci_high"),
    *("noise_share", "n_cells", "n"),
)


def sensitivity(
    table: pd.DataFrame,
    design: Saltelli | Morris,
    outcomes: Sequence[str],
    *,
    known: Sequence[str],
    n_worlds: int = 1,
    resamples: int = 1000,
    seed: int = 1,
    stretches: Mapping[str, float] | None = None,
) -> pd.DataFrame:
    """Return how much each input moves each outcome.

    Parameters
    ----------
    table : DataFrame
        One row a cell and replication, of the whole design.
    design : Saltelli or Morris
        What the table is made by.
    outcomes : sequence of str
        Measures.
    known : sequence of str
        The inputs (levers, then uncertainties) in the order of the design's columns.
    n_worlds : int
        Worlds that each cell must have met.
    resamples, seed : int
        Of SALib's bootstrap of the design's points, which the intervals of Sobol' indices and of mu_star come from.
    stretches : mapping of str to float, optional
        By how much the steps of inputs with few values are longer than those of a range (see
        :func:`symbio_sim.analysis.steps.stretch`); the elementary effects are divided by it. 1 for inputs left out.

    Returns
    -------
    DataFrame
        One row an outcome, input and index: outcome, input, other (the second input of an interaction), index, value,
        ci_low, ci_high (95 %), noise_share, n_cells, n (Worlds in a cell's mean). Sobol' (Saltelli et al. 2010): `S1`
        and `ST`, shares of the variance of the cells' means that the input explains alone and with all its
        interactions, and `S2` of pairs if the design has them. Morris (1991): `mu_star`, `mu` and `sigma`, mean size,
        mean and spread of the change of the outcome over the input's whole range; sigma has no interval. That of mu
        is Student's t; that of mu_star is SALib's bootstrap, which is too sure with few trajectories: it held the true
        value in 60 of 100 cases with 2, 81 with 4, 90 with 10. noise_share:
        the part of the variance of the cells' means that is chance of the Worlds (residuals of cells and Worlds), NaN
        with a single World. An outcome that never changes has no indices (NaN).

    Raises
    ------
    AnalysisError
        If cells are missing, failed or undefined (they are named), or an outcome is not known.
    """
    if not outcomes:
        raise AnalysisError("name one or more outcomes")
    n_cells = n_points(design, len(known))
    rows: list[dict[str, Any]] = []
    for outcome in outcomes:
        values = _cells(table, outcome, n_cells, n_worlds)
        common = {"noise_share": noise_share(values), "n_cells": n_cells, "n": values.shape[1]}
        means = values.mean(axis=1)
        if isinstance(design, Saltelli):
            indices = _sobol(means, design, known, resamples, seed)
        else:
            indices = _morris(means, design, known, resamples, seed, stretches or {})
        rows += [{"outcome": outcome, **row, **common} for row in indices]
    return pd.DataFrame(rows, columns=COLUMNS)


def noise_share(values: Floats) -> float:
    """Return the part of the variance of cells' means that is chance, from outcomes of shape (cells, Worlds).

    Worlds are the same for all cells, so what a World adds to every cell is not counted: chance is the residual after
    the means of cells and of Worlds are taken out.
    """
    n_cells, n_worlds = values.shape
    spread = values.mean(axis=1).var(ddof=1).item() if n_cells > 1 else 0.0
    if n_worlds < 2 or spread == 0.0:
        return NAN
    residual = values - values.mean(axis=1, keepdims=True) - values.mean(axis=0, keepdims=True) + values.mean()
    chance = float((residual * residual).sum()) / ((n_cells - 1) * (n_worlds - 1))
    return float(chance / n_worlds / spread)


def _cells(table: pd.DataFrame, outcome: str, n_cells: int, n_worlds: int) -> Floats:
    """Return the outcome of every cell in the Worlds that all have met, shape (cells, Worlds)."""
    found = table[["cell", "replication"]].assign(value=column_of(table, outcome))
    wide = found.pivot(index="cell", columns="replication", values="value").reindex(range(n_cells))
    met = found.assign(value=1.0).pivot(index="cell", columns="replication", values="value").reindex(range(n_cells))
    lacking = np.flatnonzero(met.reindex(columns=range(n_worlds)).isna().any(axis=1))
    if len(lacking):
        raise AnalysisError(
            f"the design is not complete: {len(lacking)} of {n_cells} cells have not met all of {n_worlds} Worlds: "
            f"{listed(lacking)}; resume the sweep"
        )
    wide = wide[[world for world in wide if met[world].notna().all()]]
    undefined = np.flatnonzero(wide.isna().any(axis=1))
    if len(undefined):
        raise AnalysisError(
            f"{outcome} is undefined, or its run failed, in {len(undefined)} of {n_cells} cells: {listed(undefined)}; "
            "indices need every cell, and nothing is filled in"
        )
    return wide.to_numpy(dtype=np.float64)


def _sobol(
    means: Floats, design: Saltelli, names: Sequence[str], resamples: int, seed: int
) -> Iterator[dict[str, Any]]:
    from SALib.analyze import sobol

    found: dict[str, Any] = {}
    if np.ptp(means) > 0.0:
        # SALib takes a seed of 0 for none.
        found = sobol.analyze(
            unit_problem(names), means, calc_second_order=design.second_order, num_resamples=resamples, seed=seed + 1
        )
    for index in ("S1", "ST"):
        for place, name in enumerate(names):
            yield _index(name, None, index, *_pick(found, index, place))
    if design.second_order:
        for first, name in enumerate(names):
            for second in range(first + 1, len(names)):
                yield _index(name, names[second], "S2", *_pick(found, "S2", (first, second)))


def _pick(found: dict[str, Any], index: str, place: int | tuple[int, int]) -> tuple[float, float]:
    if not found:
        return NAN, NAN
    return float(found[index][place]), float(found[f"{index}_conf"][place])


def _morris(
    means: Floats, design: Morris, names: Sequence[str], resamples: int, seed: int, stretches: Mapping[str, float]
) -> Iterator[dict[str, Any]]:
    from SALib.analyze import morris

    found = morris.analyze(
        unit_problem(names),
        unit_points(design, len(names)),
        means,
        num_resamples=resamples,
        num_levels=design.levels,
        seed=seed,
    )
    by_t = float(stats.t.ppf(0.5 + 0.5 * CONFIDENCE, design.trajectories - 1)) / math.sqrt(design.trajectories)
    for place, name in enumerate(names):
        mu_star, mu_star_half, mu, sigma = (
            float(found[index][place]) / stretches.get(name, 1.0)
            for index in ("mu_star", "mu_star_conf", "mu", "sigma")
        )
        yield _index(name, None, "mu_star", mu_star, mu_star_half)
        yield _index(name, None, "mu", mu, by_t * sigma)
        yield _index(name, None, "sigma", sigma, NAN)


def _index(name: str, other: str | None, index: str, value: float, half: float) -> dict[str, Any]:
    return {
        "input": name,
        "other": other,
        "index": index,
        "value": value,
        "ci_low": value - half,
        "ci_high": value + half,
    }
