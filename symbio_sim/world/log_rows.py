"""The rows of an event log: their times, how long people worked on them, and which of them cannot be used."""

from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from .log_table import LogError

TOLERANCE = pd.Timedelta(minutes=1)
"""How much earlier than the arrival another time may be: two systems' clocks, or times cut to the minute."""

VERY_SHORT_MIN = 10.0 / 60.0
"""Handling times below this (minutes) are counted: people hang up on callers, or close what they did not do."""

ABANDONED = frozenset({"abandoned", "abandon", "reneged", "lost", "hangup", "hang_up", "hung_up"})
"""Outcomes that mean: the customer gave up."""

NO_ARRIVAL = "no arrival"
BAD_ARRIVAL = "arrival is not a time"
BAD_TIME = "queue, start or end is not a time"
EARLY = "queue or start before arrival"
BACKWARDS = "end before start or arrival"
NO_EFFORT = "no time between start and end"
NEVER_OFFERED = "neither queued nor begun: never put to people"
UNKNOWN_TYPE = "unknown type"
BEYOND = "arrival beyond the horizon (raise horizon_days to take the whole log)"
REASONS = (
    NO_ARRIVAL, BAD_ARRIVAL, BAD_TIME, EARLY, BACKWARDS, NO_EFFORT, NEVER_OFFERED, UNKNOWN_TYPE, BEYOND,
)  # fmt: skip
"""Why a row is left out; of several reasons the first counts."""

_MISSING = frozenset({"", "na", "n/a", "nan", "nat", "none", "null", "-"})
_ZONED = r"\d[T ]\d.*(?:[zZ]|[+-]\d{2}(?::?\d{2})?)$"


@dataclass(frozen=True)
class Rows:
    """The rows of a log, in file order, with the file's lines as index.

    Attributes
    ----------
    arrival : Series of datetime64
        When the task was put to people, local time.
    handling_min : Series of float
        What the people who did it needed (minutes); NaN where the log does not tell.
    label : Series of str
        The type as written; empty where missing.
    reason : Series of str
        Why the row cannot be used; empty if it can.
    """

    arrival: "pd.Series[pd.Timestamp]"
    handling_min: "pd.Series[float]"
    label: "pd.Series[str]"
    reason: "pd.Series[str]"


def judge_rows(path: Path, table: pd.DataFrame, columns: dict[str, str], utc_offset_h: float) -> Rows:
    """Read the times of a log and find the rows that cannot be used, but for unknown types and the horizon.

    Handling time is end minus start, where both are given and the customer did not give up. Where the log has a column
    `queue`, a task arrives when it is put to people: at `queue`, or at `start` if it was begun without queueing. A row
    with neither never was (a caller who hung up in the phone menu) and is no demand on anybody. Without such a column
    tasks arrive at `arrival`, given up or not.

    Raises
    ------
    LogError
        If starts and ends are dates without a time of day: their difference is not the work done.
    """
    times = {}
    unreadable = pd.Series(False, index=table.index)
    for role in ("arrival", "queue", "start", "end"):
        times[role], bad, missing = _times(table, columns.get(role), utc_offset_h)
        if role == "arrival":
            no_arrival, bad_arrival = missing, bad
        else:
            unreadable |= bad
    arrival, queue, start, end = times.values()
    served = start.notna() & end.notna() & ~_abandoned(table, columns.get("outcome"))
    _refuse_dates(path, columns, start[served], end[served])
    first = pd.concat([queue, start], axis=1).min(axis=1)
    found = {
        NO_ARRIVAL: no_arrival,
        BAD_ARRIVAL: bad_arrival,
        BAD_TIME: unreadable,
        EARLY: first < arrival - TOLERANCE,
        BACKWARDS: (end < start) | (end < arrival - TOLERANCE),
        NO_EFFORT: served & (end == start),
        NEVER_OFFERED: first.isna() & ("queue" in columns),
    }
    return Rows(
        arrival=first if "queue" in columns else arrival,
        handling_min=pd.Series(minutes(end - start), index=table.index).where(served),
        label=_labels(table, columns.get("type")),
        reason=_first_reason(table.index, found),
    )


