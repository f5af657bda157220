"""What a World means for a firm: everything about a run that is settled before it starts.

Shifts without absences, deadlines on the right clocks, outages by service, luck keys, and the timeline of all events
known beforehand. Both engines start from here.
"""

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from ..choreography import (
    ARRIVAL,
    BOT_CLOSES,
    BOT_OPENS,
    MIDNIGHT,
    SERVICE_DOWN,
    SERVICE_UP,
    SHIFT_END,
    SHIFT_START,
    SKILL_RESTORED,
)
from ..config import DAY_MIN, WeeklyHours
from ..world import World
from ..world.luck import entity_states, key_of
from .calendar import Clock, Intervals, lay_out
from .firm import Firm

Floats = NDArray[np.float64]


@dataclass(frozen=True)
class ServiceOutage:
    """An outage as a service meets it (minutes since day 0); from `known_min` until the fix everyone knows.

    `known_min` is infinite where that never happens: partial outages, and full ones fixed before they are noticed.
    """

    start_min: float
    fix_min: float
    tail_end_min: float
    severity: float
    key: int
    known_min: float
    kind: str


@dataclass(frozen=True)
class ServiceAgenda:
    """What happens to one service: outages by start, degradations by start, inexperience of a successor."""

    outages: tuple[ServiceOutage, ...]
    degradations: tuple[tuple[float, float], ...]
    relearning: tuple[float, float]
    exit_min: float


@dataclass(frozen=True)
class Timeline:
    """Events known beforehand, sorted by (time, kind, entity)."""

    time_min: Floats
    kind: NDArray[np.int64]
    entity: NDArray[np.int64]


@dataclass(frozen=True)
class Agenda:
    """Everything settled before a run starts.

    Attributes
    ----------
    shifts : tuple of list of (start, end)
        Each seat's working intervals (minutes since day 0).
    scheduled_min : ndarray, shape (seats, days)
        Minutes each seat is scheduled on each day.
    duty_starts : tuple of ndarray
        For each function, when somebody who can do it begins a day's duty, sorted.
    staffed : tuple of Clock
        For each function, the clock that runs while somebody who can do it is on shift.
    open_clock : Clock
        The clock of the business's opening hours.
    due_min, give_up_min : ndarray
        For each task, when it is due and when its customer's patience on arrival ends (infinite: never).
    luck_state : ndarray of uint64
        The state of each task's luck.
    talent : ndarray
        Asymptote of skill of each seat's holder.
    services : tuple of ServiceAgenda
    timeline : Timeline
    """

    shifts: tuple[Intervals, ...]
    scheduled_min: Floats
    duty_starts: tuple[Floats, ...]
    staffed: tuple[Clock, ...]
    open_clock: Clock
    due_min: Floats
    give_up_min: Floats
    luck_state: NDArray[np.uint64]
    talent: Floats
    services: tuple[ServiceAgenda, ...]
    timeline: Timeline


def prepare(firm: Firm, world: World, skill_restored_day: float | None = None) -> Agenda:
    """Settle what can be settled before a run.

    Parameters
    ----------
    firm, world
        What meets.
    skill_restored_day : float, optional
        An experiment's intervention: at this time (days since day 0) everyone's skill is put back to day 0.

    Raises
    ------
    ValueError
        If the World was drawn for another horizon, other functions or other seats than the firm has.
    """
    _check_fit(firm, world)
    shifts = _shifts(firm, world)
    services = tuple(_service(firm, world, index) for index in range(len(firm.services)))
    opening = Clock.over(lay_out(_opening_hours(firm), firm.first_weekday, _days_beyond(world)))
    seats_of = [[s for s in range(firm.n_seats) if firm.role_of_seat[s] in f.roles] for f in firm.functions]
    return Agenda(
        shifts=shifts,
        scheduled_min=np.array([_daily_minutes(shift, world.horizon_days) for shift in shifts]).reshape(
            len(shifts), world.horizon_days
        ),
        duty_starts=tuple(_duty_starts([shifts[seat] for seat in seats]) for seats in seats_of),
        staffed=tuple(Clock.over(_union([shifts[seat] for seat in seats])) for seats in seats_of),
        open_clock=opening,
        due_min=_deadlines(firm, world, opening, due=True),
        give_up_min=_deadlines(firm, world, opening, due=False),
        luck_state=entity_states(world.key, world.tasks["key"]),
        talent=_talents(firm, world),
        services=services,
        timeline=_timeline(firm, world, shifts, services, skill_restored_day),
    )


