"""A clock that runs only during certain hours."""

import math
from bisect import bisect_left, bisect_right
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray


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
    def over(cls, intervals: NDArray[np.float64]) -> "Clock":
        """Build the clock of sorted disjoint intervals, shape (n, 2), of minutes since day 0."""
        starts, ends = np.ascontiguousarray(intervals.T)
        before = np.zeros(len(starts))
        np.cumsum((ends - starts)[:-1], out=before[1:])
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
