"""The file of an event log: reading it as a table, and finding out which column says what."""

import re
import zlib
from collections.abc import Mapping
from pathlib import Path

import pandas as pd

from ..config.errors import nearest

ROLES = {
    "case": "the order, ticket or customer that a task belongs to; a case may have several tasks",
    "type": "what kind of task it is: a function of the config or one of its task types",
    "worker": "who did it",
    "arrival": "when the task came into being",
    "queue": "when it was put to people, where something else (a phone menu, a bot) came first",
    "start": "when work on it began",
    "end": "when work on it ended",
    "outcome": "whether it was served or the customer gave up",
}
"""What a column of a log can say."""

_GUESSES = {
    "case": ("case_id", "case", "ticket_id", "ticket", "order_id", "case_concept_name", "id"),
    "type": ("task_type", "type", "activity", "category", "concept_name"),
    "worker": ("worker", "resource", "agent", "user", "assignee", "org_resource"),
    "arrival": ("arrival_ts", "arrival", "arrival_time", "arrived", "created", "created_at", "opened", "opened_at"),
    "queue": ("queue_join_ts", "queue_ts", "queued", "queued_at", "offered", "offered_at"),
    "start": ("start_ts", "start", "start_time", "start_timestamp", "started", "started_at", "begin"),
    "end": (
        "end_ts", "end", "end_time", "end_timestamp", "ended_at", "completed", "completed_at", "closed", "closed_at",
        "finished",
    ),
    "outcome": ("outcome", "status", "result"),
}  # fmt: skip

_SUFFIXES = (".csv", ".csv.gz", ".parquet")


class LogError(ValueError):
    """An event log that cannot be used; the message says where and why."""


def read_table(path: Path) -> pd.DataFrame:
    """Read a log as it stands: text from CSV, typed columns from Parquet.

    Parameters
    ----------
    path : Path
        A ``.csv`` (comma, semicolon or tab between columns, UTF-8), ``.csv.gz`` or ``.parquet`` file.

    Returns
    -------
    DataFrame
        One row a task; the index is the line of the file (Parquet: the number of the row), from 1. Lines that are
        empty are left out. A quoted cell that runs over several lines counts as one.

    Raises
    ------
    LogError
        If there is no such file, or it is not a table with at least one row.
    """
    if not path.name.lower().endswith(_SUFFIXES):
        raise LogError(f"{path}: not an event log; allowed are files named {', '.join(_SUFFIXES)}")
    try:
        table = _read_parquet(path) if path.name.lower().endswith(".parquet") else _read_csv(path)
    except FileNotFoundError as error:
        raise LogError(f"{path}: there is no such file") from error
    except pd.errors.EmptyDataError as error:
        raise LogError(f"{path}: the file is empty; it must begin with a line of column names") from error
    except UnicodeDecodeError as error:
        raise LogError(f"{path}: not text in UTF-8 (byte {error.start} is not); save it as CSV UTF-8") from error
    except (EOFError, zlib.error) as error:
        raise LogError(f"{path}: the compressed file is cut off or damaged") from error
    except OSError as error:
        raise LogError(f"{path}: cannot be read ({error.strerror or error})") from error
    except ValueError as error:  # ParserError and ArrowInvalid are ones
        raise LogError(f"{path}: not a table ({_in_words(error)})") from error
    if table.empty:
        raise LogError(f"{path}: there is no row below the line of column names")
    return table


def _read_csv(path: Path) -> pd.DataFrame:
    """Read text; semicolons are what spreadsheets write where the comma is the decimal sign."""
    names = pd.read_csv(path, nrows=0, encoding="utf-8-sig").columns
    separator = next((mark for mark in ";\t" if len(names) == 1 and mark in names[0]), ",")
    table = pd.read_csv(
        path,
        sep=separator,
        dtype=str,
        keep_default_na=False,
        skip_blank_lines=False,
        encoding="utf-8-sig",
        index_col=False,
        on_bad_lines="error",
    ).fillna("")
    table.columns = table.columns.str.strip()
    table.index += 2
    first = table.iloc[:, 0] if len(table.columns) else pd.Series(dtype=str)
    blank = (first == "") & (table == "").all(axis=1) if (first == "").any() else first != first
    return table[~blank]


