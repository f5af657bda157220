"""Mechanism 1: skill grows with practice and fades with disuse.

For each function a person has a skill in speed and one in accuracy. Each is a pair (p, s): the best it has been and
what is left of it, with 0 <= s <= p <= m and m the talent. Practice counts by exposure E = A w / x, the practice rate A
times hours worked w over the hours x that are usual for this person and function in a day.

Sources: exponential learning with relearning savings (Heathcote, Brown and Mewhort 2000; Jaber and Bonney 1996 for the
idea of savings); half-lives of the *gain* after Tatel and Ackerman 2025, doi 10.1037/bul0000481.
"""

import math

from .curves import clip

LN2 = 0.6931471805599453


def practise(
    peak: float, current: float, asymptote: float, exposure: float, relearning: float, floor_share: float
) -> tuple[float, float]:
    """Return (peak, current) after practice.

    Parameters
    ----------
    peak, current, asymptote : float
        Skill state and its upper limit m.
    exposure : float
        phi E: exposure times the weight of this kind of work. Positive: p' = m - (m - p) exp(-phi E) and the gap p - s
        closes as exp(-kappa phi E). Negative (copying the machine): s falls towards the floor, p stays.
    relearning : float
        kappa >= 1.
    floor_share : float
        varphi: the floor is varphi p.
    """
    if exposure >= 0.0:
        kept = math.exp(-exposure)
        gap = (peak - current) * math.exp(-relearning * exposure)
        new_peak = asymptote - (asymptote - peak) * kept
        return new_peak, new_peak - gap
    floor = floor_share * peak
    if current <= floor:
        return peak, current
    return peak, floor + (current - floor) * math.exp(exposure)


def forget(peak: float, current: float, floor_share: float, retention: float) -> float:
    """Return current skill after a day: s' = f + (s - f) delta above the floor f = varphi p."""
    floor = floor_share * peak
    if current <= floor:
        return current
    return floor + (current - floor) * retention


def spared(after: float, before: float, normal: float) -> float:
    """Return skill after a day whose disuse spares normal skill: of what was there before, as much as is normal stays.

    Parameters
    ----------
    after, before : float
        Skill after the day, and before it.
    normal : float
        Skill of normal practice.
    """
    return max(after, min(before, normal))


def decay_half_life_days(half_life_days: float, floor_share: float) -> float:
    """Return H (days) such that half of the *gain* is lost after `half_life_days`, given the floor."""
    share = clip(floor_share, 0.0, 0.499)
    return half_life_days / (math.log((1.0 - share) / (0.5 - share)) / LN2)


def daily_retention(half_life_days: float, floor_share: float) -> float:
    """Return delta = 2^(-1/H), the share of the gain above the floor that survives a day."""
    return math.exp2(-1.0 / max(decay_half_life_days(half_life_days, floor_share), 1e-9))


def normal_skill(
    asymptote: float,
    practice_rate_per_day: float,
    relearning: float,
    half_life_days: float,
    floor_share: float,
) -> float:
    """Return s0 = m (kappa A + lambda varphi)/(kappa A + lambda), where normal practice balances daily disuse."""
    decay = LN2 / max(decay_half_life_days(half_life_days, floor_share), 1e-9)
    regained = relearning * practice_rate_per_day
    return asymptote * (regained + decay * floor_share) / (regained + decay)
