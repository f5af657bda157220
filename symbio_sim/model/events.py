"""The event queue: what is known beforehand, merged with what comes up on the way."""

from collections.abc import Callable, Iterator
from functools import partial
from heapq import heappop, heappush

from ..firm import Timeline

Event = tuple[float, int, int]


class EventQueue:
    """Events (time, kind, entity) in order; ties by kind, then entity number.

    The timeline is sorted already and read as it is needed; only events that arise during the run go through the heap.
    `schedule(event)` adds one. Iterating takes them out; who stops can go on later. The last event is the last planned.
    """

    __slots__ = ("_heap", "_in_order", "schedule")

    def __init__(self, timeline: Timeline) -> None:
        self._heap: list[Event] = []
        self._in_order = self._merge(timeline)
        self.schedule: Callable[[Event], None] = partial(heappush, self._heap)

    def __iter__(self) -> Iterator[Event]:
        """Take one event out after the other; new ones join as they are added."""
        return self._in_order

    def _merge(self, timeline: Timeline) -> Iterator[Event]:
        heap = self._heap
        columns = (timeline.time_min.tolist(), timeline.kind.tolist(), timeline.entity.tolist())
        for planned in zip(*columns, strict=True):
            while heap and heap[0] < planned:
                yield heappop(heap)
            yield planned
