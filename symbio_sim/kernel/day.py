"""Midnight: the day that ends is closed; see `choreography.PHASES_OF_MIDNIGHT` for the order."""

from . import (
    bot_days,
    customers,
    employment,
    experience,
    innovation,
    learning,
    machines,
    manager,
    people,
    prices,
)
from .jitable import jitable
from .passing import seen
from .state import State


def midnight(s: State, day: int) -> None:
    """Close a day; this is compiled as a program of its own, which the loop is handed."""
    close_day(seen(s), day)


@jitable
def close_day(s: State, day: int) -> None:
    """Close a day, phase by phase."""
    _share_out_waiting_work(s)
    for seat in range(len(s.staff)):
        entry = s.staff_days[day, seat]
        entry.busy_min, entry.overtime_min = people.close_books(s, s.staff[seat])
    for bot in range(len(s.bots)):
        s.bot_days[day, bot].busy_min = machines.close_books(s, s.bots[bot])
    experience.remember_practice(s)
    for seat in range(len(s.staff)):
        person, entry = s.staff[seat], s.staff_days[day, seat]
        if person.vacant:
            continue
        role = s.roles[person.role]
        waiting_min = 0.0
        for place in range(role.first_function, role.last_function):
            waiting_min += s.functions[s.functions_of_role[place]].waiting_share_min
        worked_min = entry.busy_min + entry.overtime_min
        people.average_load(s, person, s.scheduled_min[seat, day], worked_min, waiting_min)
    for seat in range(len(s.staff)):
        learning.learn_and_forget(s, seat)
    _share_out_bot_work(s)
    for seat in range(len(s.staff)):
        learning.rely(s, seat)
    employment.close_day(s, day)
    for seat in range(len(s.staff)):
        learning.open_day(s, seat)
    bot_days.close_day(s, day)
    prices.close_day(s, day)
    if s.parameters[0].customers_on:
        customers.close_day(s, day)
    if s.parameters[0].innovation_on:
        innovation.close_day(s, day)
    manager.close_day(s, day)
    _write_books(s, day)
    if s.parameters[0].reliance_on:
        _write_reliance(s, day)


@jitable
def _share_out_waiting_work(s: State) -> None:
    """Spread each function's queue over its seats (minutes)."""
    for function in range(len(s.functions)):
        item = s.functions[function]
        item.waiting_share_min = item.waiting * item.people_time_min / max(item.seats, 1)


@jitable
def _share_out_bot_work(s: State) -> None:
    """Spread what bots did in each function over its seats, as the minutes that people would have needed."""
    for function in range(len(s.functions)):
        item = s.functions[function]
        minutes = item.bot_effort_today_min * item.people_time_min / item.mean_effort_min
        item.bot_share_min = minutes / max(item.seats, 1)
        item.bot_effort_today_min = 0.0


@jitable
def _write_reliance(s: State, day: int) -> None:
    for place in range(len(s.pairs)):
        s.reliance_days[day, place].reliance = learning.reliance(s.skills[s.pairs[place, 0], s.pairs[place, 1]])


@jitable
def _write_books(s: State, day: int) -> None:
    for function in range(len(s.functions)):
        item, entry = s.functions[function], s.days[day, function]
        entry.arrivals = item.arrivals
        entry.returns = item.returns
        entry.correct = item.correct
        entry.errors = item.errors
        entry.abandoned = item.abandoned
        entry.unresolved = item.unresolved
        entry.backlog = item.open_tasks
        entry.waiting = item.waiting
        item.arrivals = 0
        item.returns = 0
        item.correct = 0
        item.errors = 0
        item.abandoned = 0
        item.unresolved = 0
    for seat in range(len(s.staff)):
        s.staff_days[day, seat].load = s.staff[seat].load
        s.staff_days[day, seat].trust = people.trust(s, seat)
    for place in range(len(s.pairs)):
        level, skills = s.skills[s.pairs[place, 0], s.pairs[place, 1]], s.skill_days[day, place]
        skills.speed = level.current_speed
        skills.accuracy = level.current_accuracy
        skills.peak_speed = level.peak_speed
        skills.peak_accuracy = level.peak_accuracy
        if s.staff[s.pairs[place, 0]].vacant:
            skills.speed = 0.0
            skills.accuracy = 0.0
            skills.peak_speed = 0.0
            skills.peak_accuracy = 0.0
    for bot in range(len(s.bots)):
        s.bot_days[day, bot].visits = s.bots[bot].visits
        s.bot_days[day, bot].failures = s.bots[bot].failures
