"""The law of skill resolved into numbers: half-lives become daily factors, a progress ratio an exponent."""

from dataclasses import dataclass

from ..choreography import SKILL_LAWS
from ..config import Config
from ..mechanisms import skill, skill_lfcm, skill_power
from ..world.normal_skill import normal_experience

Pair = tuple[float, float]
"""By component: speed, accuracy."""


@dataclass(frozen=True)
class SkillNumbers:
    """The law of skill.

    Attributes
    ----------
    law : int
        Number in `choreography.SKILL_LAWS`.
    retention : (float, float)
        Share of the gain above the floor that survives a day without practice (`exponential`, `power`).
    gain_per_day : float
        What a day of normal practice gives: alpha of `replacement`, a of `logistic`; 0 with practice switched off.
    loss_per_day : (float, float)
        beta of `replacement`, b of `logistic`: ln 2 over the half-life; 0 with disuse switched off.
    exponent, first_unit_days : float
        b and T_1 of the learning curve (`power`, `lfcm`).
    forgotten_days : (float, float)
        D of `lfcm`: such that somebody of normal experience loses half of the gain in the half-life.
    """

    law: int
    retention: Pair
    gain_per_day: float
    loss_per_day: Pair
    exponent: float
    first_unit_days: float
    forgotten_days: Pair


def skill_numbers(config: Config) -> SkillNumbers:
    """Resolve the law of skill."""
    law, curve = config.mechanisms.skill, config.mechanisms.skill.learning_curve
    slow, fast = law.half_life_speed_days, law.half_life_accuracy_days
    b, first_unit_days = skill_power.exponent(curve.progress_ratio), 1.0 / curve.units_per_day
    rate = law.logistic.rate_per_day if law.law == "logistic" else law.practice_rate_per_day

    def forgotten(half_life_days: float) -> float:
        return skill_lfcm.total_forgetting_days(half_life_days, normal_experience(config), b, first_unit_days)

    return SkillNumbers(
        law=SKILL_LAWS.index(law.law),
        retention=(skill.daily_retention(slow, law.floor_share), skill.daily_retention(fast, law.floor_share)),
        gain_per_day=rate if law.practice else 0.0,
        loss_per_day=(skill_power.LN2 / slow, skill_power.LN2 / fast) if law.disuse else (0.0, 0.0),
        exponent=b,
        first_unit_days=first_unit_days,
        forgotten_days=(forgotten(slow), forgotten(fast)),
    )
