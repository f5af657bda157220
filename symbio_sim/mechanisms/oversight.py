"""Mechanism 7: what a reviewer misses.

logit(miss) = logit(m50) - b logit(pi) + 2 M (T - T_low)/(T_high - T_low) - c (s - s0). Rare errors are missed more
(Wolfe, Horowitz and Kenner 2005; Rich et al. 2008), trusted machines too when the reviewer has other work
(Parasuraman and Manzey 2010, doi 10.1177/0018720810376055).
"""

from .curves import clip, logistic, logit

PREVALENCE_MIN = 0.001
PREVALENCE_MAX = 0.5


def miss_probability(
    miss_at_half: float,
    prevalence_slope: float,
    prevalence: float,
    multitasking: float,
    trust: float,
    trust_low: float,
    trust_high: float,
    skill_effect: float,
    skill_above_normal: float,
) -> float:
    """Return the probability of missing an error."""
    rarity = logit(clip(prevalence, PREVALENCE_MIN, PREVALENCE_MAX))
    complacency = 2.0 * multitasking * (trust - trust_low) / max(trust_high - trust_low, 1e-9)
    return logistic(logit(miss_at_half) - prevalence_slope * rarity + complacency - skill_effect * skill_above_normal)


def remember_item(wrong: float, right: float, was_wrong: bool, memory_items: float) -> tuple[float, float]:
    """Return the (wrong, right) counts behind the reviewer's sense of prevalence after one more item.

    Counts fade by 1 - 1/memory an item, so prevalence is a beta mean over about `memory_items` items.
    """
    keep = 1.0 - 1.0 / max(memory_items, 1.0)
    if was_wrong:
        return keep * wrong + 1.0, keep * right
    return keep * wrong, keep * right + 1.0
