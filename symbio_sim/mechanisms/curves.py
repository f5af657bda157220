"""Curves that several mechanisms use."""

import math


def logistic(x: float) -> float:
    """Return 1 / (1 + exp(-x)), for any x."""
    if x >= 0.0:
        return 1.0 / (1.0 + math.exp(-x))
    growth = math.exp(x)
    return growth / (1.0 + growth)


def logit(p: float) -> float:
    """Return log(p / (1 - p)) with p clamped to [1e-12, 1 - 1e-12]."""
    inside = min(max(p, 1e-12), 1.0 - 1e-12)
    return math.log(inside / (1.0 - inside))


def clip(x: float, low: float, high: float) -> float:
    """Return x limited to [low, high]."""
    return min(max(x, low), high)


def worth_by_skill(skill: float, effect: float) -> float:
    """Return what something that a person does teaches, given the person's skill: 1 - c (1 - s), within 0 to 1."""
    return clip(1.0 - effect * (1.0 - skill), 0.0, 1.0)
