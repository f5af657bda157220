"""Comings and goings: after a midnight on which people have quit or were hired, they leave or take up work."""

from . import shifts
from .jitable import jitable
from .queues import leave_idle
from .state import NOBODY, State

INFINITE = float("inf")


@jitable
def come_and_go(s: State) -> None:
    """Let those leave who have quit, hand over what they held, let hires take up work."""
    s.firm[0].someone_moves = False
    for seat in range(len(s.staff)):
        person = s.staff[seat]
        if person.vacant and not person.gone:
            person.gone = True
            _leave(s, seat)
    for seat in range(len(s.staff)):
        if s.staff[seat].vacant:
            shifts.hand_over(s, seat)
    for seat in range(len(s.staff)):
        person = s.staff[seat]
        if person.gone and not person.vacant:
            person.gone = False
            _join(s, seat)


@jitable
def _leave(s: State, seat: int) -> None:
    """Leave for good: finish as overtime what has an end in this shift, put down what has none."""
    person = s.staff[seat]
    if person.on_shift:
        s.roles[person.role].on_shift -= 1
        person.missed_until_min = person.shift_end_min
        if person.task == NOBODY:
            leave_idle(s, seat)
        elif person.finish_min > person.shift_end_min and s.functions[s.function_of[person.task]].interruptible:
            shifts.put_down(s, seat)
        person.on_shift = False
    person.shift_end_min = INFINITE  # whatever is still begun, such as the repair of a rejected result, is finished


@jitable
def _join(s: State, seat: int) -> None:
    """Take up work, at once if the seat's shift is under way."""
    person = s.staff[seat]
    if person.missed_until_min > s.firm[0].now_min:
        s.roles[person.role].on_shift += 1
        person.on_shift = True
        person.shift_end_min = person.missed_until_min
        shifts.take_next(s, seat)
