"""A row: what became of one run. All rows of a sweep have the same columns."""

import math
import signal
from collections.abc import Iterable
from functools import cache
from typing import Any

from ..metrics.names import MEASURES, needs_twins
from .jobs import Job, Row

DONE, FAILED = "done", "failed"

LONGEST_TRACEBACK = 20_000
"""Characters kept of a traceback, from its end, where it says what broke."""

_FACTS = {
    "key": "string",
    "replication": "int64",
    "status": "string",
    "error": "string",
    "traceback": "string",
    "seconds": "float64",
}
"""What a row tells besides the measures, and its type in Arrow's words."""


def measure_names(*, stress: bool) -> tuple[str, ...]:
    """Return the measures that the rows of a sweep have."""
    return tuple(key for key in MEASURES if stress or not needs_twins(key))


@cache
def schema(*, stress: bool) -> Any:
    """Return the columns of rows: the cell's key, replication, status, error, traceback, seconds, the measures."""
    import pyarrow as pa  # here and below: workers make rows, but no tables

    kinds = _FACTS | dict.fromkeys(measure_names(stress=stress), "float64")
    return pa.schema([(name, pa.type_for_alias(kind)) for name, kind in kinds.items()])


def as_table(rows: Iterable[Row], *, stress: bool) -> Any:
    """Return rows as an Arrow table; what a failed run did not measure is NaN."""
    import pyarrow as pa

    columns: dict[str, list[Any]] = {name: [] for name in schema(stress=stress).names}
    for row in rows:
        for name, column in columns.items():
            column.append(row[name] if name in _FACTS else row.get(name, math.nan))
    return pa.table(columns, schema=schema(stress=stress))


def done_row(key: str, replication: int, seconds: float, measures: dict[str, float]) -> Row:
    """Return the row of a run that was measured."""
    facts = {"key": key, "replication": replication, "status": DONE, "error": "", "traceback": "", "seconds": seconds}
    return {**facts, **measures}


def failed_row(key: str, replication: int, seconds: float, error: str, traceback: str = "") -> Row:
    """Return the row of a run that broke."""
    facts = {"key": key, "replication": replication, "status": FAILED, "error": error}
    return facts | {"traceback": traceback[-LONGEST_TRACEBACK:], "seconds": seconds}


def error_text(error: BaseException) -> str:
    """Return an exception in a line."""
    return f"{type(error).__name__}: {' '.join(str(error).split())}"


def killer_rows(job: Job, how: str) -> list[Row]:
    """Return the rows of runs that workers died of."""
    return [
        failed_row(cell.key, replication, 0.0, f"the worker process died in this run, twice ({how})")
        for cell in job.cells
        for replication in cell.replications
    ]


def how_it_died(exit_code: int | None) -> str:
    """Return what an exit code tells of a worker's death."""
    if exit_code is None or exit_code >= 0:
        return f"exit code {exit_code}"
    try:
        name = signal.Signals(-exit_code).name
    except ValueError:
        name = "unknown"
    return f"killed by signal {-exit_code}, {name}"
