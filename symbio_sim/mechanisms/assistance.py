"""Mechanism 6: a person works with a bot's advice.

Both answer from their own luck. Where they agree, that is the result; where they disagree, the person adopts the bot's
answer with a probability that grows with trust in bots and with how much surer the bot says it is than the person feels
(Lee and Moray 1994: use follows trust less self-confidence). Advice saves the novice more time than the expert
(Brynjolfsson, Li and Raymond 2025, doi 10.1093/qje/qjae044).
"""

from .curves import clip, logistic

SLOWEST_PACE = 0.1


def gain(skill: float, gain_novice: float, gain_expert: float) -> float:
    """Return the relative gain in pace from advice: linear in skill from novice (0) to expert (1)."""
    return gain_novice + (gain_expert - gain_novice) * clip(skill, 0.0, 1.0)


def effort_min(effort_unaided_min: float, relative_gain: float, override_ratio: float, sets_aside: bool) -> float:
    """Return the work left to the person (minutes at skill 1): w / (1 + g), and r w more if advice is set aside."""
    aided = effort_unaided_min / max(1.0 + relative_gain, SLOWEST_PACE)
    return aided + override_ratio * effort_unaided_min if sets_aside else aided


def adoption_probability(
    intercept: float,
    trust_effect: float,
    trust: float,
    confidence_effect: float,
    confidence_bot: float,
    confidence_self: float,
) -> float:
    """Return P(adopt the bot's answer where it differs): logistic(c0 + cT (T - 1/2) + cC (conf_bot - conf_self))."""
    return logistic(intercept + trust_effect * (trust - 0.5) + confidence_effect * (confidence_bot - confidence_self))


def is_right(person_right: bool, bot_right: bool, adopts: bool) -> bool:
    """Return whether the joint answer is right."""
    return bot_right if adopts else person_right


def overrides(person_right: bool, bot_right: bool, adopts: bool) -> bool:
    """Return whether the two disagree and the person keeps to the own answer."""
    return person_right != bot_right and not adopts
