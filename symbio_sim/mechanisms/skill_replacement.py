"""Mechanism 1, law `replacement`: practice fills the gap of skill, missing practice empties what there is.

ds/dt = alpha u (m - s) - beta (1 - u) s, u the share of normal practice, alpha and beta per day, m the asymptote.
Linear, so that a day is taken exactly: with k = alpha u + beta (1 - u) and s* = m alpha u / k,
s(t) = s* + (s(0) - s*) exp(-k t).

Source: the replacement form of learning theory (Restle and Greeno 1970; Mazur and Hastie 1978, doi
10.1037/0033-2909.85.6.1256, call it accumulation), with disuse in proportion to the practice that is missing.
"""

import math

from .curves import clip
from .practice_share import missing, practised


def after_day(skill: float, asymptote: float, share: float, gain: float, loss: float) -> float:
    """Return skill after a day.

    Parameters
    ----------
    skill, asymptote : float
        Skill and its upper limit m.
    share : float
        The share of normal practice of late, see `practice_share`.
    gain, loss : float
        alpha and beta (per day).
    """
    up = gain * practised(share)
    rate = up + loss * missing(share)
    if rate <= 0.0:
        return skill
    rest = asymptote * up / rate
    return clip(rest + (skill - rest) * math.exp(-rate), 0.0, asymptote)
