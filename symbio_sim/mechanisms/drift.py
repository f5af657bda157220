"""Mechanism 4: the ability of bots drifts, in jumps of either sign and in a slow decay.

Vendors change what is behind a service: the same service got 84 % right in March and 51 % in June 2023, and better at
other things (Chen et al. 2023, arXiv 2307.09009). The jumps are drawn with the World.
"""


def after_update(drift: float, jump: float) -> float:
    """Return the drift of ability (logit) after a vendor's update."""
    return drift + jump


def after_day(drift: float, decay_per_day: float) -> float:
    """Return the drift of ability (logit) after a day on which the world has moved on from the training data."""
    return drift - decay_per_day
