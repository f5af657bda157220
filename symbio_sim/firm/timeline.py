"""Events known before a run, in the order in which they happen."""

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Event = tuple[float, int, int]


@dataclass(frozen=True)
class Timeline:
    """Events sorted by (time, kind, entity); times in minutes since day 0, kinds as in `choreography`."""

    time_min: NDArray[np.float64]
    kind: NDArray[np.int64]
    entity: NDArray[np.int64]

    @classmethod
    def of(cls, events: Sequence[Event]) -> "Timeline":
        """Sort events."""
        time, kind, entity = zip(*sorted(events), strict=True) if events else ((), (), ())
        return cls(np.array(time, dtype=np.float64), np.array(kind, dtype=np.int64), np.array(entity, dtype=np.int64))

    def __len__(self) -> int:
        """Return the number of events."""
        return len(self.time_min)

    def merged(self, other: "Timeline") -> "Timeline":
        """Return the events of both, sorted; quick where the other has few or few at times of mine."""
        if not len(other):
            return self
        at = self._places(other) + np.arange(len(other))
        mine = np.ones(len(self) + len(other), dtype=np.bool_)
        mine[at] = False
        time = np.empty(len(mine))
        kind, entity = np.empty(len(mine), dtype=np.int64), np.empty(len(mine), dtype=np.int64)
        time[mine], time[at] = self.time_min, other.time_min
        kind[mine], kind[at] = self.kind, other.kind
        entity[mine], entity[at] = self.entity, other.entity
        return Timeline(time, kind, entity)

    def _places(self, other: "Timeline") -> NDArray[np.intp]:
        """Return how many of these events come before each of the other's."""
        before = np.searchsorted(self.time_min, other.time_min, side="left")
        until = np.searchsorted(self.time_min, other.time_min, side="right")
        for place in np.flatnonzero(before < until).tolist():
            rivals = range(before[place], until[place])
            event = (other.kind[place], other.entity[place])
            before[place] += bisect_left(rivals, event, key=lambda at: (self.kind[at], self.entity[at]))
        return before
