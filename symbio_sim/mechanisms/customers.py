"""Mechanism 13: how customers judge what they get, and how their goodwill moves demand.

Goodwill is demand relative to the base. It moves towards what satisfaction implies, with a time constant of weeks, and
loses at once the customers whom a bad outcome has driven away. Demand follows by thinning: tasks of the base demand
are accepted with probability min(goodwill, 1); above it, those of a second stream, drawn at the highest reachable rate.
"""

import math

from .curves import clip, logistic

LONGEST = 10.0
"""Waiting counts up to so many times what can be borne: nobody gets angrier."""

PROMOTER = 0.85
DETRACTOR = 0.65
"""Satisfaction from which on, and below which, a customer would answer 9 or 10, and 0 to 6, on a scale of 0 to 10."""


def relative_wait(waited_min: float, borne_min: float) -> float:
    """Return a wait relative to what was promised or can be borne (minutes); 0 if any wait can."""
    return waited_min / max(borne_min, 1e-9)


def satisfaction(
    best_logit: float, waiting: float, waiting_logits: float, misses: float, error_logits: float, bot_drop: float
) -> float:
    """Return satisfaction in (0, 1): logistic(best - a waiting - e misses - bot).

    Parameters
    ----------
    best_logit : float
        Of a customer served correctly and at once.
    waiting : float
        Time it took relative to what was promised or can be borne.
    waiting_logits, error_logits : float
        Fall for waiting of 1, and for each miss.
    misses : float
        Errors that reached the customer; leaving unserved counts as one more.
    bot_drop : float
        Fall where a bot did what a person should have done, else 0.
    """
    heard = clip(waiting, 0.0, LONGEST)
    return logistic(best_logit - waiting_logits * heard - error_logits * misses - bot_drop)


def implied_goodwill(response: float, satisfaction_mean: float, normal_satisfaction: float) -> float:
    """Return the goodwill at which satisfaction would hold it: exp(r (S - S0))."""
    return math.exp(clip(response * (satisfaction_mean - normal_satisfaction), -50.0, 50.0))


def daily_keep(memory_weeks: float) -> float:
    """Return the share of a deviation that is left after a day: exp(-1 / (7 weeks))."""
    return math.exp(-1.0 / max(7.0 * memory_weeks, 1e-9))


def goodwill_after_day(
    goodwill: float, implied: float, keep: float, bad_outcomes: float, churn_share: float, customers: float
) -> float:
    """Return goodwill after a day: drawn towards what is implied, less the customers lost that day.

    Parameters
    ----------
    goodwill, implied : float
        Relative to the base demand.
    keep : float
        See :func:`daily_keep`.
    bad_outcomes : float
        Tasks that ended badly that day: after an error, abandoned or unresolved.
    churn_share : float
        Share of those customers who leave for good.
    customers : float
        Number of customers at the base demand.
    """
    drawn = implied + (goodwill - implied) * keep
    return drawn * math.exp(-clip(churn_share * bad_outcomes / max(customers, 1e-9), 0.0, 50.0))


def acceptance(demand: float, highest: float, is_extra: bool) -> float:
    """Return the probability that a task comes: min(d, 1) in the base demand, (d - 1)/(d_max - 1) above it.

    Parameters
    ----------
    demand, highest : float
        Demand relative to the base (goodwill, times what the firm takes on), and the highest it can reach.
    is_extra : bool
        Whether the task is a candidate for demand above the base.
    """
    if is_extra:
        return max(demand - 1.0, 0.0) / max(highest - 1.0, 1e-12)
    return min(demand, 1.0)
