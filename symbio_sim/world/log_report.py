"""What a user is told about an event log: what was read, what was left out, and why."""

from collections.abc import Mapping
from dataclasses import dataclass

import pandas as pd

from ..config import Config
from .log_config import Kind, nearest_kind
from .log_rows import BAD_ARRIVAL, REASONS, UNKNOWN_TYPE, VERY_SHORT_MIN


@dataclass(frozen=True)
class LogReport:
    """What was read from a log, and what was not.

    Attributes
    ----------
    rows, used : int
        Rows of the log, and those that became tasks.
    left_out : dict of str to int
        Rows left out by reason.
    columns : dict of str to str
        The column taken for each role.
    tasks : dict of str to int
        Tasks by function.
    kinds : dict of str to str
        What each type as written became: ``function/type`` or ``function``.
    unknown : dict of str to int
        Rows by type as written that the config does not know.
    effort_imputed : int
        Tasks without a handling time of their own; they get one of their type (see :meth:`Log.world`).
    very_short : int
        Handling times under 10 seconds, kept.
    cases, workers : int or None
        Distinct values among the tasks; None where the log does not say.
    """

    rows: int
    used: int
    left_out: dict[str, int]
    columns: dict[str, str]
    tasks: dict[str, int]
    kinds: dict[str, str]
    unknown: dict[str, int]
    effort_imputed: int
    very_short: int
    cases: int | None
    workers: int | None

    def __str__(self) -> str:
        lines = [f"{self.used} of {self.rows} rows became tasks"]
        lines += [f"  {name}: {count}" for name, count in self.tasks.items()]
        lines += [f"left out, {reason}: {count}" for reason, count in self.left_out.items()]
        lines += [f"unknown type {label!r}: {count}" for label, count in self.unknown.items()]
        lines.append(f"effort imputed: {self.effort_imputed}")
        lines.append(f"handling times under 10 s, kept: {self.very_short}")
        lines.append("columns: " + ", ".join(f"{role}={name}" for role, name in self.columns.items()))
        return "\n".join(lines)


def report_of(
    table: pd.DataFrame,
    columns: dict[str, str],
    tasks: pd.DataFrame,
    kinds: Mapping[str, Kind],
    reason: "pd.Series[str]",
    label: "pd.Series[str]",
) -> LogReport:
    """Return what became of the rows of a log."""
    counts = reason.value_counts()
    return LogReport(
        rows=len(table),
        used=len(tasks),
        left_out={text: int(counts[text]) for text in REASONS if text in counts},
        columns=columns,
        tasks={str(name): int(count) for name, count in tasks["function"].value_counts().items()},
        kinds={text: "/".join(filter(None, (kind.function, kind.task_type))) for text, kind in kinds.items()},
        unknown={str(text): int(n) for text, n in label[reason == UNKNOWN_TYPE].value_counts().items()},
        effort_imputed=int(tasks["handling_min"].isna().sum()),
        very_short=int((tasks["handling_min"] < VERY_SHORT_MIN).sum()),
        cases=_distinct(table, columns.get("case"), tasks),
        workers=_distinct(table, columns.get("worker"), tasks),
    )


def _distinct(table: pd.DataFrame, column: str | None, tasks: pd.DataFrame) -> int | None:
    """Return how many cases or workers stand in the rows used."""
    if column is None:
        return None
    values = table.loc[tasks.index, column].dropna().astype(str)
    return int(values[values != ""].nunique())


def explained(reason: "pd.Series[str]", label: "pd.Series[str]", config: Config) -> "pd.Series[str]":
    """Return the reasons with the unknown types named, each beside the name it most resembles."""
    unknown = reason == UNKNOWN_TYPE
    words = {text: _unknown_type(text, config) for text in label[unknown].unique()}
    return reason.mask(unknown, label.map(words))


def _unknown_type(label: str, config: Config) -> str:
    close = nearest_kind(label, config)
    meant = f"nearest: {close!r}" if close else f"functions: {', '.join(config.functions)}"
    return f"{UNKNOWN_TYPE} {label!r} ({meant})"


def first_of_each(
    table: pd.DataFrame,
    columns: dict[str, str],
    reason: "pd.Series[str]",
    label: "pd.Series[str]",
    config: Config,
) -> str:
    """Return why rows were left out, with the first line of each reason, for the message that none is left."""
    lines = []
    for text in REASONS:
        where = reason.index[reason == text]
        if len(where):
            detail = text
            if text == BAD_ARRIVAL:
                detail += f" ({str(table.at[where[0], columns['arrival']])!r}; write times as 2027-01-31 09:05:00)"
            if text == UNKNOWN_TYPE:
                detail = _unknown_type(label[where[0]], config)
            lines.append(f"\n  {len(where)} x, first in line {where[0]}: {detail}")
    return "".join(lines)
