"""Where two runs of one World part: the first thing on record that differs, to the bit, in plain words."""

import math
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from . import choreography
from .config import DAY_MIN
from .extra_days import BOT, FUNCTION, PAIR, SEAT, owner_of
from .run import Run

Mask = NDArray[np.bool_]

BOOKS = ("days", "staff_days", "skill_days", "bot_days", "extra_days")
"""What a run has by day, as its attributes."""

_WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
_TOLD_FIRST = ("due_min", "start_min", "end_min", "outcome", "mode", "visit", "staff", "bot")
_CODES = {"outcome": choreography.OUTCOMES, "mode": choreography.MODES}


@dataclass(frozen=True)
class Difference:
    """The first thing in which two runs of a World differ.

    Attributes
    ----------
    time_min : float or None
        When the runs had parted at the latest (minutes since day 0): when work on a task began, when it ended, or the
        midnight that closed a day's books. None where it is no event.
    what : str
        Whose record it is: a task's, or a day's of a function, person or bot.
    name : str
        What of it differs, as in the tables of a run.
    values : tuple of (str, str)
        What stands there in the one run and in the other.
    task : int or None
        A task whose story tells more; None if none is known.
    extent : str
        How much differs in all.
    first_weekday : int
        Weekday of day 0 (0: Monday).
    """

    time_min: float | None
    what: str
    name: str
    values: tuple[str, str]
    task: int | None = None
    extent: str = ""
    first_weekday: int = 0

    def sentence(self, names: tuple[str, str] = ("the one run", "the other")) -> str:
        """Tell the difference in a sentence; `names` are those of the two runs."""
        values = " and ".join(f"{value} in {name}" for value, name in zip(self.values, names, strict=True))
        return f"{self._when()}{self.what}: {self.name} is {values}."

    def _when(self) -> str:
        if self.time_min is None:
            return ""
        day = int(self.time_min // DAY_MIN)
        minute = int(self.time_min % DAY_MIN)
        weekday = _WEEKDAYS[(self.first_weekday + day) % 7]
        return f"By day {day} ({weekday}), {minute // 60:02d}:{minute % 60:02d}, minute {self.time_min!r}: "


@dataclass(frozen=True)
class _Candidate:
    """Something that differs, and what comes before what among such."""

    rank: tuple[float, int, int, int]
    time_min: float
    what: str
    name: str
    values: tuple[str, str]
    task: int | None


def first_difference(one: Run, other: Run) -> Difference | None:
    """Return the first thing recorded in which two runs of a World differ; None if they agree to the bit.

    What is compared is all that an engine records; NaN equals NaN.

    Raises
    ------
    ValueError
        If the runs are not of one World.
    """
    if one.world is not other.world and one.world != other.world:
        raise ValueError("the runs are of different Worlds")
    for unlike in _differences_of_form(one, other):
        return unlike
    by_task = {name: differing(one.columns[name], other.columns[name]) for name in one.columns}
    by_day = {
        (book, name): differing(table, getattr(other, book)[name])
        for book in BOOKS
        for name, table in getattr(one, book).items()
    }
    found = [*_among_tasks(one, other, by_task), *_among_books(one, other, by_day)]
    if not found:
        return None
    first = min(found, key=lambda candidate: candidate.rank)
    return Difference(
        time_min=first.time_min,
        what=first.what,
        name=first.name,
        values=first.values,
        task=first.task,
        extent=_extent(one, by_task, by_day),
        first_weekday=one.firm.first_weekday,
    )


def differing(one: NDArray[Any], other: NDArray[Any]) -> Mask:
    """Return where two arrays of one type and shape differ to the bit, NaN of any kind being equal to NaN."""
    bits = f"u{one.dtype.itemsize}"
    same = np.ascontiguousarray(one).view(bits) == np.ascontiguousarray(other).view(bits)
    if one.dtype.kind == "f":
        same |= np.isnan(one) & np.isnan(other)
    return np.asarray(~same)


def _differences_of_form(one: Run, other: Run) -> Iterator[Difference]:
    """Yield tables that cannot be compared: other columns, types or shapes."""
    for group in ("columns", *BOOKS):
        mine, theirs = getattr(one, group), getattr(other, group)
        for name in dict.fromkeys((*mine, *theirs)):
            forms = _form(mine.get(name)), _form(theirs.get(name))
            if forms[0] != forms[1]:
                yield Difference(None, f"Table {group!r}", f"column {name!r}", forms)


def _form(column: NDArray[Any] | None) -> str:
    return "missing" if column is None else f"{column.dtype} of shape {column.shape}"


# -------------------------------------------------------------------------------------------------------------- tasks


def _among_tasks(one: Run, other: Run, by_task: dict[str, Mask]) -> Iterator[_Candidate]:
    """Yield the first difference of each column of tasks."""
    for name, differs in by_task.items():
        tasks = np.flatnonzero(differs)
        if not len(tasks):
            continue
        times = _known_by(one, other, name)[tasks]
        task, time_min = int(tasks[times.argmin()]), float(times.min())
        yield _Candidate(
            rank=(time_min, 0, task, _TOLD_FIRST.index(name) if name in _TOLD_FIRST else len(_TOLD_FIRST)),
            time_min=time_min,
            what=f"task {task} ({one.firm.functions[one.world.tasks['function'][task]].name})",
            name=name,
            values=(_told(one, name, one.columns[name][task]), _told(one, name, other.columns[name][task])),
            task=task,
        )


def _known_by(one: Run, other: Run, name: str) -> NDArray[np.float64]:
    """Return by when a column of each task was written, in whichever run that was sooner (minutes)."""
    if name == "due_min":
        return np.asarray(one.world.tasks["arrival_min"])
    when = "start_min" if name == "start_min" else "end_min"
    times = np.fmin(one.columns[when], other.columns[when])
    return np.asarray(np.fmin(times, one.firm.horizon_min))


def _told(run: Run, name: str, value: Any) -> str:
    """Return a recorded value as a person would say it; numbers in full."""
    if name in _CODES:
        return str(_CODES[name][value])
    if name in ("staff", "bot"):
        names = run.world.seats if name == "staff" else tuple(bot.name for bot in run.firm.bots)
        return names[value] if value >= 0 else "nobody"
    plain = value.item()
    return "unknown" if isinstance(plain, float) and math.isnan(plain) else repr(plain)


# -------------------------------------------------------------------------------------------------------------- books


def _among_books(one: Run, other: Run, by_day: dict[tuple[str, str], Mask]) -> Iterator[_Candidate]:
    """Yield the first difference of each column of each book."""
    for place, ((book, name), differs) in enumerate(by_day.items()):
        rows = np.argwhere(differs)
        if not len(rows):
            continue
        day, entity = (int(number) for number in rows[0])
        owner, mine = _owner(one, book, name, entity)
        time_min = (day + 1.0) * DAY_MIN
        yield _Candidate(
            rank=(time_min, 1 + BOOKS.index(book), entity, place),
            time_min=time_min,
            what=f"books of day {day}, {owner}",
            name=name,
            values=(
                _told(one, name, getattr(one, book)[name][day, entity]),
                _told(one, name, getattr(other, book)[name][day, entity]),
            ),
            task=_task_behind(one, mine, day),
        )


_BOOK_OF = {FUNCTION: "days", BOT: "bot_days", SEAT: "staff_days", PAIR: "skill_days"}


def _owner(run: Run, book: str, name: str, entity: int) -> tuple[str, Mask]:
    """Return whose entry of a book's column it is, and which tasks are theirs."""
    function_of = run.world.tasks["function"]
    if book == "extra_days":
        kind, _ = owner_of(name)
        if kind not in _BOOK_OF:
            return f"{kind} {run.names_of(kind)[entity]}", np.ones(run.world.n_tasks, dtype=np.bool_)
        book = _BOOK_OF[kind]
    if book == "days":
        return f"function {run.firm.functions[entity].name}", np.asarray(function_of == entity)
    if book == "bot_days":
        return f"bot {run.firm.bots[entity].name}", np.asarray(run.columns["bot"] == entity)
    if book == "staff_days":
        return f"person {run.world.seats[entity]}", np.asarray(run.columns["staff"] == entity)
    seat, function = run.skill_pairs[entity]
    return (
        f"person {run.world.seats[seat]} in {run.firm.functions[function].name}",
        np.asarray((run.columns["staff"] == seat) & (function_of == function)),
    )


def _task_behind(run: Run, mine: Mask, day: int) -> int | None:
    """Return the first of some tasks that was at work on a day; None if there is none."""
    begun_min, ended_min = run.columns["start_min"], np.fmin(run.columns["end_min"], run.firm.horizon_min)
    at_work = mine & (begun_min < (day + 1) * DAY_MIN) & (ended_min >= day * DAY_MIN)
    return int(np.where(at_work, begun_min, np.inf).argmin()) if at_work.any() else None


def _extent(run: Run, by_task: dict[str, Mask], by_day: dict[tuple[str, str], Mask]) -> str:
    """Tell how many tasks and days differ."""
    tasks = int(np.logical_or.reduce([*by_task.values()]).sum())
    days = int(np.logical_or.reduce([mask.any(axis=1) for mask in by_day.values()]).sum())
    return f"{tasks} of {run.world.n_tasks} tasks and the books of {days} of {run.world.horizon_days} days differ."
