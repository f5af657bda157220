"""Weekly hours laid over the horizon: when people work, when clocks run."""

import math
from bisect import bisect_left, bisect_right
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from ..config import DAY_MIN, WeeklyHours
from ..config.hours import WEEK_MIN

Intervals = list[tuple[float, float]]


def lay_out(hours: WeeklyHours, first_weekday: int, n_days: int, absent_days: Iterable[int] = ()) -> Intervals:
    """Return the working intervals of `n_days` days (minutes since day 0), sorted, touching ones joined.

    A duty belongs to the day on which it starts, a night shift to its evening, and falls away when that day is one of
    `absent_days`.
    """
    absent = frozenset(absent_days)
    duties = _duties_by_weekday(hours)
    joined: Intervals = []
    for day in range(-1, n_days):  # the night shift of the evening before day 0 is still there
        if day in absent:
            continue
        for start, end in duties[(first_weekday + day) % 7]:
            first, last = max(float(day * DAY_MIN + start), 0.0), float(day * DAY_MIN + end)
            if last <= 0.0:
                continue
            if joined and joined[-1][1] == first:
                joined[-1] = (joined[-1][0], last)
            else:
                joined.append((first, last))
    return joined


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

    @cached_property
    def _lists(self) -> tuple[list[float], list[float], list[float]]:
        return self.starts.tolist(), self.ends.tolist(), self.before.tolist()

    def deadline_of(self, wall_min: float, open_min: float) -> float:
        """Return :meth:`deadline` of one time, in plain Python: it is asked in the midst of a run."""
        starts, ends, before = self._lists
        if not starts:
            return math.inf
        place = bisect_right(starts, wall_min) - 1
        reading = 0.0 if place < 0 else before[place] + (min(wall_min, ends[place]) - starts[place])
        target = reading + open_min
        if target > self.total_min:
            return math.inf
        place = max(bisect_left(before, target) - 1, 0)
        return max(starts[place] + (target - before[place]), wall_min)
