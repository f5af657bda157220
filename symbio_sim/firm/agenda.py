"""What a World means for a firm: everything about a run that is settled before it starts.

Shifts without absences, outages by service, and the events known beforehand. Both engines start from here. What is
said of single tasks (when each is due, its luck) follows when it is asked for.
"""

import itertools
import math
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property, lru_cache

import numpy as np
from numpy.typing import NDArray

from ..choreography import ARRIVAL, SKILL_RESTORED
from ..config import DAY_MIN
from ..world import World
from ..world.luck import entity_states, key_of
from ..world.more_demand import NO_ROOM_TO_GROW
from ..world.plan import plan_of
from ..world.world import EXTRA
from .calendar import Calendar
from .clock import Clock
from .cyber import Attack, attacks_on, stopped_roster
from .firm import Firm
from .normal_growth import Level
from .roster import Roster
from .services import ServiceAgenda, service_agendas, service_events
from .tenure import seat_states, starting_levels, starting_tenures
from .timeline import Timeline

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]


@dataclass(frozen=True)
class Agenda:
    """Everything settled before a run starts; times in minutes since day 0, arrays read-only.

    Attributes
    ----------
    firm, world
        What met.
    shift_start_min, shift_end_min : ndarray of float64
        Working intervals, seat after seat.
    first_shift : ndarray of int64, length seats + 1
        Seat s owns the intervals from ``first_shift[s]`` to ``first_shift[s + 1]``.
    scheduled_min : ndarray, shape (seats, days)
        Minutes each seat is scheduled on each day.
    duty_start_min : ndarray of float64; first_duty : ndarray of int64, length functions + 1
        When somebody who can do a function begins a day's duty: sorted, function after function.
    staffed_start_min, staffed_end_min : ndarray of float64; first_staffed : ndarray of int64, length functions + 1
        When somebody who can do a function is on shift: disjoint intervals, function after function.
    open_clock : Clock
        The clock of the business's opening hours.
    talent : ndarray
        Asymptote of skill of each seat's holder on day 0.
    seat_luck : ndarray of uint64
        The state of each seat's luck; zeros where nobody ever quits.
    tenure_days : list of float
        How long each seat's holder has been there on day 0; 0 where nobody ever quits.
    starting : tuple of tuple of Level
        Skill of each seat's holder on day 0, function by function as they serve them.
    services : tuple of ServiceAgenda
        What happens to each service.
    planned : Timeline
        All events known beforehand but the arrivals, up to the horizon.
    attacks : tuple of Attack
        Those that succeed.
    stopped_min : ndarray, shape (seats, days), or None
        Paid minutes in which attacks keep people from working; None where they keep nobody.
    """

    firm: Firm
    world: World
    shift_start_min: Floats
    shift_end_min: Floats
    first_shift: Ints
    scheduled_min: Floats
    duty_start_min: Floats
    first_duty: Ints
    staffed_start_min: Floats
    staffed_end_min: Floats
    first_staffed: Ints
    open_clock: Clock
    talent: Floats
    seat_luck: NDArray[np.uint64]
    tenure_days: list[float]
    starting: tuple[tuple[Level, ...], ...]
    services: tuple[ServiceAgenda, ...]
    planned: Timeline
    attacks: tuple[Attack, ...]
    stopped_min: Floats | None

    # ---------------------------------------------------------------- of single tasks

    @cached_property
    def timeline(self) -> Timeline:
        """All events known beforehand, the arrivals among them."""
        arrival_min = self.world.tasks["arrival_min"]
        n = len(arrival_min)
        return self.planned.merged(Timeline(arrival_min, np.full(n, ARRIVAL), np.arange(n)))

    @cached_property
    def due_min(self) -> Floats:
        """When each task is due (infinite: never)."""
        return self._deadlines(due=True)

    @cached_property
    def give_up_min(self) -> Floats:
        """When the patience of each task's customer on arrival ends (infinite: never)."""
        return self._deadlines(due=False)

    @cached_property
    def luck_state(self) -> NDArray[np.uint64]:
        """The state of each task's luck."""
        return entity_states(self.world.key, self.world.tasks["key"])

    @property
    def market_shift(self) -> tuple[float, float]:
        """From when on (minutes) which share of the tasks that arrive is of a new kind; infinite and 0 if never."""
        if not self.firm.config.mechanisms.market_shift.on or not self.world.market_shifts:
            return math.inf, 0.0
        shift = self.world.market_shifts[0]
        return shift.start_min, shift.share

    @cached_property
    def innovation_luck(self) -> NDArray[np.uint64]:
        """The state of each function's luck in innovation."""
        keys = [key_of(f"innovation/{function.name}") for function in self.firm.functions]
        return entity_states(self.world.key, np.array(keys, dtype=np.uint64))

    def _deadlines(self, *, due: bool) -> Floats:
        """Return each task's due time, or the end of its customer's patience, on the function's clock."""
        tasks = self.world.tasks
        arrival, function = tasks["arrival_min"], tasks["function"]
        deadline = np.full(len(arrival), np.inf)
        for index, item in enumerate(self.firm.functions):
            mine = np.flatnonzero(function == index)
            allowed = np.full(len(mine), item.due_min) if due else tasks["patience_min"][mine]
            if not np.isfinite(allowed).any():
                continue
            on_open_clock = item.due_open_clock if due else item.patience_open_clock
            clock = self.open_clock
            deadline[mine] = clock.deadline(arrival[mine], allowed) if on_open_clock else arrival[mine] + allowed
        return deadline

    # ---------------------------------------------------------------- by seat and by function

    @property
    def starting_of_pairs(self) -> Iterator[Level]:
        """Skill on day 0 of each (seat, function), in the order of the firm's pairs."""
        return itertools.chain.from_iterable(self.starting)

    @cached_property
    def shifts(self) -> tuple[list[tuple[float, float]], ...]:
        """Each seat's working intervals, (start, end)."""
        starts, ends = (_split(times, self.first_shift) for times in (self.shift_start_min, self.shift_end_min))
        return tuple(list(zip(*seat, strict=True)) for seat in zip(starts, ends, strict=True))

    @cached_property
    def duty_starts(self) -> tuple[list[float], ...]:
        """For each function, when somebody who can do it begins a day's duty, sorted."""
        return _split(self.duty_start_min, self.first_duty)

    @cached_property
    def staffed(self) -> tuple[tuple[list[float], list[float]], ...]:
        """For each function, the starts and the ends of the times when somebody who can do it is on shift."""
        starts, ends = (_split(times, self.first_staffed) for times in (self.staffed_start_min, self.staffed_end_min))
        return tuple(zip(starts, ends, strict=True))


