"""How long the holders of seats have been there on day 0, and with what skill they therefore start.

Where people quit, tenure on day 0 is drawn from its long-run law: quits at a constant hazard make it exponential. Who
has come of late has not yet learned all that normal practice teaches, so that the mean skill of a firm without bots is
at rest from day 0 on although every hire begins with less.
"""

import math

import numpy as np
from numpy.typing import NDArray

from ..mechanisms import exponential
from ..mechanisms.turnover import DAYS_PER_MONTH
from ..world import World
from ..world.luck import entity_states, key_of, uniform
from .firm import Firm
from .normal_growth import Level, normal_growth

States = NDArray[np.uint64]


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

    It is what the role states, else what normal practice has made of a hire by then; where nobody quits or skill is
    not practised, it is that of normal practice for everybody.
    """
    laws = firm.config.mechanisms
    by_role = [tuple(map(Level, role.starting_skill, role.starting_peak)) for role in firm.roles]
    if not laws.turnover.on or not laws.skill.practice:
        return tuple(by_role[role] for role in firm.role_of_seat)
    is_stated = [firm.config.staff[role.name].starting_skill is not None for role in firm.roles]
    return tuple(
        by_role[role]
        if is_stated[role]
        else tuple(_learned(normal_growth(firm, function), tenure) for function in firm.roles[role].functions)
        for role, tenure in zip(firm.role_of_seat, tenure_days, strict=True)
    )


def _learned(growth: tuple[Level, ...], tenure_days: float) -> Level:
    """Return what is learned by then."""
    return growth[min(math.floor(tenure_days), len(growth) - 1)]
