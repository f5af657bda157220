"""Mechanism 4: when a bot is retrained.

By plan, or when reviewers reject more than they did after its last training by some margin. What a firm measures are
the results that people check, with their false alarms and misses, on the tasks that come, novel ones included; so the
stated error would be the wrong thing to compare with.
"""

UNKNOWN = 2.0
"""A reference that no share exceeds: not enough has been reviewed since the last training."""


def rejected_share(rejected: float, passed: float) -> float:
    """Return the share of reviewed results that were rejected, as remembered; 0 if there were none."""
    return rejected / max(rejected + passed, 1e-9)


def reference(before: float, reviewed: float, memory_items: float, share: float) -> float:
    """Return what later shares are held against.

    It is the share at the time at which as many results have been reviewed since the last training as are remembered.
    """
    if before == UNKNOWN and reviewed >= memory_items:
        return share
    return before


def is_due(days_since: float, every_days: float, share: float, reference_share: float, margin: float) -> bool:
    """Tell whether a bot is retrained tonight.

    Parameters
    ----------
    days_since, every_days : float
        Days since it was trained, and after how many it is again (infinite: not by plan).
    share, reference_share : float
        What reviewers reject now, and what they did after the last training.
    margin : float
        By how much the one may exceed the other (infinite: it is not measured).
    """
    return days_since >= every_days or share > reference_share + margin
