"""What normal practice makes of a hire, day by day, under each law of skill.

It gives the skill of those who hold a seat on day 0 by how long they have held it, so that the mean skill of a firm
without bots is at rest although every hire begins with less. Without breaks `power` and `lfcm` are one curve.
"""

from functools import lru_cache
from typing import NamedTuple

from ..choreography import EXPONENTIAL, LFCM, LOGISTIC, POWER, REPLACEMENT
from ..mechanisms import human_work, skill, skill_logistic, skill_power, skill_replacement
from .firm import ACCURACY, SPEED, Firm
from .skill_numbers import Pair

_AT_REST = 1e-7
"""Growth in a day below which normal practice has no more to teach."""

_LONGEST_DAYS = 6000
"""Tenure beyond which growth is not followed."""

_PARTS = (SPEED, ACCURACY)


class Level(NamedTuple):
    """Skill in a function as shares of talent: (speed, accuracy) now, and at their peak."""

    skill: Pair
    peak: Pair


def normal_growth(firm: Firm, function: int) -> tuple[Level, ...]:
    """Return a hire's skill in a function after 0, 1, 2, ... days of normal practice, until it grows no more."""
    is_curve = firm.skill.law in (POWER, LFCM)  # the other laws are the same in all functions
    return _day_by_day(firm, function if is_curve else 0)


@lru_cache(maxsize=128)
def _day_by_day(firm: Firm, function: int) -> tuple[Level, ...]:
    start = firm.config.mechanisms.turnover.hire_skill
    levels = [Level((start, start), (start, start))]
    while len(levels) < 2 or (_growth(*levels[-2:]) > _AT_REST and len(levels) < _LONGEST_DAYS):
        levels.append(_after_day(firm, function, levels[-1]))
    return tuple(levels)


def _after_day(firm: Firm, function: int, level: Level) -> Level:
    if firm.skill.law == EXPONENTIAL:
        return _after_day_of_exposure(firm, level)
    now = [_after_day_of_share(firm, function, level, part) for part in _PARTS]
    # With nothing but practice skill is never below its peak.
    return Level((now[SPEED], now[ACCURACY]), (now[SPEED], now[ACCURACY]))


def _after_day_of_exposure(firm: Firm, level: Level) -> Level:
    law = firm.config.mechanisms.skill
    peaks, skills = [0.0, 0.0], [0.0, 0.0]
    for part in _PARTS:
        peaks[part], skills[part] = skill.practise(
            level.peak[part], level.skill[part], 1.0, law.practice_rate_per_day, law.relearning, law.floor_share
        )
        if law.disuse:
            skills[part] = skill.forget(peaks[part], skills[part], law.floor_share, firm.skill.retention[part])
    return Level((skills[SPEED], skills[ACCURACY]), (peaks[SPEED], peaks[ACCURACY]))


def _after_day_of_share(firm: Firm, function: int, level: Level, part: int) -> float:
    """Return a part of skill after a day on which nothing of normal practice is missing."""
    numbers, now = firm.skill, level.skill[part]
    if numbers.law == REPLACEMENT:
        return skill_replacement.after_day(now, 1.0, 1.0, numbers.gain_per_day, numbers.loss_per_day[part])
    if numbers.law == LOGISTIC:
        spark = firm.config.mechanisms.skill.logistic.spark
        return skill_logistic.after_day(now, 1.0, 1.0, numbers.gain_per_day, numbers.loss_per_day[part], spark)
    item = firm.functions[function]
    normal_speed = item.mean_effort_min / item.people_time_min
    # The slow do fewer tasks in a day's practice.
    speed = human_work.speed(level.skill[SPEED], item.speed_unskilled, 1.0)
    units = speed / (normal_speed * numbers.first_unit_days)
    curve = (item.speed_unskilled, item.time_plateau) if part == SPEED else (skill_power.NO_TIME, 0.0)
    return skill_power.practise(now, 1.0, units, numbers.exponent, *curve)


def _growth(before: Level, after: Level) -> float:
    """Return the greatest change of any part."""
    return max(abs(x - y) for one, two in zip(before, after, strict=True) for x, y in zip(one, two, strict=True))
