"""Mechanism 1: the share of normal practice that a person has had of late.

The alternative laws of skill are stated for a share of practice u and its complement, the share handed over, and not
for single days: a free weekend is no disuse. So a day's practice is averaged with an exponential memory.
"""

import math

from .curves import clip


def after_day(share: float, practised_days: float, memory_days: float) -> float:
    """Return the averaged share after a day on which work worth so many normal days was practised.

    Parameters
    ----------
    share : float
        The average so far; 1 is normal practice.
    practised_days : float
        Today's own work in normal days; work of negative weight (copying the machine) counts against it.
    memory_days : float
        Time constant of the average; at 0 only today counts.
    """
    keep = math.exp(-1.0 / max(memory_days, 1e-9))
    return keep * share + (1.0 - keep) * practised_days


def practised(share: float) -> float:
    """Return u, the share of normal practice: within [0, 1]."""
    return clip(share, 0.0, 1.0)


def missing(share: float) -> float:
    """Return 1 - u, the share of normal practice that is missing: up to 2 where practice is worse than none."""
    return 1.0 - clip(share, -1.0, 1.0)
