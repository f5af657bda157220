"""Drawing what happens to people: unplanned absences, and the talent of each seat's holder.

Both are luck keyed by the seat's name, so that one more role moves nobody else's fate.
"""

import math
from statistics import NormalDist

import numpy as np
from numpy.typing import NDArray

from ..config import DAYS_PER_YEAR, Config
from .luck import entity_states, key_of, uniform, uniform_array


def seat_names(config: Config) -> tuple[str, ...]:
    """Return all seats as ``role/number``, in order of declaration."""
    return tuple(f"{role}/{number}" for role, item in config.staff.items() for number in range(item.count))


def seat_states(seats: tuple[str, ...], world_key: int) -> NDArray[np.uint64]:
    """Return the state of each seat's luck."""
    keys = np.array([key_of(f"seat/{seat}") for seat in seats], dtype=np.uint64)
    return entity_states(world_key, keys)


def draw_talent_z(seats: tuple[str, ...], world_key: int) -> NDArray[np.float64]:
    """Return the standard normal talent of each seat's holder."""
    standard = NormalDist()
    states = seat_states(seats, world_key).tolist()
    return np.array([standard.inv_cdf(uniform(state, key_of("talent"), 0)) for state in states], dtype=np.float64)


def draw_absences(config: Config, seats: tuple[str, ...], world_key: int) -> tuple[tuple[int, int, int], ...]:
    """Return (seat, first day, last day) of each absence; starts are memoryless, lengths geometric.

    Day 0 finds people away with the long-run probability; geometric lengths have no memory, so what is left
    of such an absence is distributed like a new one.
    """
    absences: list[tuple[int, int, int]] = []
    days = np.arange(config.horizon_days, dtype=np.uint64)
    for number, (seat, state) in enumerate(zip(seats, seat_states(seats, world_key).tolist(), strict=True)):
        role = config.staff[seat.split("/")[0]]
        share = _absent_share(role.absence_days_per_year)
        if share <= 0.0:
            continue
        start = np.full(len(days), _start_probability(share, role.absence_mean_days))
        start[0] = share
        luck = uniform_array(np.full(len(days), state, dtype=np.uint64), key_of("absence"), days)
        free_from = 0
        for day in np.flatnonzero(luck < start).tolist():
            if day >= free_from:
                length = _length_days(uniform(state, key_of("absence_length"), day), role.absence_mean_days)
                absences.append((number, day, min(day + length, config.horizon_days) - 1))
                free_from = day + length
    return tuple(absences)


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
