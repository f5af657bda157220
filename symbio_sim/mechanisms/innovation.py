"""Mechanism 14: slack time of skilled people becomes better processes; reliance on bots homogenises and starves ideas.

Improvements of a function are a Poisson process in the operational time of its slack (Cox process): the hazard that
slack accumulates crosses thresholds that are sums of unit exponentials. Outputs of one vendor's bots are of one mind:
the chance that two results drawn at random are is beta^2 HHI, with beta the bots' share of results and HHI the
concentration of vendors among them (Simpson's index). Direction: Doshi and Hauser 2024, doi 10.1126/sciadv.adn5290.
"""

import math

from .curves import clip


def slack_min(scheduled_min: float, busy_min: float) -> float:
    """Return the time on shift without work (minutes)."""
    return max(scheduled_min - busy_min, 0.0)


def hazard(slack: float, skill: float, engagement: float, creativity: float, per_slack_h: float) -> float:
    """Return what slack (minutes) adds to the cumulated hazard of an improvement.

    Parameters
    ----------
    slack : float
        Minutes.
    skill, engagement, creativity : float
        Of the people in the function; engagement relative to its baseline.
    per_slack_h : float
        Improvements an hour.
    """
    return per_slack_h * (slack / 60.0) * max(skill, 0.0) * max(engagement, 0.0) * creativity


def share_of_bot(is_bots: bool, is_assisted: bool, assisted_share: float) -> float:
    """Return how much of a result is of a machine's mind: all of a bot's, a stated share of one made with advice."""
    if is_bots:
        return 1.0
    return assisted_share if is_assisted else 0.0


def sameness(bot_share: float, concentration: float) -> float:
    """Return the chance that two results are of one machine's mind: beta^2 HHI."""
    return bot_share * bot_share * concentration


def creativity(bot_share: float, concentration: float, starvation: float, homogenisation: float) -> float:
    """Return what is left of creativity, in [0, 1]: (1 - a beta)(1 - h beta^2 HHI)."""
    fed = 1.0 - starvation * clip(bot_share, 0.0, 1.0)
    return fed * (1.0 - homogenisation * clip(sameness(bot_share, concentration), 0.0, 1.0))


def daily_keep(memory_days: float) -> float:
    """Return the weight that a count keeps after a day: exp(-1 / memory)."""
    return math.exp(-1.0 / max(memory_days, 1e-9))


def improved(efficiency: float, cut_share: float, floor: float) -> float:
    """Return effort relative to day 0 after one more improvement, but not below the floor."""
    return max(efficiency * (1.0 - cut_share), min(floor, efficiency))
