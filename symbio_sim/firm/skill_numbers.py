"""The law of skill resolved into numbers: half-lives become daily factors, a progress ratio an exponent."""

from dataclasses import dataclass

from ..choreography import SKILL_LAWS
from ..config import Config
from ..mechanisms import skill, skill_power
from ..world.normal_skill import forgotten_days

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
    forgotten_accuracy_days : float
        D of `lfcm` for accuracy; that for speed depends on the function.
    """

    law: int
    retention: Pair
    gain_per_day: float
    loss_per_day: Pair
    exponent: float
    first_unit_days: float
    forgotten_accuracy_days: float


def skill_numbers(config: Config) -> SkillNumbers:
    """Resolve the law of skill."""
    law, curve = config.mechanisms.skill, config.mechanisms.skill.learning_curve
    slow, fast = law.half_life_speed_days, law.half_life_accuracy_days
    rate = law.logistic.rate_per_day if law.law == "logistic" else law.practice_rate_per_day
    return SkillNumbers(
        law=SKILL_LAWS.index(law.law),
        retention=(skill.daily_retention(slow, law.floor_share), skill.daily_retention(fast, law.floor_share)),
        gain_per_day=rate if law.practice else 0.0,
        loss_per_day=(skill_power.LN2 / slow, skill_power.LN2 / fast) if law.disuse else (0.0, 0.0),
        exponent=skill_power.exponent(curve.progress_ratio),
        first_unit_days=1.0 / curve.units_per_day,
        forgotten_accuracy_days=forgotten_days(config, fast, skill_power.NO_TIME, 0.0),
    )
