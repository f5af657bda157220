"""Engines that are timed against each other must have done the same."""

from typing import Any

import numpy as np

from .engines import CPP, CUSTOMERS, KERNEL, MESA, MESA_EVENTS, WORKERS

TO_THE_LAST_BIT = (MESA, KERNEL, CPP)
UP_TO_ROUNDING = (WORKERS, CUSTOMERS, MESA_EVENTS)
BOOKS = ("days", "staff_days", "skill_days", "bot_days")


class DifferentResultsError(AssertionError):
    """Two engines did not do the same with a World, so that their times say nothing."""


def demand_same_results(results: dict[str, Any]) -> None:
    """Compare every engine's results with the first's that is exact.

    Raises
    ------
    DifferentResultsError
        If they differ.
    """
    base = next(name for name in TO_THE_LAST_BIT if name in results)
    for name in results:
        if name in TO_THE_LAST_BIT:
            _demand_same_bits(results[base], results[name], name)
        else:
            _demand_same_life(results[base], results[name], name)


def _demand_same_bits(ours: Any, theirs: Any, who: str) -> None:
    for book in ("columns", *BOOKS):
        for column, expected in getattr(ours, book).items():
            if getattr(theirs, book)[column].tobytes() != expected.tobytes():
                raise DifferentResultsError(f"{who}: {book}, {column!r}")


def _demand_same_life(ours: Any, theirs: Any, who: str) -> None:
    """Compare ends of tasks up to rounding, and counts."""
    for column in ("outcome", "mode", "staff", "visit"):
        if not np.array_equal(theirs.columns[column], ours.columns[column]):
            raise DifferentResultsError(f"{who}: column {column!r}")
    if not np.allclose(theirs.columns["end_min"], ours.columns["end_min"], rtol=0, atol=1e-6, equal_nan=True):
        raise DifferentResultsError(f"{who}: column 'end_min'")
    for count in ours.days:
        if not np.array_equal(theirs.days[count], ours.days[count]):
            raise DifferentResultsError(f"{who}: daily {count!r}")
