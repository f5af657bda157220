"""Mechanism 18: what becomes of the hours that bots free: slack, growth or attrition.

Growth: the firm takes on new work for the hours that bots have freed. Demand relative to the base moves to 1 + u b,
with b the share of the day's work that bots delivered, and lags behind, since customers must be won. Attrition: an
empty seat stays empty as long as the colleagues left have little to do. Slack: neither.
"""

import math

from .curves import clip


def implied_demand(growth_share: float, bot_share: float) -> float:
    """Return demand relative to the base once the hours that bots free are used: 1 + u b."""
    return 1.0 + growth_share * clip(bot_share, 0.0, 1.0)


def demand_after_day(demand: float, implied: float, lag_days: float) -> float:
    """Return demand after a day of work, drawn towards what is implied with a time constant (days)."""
    return implied + (demand - implied) * math.exp(-1.0 / max(lag_days, 1e-9))


def is_spare(load_sum: float, colleagues: float, enough_load: float) -> bool:
    """Tell whether a seat can stay empty: there are colleagues, and their mean load is below what is enough.

    Parameters
    ----------
    load_sum : float
        Of the people left in the role.
    colleagues : float
        How many they are.
    enough_load : float
        Mean load from which on the seat is filled again.
    """
    return colleagues > 0.0 and load_sum < enough_load * colleagues
