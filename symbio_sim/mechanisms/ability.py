"""Abilities that give the mean accuracy a user states.

Difficulty is normal, so mean accuracy is E[logistic(eta - spread Z)]. The integral is a trapezoid sum over Z, which for
a smooth integrand and this step is exact to rounding, in plain arithmetic that every machine repeats.
"""

import math

from .curves import clip, logistic, logit

_STEP = 0.125
_HALF = 64


def mean_accuracy(ability: float, spread: float) -> float:
    """Return the mean of logistic(ability - spread Z) over standard normal Z (spread: slope times sd of difficulty)."""
    total = 0.0
    weights = 0.0
    for k in range(-_HALF, _HALF + 1):
        z = _STEP * k
        weight = math.exp(-0.5 * z * z)
        total += weight * logistic(ability - spread * z)
        weights += weight
    return total / weights


def ability_for(accuracy: float, spread: float) -> float:
    """Return the ability (logit) whose mean accuracy is `accuracy` (clamped to [0.001, 0.9999]), by bisection."""
    target = clip(accuracy, 0.001, 0.9999)
    if spread <= 0.0:
        return logit(target)
    low, high = -60.0, 60.0
    for _ in range(60):
        middle = 0.5 * (low + high)
        if mean_accuracy(middle, spread) < target:
            low = middle
        else:
            high = middle
    return 0.5 * (low + high)
