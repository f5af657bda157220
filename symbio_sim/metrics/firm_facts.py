"""What measures need to know of a firm, whatever happens to it: worked out once a firm."""

import math
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

import numpy as np
from numpy.typing import NDArray

from ..config import DAY_MIN
from ..firm import ACCURACY, SPEED, Firm, lay_out

GRACE_DAYS = 7.0
"""Time at the end of the horizon whose arrivals are not judged where a function has no due times (days, assumed)."""

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]


@dataclass(frozen=True, eq=False)
class FirmFacts:
    """A firm, as measures see it; arrays are read-only.

    Attributes
    ----------
    warm_up_min, horizon_min : float
        Tasks that arrive in between are measured.
    first_day, n_days : int
        The first day after warm-up, and how many there are from then on.
    judged_until_min : ndarray, length functions
        Tasks without due time have had their chance if they arrive until then; minus infinity where there are due
        times.
    last_judged_min : float
        Whatever arrives until then has had its chance.
    promises : list of bool
        Whether a function promises a due time.
    value_eur, error_cost_eur, penalty_eur : list of float
        What a correct task of a function earns, what an error and a late result cost.
    wage_eur_per_h : ndarray, length seats
    usage_eur : ndarray, length bots
    subscription_eur_per_month, integration_eur : float
        Of all bots.
    bot_slot_min : float
        Slot-minutes in the bots' hours after warm-up, those on standby left out.
    seat, function : ndarray of int64, length pairs
        Who can do what, seat by seat.
    starting_speed, starting_accuracy : ndarray, length pairs
        Skill on day 0, as a share of talent.
    laws : ndarray, shape (functions, 4)
        Of human work: speed and ability of the unskilled, ability of the skilled, slope.
    hours_per_week : ndarray, length seats
    mix : ndarray, length functions
        Expected effort (hours a day), 0 where nobody can do it.
    """

    warm_up_min: float
    horizon_min: float
    first_day: int
    n_days: int
    judged_until_min: Floats
    last_judged_min: float
    promises: list[bool]
    value_eur: list[float]
    error_cost_eur: list[float]
    penalty_eur: list[float]
    wage_eur_per_h: Floats
    usage_eur: Floats
    subscription_eur_per_month: float
    integration_eur: float
    bot_slot_min: float
    seat: Ints
    function: Ints
    starting_speed: Floats
    starting_accuracy: Floats
    laws: Floats
    hours_per_week: Floats
    mix: Floats


@lru_cache(maxsize=64)
def facts_of(firm: Firm) -> FirmFacts:
    """Return the facts of a firm; those of the firms used last are remembered."""
    config, functions = firm.config, firm.functions
    roles = [firm.roles[number] for number in firm.role_of_seat]
    pairs = np.array(firm.skill_pairs, dtype=np.int64).reshape(-1, 2)
    start = [roles[seat].skill_in(function) for seat, function in firm.skill_pairs]
    promises = [math.isfinite(function.due_min) for function in functions]
    early_enough = firm.horizon_min - GRACE_DAYS * DAY_MIN
    can_be_done = {which for _, which in firm.skill_pairs}
    return FirmFacts(
        warm_up_min=config.warm_up_days * float(DAY_MIN),
        horizon_min=firm.horizon_min,
        first_day=config.warm_up_days,
        n_days=config.horizon_days - config.warm_up_days,
        judged_until_min=_vector([-math.inf if is_due else early_enough for is_due in promises]),
        last_judged_min=_last_judged_min(firm),
        promises=promises,
        value_eur=[function.value_eur for function in functions],
        error_cost_eur=[function.error_cost_eur for function in functions],
        penalty_eur=[function.late_penalty_eur for function in functions],
        wage_eur_per_h=_vector([role.wage_eur_per_h for role in roles]),
        usage_eur=_vector([bot.usage_eur_per_task for bot in firm.bots]),
        subscription_eur_per_month=_total(bot.subscription_eur_per_month for bot in firm.bots),
        integration_eur=_total(bot.integration_eur for bot in firm.bots if bot.from_day < config.horizon_days),
        bot_slot_min=_bot_slot_min(firm),
        seat=_kept(pairs[:, 0].copy()),
        function=_kept(pairs[:, 1].copy()),
        starting_speed=_vector([skill[SPEED] for skill in start]),
        starting_accuracy=_vector([skill[ACCURACY] for skill in start]),
        laws=_matrix([(f.speed_unskilled, f.ability_unskilled, f.ability_skilled, f.slope) for f in functions]),
        hours_per_week=_vector([config.role_hours(role.name).hours_per_week for role in roles]),
        mix=_vector([f.demand_h_per_day if which in can_be_done else 0.0 for which, f in enumerate(functions)]),
    )


def _last_judged_min(firm: Firm) -> float:
    """Return the last time (minutes) until which every arriving task is judged: horizon minus the longest due time."""
    horizon, clock = firm.horizon_min, firm.calendar.open_clock
    last = horizon
    for function in firm.functions:
        if not math.isfinite(function.due_min):
            last = min(last, horizon - GRACE_DAYS * DAY_MIN)
        elif not function.due_open_clock:
            last = min(last, horizon - function.due_min)
        else:
            open_min_left = float(clock.reading(np.array([horizon]))[0]) - function.due_min
            last = min(last, clock.deadline_of(0.0, open_min_left) if open_min_left >= 0.0 else -math.inf)
    return last


def _bot_slot_min(firm: Firm) -> float:
    """Return the slot-minutes in the bots' hours after warm-up; a bot that is down stands idle."""
    config, total = firm.config, 0.0
    first = config.warm_up_days * float(DAY_MIN)
    for bot in firm.bots:
        if bot.name not in config.bots:
            continue  # a standby stands idle on purpose
        hours = lay_out(config.bots[bot.name].hours, firm.first_weekday, config.horizon_days)
        total += bot.concurrency * float(np.maximum(hours[:, 1] - np.maximum(hours[:, 0], first), 0.0).sum())
    return total


def _total(values: Iterable[float]) -> float:
    """Add one by one: `sum` rounds otherwise from Python 3.12 on."""
    total = 0.0
    for value in values:
        total += value
    return total


def _vector(values: list[float]) -> Floats:
    return _kept(np.array(values, dtype=np.float64))


def _matrix(rows: list[tuple[float, float, float, float]]) -> Floats:
    return _kept(np.array(rows, dtype=np.float64).reshape(-1, 4))


def _kept(array: NDArray[Any]) -> NDArray[Any]:
    """Return an array that several threads may share."""
    array.flags.writeable = False
    return array
