"""Mechanism 2: how fast and how well people work, by skill and load.

Sources: item response theory (Rasch) for accuracy; Kc and Terwiesch 2009, doi 10.1287/mnsc.1090.1037, for speeding up
under load and slowing down under sustained overload.
"""

import math

from .curves import clip, logistic

SLOWEST = 0.85
FASTEST = 1.10


def speed(skill: float, speed_unskilled: float, load_factor: float) -> float:
    """Return work speed relative to a fully skilled person: (v0 + (1 - v0) s) times the load factor."""
    return max((speed_unskilled + (1.0 - speed_unskilled) * skill) * load_factor, 1e-6)


def load_speed_factor(load: float, turning_point: float, speed_up: float, slow_down: float) -> float:
    """Return clip(1 + b1 min(L, L*) - b2 max(L - L*, 0), 0.85, 1.10)."""
    gain = speed_up * min(load, turning_point)
    loss = slow_down * max(load - turning_point, 0.0)
    return clip(1.0 + gain - loss, SLOWEST, FASTEST)


def load_accuracy_drop(load: float, turning_point: float, drop: float, drop_max: float) -> float:
    """Return the drop of ability (logit) by overload, bounded by `drop_max`."""
    return min(drop * max(load - turning_point, 0.0), drop_max)


def average_load(load: float, load_today: float, memory_days: float) -> float:
    """Return the exponentially weighted load after one more working day."""
    keep = math.exp(-1.0 / max(memory_days, 1e-9))
    return keep * load + (1.0 - keep) * load_today


def ability(skill: float, ability_unskilled: float, ability_skilled: float, drop: float) -> float:
    """Return eta(s) - drop: ability (logit), linear in skill, less what overload takes.

    Abilities are intercepts eta = a theta, so that a slope of 0 keeps its meaning.
    """
    return ability_unskilled + (ability_skilled - ability_unskilled) * skill - drop


def accuracy(ability_now: float, slope: float, difficulty: float) -> float:
    """Return P(correct) = logistic(eta - a b)."""
    return logistic(ability_now - slope * difficulty)
