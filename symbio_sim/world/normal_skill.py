"""The skill of people in normal practice, by the law of the config: where people start, and who stands behind a log."""

from ..config import Config
from ..mechanisms import skill, skill_lfcm, skill_power

SPEED, ACCURACY = 0, 1
DAYS_PER_YEAR = 365.25


def plateau_of(config: Config, function: str) -> float:
    """Return M of a function's learning curve: the share of the time of the first unit that no practice removes."""
    stated = config.mechanisms.skill.learning_curve.plateau_share
    return config.functions[function].human.speed_unskilled if stated is None else stated


def normal_experience(config: Config) -> float:
    """Return the n that normal starting skill stands for on a learning curve (units)."""
    curve = config.mechanisms.skill.learning_curve
    return 1.0 + curve.experience_years * DAYS_PER_YEAR * curve.units_per_day


def normal_skill(config: Config, function: str) -> tuple[float, float]:
    """Return skill in (speed, accuracy) after normal practice, for a talent of 1; accuracy is that of all functions.

    It is the fixed point of normal practice where the law has one: with `replacement` and `logistic` that is 1. On the
    curves of `power` and `lfcm` learning never ends; there it is the skill after some years.
    """
    law = config.mechanisms.skill
    if law.law == "exponential":
        speed, accuracy = (
            skill.normal_skill(1.0, law.practice_rate_per_day, law.relearning, half_life, law.floor_share)
            for half_life in (law.half_life_speed_days, law.half_life_accuracy_days)
        )
        return speed, accuracy
    if law.law in ("replacement", "logistic"):
        return 1.0, 1.0
    gap = skill_power.gap_of_units(normal_experience(config), skill_power.exponent(law.learning_curve.progress_ratio))
    unskilled, plateau = config.functions[function].human.speed_unskilled, plateau_of(config, function)
    return skill_power.skill_of_gap(gap, unskilled, plateau), skill_power.skill_of_gap(gap, skill_power.NO_TIME, 0.0)


def forgotten_days(config: Config, half_life_days: float, speed_unskilled: float, plateau: float) -> float:
    """Return D of the law `lfcm`: such that a break of the half-life takes half of what normal experience gives."""
    curve = config.mechanisms.skill.learning_curve
    units, b = normal_experience(config), skill_power.exponent(curve.progress_ratio)
    level = skill_power.skill_of_gap(skill_power.gap_of_units(units, b), speed_unskilled, plateau)
    gap = skill_power.gap_of_skill(0.5 * level, speed_unskilled, plateau)
    return skill_lfcm.total_forgetting_days(half_life_days, units, gap, b, 1.0 / curve.units_per_day)


def normal_accuracy_skill(config: Config) -> float:
    """Return accuracy skill after normal practice, for a talent of 1: the same in all functions."""
    return normal_skill(config, next(iter(config.functions)))[ACCURACY]
