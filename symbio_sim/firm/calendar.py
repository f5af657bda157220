"""Weekly hours laid over the horizon: when people work, when clocks run."""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from ..config import DAY_MIN, WeeklyHours

Intervals = list[tuple[float, float]]


def lay_out(hours: WeeklyHours, first_weekday: int, n_days: int, absent_days: Iterable[int] = ()) -> Intervals:
    """Return the working intervals of `n_days` days (minutes since day 0), sorted, touching ones joined.

    An interval belongs to the day on which it starts and falls away when that day is one of `absent_days`.
    """
    absent = frozenset(absent_days)
    by_weekday: list[Intervals] = [[] for _ in range(7)]
    for start, end in hours.intervals_min:
        for day in range(start // DAY_MIN, (end - 1) // DAY_MIN + 1):
            piece = (max(start - day * DAY_MIN, 0), min(end - day * DAY_MIN, DAY_MIN))
            by_weekday[day].append((float(piece[0]), float(piece[1])))
    joined: Intervals = []
    for day in range(n_days):
        # A night shift's hours after midnight belong to the evening before.
        for start, end in by_weekday[(first_weekday + day) % 7]:
            owner = day - 1 if start == 0.0 and _runs_over_midnight(by_weekday, (first_weekday + day) % 7) else day
            if owner in absent:
                continue
            absolute = (day * DAY_MIN + start, day * DAY_MIN + end)
            if joined and joined[-1][1] == absolute[0]:
                joined[-1] = (joined[-1][0], absolute[1])
            else:
                joined.append(absolute)
    return joined


def _runs_over_midnight(by_weekday: list[Intervals], weekday: int) -> bool:
    """Tell whether the first piece of a weekday continues a shift that began the evening before.

    A piece that fills the whole day belongs to its own day: round-the-clock hours are not one endless shift.
    """
    first, before = by_weekday[weekday][0], by_weekday[(weekday - 1) % 7]
    return first[1] < DAY_MIN and bool(before) and before[-1][1] == DAY_MIN and before[-1][0] > 0.0


@dataclass(frozen=True)
class Clock:
    """A clock that runs only during certain hours, such as the opening hours of a business.

    `starts` and `ends` are the hours' intervals, `before` the open minutes passed at each start; the last interval is
    followed by time in which the clock stands still.
    """

    starts: NDArray[np.float64]
    ends: NDArray[np.float64]
    before: NDArray[np.float64]

    @classmethod
    def over(cls, intervals: Intervals) -> "Clock":
        """Build the clock of sorted disjoint intervals."""
        starts = np.array([start for start, _ in intervals])
        ends = np.array([end for _, end in intervals])
        before = np.concatenate(([0.0], np.cumsum(ends - starts)))[:-1] if len(intervals) else np.array([])
        return cls(starts, ends, before)

    @cached_property
    def total_min(self) -> float:
        """Minutes for which the clock runs in all."""
        return float(self.before[-1] + self.ends[-1] - self.starts[-1]) if len(self.starts) else 0.0

    def reading(self, wall_min: NDArray[np.float64]) -> NDArray[np.float64]:
        """Return the open minutes passed until each wall time."""
        if not len(self.starts):
            return np.zeros(len(wall_min))
        index = np.searchsorted(self.starts, wall_min, side="right") - 1
        inside = np.minimum(wall_min, self.ends[index]) - self.starts[index]
        return np.where(index < 0, 0.0, self.before[index] + inside)

    def deadline(self, wall_min: NDArray[np.float64], open_min: NDArray[np.float64]) -> NDArray[np.float64]:
        """Return the wall time at which `open_min` more open minutes have passed; infinite if that is never."""
        if not len(self.starts):
            return np.full(len(wall_min), np.inf)
        target = self.reading(wall_min) + open_min
        index = np.maximum(np.searchsorted(self.before, target, side="left") - 1, 0)
        reached = self.starts[index] + (target - self.before[index])
        return np.where(target <= self.total_min, np.maximum(reached, wall_min), np.inf)

    def deadline_of(self, wall_min: float, open_min: float) -> float:
        """Return :meth:`deadline` of one time."""
        return float(self.deadline(np.array([wall_min]), np.array([open_min]))[0])
