"""Mechanism 1, law `logistic`: the skilled learn faster, so that skill given away too far does not come back.

dH/dt = a (H + e) (1 - H) (1 - D) - b H D, with H = s/m, D the share of practice handed over, a and b per day. Below a
critical D skill holds near the asymptote, above it only e keeps it from nothing. With constant D the right side is a
quadratic q0 + q1 H + q2 H^2, so a day is taken exactly: with d = sqrt(q1^2 - 4 q0 q2), F and S the right side and its
slope at H(0), and T = tanh(d t/2), H(t) = H(0) + 2 F T / (d - S T).

Source: Park, Kim and Han 2026, arXiv 2603.24391.
"""

import math

from .curves import clip
from .practice_share import missing, practised


def after_day(skill: float, asymptote: float, share: float, gain: float, loss: float, spark: float) -> float:
    """Return skill after a day.

    Parameters
    ----------
    skill, asymptote : float
        Skill and its upper limit m > 0.
    share : float
        The share of normal practice of late, see `practice_share`.
    gain, loss : float
        a and b (per day).
    spark : float
        e > 0: what is learnt without any skill to build on.
    """
    limit = max(asymptote, 1e-12)
    level = clip(skill / limit, 0.0, 1.0)
    up, down = gain * practised(share), loss * missing(share)
    change = up * (level + spark) * (1.0 - level) - down * level
    slope = up * (1.0 - spark - 2.0 * level) - down
    middle = up * (1.0 - spark) - down
    root = math.sqrt(middle * middle + 4.0 * up * up * spark)
    if root <= 1e-12:
        return limit * clip(level + change, 0.0, 1.0)
    reach = math.tanh(0.5 * root)
    below = max(root - slope * reach, 1e-12 * root)
    return limit * clip(level + 2.0 * change * reach / below, 0.0, 1.0)


def critical_share(gain: float, loss: float) -> float:
    """Return D* = a/(a + b): the share handed over at which skill, without a spark, dies out."""
    return gain / max(gain + loss, 1e-300)