def _read_parquet(path: Path) -> pd.DataFrame:
    table = pd.read_parquet(path).reset_index(drop=True)
    table.columns = table.columns.astype(str)
    table.index += 1
    return table


def _in_words(error: Exception) -> str:
    """Return the parser's complaint without its own name for itself."""
    found = re.search(r"Expected (\d+) fields in line (\d+), saw (\d+)", str(error))
    if found:
        return f"line {found[2]} has {found[3]} columns instead of {found[1]}"
    return str(error).removeprefix("Error tokenizing data. C error: ").strip()


def parse_columns(text: str) -> dict[str, str]:
    """Read ``case=ticket,arrival=opened`` as a mapping of roles to columns.

    Raises
    ------
    LogError
        If a piece is not ``role=column`` or a role is named twice.
    """
    columns: dict[str, str] = {}
    for piece in text.split(","):
        role, equals, column = (part.strip() for part in piece.partition("="))
        if not equals or not role:
            raise LogError(f"columns: {piece.strip()!r} is not role=column; write {_example()}")
        if role in columns:
            raise LogError(f"columns: the role {role!r} is given twice")
        columns[role] = column
    return columns


def _example() -> str:
    return "for instance case=ticket,type=category,arrival=opened,start=begun,end=closed"


def find_columns(path: Path, present: list[str], given: Mapping[str, str]) -> dict[str, str]:
    """Return the column of each role: as given, else guessed by name.

    Parameters
    ----------
    path : Path
        For messages.
    present : list of str
        Columns of the log.
    given : mapping of role to column
        What the user says; an empty column means that the log does not hold the role, whatever its names suggest.

    Raises
    ------
    LogError
        If a role or column is unknown, a column is given two roles, or no column can be the arrival.
    """
    _check_given(path, present, given)
    columns = {role: _as_spelt(column, present) for role, column in given.items() if column}
    by_name = {re.sub(r"[^a-z0-9]+", "_", name.lower()).strip("_"): name for name in reversed(present)}
    for role, guesses in _GUESSES.items():
        if role not in given:
            free = (by_name[guess] for guess in guesses if guess in by_name)
            found = next((name for name in free if name not in columns.values()), None)
            if found is not None:
                columns[role] = found
    if "arrival" not in columns:
        raise LogError(
            f"{path}: no column looks like the arrival of tasks; name it with arrival=COLUMN. "
            f"Columns: {', '.join(present)}. Names understood: {', '.join(_GUESSES['arrival'])}"
        )
    return columns


def _check_given(path: Path, present: list[str], given: Mapping[str, str]) -> None:
    owner: dict[str, str] = {}
    for role, column in given.items():
        if role not in ROLES:
            raise LogError(f"columns: unknown role {role!r}{_meant(role, list(ROLES))} Roles: {', '.join(ROLES)}")
        if not column:
            if role == "arrival":
                raise LogError("columns: arrival must name a column; every task needs an arrival")
            continue
        if _as_spelt(column, present) not in present:
            raise LogError(
                f"{path}: there is no column {column!r} (given for {role}){_meant(column, present)} "
                f"Columns: {', '.join(present)}"
            )
        other = owner.setdefault(_as_spelt(column, present), role)
        # A log without arrivals may be read as if nobody had waited; any other pair is a slip.
        if other != role and {other, role} != {"arrival", "start"}:
            raise LogError(f"columns: the column {column!r} is given for both {other} and {role}")


def _as_spelt(column: str, present: list[str]) -> str:
    """Return the column that is meant if case is all that differs."""
    if column in present:
        return column
    alike = [name for name in present if name.lower() == column.lower()]
    return alike[0] if len(alike) == 1 else column


def _meant(word: str, known: list[str]) -> str:
    close = nearest(word, known)
    return "." if close is None else f"; did you mean {close!r}?"
