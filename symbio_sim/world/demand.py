"""The demand that a config expects: how many tasks a day, and when in the day they come. Nothing here is chance."""

import math
from dataclasses import dataclass
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from ..config import DAY_MIN, DAYS_PER_YEAR, Arrivals, Business
from .libm import exp

Floats = NDArray[np.float64]
Intervals = tuple[tuple[int, int], ...]


@dataclass(frozen=True, eq=False)
class DayProfile:
    """Cumulative share of a day's demand at breakpoints of the day (minutes)."""

    minutes: Floats
    cumulative: Floats

    def __post_init__(self) -> None:
        self.minutes.flags.writeable = self.cumulative.flags.writeable = False

    def times(self, share: Floats) -> Floats:
        """Return the minutes of the day at which these shares of the demand have arrived."""
        return np.interp(share, self.cumulative, self.minutes)


def day_profiles(arrivals: Arrivals, business: Business) -> tuple[DayProfile | None, ...]:
    """Return the profile of each weekday; None where no demand can arrive."""
    if arrivals.hour_weights is None:
        return _opening_profiles(business.hours.intervals_min)
    minutes = np.arange(25, dtype=np.float64) * 60.0
    total = np.cumsum([0.0, *arrivals.hour_weights])
    # The day's last task comes before the quiet hours, not after them.
    end = int(np.searchsorted(total, total[-1])) + 1
    return (DayProfile(minutes[:end], total[:end] / total[-1]),) * 7


@lru_cache(maxsize=64)  # the functions of a business share its hours
def _opening_profiles(intervals_min: Intervals) -> tuple[DayProfile | None, ...]:
    """Return the even profile over the opening hours of each weekday; days that are open alike share theirs."""
    profiles: dict[tuple[tuple[float, ...], ...], DayProfile] = {}
    week: list[DayProfile | None] = []
    for day in range(7):
        points, share = _opening_points(intervals_min, day)
        if share[-1] == 0.0:
            week.append(None)
        else:
            profile = DayProfile(np.array(points), np.array(share) / share[-1])
            week.append(profiles.setdefault((points, share), profile))
    return tuple(week)


def _opening_points(intervals_min: Intervals, day: int) -> tuple[tuple[float, ...], tuple[float, ...]]:
    """Return the minutes of a weekday at which hours begin or end, and the open minutes until each."""
    points, share = [0.0], [0.0]
    for start, end in intervals_min:
        first, last = max(start - day * DAY_MIN, 0), min(end - day * DAY_MIN, DAY_MIN)
        if first < last:
            points += [float(first), float(last)]
            share += [share[-1], share[-1] + (last - first)]
    return tuple(points), tuple(share)


def daily_rates(arrivals: Arrivals, business: Business, horizon_days: int) -> Floats:
    """Return the expected number of tasks of each day: weekday, season, growth; without over-dispersion."""
    opens = [profile is not None for profile in _opening_profiles(business.hours.intervals_min)]
    weights = np.array(arrivals.weekday_weights or opens, dtype=np.float64)
    weights[np.array([profile is None for profile in day_profiles(arrivals, business)])] = 0.0
    days = np.arange(horizon_days, dtype=np.float64)
    of_weekday = arrivals.per_day * weights
    day_of_year = business.start_date.timetuple().tm_yday + days
    angle = 2.0 * math.pi * (day_of_year - arrivals.season_peak_day) / DAYS_PER_YEAR
    season = 1.0 + arrivals.season_amplitude * np.array([math.cos(x) for x in angle.tolist()], dtype=np.float64)
    growth = math.log1p(arrivals.growth_per_year) / DAYS_PER_YEAR
    return np.asarray(of_weekday[_weekdays(business, horizon_days)] * season * exp(growth * days))


def _weekdays(business: Business, horizon_days: int) -> NDArray[np.int64]:
    """Return the weekday of each day; Monday is 0."""
    return (business.start_date.weekday() + np.arange(horizon_days, dtype=np.int64)) % 7


@dataclass(frozen=True, eq=False)
class Demand:
    """The expected demand of one function over a horizon.

    Attributes
    ----------
    rates : ndarray, shape (days,)
        Expected number of tasks of each day.
    profiles : tuple of DayProfile
        All that occur, each once.
    profile_of_day : ndarray of int, shape (days,)
        Which of them a day has; any, where nothing can arrive.
    """

    rates: Floats
    profiles: tuple[DayProfile, ...]
    profile_of_day: NDArray[np.int64]

    @classmethod
    def of(cls, arrivals: Arrivals, business: Business, horizon_days: int) -> "Demand":
        """Return what a config expects."""
        week = day_profiles(arrivals, business)
        profiles = tuple(dict.fromkeys(profile for profile in week if profile is not None))
        which = np.array([profiles.index(profile) if profile is not None else 0 for profile in week])
        rates = daily_rates(arrivals, business, horizon_days)
        return cls(rates, profiles, which[_weekdays(business, horizon_days)])

    def arrival_min(self, counts: NDArray[np.int64], share: Floats) -> Floats:
        """Return the times (minutes since day 0) at which tasks arrive.

        Parameters
        ----------
        counts : ndarray of int, shape (days,)
            Tasks of each day.
        share : ndarray, shape (tasks,)
            Share of its day's demand that has arrived when a task does, day by day.
        """
        if len(self.profiles) == 1:
            minutes = self.profiles[0].times(share)
        else:
            minutes = np.empty(len(share))
            which = np.repeat(self.profile_of_day, counts)
            for number, profile in enumerate(self.profiles):
                mine = np.flatnonzero(which == number)
                minutes[mine] = profile.times(share[mine])
        minutes += np.repeat(np.arange(len(counts)) * float(DAY_MIN), counts)
        return minutes

    def regular_min(self) -> Floats:
        """Return the times (minutes since day 0) of as many tasks as are expected, evenly spaced in demand."""
        total = np.cumsum(self.rates)
        position = np.arange(math.ceil(total[-1])) + 0.5
        position = position[position < total[-1]]
        # A task due just as a day's demand is used up opens the next such day: nobody comes at closing time.
        day = np.searchsorted(total, position, side="right")
        before = np.concatenate(([0.0], total))[day]
        counts = np.bincount(day, minlength=len(self.rates))
        return self.arrival_min(counts, (position - before) / self.rates[day])
