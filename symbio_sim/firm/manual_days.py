"""The days on which bots are given no new work, so that people do all of it (safeguard of core competence)."""

import numpy as np

from ..config import DAY_MIN, WeeklyHours
from ..mechanisms.core_competence import is_manual_day
from .calendar import Week
from .duties import Mask


def manual_days(week: Week, first_weekday: int, n_days: int, every_days: int) -> Mask:
    """Tell of each day of a run, and of the one that begins as it ends, whether bots get no new work.

    A manual day on which nobody works would keep nobody in practice: it moves to the next working day.
    """
    works = [any(_works_on(weekday, hours) for hours in week.seats) for weekday in range(7)]
    found, days_off = np.zeros(n_days + 1, dtype=np.bool_), 0
    for day in range(n_days + 1):
        if works[(first_weekday + day) % 7]:
            found[day] = is_manual_day(day, every_days, days_off)
            days_off = 0
        else:
            days_off += 1
    return found


def _works_on(weekday: int, hours: WeeklyHours) -> bool:
    midnight = weekday * DAY_MIN
    return any(start < midnight + DAY_MIN and end > midnight for start, end in hours.intervals_min)