def _split(times: Floats, first: Ints) -> tuple[list[float], ...]:
    """Return each owner's times as a list."""
    values, bounds = times.tolist(), first.tolist()
    return tuple(values[begin:end] for begin, end in itertools.pairwise(bounds))


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
        If the World was drawn for another horizon, other functions or other seats than the firm has, or holds no demand
        above the base though the firm would take it on.
    """
    _check_fit(firm, world)
    attacks = attacks_on(firm, world)
    roster, stopped_min = stopped_roster(firm, world, attacks, _roster(firm.calendar, world.absences))
    services = service_agendas(firm, world, attacks)
    events = service_events(services, firm.horizon_min)
    seat_luck = seat_states(firm, world)
    tenure_days = starting_tenures(firm, seat_luck)
    if skill_restored_day is not None and skill_restored_day * DAY_MIN <= firm.horizon_min:
        events.append((skill_restored_day * DAY_MIN, SKILL_RESTORED, 0))
    return Agenda(
        firm=firm,
        world=world,
        shift_start_min=roster.shift_start_min,
        shift_end_min=roster.shift_end_min,
        first_shift=roster.first_shift,
        scheduled_min=roster.scheduled_min,
        duty_start_min=roster.duty_start_min,
        first_duty=roster.first_duty,
        staffed_start_min=roster.staffed_start_min,
        staffed_end_min=roster.staffed_end_min,
        first_staffed=roster.first_staffed,
        open_clock=firm.calendar.open_clock,
        talent=_talents(firm, world),
        seat_luck=seat_luck,
        tenure_days=tenure_days,
        starting=starting_levels(firm, tenure_days),
        services=services,
        planned=roster.events.merged(Timeline.of(events)),
        attacks=attacks,
        stopped_min=stopped_min,
    )


@lru_cache(maxsize=8)
def _roster(calendar: Calendar, absences: tuple[tuple[int, int, int], ...]) -> Roster:
    """Return when people work; firms with the same hours that meet the same World share the answer."""
    return calendar.roster(absences)


def _check_fit(firm: Firm, world: World) -> None:
    names = tuple(function.name for function in firm.functions)
    for what, mine, theirs in (("functions", names, world.functions), ("seats", firm.seats, world.seats)):
        if mine != theirs:
            raise ValueError(f"the World was drawn for other {what}: {theirs[:8]} instead of {mine[:8]}")
    horizon = firm.config.horizon_days
    if world.horizon_days != horizon:
        raise ValueError(f"the World was drawn for {world.horizon_days} days instead of {horizon}")
    if firm.config.freed_hours.use == "growth" and plan_of(firm.config).extra and EXTRA not in world.tasks:
        raise ValueError(NO_ROOM_TO_GROW)


def _talents(firm: Firm, world: World) -> Floats:
    """Return each seat's asymptote of skill, at least a fifth of the role's."""
    talents = [
        max(role.talent * (1.0 + role.talent_sd * z), 0.2 * role.talent)
        for role, z in zip((firm.roles[r] for r in firm.role_of_seat), world.talent_z.tolist(), strict=True)
    ]
    return np.array(talents)
