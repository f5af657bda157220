"""Mechanism 16: what money of another day is worth today."""

import math

DAYS_PER_YEAR = 365.25


def discount_factor(rate_per_year: float, days: float) -> float:
    """Return what a euro in so many days is worth today: (1 + r)^(-days / 365.25).

    Parameters
    ----------
    rate_per_year : float
        Discount rate r, at least 0.
    days : float
        From today, at least 0.
    """
    return math.exp(-math.log1p(max(rate_per_year, 0.0)) * max(days, 0.0) / DAYS_PER_YEAR)