def minutes(spans: "pd.Series[pd.Timedelta]") -> NDArray[np.float64]:
    """Return lengths in minutes, NaN where missing; from whole microseconds, the same whatever pandas counts in."""
    micros = spans.to_numpy().astype("timedelta64[us]")
    return np.where(np.isnat(micros), np.nan, micros.astype(np.int64) / 6e7)


def _times(
    table: pd.DataFrame, column: str | None, utc_offset_h: float
) -> tuple["pd.Series[pd.Timestamp]", "pd.Series[bool]", "pd.Series[bool]"]:
    """Return a column as naive local times, and which cells are unreadable and which are missing.

    Only ISO 8601 is read: of 03/04/2027 nobody can tell the day from the month.
    """
    if column is None:
        nothing = pd.Series(pd.NaT, index=table.index, dtype="datetime64[us]")
        return nothing, nothing.notna(), nothing.isna()
    offset = pd.Timedelta(hours=utc_offset_h)
    cells = table[column]
    if isinstance(cells.dtype, pd.DatetimeTZDtype):
        local = cells.dt.tz_convert("UTC").dt.tz_localize(None) + offset
        return local.astype("datetime64[us]"), cells.isna() & False, cells.isna()
    if pd.api.types.is_datetime64_dtype(cells):
        return cells.astype("datetime64[us]"), cells.isna() & False, cells.isna()
    text = cells.astype(str).str.strip()
    missing = text.str.lower().isin(_MISSING) | cells.isna()
    zoned = text.str.contains(_ZONED, regex=True)
    utc = pd.to_datetime(text.where(~missing), format="ISO8601", utc=True, errors="coerce")
    local = utc.dt.tz_localize(None).astype("datetime64[us]")
    return local.where(~zoned, local + offset), local.isna() & ~missing, missing


def _abandoned(table: pd.DataFrame, column: str | None) -> "pd.Series[bool]":
    if column is None:
        return pd.Series(False, index=table.index)
    words = table[column].astype(str).str.strip().str.lower()
    return words.str.replace(r"[ -]+", "_", regex=True).isin(ABANDONED)


def _labels(table: pd.DataFrame, column: str | None) -> "pd.Series[str]":
    if column is None:
        return pd.Series("", index=table.index, dtype=object)
    return table[column].fillna("").astype(str).str.strip().astype(object)


def _refuse_dates(
    path: Path, columns: dict[str, str], start: "pd.Series[pd.Timestamp]", end: "pd.Series[pd.Timestamp]"
) -> None:
    if len(start) and (start == start.dt.normalize()).all() and (end == end.dt.normalize()).all():
        raise LogError(
            f"{path}: {columns['start']!r} and {columns['end']!r} are dates without a time of day, so the work done "
            "cannot be read off them; say start=,end= to take efforts from the config instead"
        )


def _first_reason(lines: "pd.Index[int]", found: "dict[str, pd.Series[bool]]") -> "pd.Series[str]":
    reason = pd.Series("", index=lines, dtype=object)
    for text, where in found.items():
        reason = reason.mask(where & (reason == ""), text)
    return reason


def write_rejects(path: Path, table: pd.DataFrame, reason: "pd.Series[str]") -> None:
    """Write the rows that are left out, with their line and the reason; a header alone if there are none.

    Raises
    ------
    LogError
        If the file cannot be written.
    """
    left_out = table[reason != ""].copy()
    left_out.insert(0, "reason", reason[reason != ""], allow_duplicates=True)
    try:
        left_out.to_csv(path, index_label="line")
    except OSError as error:
        raise LogError(f"{path}: the rows left out cannot be written ({error.strerror or error})") from error
