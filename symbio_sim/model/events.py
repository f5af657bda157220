"""The event queue: what is known beforehand, merged with what comes up on the way."""

from heapq import heappop, heappush

from ..firm import Timeline

Event = tuple[float, int, int]
_NEVER: Event = (float("inf"), 99, 0)


class EventQueue:
    """Events (time, kind, entity) in order; ties by kind, then entity number.

    The timeline is sorted once; only events that arise during the run go through the heap.
    """

    __slots__ = ("_heap", "_next", "_position", "_timeline")

    def __init__(self, timeline: Timeline) -> None:
        self._timeline: list[Event] = list(
            zip(timeline.time_min.tolist(), timeline.kind.tolist(), timeline.entity.tolist(), strict=True)
        )
        self._timeline.append(_NEVER)
        self._position = 0
        self._next = self._timeline[0]
        self._heap: list[Event] = []

    def schedule(self, time_min: float, kind: int, entity: int) -> None:
        """Add an event."""
        heappush(self._heap, (time_min, kind, entity))

    def take_before(self, limit: tuple[float, int]) -> Event | None:
        """Remove and return the first event before `limit`, a (time, kind) pair; None if there is none."""
        heap = self._heap
        if heap and heap[0] < self._next:
            return heappop(heap) if heap[0] < limit else None
        event = self._next
        if event >= limit:
            return None
        self._position += 1
        self._next = self._timeline[self._position]
        return event
