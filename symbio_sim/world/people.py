"""Drawing what happens to people: unplanned absences, and the talent of each seat's holder.

Both are luck keyed by the seat's name, so that one more role moves nobody else's fate.
"""

import math
from dataclasses import dataclass
from statistics import NormalDist

import numpy as np
from numpy.typing import NDArray

from ..config import DAYS_PER_YEAR, Config
from .luck import entity_states, key_of, uniform, uniform_array

Floats = NDArray[np.float64]
States = NDArray[np.uint64]

_STANDARD_NORMAL = NormalDist()
_CELLS = 1 << 16
"""Seats are looked at in blocks of at most so many days in all, to bound the memory they take."""


@dataclass(frozen=True, eq=False)
class SeatPlan:
    """What a config says of its seats, in order of declaration.

    Attributes
    ----------
    names : tuple of str
        Seats as ``role/number``.
    keys : ndarray of uint64
        Key of each seat's luck.
    absent_share : ndarray
        Share of days away, and so the probability that day 0 finds the seat's holder away.
    start_probability : ndarray
        Probability that an absence begins on a later day that no earlier one covers.
    mean_days : tuple of float
        Mean length of an absence.
    horizon_days : int
    """

    names: tuple[str, ...]
    keys: States
    absent_share: Floats
    start_probability: Floats
    mean_days: tuple[float, ...]
    horizon_days: int

    @classmethod
    def of(cls, config: Config) -> "SeatPlan":
        """Return what a config says of its seats."""
        seats = [(f"{name}/{number}", role) for name, role in config.staff.items() for number in range(role.count)]
        share = [_absent_share(role.absence_days_per_year) for _, role in seats]
        mean_days = [role.absence_mean_days for _, role in seats]
        start = [_start_probability(*laws) for laws in zip(share, mean_days, strict=True)]
        keys = np.array([key_of(f"seat/{seat}") for seat, _ in seats], dtype=np.uint64)
        names = tuple(seat for seat, _ in seats)
        return cls(names, keys, np.array(share), np.array(start), tuple(mean_days), config.horizon_days)

    def states(self, world_key: int) -> States:
        """Return the state of each seat's luck in a World."""
        return entity_states(world_key, self.keys)


def draw_talent_z(states: States) -> Floats:
    """Return the standard normal talent of each seat's holder, from the states of the seats' luck."""
    talent, normal = key_of("talent"), _STANDARD_NORMAL.inv_cdf
    return np.array([normal(uniform(state, talent, 0)) for state in states.tolist()], dtype=np.float64)


def draw_absences(plan: SeatPlan, states: States) -> tuple[tuple[int, int, int], ...]:
    """Return (seat, first day, last day) of each absence; starts are memoryless, lengths geometric.

    Day 0 finds people away with the long-run probability; geometric lengths have no memory, so what is left
    of such an absence is distributed like a new one.
    """
    absences: list[tuple[int, int, int]] = []
    length_key = key_of("absence_length")
    luck = states.tolist()
    free_from = [0] * len(plan.names)
    for seat, day in _chances_to_leave(plan, states):
        if day >= free_from[seat]:
            length = _length_days(uniform(luck[seat], length_key, day), plan.mean_days[seat])
            absences.append((seat, day, min(day + length, plan.horizon_days) - 1))
            free_from[seat] = day + length
    return tuple(absences)


def _chances_to_leave(plan: SeatPlan, states: States) -> list[tuple[int, int]]:
    """Return (seat, day) on which an absence begins unless an earlier one goes on, sorted."""
    days = np.arange(plan.horizon_days, dtype=np.uint64)
    absence = key_of("absence")
    found: list[tuple[int, int]] = []
    block = max(_CELLS // plan.horizon_days, 1)
    for first in range(0, len(states), block):
        mine = slice(first, first + block)
        luck = uniform_array(states[mine, None], absence, days)
        leaves = luck < plan.start_probability[mine, None]
        leaves[:, 0] = luck[:, 0] < plan.absent_share[mine]
        seat, day = np.nonzero(leaves)
        found += zip((seat + first).tolist(), day.tolist(), strict=True)
    return found


def _absent_share(days_per_year: float) -> float:
    """Return the share of days away that makes this many working days a year in five-day weeks."""
    return days_per_year / (DAYS_PER_YEAR * 5.0 / 7.0)


def _start_probability(share: float, mean_days: float) -> float:
    """Return the probability that an absence begins on a day that no earlier one covers.

    With p this probability and m the mean length, (1 - p)/p days at work come before m days away, and the
    share of days away is m p/(m p + 1 - p).
    """
    return share / (mean_days * (1.0 - share) + share)


def _length_days(luck: float, mean_days: float) -> int:
    """Return a geometric length with the given mean (days, at least 1)."""
    if mean_days <= 1.0:
        return 1
    return 1 + int(math.log(luck) / math.log(1.0 - 1.0 / mean_days))
