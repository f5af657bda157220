"""Mechanism 9: who quits, and how long it takes to find somebody else.

A hazard of quitting in proportional form: q = q0 exp(b_w overload + b_m (baseline - engagement) + b_r threat), so that
q0 is the hazard of people who are engaged as usual.
"""

import math

from .normal import quantile

DAYS_PER_MONTH = 30.4375


def quit_hazard(
    per_month: float,
    overload: float,
    shortfall: float,
    threat: float,
    overload_effect: float,
    engagement_effect: float,
    threat_effect: float,
) -> float:
    """Return the hazard of quitting (1/day).

    Parameters
    ----------
    per_month : float
        q0, the hazard without any of what follows (1/month).
    overload, threat : float
        In [0, 1]; see :mod:`symbio_sim.mechanisms.engagement`.
    shortfall : float
        Engagement at its baseline less engagement now.
    overload_effect, engagement_effect, threat_effect : float
        b_w, b_m, b_r: rise of the logarithm of the hazard per unit.
    """
    exponent = overload_effect * overload + engagement_effect * shortfall + threat_effect * threat
    return per_month / DAYS_PER_MONTH * math.exp(min(exponent, 600.0))


def quits(luck: float, hazard: float) -> bool:
    """Tell whether somebody quits on a day: u < 1 - exp(-hazard)."""
    return luck < -math.expm1(-hazard)


def days_to_hire(median_days: float, sigma_log: float, luck: float) -> float:
    """Return how long a seat stays empty: whole days, at least one, of a lognormal time."""
    days = median_days * math.exp(min(sigma_log * quantile(luck), 20.0))
    return max(math.floor(days + 0.5) * 1.0, 1.0)


def talent(mean: float, spread: float, luck: float) -> float:
    """Return a hire's talent: normal around the role's, at least a fifth of it, as that of those who were there."""
    return max(mean * (1.0 + spread * quantile(luck)), 0.2 * mean)
