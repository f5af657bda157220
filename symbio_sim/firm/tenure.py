"""How long the holders of seats have been there on day 0, and with what skill they therefore start.

Where people quit, tenure on day 0 is drawn from its long-run law: quits at a constant hazard make it exponential. Who
has come of late has not yet learned all that normal practice teaches, so that the mean skill of a firm without bots is
at rest from day 0 on although every hire begins with less.
"""

import math
from functools import lru_cache
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from ..mechanisms import exponential, skill
from ..mechanisms.turnover import DAYS_PER_MONTH
from ..world import World
from ..world.luck import entity_states, key_of, uniform
from .firm import ACCURACY, SPEED, Firm

States = NDArray[np.uint64]

_AT_REST = 1e-7
"""Growth in a day below which normal practice has no more to teach."""

_LONGEST_DAYS = 6000
"""Tenure beyond which growth is not followed."""


class Level(NamedTuple):
    """Skill in a function as shares of talent: (speed, accuracy) now, and at their peak."""

    skill: tuple[float, float]
    peak: tuple[float, float]


def seat_states(firm: Firm, world: World) -> States:
    """Return the state of each seat's luck; zeros where nothing asks for it."""
    if not firm.config.mechanisms.turnover.on:
        return np.zeros(firm.n_seats, dtype=np.uint64)
    keys = np.array([key_of(f"seat/{name}") for name in world.seats], dtype=np.uint64)
    return entity_states(world.key, keys)


def starting_tenures(firm: Firm, states: States) -> list[float]:
    """Return how long each seat's holder has been there on day 0 (days); 0 where nobody ever quits."""
    law = firm.config.mechanisms.turnover
    if not law.on:
        return [0.0] * firm.n_seats
    mean_days, purpose = DAYS_PER_MONTH / law.quits_per_month, key_of("tenure")
    return [exponential.quantile(mean_days, uniform(state, purpose, 0)) for state in states.tolist()]


def starting_levels(firm: Firm, tenure_days: list[float]) -> tuple[tuple[Level, ...], ...]:
    """Return each seat's skill on day 0 in the functions of its role, in their order.

    It is what the role states, else what normal practice has made of a hire by then; where skill does not follow the
    law `exponential`, or is not practised, it is that of normal practice for everybody.
    """
    laws = firm.config.mechanisms
    by_role = [tuple(map(Level, role.starting_skill, role.starting_peak)) for role in firm.roles]
    if not laws.turnover.on or not laws.skill.practice or laws.skill.law != "exponential":
        return tuple(by_role[role] for role in firm.role_of_seat)
    learned = _normal_growth(firm)
    is_stated = [firm.config.staff[role.name].starting_skill is not None for role in firm.roles]
    return tuple(
        by_role[role]
        if is_stated[role]
        else (learned[min(math.floor(tenure), len(learned) - 1)],) * len(firm.roles[role].functions)
        for role, tenure in zip(firm.role_of_seat, tenure_days, strict=True)
    )


@lru_cache(maxsize=128)
def _normal_growth(firm: Firm) -> tuple[Level, ...]:
    """Return what a hire's skill is after 0, 1, 2, ... days of normal practice, until it grows no more."""
    law, start = firm.config.mechanisms.skill, firm.config.mechanisms.turnover.hire_skill
    levels = [Level((start, start), (start, start))]
    while len(levels) < 2 or (_growth(*levels[-2:]) > _AT_REST and len(levels) < _LONGEST_DAYS):
        parts = [
            skill.practise(peak, current, 1.0, law.practice_rate_per_day, law.relearning, law.floor_share)
            for peak, current in zip(levels[-1].peak, levels[-1].skill, strict=True)
        ]
        if law.disuse:
            parts = [
                (peak, skill.forget(peak, current, law.floor_share, retention))
                for (peak, current), retention in zip(parts, firm.skill.retention, strict=True)
            ]
        peaks, skills = zip(*parts, strict=True)
        levels.append(Level((skills[SPEED], skills[ACCURACY]), (peaks[SPEED], peaks[ACCURACY])))
    return tuple(levels)


def _growth(before: Level, after: Level) -> float:
    """Return the greatest change of any part."""
    return max(abs(x - y) for one, two in zip(before, after, strict=True) for x, y in zip(one, two, strict=True))
