"""What normal practice makes of a hire, day by day, under each law of skill.

It gives the skill of those who hold a seat on day 0 by how long they have held it, so that the mean skill of a firm
without bots is at rest although every hire begins with less. Without breaks `power` and `lfcm` are one curve.
"""

from functools import lru_cache
from typing import NamedTuple

from ..choreography import EXPONENTIAL, LFCM, POWER, REPLACEMENT
from ..config.mechanisms import Skill
from ..mechanisms import human_work, skill, skill_logistic, skill_power, skill_replacement
from .firm import ACCURACY, SPEED, Firm
from .skill_numbers import Pair, SkillNumbers

_AT_REST = 1e-7
"""Growth in a day below which normal practice has no more to teach."""

_LONGEST_DAYS = 6000
"""Tenure beyond which growth is not followed."""

_PARTS = (SPEED, ACCURACY)


class Level(NamedTuple):
    """Skill in a function as shares of talent: (speed, accuracy) now, and at their peak."""

    skill: Pair
    peak: Pair


class _Work(NamedTuple):
    """What the curves of `power` and `lfcm` take from a function."""

    speed_unskilled: float
    time_plateau: float
    normal_speed: float


@lru_cache(maxsize=128)  # it holds firms; to compare blocks of a config takes longer
def normal_growth(firm: Firm, function: int) -> tuple[Level, ...]:
    """Return a hire's skill in a function after 0, 1, 2, ... days of normal practice, until it grows no more."""
    laws, item = firm.config.mechanisms, firm.functions[function]
    normal_speed = item.mean_effort_min / item.people_time_min
    is_curve = firm.skill.law in (POWER, LFCM)  # the other laws are the same in all functions
    work = _Work(item.speed_unskilled, item.time_plateau, normal_speed) if is_curve else None
    return _day_by_day(laws.skill, firm.skill, laws.turnover.hire_skill, work)


@lru_cache(maxsize=32)  # firms that differ in other things share them
def _day_by_day(law: Skill, numbers: SkillNumbers, hire_skill: float, work: _Work | None) -> tuple[Level, ...]:
    start = (hire_skill, hire_skill)
    levels = [Level(start, start)]
    while len(levels) < 2 or (_growth(*levels[-2:]) > _AT_REST and len(levels) < _LONGEST_DAYS):
        levels.append(_after_day(law, numbers, work, levels[-1]))
    return tuple(levels)


def _after_day(law: Skill, numbers: SkillNumbers, work: _Work | None, level: Level) -> Level:
    if numbers.law == EXPONENTIAL:
        return _after_day_of_exposure(law, numbers, level)
    now = [_after_day_of_share(law, numbers, work, level, part) for part in _PARTS]
    # With nothing but practice skill is never below its peak.
    return Level((now[SPEED], now[ACCURACY]), (now[SPEED], now[ACCURACY]))


def _after_day_of_exposure(law: Skill, numbers: SkillNumbers, level: Level) -> Level:
    peaks, skills = [0.0, 0.0], [0.0, 0.0]
    for part in _PARTS:
        peaks[part], skills[part] = skill.practise(
            level.peak[part], level.skill[part], 1.0, law.practice_rate_per_day, law.relearning, law.floor_share
        )
        if law.disuse:
            skills[part] = skill.forget(peaks[part], skills[part], law.floor_share, numbers.retention[part])
    return Level((skills[SPEED], skills[ACCURACY]), (peaks[SPEED], peaks[ACCURACY]))


def _after_day_of_share(law: Skill, numbers: SkillNumbers, work: _Work | None, level: Level, part: int) -> float:
    """Return a part of skill after a day on which nothing of normal practice is missing."""
    now = level.skill[part]
    if work is not None:
        return _after_day_of_tasks(numbers, work, level, part)
    if numbers.law == REPLACEMENT:
        return skill_replacement.after_day(now, 1.0, 1.0, numbers.gain_per_day, numbers.loss_per_day[part])
    spark = law.logistic.spark
    return skill_logistic.after_day(now, 1.0, 1.0, numbers.gain_per_day, numbers.loss_per_day[part], spark)


def _after_day_of_tasks(numbers: SkillNumbers, work: _Work, level: Level, part: int) -> float:
    """Return the same where skill follows the number of tasks done: the slow do fewer in a day's practice."""
    speed = human_work.speed(level.skill[SPEED], work.speed_unskilled, 1.0)
    units = speed / (work.normal_speed * numbers.first_unit_days)
    curve = (work.speed_unskilled, work.time_plateau) if part == SPEED else (skill_power.NO_TIME, 0.0)
    return skill_power.practise(level.skill[part], 1.0, units, numbers.exponent, *curve)


def _growth(before: Level, after: Level) -> float:
    """Return the greatest change of any part."""
    return max(abs(x - y) for one, two in zip(before, after, strict=True) for x, y in zip(one, two, strict=True))