def _check_fit(firm: Firm, world: World) -> None:
    names = tuple(function.name for function in firm.functions)
    seats = tuple(f"{role.name}/{number}" for role in firm.roles for number in range(role.count))
    for what, mine, theirs in (("functions", names, world.functions), ("seats", seats, world.seats)):
        if mine != theirs:
            raise ValueError(f"the World was drawn for other {what}: {theirs[:8]} instead of {mine[:8]}")
    horizon = firm.config.horizon_days
    if world.horizon_days != horizon:
        raise ValueError(f"the World was drawn for {world.horizon_days} days instead of {horizon}")


def _opening_hours(firm: Firm) -> WeeklyHours:
    """Return the opening hours; a business that never opens its doors is reached at any hour."""
    hours = firm.config.business.hours
    return hours if hours.intervals_min else WeeklyHours.parse("always")


def _days_beyond(world: World) -> int:
    """Return the days that clocks cover: deadlines may lie beyond the horizon."""
    return world.horizon_days + 400


def _shifts(firm: Firm, world: World) -> tuple[Intervals, ...]:
    absent: list[set[int]] = [set() for _ in range(firm.n_seats)]
    for seat, first, last in world.absences:
        absent[seat].update(range(first, last + 1))
    roles = list(firm.config.staff)
    plain = [lay_out(firm.config.role_hours(role), firm.first_weekday, world.horizon_days) for role in roles]
    return tuple(
        lay_out(firm.config.role_hours(roles[role]), firm.first_weekday, world.horizon_days, absent[seat])
        if absent[seat]
        else plain[role]
        for seat, role in enumerate(firm.role_of_seat)
    )


