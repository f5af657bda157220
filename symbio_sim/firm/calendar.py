"""The calendar of a firm: what its weekly hours come to on the days of a run.

All that follows from the hours alone is worked out once for all Worlds. A World then only takes away the duties of
those who are absent; what is left of everyone's work is a roster.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache
from typing import NamedTuple

import numpy as np

from ..choreography import BOT_CLOSES, BOT_OPENS, MIDNIGHT, SHIFT_END, SHIFT_START
from ..config import DAY_MIN, WeeklyHours
from .clock import Clock
from .duties import Duties, Floats, Ints, Mask, Spell, interval_ends, lay_out
from .roster import Roster, begins_day, firsts, united
from .timeline import Timeline

DAYS_BEYOND = 400
"""Days by which the opening clock outlasts the run: deadlines may lie beyond the horizon."""


class Week(NamedTuple):
    """The hours of a firm's seats, doors and bots, which seats can do which function; bots always on are left out."""

    seats: tuple[WeeklyHours, ...]
    seats_of_function: tuple[tuple[int, ...], ...]
    doors: WeeklyHours
    bots: tuple[tuple[int, WeeklyHours], ...]


@dataclass(frozen=True, eq=False)
class Calendar:
    """Duties of all seats, seat after seat, and the order of all events that they may bring.

    Attributes
    ----------
    n_seats, n_functions, n_days : int
        How many there are.
    duties : Duties
        Every seat's duties with nobody absent.
    first : ndarray of int64, length seats + 1
        Seat s owns the duties from ``first[s]`` to ``first[s + 1]``.
    touching : ndarray of bool
        Whether a duty goes on without a break into the same seat's next one.
    function, function_duty : ndarray of int64
        All pairs of a function and a duty of somebody who can do it: function after function, each by start.
    possible : Timeline
        The events if no two duties touched and nobody was absent.
    source : ndarray of int64
        What each of them hangs on: the beginning of duty d (d), its end (duties + d), or nothing (2 duties).
    open_clock : Clock
        The clock of the business's opening hours, some days beyond the horizon.
    """

    n_seats: int
    n_functions: int
    n_days: int
    duties: Duties
    first: Ints
    touching: Mask
    function: Ints
    function_duty: Ints
    possible: Timeline
    source: Ints
    open_clock: Clock

    def roster(self, absences: Sequence[tuple[int, int, int]]) -> Roster:
        """Return when people work if they are away on these days: (seat, first day, last day)."""
        present = self._present(absences)
        opens, closes = interval_ends(present, self.touching)
        start, end = self.duties.start_min[opens], self.duties.end_min[closes]
        first = np.zeros(len(opens) + 1, dtype=np.int64)
        shift_of_duty = np.cumsum(opens, out=first[1:]) - 1
        first = first[self.first]
        at_work = opens[self.function_duty]
        function, shift = self.function[at_work], shift_of_duty[self.function_duty[at_work]]
        on_duty = begins_day(self._start_day[opens], self._last_day[closes], first)[shift]
        shift_start, apart = start[shift], self._apart_min[at_work]
        staffed, staffed_end = united(shift_start + apart, end[shift] + apart)
        happens = np.concatenate((opens, closes, [True]))[self.source]
        possible = self.possible
        return Roster(
            shift_start_min=start,
            shift_end_min=end,
            first_shift=first,
            scheduled_min=self._scheduled_min(present),
            duty_start_min=shift_start[on_duty],
            first_duty=firsts(function[on_duty], self.n_functions),
            staffed_start_min=shift_start[staffed],
            staffed_end_min=staffed_end - apart[staffed],
            first_staffed=firsts(function[staffed], self.n_functions),
            events=Timeline(possible.time_min[happens], possible.kind[happens], possible.entity[happens]),
        )

    def _present(self, absences: Sequence[tuple[int, int, int]]) -> Mask:
        """Tell which duties are done."""
        seat, first_day, last_day = np.array(absences, dtype=np.int64).reshape(-1, 3).T
        begin = np.searchsorted(self._place, self._place_of(seat, np.maximum(first_day, -1)), side="left")
        end = np.searchsorted(self._place, self._place_of(seat, np.minimum(last_day, self.n_days - 1)), side="right")
        present = np.ones(len(self.duties.day), dtype=np.bool_)
        for first, last in zip(begin.tolist(), end.tolist(), strict=True):
            present[first:last] = False
        return present

    @cached_property
    def _seat(self) -> Ints:
        """The seat of each duty."""
        return np.repeat(np.arange(self.n_seats), np.diff(self.first))

    @cached_property
    def _place(self) -> Ints:
        """The place of each duty's day among all days of all seats, the evening before day 0 included."""
        return self._place_of(self._seat, self.duties.day)

    def _place_of(self, seat: Ints, day: Ints) -> Ints:
        return seat * (self.n_days + 1) + day + 1

    @cached_property
    def _apart_min(self) -> Floats:
        """What moves each function into a stretch of time of its own; minutes are whole, so nothing is rounded."""
        return self.function.astype(np.float64) * (DAY_MIN * (self.n_days + 2))

    @cached_property
    def _start_day(self) -> Ints:
        """The day in which each duty begins: day 0 for the night before."""
        return (self.duties.start_min // DAY_MIN).astype(np.int64)

    @cached_property
    def _last_day(self) -> Ints:
        """The day of each duty's last minute."""
        return ((self.duties.end_min - 1.0) // DAY_MIN).astype(np.int64)

    @cached_property
    def _day_parts(self) -> tuple[Ints, Floats]:
        """The parts of duties before and after midnight: which (seat, day) cell they fall into, and minutes."""
        start, end, day = self.duties.start_min, self.duties.end_min, self._start_day
        midnight = (day + 1.0) * DAY_MIN
        minutes = np.stack((np.minimum(end, midnight) - start, np.maximum(end - midnight, 0.0)))
        days = np.stack((day, day + 1))
        minutes[days >= self.n_days] = 0.0
        return self._seat * self.n_days + np.minimum(days, self.n_days - 1), minutes

    @cached_property
    def _full_min(self) -> Floats:
        """Minutes each seat is scheduled on each day with nobody absent."""
        scheduled = np.zeros((self.n_seats, self.n_days))
        np.add.at(scheduled.reshape(-1), *self._day_parts)
        return scheduled

    def _scheduled_min(self, present: Mask) -> Floats:
        """Return the minutes each seat is scheduled on each day."""
        scheduled = self._full_min.copy()
        cell, minutes = self._day_parts
        away = np.flatnonzero(~present)
        np.subtract.at(scheduled.reshape(-1), cell[:, away], minutes[:, away])
        return scheduled


@lru_cache(maxsize=16)
def lay_out_week(week: Week, first_weekday: int, n_days: int) -> Calendar:
    """Lay a firm's week over the days of a run; firms with the same hours share the calendar."""
    return _calendar(week, first_weekday, n_days, _duties(week, first_weekday, n_days))


def lay_out_stopped(week: Week, first_weekday: int, n_days: int, spells: Sequence[Spell], share: float) -> Calendar:
    """Do the same where everyone loses a share of what they would work in disjoint spells (minutes since day 0)."""
    duties = _duties(week, first_weekday, n_days)
    cut = {hours: items.cut_short(spells, share) for hours, items in duties.items()}
    return _calendar(week, first_weekday, n_days, cut)


def _duties(week: Week, first_weekday: int, n_days: int) -> dict[WeeklyHours, Duties]:
    """Return the duties of all hours that anyone has."""
    return {hours: Duties.of(hours, first_weekday, n_days) for hours in dict.fromkeys(week.seats)}


def _calendar(week: Week, first_weekday: int, n_days: int, of_hours: dict[WeeklyHours, Duties]) -> Calendar:
    of_seat = [of_hours[hours] for hours in week.seats]
    duties = Duties(
        np.concatenate([np.empty(0, dtype=np.int64), *(item.day for item in of_seat)]),
        np.concatenate([np.empty(0), *(item.start_min for item in of_seat)]),
        np.concatenate([np.empty(0), *(item.end_min for item in of_seat)]),
    )
    first = np.cumsum([0, *(len(item.day) for item in of_seat)])
    function, function_duty = _duties_of_functions(week.seats_of_function, duties, first)
    possible, source = _possible_events(duties, first, week.bots, first_weekday, n_days)
    return Calendar(
        n_seats=len(week.seats),
        n_functions=len(week.seats_of_function),
        n_days=n_days,
        duties=duties,
        first=first,
        touching=np.concatenate([np.empty(0, dtype=np.bool_), *(item.touching() for item in of_seat)]),
        function=function,
        function_duty=function_duty,
        possible=possible,
        source=source,
        open_clock=Clock.over(lay_out(week.doors, first_weekday, n_days + DAYS_BEYOND)),
    )


def _duties_of_functions(seats_of_function: Sequence[Sequence[int]], duties: Duties, first: Ints) -> tuple[Ints, Ints]:
    """Return all pairs of a function and a duty of somebody who can do it: function after function, each by start."""
    function, function_duty = [np.empty(0, dtype=np.int64)], [np.empty(0, dtype=np.int64)]
    for index, seats in enumerate(seats_of_function):
        own = np.concatenate([np.empty(0, dtype=np.int64), *(np.arange(first[s], first[s + 1]) for s in seats)])
        function.append(np.full(len(own), index))
        function_duty.append(own[np.argsort(duties.start_min[own], kind="stable")])
    return np.concatenate(function), np.concatenate(function_duty)


def _possible_events(
    duties: Duties, first: Ints, bots: Iterable[tuple[int, WeeklyHours]], first_weekday: int, n_days: int
) -> tuple[Timeline, Ints]:
    """Return the events of all duties, of the bots' hours, and the midnights, sorted; and what each hangs on."""
    seat = np.repeat(np.arange(len(first) - 1), np.diff(first))
    days = np.arange(n_days)
    parts: list[tuple[Floats, int, Ints]] = [
        (duties.start_min, SHIFT_START, seat),
        (duties.end_min, SHIFT_END, seat),
        ((DAY_MIN * (days + 1)).astype(np.float64), MIDNIGHT, days),
    ]
    for bot, hours in bots:
        opens, closes = lay_out(hours, first_weekday, n_days).T
        parts += [(opens, BOT_OPENS, np.full(len(opens), bot)), (closes, BOT_CLOSES, np.full(len(closes), bot))]
    time = np.concatenate([time for time, _, _ in parts])
    kind = np.concatenate([np.full(len(time), kind) for time, kind, _ in parts])
    entity = np.concatenate([entity for _, _, entity in parts])
    order = np.lexsort((entity, kind, time))
    order = order[time[order] <= n_days * float(DAY_MIN)]
    source = np.minimum(order, 2 * len(duties.day))
    return Timeline(time[order], kind[order], entity[order]), source
