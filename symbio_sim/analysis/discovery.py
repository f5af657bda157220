"""Scenario discovery: under which conditions does a firm fail? As a box of ranges that people can read.

Every cell of the table is a case; it has failed if the mean of an outcome over its Worlds lies beyond a bound. The box
is found by PRIM and not by a tree, because its trade between covering all failures and holding little else is laid
open, step by step, for the reader to choose (Bryant and Lempert 2010).
"""

from collections.abc import Iterator, Sequence
from typing import Any

import numpy as np
import pandas as pd
from scipy import stats

from ..metrics.undefined import NAN
from .alternatives import check_lever, column_of
from .errors import AnalysisError
from .paired import CONFIDENCE
from .prim import Box, Input, Mask, best_balanced, peel, quasi_p, reproduced


def discovery(
    table: pd.DataFrame,
    over: Sequence[str],
    outcome: str,
    *,
    known: Sequence[str],
    below: float | None = None,
    above: float | None = None,
    share: float = 0.05,
    smallest: float = 0.05,
    resamples: int = 100,
    seed: int = 1,
) -> pd.DataFrame:
    """Find the conditions under which an outcome lies beyond a bound.

    Parameters
    ----------
    table : DataFrame
        One row a cell and replication.
    over : sequence of str
        The levers or uncertainties that conditions are looked for in. Others that vary are not held: select with
        `where` what the question is about.
    outcome : str
        A measure.
    known : sequence of str
        All levers and uncertainties of the table.
    below, above : float
        One of them: a cell fails if its mean is less, or more, than this.
    share, smallest : float
        As in :func:`symbio_sim.analysis.prim.peel`.
    resamples, seed : int
        Half samples in which the search is repeated.

    Returns
    -------
    DataFrame
        One row a step and input that the box of that step limits (one row without input for all cells): step, chosen
        (the step with the best balance, the harmonic mean of coverage and density), input, low, high (ends included;
        infinite where open), cases (joined by ` | `; numbers have none), quasi_p (rough: how likely a limit is of so
        much use by chance), reproduced_share (of half samples whose chosen box limits this input; for the chosen box),
        coverage and density with the endings _ci_low and _ci_high (95 %, Wilson; of a box taken as given: that it was
        sought in the same cells makes them look better), n_cells, n_failed, n_all, n_all_failed, n_undefined (cells
        whose mean is undefined; they are left out).

    Raises
    ------
    AnalysisError
        If a name is not known, there is not exactly one bound, or no cell has a mean.
    """
    if (below is None) == (above is None):
        raise AnalysisError("fails_when: give either `below` or `above`")
    if not over:
        raise AnalysisError("over: name one or more levers or uncertainties")
    for name in over:
        check_lever(name, known)
    defined, n_undefined = _cells(table, over, outcome)
    failed = (defined["value"] < below if below is not None else defined["value"] > above).to_numpy(dtype=np.bool_)
    inputs = [Input(name, _values(defined[name])) for name in over]
    boxes = peel(inputs, failed, share=share, smallest=smallest)
    chosen = best_balanced(boxes)
    again = reproduced(inputs, failed, share=share, smallest=smallest, resamples=resamples, seed=seed)
    rows: list[dict[str, Any]] = []
    for step, box in enumerate(boxes):
        for row in _limits(box, inputs, failed):
            found = again.get(row["input"], NAN) if step == chosen else NAN
            rows.append(
                {"step": step, "chosen": step == chosen, **row, "reproduced_share": found}
                | _described(box)
                | {"n_undefined": n_undefined}
            )
    return pd.DataFrame(rows)


def _cells(table: pd.DataFrame, over: Sequence[str], outcome: str) -> tuple[pd.DataFrame, int]:
    """Return the cells whose mean is defined, one a row, and how many others there are."""
    cells = table[["cell", *over]].assign(value=column_of(table, outcome)).sort_values("cell", kind="stable")
    cells = cells.groupby("cell", sort=True).agg({**dict.fromkeys(over, "first"), "value": "mean"})
    defined = cells[cells["value"].notna()]
    if defined.empty:
        raise AnalysisError(f"{outcome} is defined in none of {len(cells)} cells")
    return defined, len(cells) - len(defined)


def _values(column: "pd.Series[Any]") -> np.ndarray[Any, Any]:
    """Return numbers as they are and everything else, switches included, as cases."""
    values = column.tolist()
    if all(isinstance(value, (int, float)) and not isinstance(value, bool) for value in values):
        return np.array(values, dtype=np.float64)
    return np.array(values, dtype=object)


def _limits(box: Box, inputs: Sequence[Input], failed: Mask) -> Iterator[dict[str, Any]]:
    if not box.limits:
        yield {"input": "", "low": NAN, "high": NAN, "cases": "", "quasi_p": NAN}
    for name, limit in box.limits.items():
        has_cases = limit.cases is not None
        yield {
            "input": name,
            "low": NAN if has_cases else limit.low,
            "high": NAN if has_cases else limit.high,
            "cases": " | ".join(str(case) for case in limit.cases or ()),
            "quasi_p": quasi_p(box, name, inputs, failed),
        }


def _described(box: Box) -> dict[str, Any]:
    return {
        **_share("coverage", box.n_failed, box.n_all_failed),
        **_share("density", box.n_failed, box.n_cells),
        "n_cells": box.n_cells,
        "n_failed": box.n_failed,
        "n_all": box.n_all,
        "n_all_failed": box.n_all_failed,
    }


def _share(name: str, part: int, whole: int) -> dict[str, float]:
    if whole == 0:
        return {name: NAN, f"{name}_ci_low": NAN, f"{name}_ci_high": NAN}
    interval = stats.binomtest(part, whole).proportion_ci(CONFIDENCE, method="wilson")
    return {name: part / whole, f"{name}_ci_low": float(interval.low), f"{name}_ci_high": float(interval.high)}