def _daily_minutes(shift: Intervals, n_days: int) -> Floats:
    """Return the scheduled minutes of each day."""
    minutes = np.zeros(n_days)
    for start, end in shift:
        day = int(start // DAY_MIN)
        while start < end and day < n_days:
            midnight = min(end, float((day + 1) * DAY_MIN))
            minutes[day] += midnight - start
            start, day = midnight, day + 1
    return minutes


def _duty_starts(shifts: list[Intervals]) -> Floats:
    """Return when each seat's first interval of a day begins, all seats together, sorted."""
    starts: list[float] = []
    for shift in shifts:
        last_day = -1
        for start, end in shift:
            if int(start // DAY_MIN) > last_day:
                starts.append(start)
            last_day = int((end - 1e-9) // DAY_MIN)
    return np.array(sorted(starts))


def _union(shifts: list[Intervals]) -> Intervals:
    """Return the union of several sets of intervals."""
    joined: Intervals = []
    for start, end in sorted({interval for shift in shifts for interval in shift}):
        if joined and start <= joined[-1][1]:
            joined[-1] = (joined[-1][0], max(end, joined[-1][1]))
        else:
            joined.append((start, end))
    return joined


def _deadlines(firm: Firm, world: World, opening: Clock, *, due: bool) -> Floats:
    """Return each task's due time, or the end of its customer's patience, on the function's clock."""
    arrival, function = world.tasks["arrival_min"], world.tasks["function"]
    deadline = np.full(world.n_tasks, np.inf)
    for index, item in enumerate(firm.functions):
        mine = np.flatnonzero(function == index)
        allowed = np.full(len(mine), item.due_min) if due else world.tasks["patience_min"][mine]
        if not np.isfinite(allowed).any():
            continue
        on_open_clock = item.due_open_clock if due else item.patience_open_clock
        deadline[mine] = opening.deadline(arrival[mine], allowed) if on_open_clock else arrival[mine] + allowed
    return deadline


def _talents(firm: Firm, world: World) -> Floats:
    """Return each seat's asymptote of skill, at least a fifth of the role's."""
    talents = [
        max(role.talent * (1.0 + role.talent_sd * z), 0.2 * role.talent)
        for role, z in zip((firm.roles[r] for r in firm.role_of_seat), world.talent_z.tolist(), strict=True)
    ]
    return np.array(talents)


def _service(firm: Firm, world: World, index: int) -> ServiceAgenda:
    vendor_index, technology = firm.services[index]
    vendor = firm.vendors[vendor_index]
    law = firm.config.mechanisms.outages
    met = []
    for outage in world.outages:
        if outage.strikes(vendor, technology):
            known = outage.start_min + law.detect_min
            if outage.severity < 1.0 or known >= outage.fix_min:
                known = float("inf")
            met.append(
                ServiceOutage(
                    outage.start_min,
                    outage.fix_min,
                    outage.tail_end_min,
                    outage.severity,
                    outage.key,
                    known,
                    outage.kind,
                )
            )
    ends = [item.day_min for item in world.exits if (item.vendor, item.technology) == (vendor, technology)]
    exit_min = ends[0] if ends else float("inf")
    relearning = (float("inf"), float("inf"))
    if ends:
        terms = firm.config.vendors[vendor]
        back = exit_min + terms.switching_days * DAY_MIN
        relearning = (back, back + terms.relearning_days * DAY_MIN)
        if back > exit_min:
            met.append(
                ServiceOutage(exit_min, back, back, 1.0, key_of(f"exit/{vendor}/{technology}"), exit_min, "exit")
            )
            met.sort(key=lambda outage: (outage.start_min, outage.key))
    spells = [(d.start_min, d.end_min) for d in world.degradations if (d.vendor, d.technology) == (vendor, technology)]
    return ServiceAgenda(tuple(met), tuple(spells), relearning, exit_min)


def _timeline(
    firm: Firm,
    world: World,
    shifts: tuple[Intervals, ...],
    services: tuple[ServiceAgenda, ...],
    skill_restored_day: float | None,
) -> Timeline:
    """Return all events known beforehand, sorted."""
    horizon = firm.horizon_min
    events: list[tuple[float, int, int]] = [
        ((day + 1) * float(DAY_MIN), MIDNIGHT, day) for day in range(world.horizon_days)
    ]
    if skill_restored_day is not None:
        events.append((skill_restored_day * DAY_MIN, SKILL_RESTORED, 0))
    for seat, shift in enumerate(shifts):
        for start, end in shift:
            events += ((start, SHIFT_START, seat), (end, SHIFT_END, seat))
    for index, service in enumerate(services):
        for outage in service.outages:
            if outage.known_min < outage.fix_min and outage.fix_min > 0.0:
                events.append((max(outage.known_min, 0.0), SERVICE_DOWN, index))
                events.append((max(outage.fix_min, 0.0), SERVICE_UP, index))
    for index, bot in enumerate(firm.bots):
        if not bot.always_on:
            hours = firm.config.bots[bot.name].hours
            events += _bot_hours(hours, firm.first_weekday, world.horizon_days, index)
    known = np.array([event for event in events if event[0] <= horizon], dtype=np.float64).reshape(-1, 3)
    arrivals = world.tasks["arrival_min"]
    time = np.concatenate((known[:, 0], arrivals))
    kind = np.concatenate((known[:, 1].astype(np.int64), np.full(len(arrivals), ARRIVAL)))
    entity = np.concatenate((known[:, 2].astype(np.int64), np.arange(len(arrivals))))
    order = np.lexsort((entity, kind, time))
    return Timeline(time[order], kind[order], entity[order])


def _bot_hours(hours: WeeklyHours, first_weekday: int, n_days: int, bot: int) -> list[tuple[float, int, int]]:
    events: list[Any] = []
    for start, end in lay_out(hours, first_weekday, n_days):
        events += ((start, BOT_OPENS, bot), (end, BOT_CLOSES, bot))
    return events
