"""Mechanism 1, law `power`: the time of the n-th unit falls as a power of n, down to a plateau.

T_n = T_1 (M + (1 - M) n^(-b)), b = -log2(progress ratio), M the share of the first time that no practice removes
(Wright 1936, doi 10.2514/8.155, with M = 0; De Jong 1957, doi 10.1080/00140135708964571). Work goes at speed
v = v0 + (1 - v0) h with h = s/m, the relative skill, and T is as 1/v: so h follows from T_n/T_1 = v0/v. A component
without a time, accuracy, has the same curve for its gap: h = 1 - n^(-b), which is the case v0 = 1 (`NO_TIME`).

Skill h is at most 1: with M < v0 the curve ends there; with M = v0 that is its plateau; with M > v0 it ends below.

The curve is that of the peak: n is what gives the best skill so far. Below it skill fades by its half-life, in
proportion to the practice that is missing, and comes back as in the law `exponential`: the gap closes as
exp(-kappa E). On the curve itself the experienced learn so slowly that nothing lost would ever come back.
"""

import math

from .curves import clip
from .practice_share import missing

LN2 = 0.6931471805599453
NO_TIME = 1.0
"""The unskilled speed of a component without a time."""
TIMELESS = 1.0 - 1e-9
"""Unskilled speed from which on skill makes no difference to time."""


def exponent(progress_ratio: float) -> float:
    """Return b: with each doubling of n the part of the time above the plateau falls to the progress ratio."""
    return -math.log(clip(progress_ratio, 1e-9, 1.0)) / LN2


def gap_of_units(units: float, b: float) -> float:
    """Return n^(-b), for n of at least 1."""
    return math.exp(-b * math.log(max(units, 1.0)))


def units_of_gap(gap: float, b: float) -> float:
    """Return the n at which n^(-b) is the gap, at least 1; bounded for a gap that has closed."""
    if gap >= 1.0:
        return 1.0
    return math.exp(min(-math.log(max(gap, 1e-300)) / max(b, 1e-9), 600.0))


def skill_of_gap(gap: float, speed_unskilled: float, plateau: float) -> float:
    """Return h in [0, 1] where n^(-b) is the gap."""
    if speed_unskilled >= TIMELESS:
        return clip(1.0 - gap, 0.0, 1.0)
    time = max(plateau + (1.0 - plateau) * gap, 1e-12)
    return clip(speed_unskilled * (1.0 - time) / (time * (1.0 - speed_unskilled)), 0.0, 1.0)


def gap_of_skill(level: float, speed_unskilled: float, plateau: float) -> float:
    """Return n^(-b) in [0, 1] where h is this level."""
    if speed_unskilled >= TIMELESS:
        return clip(1.0 - level, 0.0, 1.0)
    time = speed_unskilled / (speed_unskilled + (1.0 - speed_unskilled) * level)
    return clip((time - plateau) / max(1.0 - plateau, 1e-12), 0.0, 1.0)


def practise(peak: float, asymptote: float, units: float, b: float, speed_unskilled: float, plateau: float) -> float:
    """Return the peak of skill after so many more units of work, never less than before."""
    if units <= 0.0:
        return peak
    before = units_of_gap(gap_of_skill(peak / max(asymptote, 1e-12), speed_unskilled, plateau), b)
    level = skill_of_gap(gap_of_units(before + units, b), speed_unskilled, plateau)
    return max(peak, asymptote * level)


def regain(gap: float, exposure: float, relearning: float) -> float:
    """Return what is left of the gap below the peak after practice: it closes as exp(-kappa E)."""
    return gap * math.exp(-relearning * max(exposure, 0.0))


def forget(peak: float, current: float, floor_share: float, retention: float, share: float) -> float:
    """Return skill after a day: above the floor f = varphi p, s' = f + (s - f) delta^(1 - u)."""
    floor = floor_share * peak
    if current <= floor:
        return current
    return floor + (current - floor) * math.exp(math.log(max(retention, 1e-300)) * missing(share))
