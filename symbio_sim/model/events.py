"""The event queue: what is known beforehand, merged with what comes up on the way."""

from collections.abc import Callable, Iterator
from functools import partial
from heapq import heappop, heappush
from itertools import chain, repeat

from ..firm import Timeline

Event = tuple[float, int, int]
_NEVER: Event = (float("inf"), 99, 0)


class EventQueue:
    """Events (time, kind, entity) in order; ties by kind, then entity number.

    The timeline is sorted already and read as it is needed; only events that arise during the run go through the heap.
    `schedule(event)` adds one.
    """

    __slots__ = ("_heap", "_timeline", "_upcoming", "schedule")

    def __init__(self, timeline: Timeline) -> None:
        columns = (timeline.time_min.tolist(), timeline.kind.tolist(), timeline.entity.tolist())
        self._timeline: Iterator[Event] = chain(zip(*columns, strict=True), repeat(_NEVER))
        self._upcoming = next(self._timeline)
        self._heap: list[Event] = []
        self.schedule: Callable[[Event], None] = partial(heappush, self._heap)

    def before(self, limit: tuple[float, int]) -> Iterator[Event]:
        """Take the events before `limit`, a (time, kind) pair, one after the other; new ones join as they are added."""
        heap, timeline, upcoming = self._heap, self._timeline, self._upcoming
        while True:
            if heap and heap[0] < upcoming:
                if heap[0] >= limit:
                    break
                yield heappop(heap)
            else:
                if upcoming >= limit:
                    break
                event, upcoming = upcoming, next(timeline)
                self._upcoming = upcoming
                yield event
