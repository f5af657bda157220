"""The event queue: what is known beforehand, arrivals, and what comes up on the way.

What comes up soon (the ends of stints and visits) stands in a short sorted list, the next one last; what comes up late
(patience, returns, handovers) in a heap. With many servers the list would be long, and all goes to the heap.
"""

from typing import Any

from ..choreography import ARRIVAL
from .jitable import inlined, jitable
from .state import State

KIND = 1 << 40
"""Codes of events are kind x KIND + entity."""

MANY_SERVERS = 256
"""From this many on, a heap finds the next completion faster than a sorted list."""


@inlined
def schedule_soon(s: State, time_min: float, kind: int, entity: int) -> None:
    """Add the end of a stint or of a visit."""
    if s.parameters[0].many_servers:
        schedule_late(s, time_min, kind, entity)
        return
    firm, soon = s.firm[0], s.soon
    code = kind * KIND + entity
    place = firm.n_soon
    firm.n_soon = place + 1
    while place > 0 and _before(soon[place - 1], time_min, code):
        _move(soon[place], soon[place - 1])
        place -= 1
    soon[place].time_min = time_min
    soon[place].code = code


@jitable
def schedule_late(s: State, time_min: float, kind: int, entity: int) -> None:
    """Add any other event: sift it up the heap."""
    firm, heap = s.firm[0], s.later
    code = kind * KIND + entity
    place = firm.n_later
    firm.n_later = place + 1
    while place > 0:
        parent = (place - 1) >> 1
        if not _after(heap[parent], time_min, code):
            break
        _move(heap[place], heap[parent])
        place = parent
    heap[place].time_min = time_min
    heap[place].code = code


@jitable
def drop_first_late(s: State) -> None:
    """Take the first event off the heap: sift the last one down from the top."""
    firm, heap = s.firm[0], s.later
    n = firm.n_later - 1
    firm.n_later = n
    time_min, code = heap[n].time_min, heap[n].code
    place = 0
    while 2 * place + 1 < n:
        child = 2 * place + 1
        if child + 1 < n and _after(heap[child], heap[child + 1].time_min, heap[child + 1].code):
            child += 1
        if not _before(heap[child], time_min, code):
            break
        _move(heap[place], heap[child])
        place = child
    heap[place].time_min = time_min
    heap[place].code = code


@inlined
def next_event(s: State) -> tuple[float, int]:
    """Take the next event out of the queue and return its (time, code)."""
    firm = s.firm[0]
    source = 0
    time_min, code = s.planned[firm.next_planned].time_min, s.planned[firm.next_planned].code
    if firm.next_arrival < len(s.arrival_min):
        arrival_min, arrival = s.arrival_min[firm.next_arrival], ARRIVAL * KIND + firm.next_arrival
        if arrival_min < time_min or (arrival_min == time_min and arrival < code):
            source, time_min, code = 1, arrival_min, arrival
    if firm.n_soon > 0 and _before(s.soon[firm.n_soon - 1], time_min, code):
        source, time_min, code = 2, s.soon[firm.n_soon - 1].time_min, s.soon[firm.n_soon - 1].code
    if firm.n_later > 0 and _before(s.later[0], time_min, code):
        source, time_min, code = 3, s.later[0].time_min, s.later[0].code
    if source == 0:
        firm.next_planned += 1
    elif source == 1:
        firm.next_arrival += 1
    elif source == 2:
        firm.n_soon -= 1
    else:
        drop_first_late(s)
    return time_min, code


@inlined
def _before(event: Any, time_min: float, code: int) -> bool:
    return bool(event.time_min < time_min or (event.time_min == time_min and event.code < code))


@inlined
def _after(event: Any, time_min: float, code: int) -> bool:
    return bool(event.time_min > time_min or (event.time_min == time_min and event.code > code))


@inlined
def _move(to: Any, event: Any) -> None:
    to.time_min = event.time_min
    to.code = event.code
