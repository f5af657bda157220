"""Mechanism 17, core competence: work that people keep on purpose, so as not to forget it."""

_DAY_MIN = 1440.0


def is_manual_day(now_min: float, every_days: int) -> bool:
    """Tell whether bots get no new work today: on every so many-th day from day 0 on; 0 for never."""
    return every_days > 0 and int(now_min / _DAY_MIN) % every_days == 0


def is_practice(luck: float, practice_share: float) -> bool:
    """Tell whether people do a task for practice."""
    return luck < practice_share
