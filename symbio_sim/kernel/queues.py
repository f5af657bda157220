"""Waiting lines of tasks, and the line of a role's idle people: linked through the entities that stand in them."""

from typing import Any

from ..choreography import ENDED, WAITS_FOR_REVIEW
from .jitable import inlined, jitable, whole
from .state import NOBODY, State


@inlined
def append(s: State, line: Any, task: int) -> None:
    """Add a task at the end of a line (a function's or a bot's)."""
    s.tasks[task].next = NOBODY
    if line.first == NOBODY:
        line.first = task
    else:
        s.tasks[line.last].next = task
    line.last = task
    line.waiting += 1


@inlined
def append_at_head(s: State, line: Any, task: int) -> None:
    """Put a task that was paused back to the front."""
    s.tasks[task].next = line.first
    if line.first == NOBODY:
        line.last = task
    line.first = task
    line.waiting += 1


@inlined
def head(s: State, line: Any) -> int:
    """Return the first task that still waits, or -1; those whose customers have left are dropped on the way."""
    task = line.first
    while task != NOBODY and s.tasks[task].stage == ENDED:
        task = whole(s.tasks[task].next)
    line.first = task
    return int(task)


@inlined
def take_head(s: State, line: Any) -> int:
    """Remove and return the task that :func:`head` has just found."""
    task = line.first
    line.first = s.tasks[task].next
    line.waiting -= 1
    return int(task)


@jitable
def first_for(s: State, line: Any, seat: int) -> int:
    """Return the first waiting task that a person may take, or -1: all but reviews of the own work."""
    task = line.first
    while task != NOBODY:
        row = s.tasks[task]
        if row.stage != ENDED and not (row.stage == WAITS_FOR_REVIEW and row.author == seat):
            return int(task)
        task = whole(row.next)
    return NOBODY


@jitable
def take(s: State, line: Any, task: int) -> None:
    """Remove a waiting task from a line."""
    line.waiting -= 1
    behind = whole(s.tasks[task].next)
    if line.first == task:
        line.first = behind
        return
    before = whole(line.first)
    while s.tasks[before].next != task:
        before = whole(s.tasks[before].next)
    s.tasks[before].next = behind
    if line.last == task:
        line.last = before


@inlined
def join_idle(s: State, seat: int) -> None:
    """Put a person behind those of the role who are idle already."""
    person = s.staff[seat]
    person.idle_since_min = s.firm[0].now_min
    role = s.roles[person.role]
    person.idle = True
    person.idle_before = role.idle_last
    person.idle_after = NOBODY
    if role.idle_last == NOBODY:
        role.idle_first = seat
    else:
        s.staff[role.idle_last].idle_after = seat
    role.idle_last = seat


@inlined
def leave_idle(s: State, seat: int) -> None:
    """Take a person out of the idle, if there."""
    person = s.staff[seat]
    if not person.idle:
        return
    role = s.roles[person.role]
    person.idle = False
    if person.idle_before == NOBODY:
        role.idle_first = person.idle_after
    else:
        s.staff[person.idle_before].idle_after = person.idle_after
    if person.idle_after == NOBODY:
        role.idle_last = person.idle_before
    else:
        s.staff[person.idle_after].idle_before = person.idle_before


@inlined
def longest_idle(s: State, function: int, but: int) -> int:
    """Take the person who has been idle longest out of the idle, or return -1; ties go to the lowest seat.

    Nobody reviews the own work: `but` is left out.
    """
    item = s.functions[function]
    best = NOBODY
    since_min = 0.0
    for place in range(item.first_role, item.last_role):
        seat = s.roles[s.roles_of_function[place]].idle_first
        if seat == but and seat != NOBODY:
            seat = s.staff[seat].idle_after
        if seat != NOBODY:
            idle_min = s.staff[seat].idle_since_min
            if best == NOBODY or idle_min < since_min or (idle_min == since_min and seat < best):
                best, since_min = seat, idle_min
    if best != NOBODY:
        leave_idle(s, best)
    return int(best)
