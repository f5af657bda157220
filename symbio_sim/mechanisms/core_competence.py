"""Mechanism 17, core competence: work that people keep on purpose, so as not to forget it."""


def is_manual_day(day: int, every_days: int, days_off: int) -> bool:
    """Tell whether bots get no new work on a working day.

    It is due on every so many-th day from day 0 on (0 for never), and put off while nobody works.

    Parameters
    ----------
    day : int
        From 0.
    every_days : int
        Days from one to the next.
    days_off : int
        How many days on which nobody works lie right before this one.
    """
    return every_days > 0 and day % every_days <= days_off


def is_practice(luck: float, practice_share: float) -> bool:
    """Tell whether people do a task for practice."""
    return luck < practice_share
