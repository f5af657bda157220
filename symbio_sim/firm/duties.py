"""Weekly hours laid over days.

A duty is one stretch of work that belongs to the day on which it starts, a night shift to its evening. It is the unit
in which people are away; duties that touch make one working interval.
"""

from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from ..config import DAY_MIN, WeeklyHours
from ..config.hours import WEEK_MIN

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]
Mask = NDArray[np.bool_]
Spell = tuple[float, float]


@dataclass(frozen=True)
class Duties:
    """Duties in order: the day that each belongs to, and when it lasts (minutes since day 0)."""

    day: Ints
    start_min: Floats
    end_min: Floats

    @classmethod
    def of(cls, hours: WeeklyHours, first_weekday: int, n_days: int) -> "Duties":
        """Lay weekly hours over `n_days` days.

        The night shift of the evening before day 0 is still there; it counts from day 0 on.
        """
        week = [
            (offset - 1, *duty)
            for offset, weekday in enumerate(range(first_weekday - 1, first_weekday + 6))
            for duty in _duties_by_weekday(hours)[weekday % 7]
        ]
        pattern = np.array(week, dtype=np.int64).reshape(-1, 3)
        weeks = np.arange(0, n_days + 1, 7)[:, None]
        day = (weeks + pattern[:, 0]).reshape(-1)
        start = np.tile(pattern[:, 1], len(weeks)) + day * DAY_MIN
        end = np.tile(pattern[:, 2], len(weeks)) + day * DAY_MIN
        seen = (day < n_days) & (end > 0)
        return cls(day[seen], np.maximum(start[seen], 0).astype(np.float64), end[seen].astype(np.float64))

    def cut_short(self, spells: Iterable[Spell], share: float) -> "Duties":
        """Let duties end early by a share, in whole minutes, of what they have in common with disjoint spells."""
        common = np.zeros(len(self.day))
        for start, end in spells:
            common += np.maximum(np.minimum(self.end_min, end) - np.maximum(self.start_min, start), 0.0)
        end_min = self.end_min - np.floor(share * common)
        left = end_min > self.start_min
        return Duties(self.day[left], self.start_min[left], end_min[left])

    def touching(self) -> Mask:
        """Tell which duties go on without a break into the next one."""
        touching = np.zeros(len(self.day), dtype=np.bool_)
        touching[:-1] = self.end_min[:-1] == self.start_min[1:]
        return touching


def interval_ends(present: Mask, touching: Mask) -> tuple[Mask, Mask]:
    """Tell which duties begin a working interval and which end one, when only those `present` are done."""
    opens, closes = present.copy(), present.copy()
    joint = touching[:-1] & present[:-1] & present[1:]
    opens[1:] &= ~joint
    closes[:-1] &= ~joint
    return opens, closes


def lay_out(hours: WeeklyHours, first_weekday: int, n_days: int, absent_days: Iterable[int] = ()) -> Floats:
    """Return the working intervals of `n_days` days, sorted, touching ones joined: (start, end) rows.

    Times are minutes since day 0. The duties of `absent_days` fall away.
    """
    duties = Duties.of(hours, first_weekday, n_days)
    present = ~np.isin(duties.day, list(absent_days))
    opens, closes = interval_ends(present, duties.touching())
    return np.column_stack((duties.start_min[opens], duties.end_min[closes]))


def _duties_by_weekday(hours: WeeklyHours) -> list[list[tuple[int, int]]]:
    """Return each weekday's duties in minutes since its midnight; what lasts over a day is cut at midnights."""
    intervals = list(hours.intervals_min)
    if len(intervals) > 1 and intervals[0][0] == 0 and intervals[-1][1] == WEEK_MIN:
        # Sunday's night shift goes on into Monday.
        intervals[-1] = (intervals[-1][0], WEEK_MIN + intervals.pop(0)[1])
    duties: list[list[tuple[int, int]]] = [[] for _ in range(7)]
    for start, end in intervals:
        if end - start <= DAY_MIN:
            day = start // DAY_MIN
            duties[day].append((start - day * DAY_MIN, end - day * DAY_MIN))
            continue
        for day in range(start // DAY_MIN, (end - 1) // DAY_MIN + 1):
            piece = (max(start - day * DAY_MIN, 0), min(end - day * DAY_MIN, DAY_MIN))
            duties[day % 7].append(piece)
    return [sorted(day) for day in duties]
