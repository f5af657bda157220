"""A bot's visits end, its hours begin and end, its vendor's service is lost and regained."""

from ..choreography import BOT, ENDED, SERVICE_UP
from . import machines, manager, tasks
from .events import schedule_late
from .jitable import jitable, whole
from .luck import uniform
from .state import NOBODY, State

NEVER = -1.0
"""A time that no event has."""


@jitable
def complete(s: State, task: int) -> None:
    """Finish a visit: right or wrong, it goes to a reviewer or to the customer; then take the next task."""
    law, row = s.parameters[0], s.tasks[task]
    bot = whole(row.bot)
    machine = s.bots[bot]
    machine.busy -= 1
    machine.busy_today_min += s.firm[0].now_min
    if law.reliance_on:
        s.functions[s.function_of[task]].bot_effort_today_min += s.effort_min[task]
    correct = machines.is_right(s, bot, task)
    if law.reviews and uniform(row.luck, law.key_reviewed, row.visit) < law.review_share:
        tasks.to_review(s, task, not correct, NOBODY)
    else:
        tasks.deliver(s, task, correct, BOT)
    machines.work_off_queue(s, bot)


@jitable
def fail(s: State, task: int) -> None:
    """Notice that an outage has failed a visit; the task goes where the policy says."""
    row = s.tasks[task]
    bot = whole(row.bot)
    machine = s.bots[bot]
    machine.busy -= 1
    machine.busy_today_min += s.firm[0].now_min
    machine.failures += 1
    row.outage_failures += 1
    if tasks.next_visit(s, task):
        manager.fall_back(s, task, bot)
    machines.work_off_queue(s, bot)


@jitable
def open_bot(s: State, bot: int) -> None:
    """Begin a bot's working hours."""
    s.bots[bot].open = True
    machines.work_off_queue(s, bot)


@jitable
def close_bot(s: State, bot: int) -> None:
    """End a bot's working hours; visits begun are finished."""
    s.bots[bot].open = False


@jitable
def lose_service(s: State, service: int) -> None:
    """Make an outage known: what waits for its bots moves on, and those who rely on it trust less."""
    item = s.services[service]
    item.known_down += 1
    if item.known_down > 1:
        return
    manager.lose_trust(s, service)
    if manager.keeps_waiting(s):
        return
    for place in range(item.first_bot, item.last_bot):
        _clear_line(s, s.bots_of_service[place])


@jitable
def _clear_line(s: State, bot: int) -> None:
    """Send all that wait for a bot to where the policy says, in order."""
    machine = s.bots[bot]
    task = machine.first
    machine.first = NOBODY
    machine.waiting = 0
    while task != NOBODY:
        behind = whole(s.tasks[task].next)
        if s.tasks[task].stage != ENDED:
            manager.fall_back(s, task, bot)
        task = behind


@jitable
def regain_service(s: State, service: int) -> None:
    """Make the fix known: its bots go on with what waits."""
    item = s.services[service]
    if item.planned_back_min == s.firm[0].now_min:  # a successor that takes longer than planned
        item.planned_back_min = NEVER
        schedule_late(s, item.back_min, SERVICE_UP, service)
        return
    item.known_down -= 1
    if item.known_down == 0:
        for place in range(item.first_bot, item.last_bot):
            machines.work_off_queue(s, s.bots_of_service[place])
