"""Mechanism 9: how engaged people are in their work.

Engagement e lies in (0, 1). On a day at work it moves towards a goal: the baseline, less what overload, monotony, lost
autonomy and the threat of being replaced take from its logit. So it recovers when they pass.

Sources for the directions: Crawford, LePine and Rich 2010, doi 10.1037/a0019364 (demands felt as a hindrance lower
engagement, those felt as a challenge raise it, so that load counts only beyond its turning point); Hackman and Oldham
1976, doi 10.1016/0030-5073(76)90016-7 (variety and autonomy); Brougham and Haar 2018, doi 10.1017/jmo.2016.55 (who
sees machines that could take over the job is less committed and thinks more of leaving). The magnitudes are assumed.
"""

from .curves import clip, logistic, logit


def overload(load: float, turning_point: float) -> float:
    """Return how far load is beyond its turning point, in [0, 1]: what is felt has an upper end."""
    return clip(load - turning_point, 0.0, 1.0)


def share(part: float, whole: float) -> float:
    """Return part/whole in [0, 1]; 0 of nothing."""
    return clip(part / whole, 0.0, 1.0) if whole > 0.0 else 0.0


def follow(level: float, goal: float, keep: float) -> float:
    """Return an exponentially weighted mean after one more day: keep x + (1 - keep) goal."""
    return keep * level + (1.0 - keep) * goal


def threat(bot_share: float, usual_share: float, habituation: float) -> float:
    """Return the threat of replacement, in [0, 1].

    Parameters
    ----------
    bot_share : float
        Share of the firm's work that bots do of late.
    usual_share : float
        The share that people have come to know, its slow mean.
    habituation : float
        How much of what they have come to know threatens no more: 0, the share itself threatens; 1, only its growth.
    """
    return clip(bot_share - habituation * usual_share, 0.0, 1.0)


def goal(baseline: float, strain: float) -> float:
    """Return logistic(logit(baseline) - strain): where engagement goes under a strain (logit)."""
    return logistic(logit(baseline) - strain)


def strain(
    overload_now: float,
    monotony: float,
    lost_autonomy: float,
    threat_now: float,
    overload_effect: float,
    monotony_effect: float,
    autonomy_effect: float,
    threat_effect: float,
) -> float:
    """Return what the four together take from the logit of engagement; each is in [0, 1]."""
    return (
        overload_effect * overload_now
        + monotony_effect * monotony
        + autonomy_effect * lost_autonomy
        + threat_effect * threat_now
    )
