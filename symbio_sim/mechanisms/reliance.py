"""Mechanism 1, beside skill: attention that slackens while machines do the work, and comes back in weeks.

Of a person's work in a function, two sums with the same exponential memory: minutes done alone, and minutes done by
machines or with their help. Reliance is the share of the latter, in [0, 1]; it lowers ability (logit) in own work,
the own answer before a machine's advice included, by depth times reliance. It is no loss of skill: without machines it
is gone after a few time constants.

Source: Budzyn et al. 2025, doi 10.1016/S2468-1253(25)00133-5, saw detection without help fall within three months of
help, faster than disuse alone explains; that there is a fast state, and its form, are assumptions.
"""

import math


def after_day(minutes: float, minutes_today: float, time_constant_days: float) -> float:
    """Return the averaged minutes a day after one more day."""
    keep = math.exp(-1.0 / max(time_constant_days, 1e-9))
    return keep * minutes + (1.0 - keep) * minutes_today


def reliance(alone_min: float, aided_min: float) -> float:
    """Return the share of recent work that was not done alone: 0 if there was none."""
    total = alone_min + aided_min
    if total <= 0.0:
        return 0.0
    return min(max(aided_min / total, 0.0), 1.0)


def ability_drop(depth: float, relied: float) -> float:
    """Return the drop of ability in own work (logit)."""
    return depth * relied
