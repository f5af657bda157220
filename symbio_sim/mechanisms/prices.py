"""Vendors' prices and lock-in (mechanism 10).

A vendor's price p, relative to day 0, grows each day by (ln(1 + i) + d ln(1 + g)) / 365.25, where i is inflation, g the
further growth at full dependence, and d in [0, 1] the firm's dependence on that vendor: after a year of constant d,
p = (1 + i) (1 + g)^d. Dependence d follows the share of value that the vendor's bots serve, and lock-in k follows
dependence: k' = k + (d - k)(1 - exp(-1/T)). What it takes to switch grows by the factor 1 + s k.
"""

import math

DAYS_PER_YEAR = 365.25
_MOST = 700.0
"""Greatest exponent: beyond it Python raises where compiled code gives infinity."""


def grown(price: float, inflation: float, lock_in_growth: float, dependence: float) -> float:
    """Return a price a day later; growth rates are shares a year, above -1."""
    per_year = math.log1p(max(inflation, -0.999999)) + dependence * math.log1p(max(lock_in_growth, -0.999999))
    return price * math.exp(min(per_year / DAYS_PER_YEAR, _MOST))


def follows(level: float, target: float, days: float) -> float:
    """Return a level that follows a target with a time constant (days), a day later."""
    return level + (target - level) * -math.expm1(-1.0 / max(days, 1e-6))


def switching_factor(lock_in: float, growth: float) -> float:
    """Return by how much lock-in multiplies time and cost of moving to a successor."""
    return 1.0 + growth * lock_in
