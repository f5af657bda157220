"""Mechanism 1, law `lfcm`: the learn-forget curve model, in which a break takes back units of experience.

Learning is Wright's curve (`skill_power`). After n units and a break of tau days

    f = b (1 - b) ln n / ln(1 + D / t(n)),   y = ((1 - b) (t(n) + tau) / T_1)^(1/(1-b)),   u = n^(1 + f/b) y^(-f/b)

units are remembered, with t(n) = T_1 n^(1-b) / (1-b) the time to make n units, T_1 that of the first (days of normal
practice) and D the break after which all is forgotten (days). Put together, u = n^(1 - theta) with
theta = ln(1 + tau/t(n)) / ln(1 + D/t(n)): that is how it is computed.

Source: Jaber and Bonney 1996, doi 10.1016/0307-904X(95)00157-F. That D does not depend on experience is a known
weakness (Jaber and Kher 2004).
"""

import math

from .curves import clip


def production_days(units: float, b: float, first_unit_days: float) -> float:
    """Return t(n), the time of n units without a break (days)."""
    inside = max(1.0 - b, 1e-9)
    return first_unit_days * math.exp(inside * math.log(max(units, 1.0))) / inside


def remembered(units: float, break_days: float, b: float, first_unit_days: float, forgotten_days: float) -> float:
    """Return u, the units remembered after a break, at least 1 and at most n."""
    if units <= 1.0 or break_days <= 0.0:
        return units
    made_days = max(production_days(units, b, first_unit_days), 1e-300)
    longest = math.log1p(forgotten_days / made_days)
    if longest <= 0.0:
        return units
    theta = clip(math.log1p(break_days / made_days) / longest, 0.0, 1.0)
    return math.exp((1.0 - theta) * math.log(units))


def total_forgetting_days(days: float, units: float, gap_left: float, b: float, first_unit_days: float) -> float:
    """Return D such that a break of so many days after n units opens the gap n^(-b) to `gap_left`."""
    experience = math.log(max(units, 1.0)) * b
    if experience <= 0.0:
        return days
    forgotten = clip(1.0 + math.log(max(gap_left, 1e-300)) / experience, 1e-9, 1.0)
    made_days = max(production_days(units, b, first_unit_days), 1e-300)
    return made_days * math.expm1(min(math.log1p(days / made_days) / forgotten, 600.0))
