"""The loop: one event after the other, each to the one who handles it."""

from collections.abc import Callable
from typing import Any

from ..choreography import (
    ABANDON,
    ARRIVAL,
    BOT_CLOSES,
    BOT_DONE,
    BOT_FAILED,
    BOT_OPENS,
    HANDOVER,
    MIDNIGHT,
    RETURN,
    SERVICE_DOWN,
    SERVICE_UP,
    SHIFT_END,
    SHIFT_START,
    SKILL_RESTORED,
    STAFF_DONE,
)
from . import experience, learning, manager, moves, news, shifts, tasks, visits
from .asking import Rule
from .events import KIND, next_event
from .jitable import jitable
from .passing import seen
from .state import FINISHED, NOT_BEGUN, QUEUE_FULL, RUNNING, State

Midnight = Callable[[Any, int], None]
"""What closes a day, given what the loop itself was given and the day."""


def run(given: Any, custom: Rule, midnight: Midnight, most_servers: int) -> None:
    """Let everything happen until the horizon, or until the heap might not hold what the next event adds.

    `firm.status` says which; a run that has stopped for a full heap goes on from there. `most_servers` is the most
    completions that can be under way, and so, but for a few, the most events that one event can add.
    """
    s: State = seen(given)
    firm = s.firm[0]
    if firm.status == NOT_BEGUN:
        restore_skill(s)
    firm.status = RUNNING
    learns = s.parameters[0].keeps_score
    while firm.status == RUNNING:
        if firm.n_later + most_servers + 4 > len(s.later):
            firm.status = QUEUE_FULL
            return
        time_min, code = next_event(s)
        firm.now_min = time_min
        kind, entity = code // KIND, code % KIND
        # The most frequent kinds are asked for first.
        if kind == ARRIVAL:
            if tasks.arrive(s, entity):
                manager.assign(s, custom, entity)
        elif kind == STAFF_DONE:
            shifts.finish_stint(s, entity)
        elif kind == BOT_DONE:
            visits.complete(s, entity)
        elif kind == ABANDON:
            tasks.abandon(s, entity)
        elif kind == RETURN:
            tasks.come_back(s, entity)
            if learns:
                experience.hear(s)
            manager.assign(s, custom, entity)
        elif kind == SHIFT_START:
            shifts.start_shift(s, entity)
        elif kind == SHIFT_END:
            shifts.end_shift(s, entity)
        elif kind == HANDOVER:
            shifts.hand_over(s, entity)
        elif kind == MIDNIGHT:
            midnight(given, entity)
            if firm.status != RUNNING:
                return
            if entity + 1 == len(s.days):
                firm.status = FINISHED
            elif firm.someone_moves:
                moves.come_and_go(s)
        elif kind == BOT_FAILED:
            visits.fail(s, entity)
        elif kind == SERVICE_DOWN:
            visits.lose_service(s, entity)
        elif kind == SERVICE_UP:
            visits.regain_service(s, entity)
        elif kind == BOT_OPENS:
            visits.open_bot(s, entity)
        elif kind == BOT_CLOSES:
            visits.close_bot(s, entity)
        elif kind == SKILL_RESTORED:
            restore_skill(s)
        if learns and firm.news != news.NOTHING:
            experience.hear(s)
    if firm.status == FINISHED:
        tasks.open_files_of_latecomers(s)


@jitable
def restore_skill(s: State) -> None:
    """Put everyone's skill to its value on day 0."""
    for seat in range(len(s.staff)):
        learning.restore_skill(s, seat)
    manager.take_stock(s)
