"""The event queue: what is known beforehand, merged with what comes up on the way."""

from collections.abc import Callable, Iterator
from functools import partial
from heapq import heappop, heappush

from ..firm import Timeline

Event = tuple[float, int, int]
_NEVER: Event = (float("inf"), 99, 0)


class EventQueue:
    """Events (time, kind, entity) in order; ties by kind, then entity number.

    The timeline is sorted once; only events that arise during the run go through the heap. `schedule(event)` adds one.
    """

    __slots__ = ("_heap", "_position", "_timeline", "schedule")

    def __init__(self, timeline: Timeline) -> None:
        self._timeline: list[Event] = list(
            zip(timeline.time_min.tolist(), timeline.kind.tolist(), timeline.entity.tolist(), strict=True)
        )
        self._timeline.append(_NEVER)
        self._position = 0
        self._heap: list[Event] = []
        self.schedule: Callable[[Event], None] = partial(heappush, self._heap)

    def before(self, limit: tuple[float, int]) -> Iterator[Event]:
        """Take the events before `limit`, a (time, kind) pair, one after the other; new ones join as they are added."""
        heap, timeline, position = self._heap, self._timeline, self._position
        upcoming = timeline[position]
        while True:
            if heap and heap[0] < upcoming:
                if heap[0] >= limit:
                    break
                yield heappop(heap)
            else:
                if upcoming >= limit:
                    break
                position += 1
                self._position = position
                event, upcoming = upcoming, timeline[position]
                yield event
