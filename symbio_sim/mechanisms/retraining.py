"""Mechanism 4: when a bot is retrained.

By plan, or when reviewers reject more than its stated error by some margin: what a firm measures are the results that
people check, their false alarms and misses included.
"""


def is_due(days_since: float, every_days: float, rejected_share: float, stated_error: float, margin: float) -> bool:
    """Tell whether a bot is retrained tonight.

    Parameters
    ----------
    days_since, every_days : float
        Days since it was trained, and after how many it is again (infinite: not by plan).
    rejected_share, stated_error : float
        What reviewers reject, and what was stated when the bot was bought.
    margin : float
        By how much the one may exceed the other (infinite: it is not measured).
    """
    return days_since >= every_days or rejected_share > stated_error + margin
