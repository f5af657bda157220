"""The course of a run, day by day: little enough to be kept for every World."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from .. import choreography as c
from ..config import DAY_MIN
from ..run import Run

Floats = NDArray[np.float64]

WAYS = ("human", "bot", "reviewed", "assisted")
"""Ways of doing a task, in the order of the columns of `Course.delivered`."""

CODES = tuple(c.MODES.index(way) for way in WAYS)


@dataclass(frozen=True)
class Course:
    """What happened on each day of a run.

    Attributes
    ----------
    on_time : ndarray, shape (days,)
        Tasks finished that day, correctly and by their due time.
    backlog : ndarray, shape (days,)
        Tasks open at the end of the day.
    delivered : ndarray, shape (days, 4)
        Tasks that ended that day by the way their last result was made: by people, by a bot, by a bot and reviewed, by
        people with advice.
    errors : ndarray, shape (days,)
        Wrong results that reached the customer that day, those that will come back included.
    abandoned : ndarray, shape (days,)
        Tasks whose customer gave up that day.
    skill : ndarray, shape (days, seats, 2)
        Skill of each person in speed and accuracy relative to the end of the first day, over the functions they can do,
        each weighted with the hours it takes of their normal day.
    """

    on_time: Floats
    backlog: Floats
    delivered: Floats
    errors: Floats
    abandoned: Floats
    skill: Floats

    @classmethod
    def of(cls, run: Run) -> "Course":
        """Return the course of a run."""
        outcome, mode = run.columns["outcome"], run.columns["mode"]
        ended = outcome != c.OPEN
        return cls(
            on_time=_count(run, run.on_time),
            backlog=_total(run, "backlog"),
            delivered=np.stack([_count(run, ended & (mode == way)) for way in CODES], axis=1),
            errors=_total(run, "errors") + _total(run, "unresolved"),
            abandoned=_total(run, "abandoned"),
            skill=_relative_skill(run),
        )

    @property
    def n_days(self) -> int:
        """Length in days."""
        return len(self.on_time)


def _count(run: Run, tasks: NDArray[np.bool_]) -> Floats:
    """Count tasks by the day on which they ended."""
    n_days = run.config.horizon_days
    # What ends with the horizon ends on its last day.
    days = np.minimum(run.columns["end_min"][tasks] // DAY_MIN, n_days - 1).astype(np.int64)
    return np.bincount(days, minlength=n_days).astype(np.float64)


def _total(run: Run, name: str) -> Floats:
    return np.asarray(run.days[name].sum(axis=1), dtype=np.float64)


def _relative_skill(run: Run) -> Floats:
    """Return (days, seats, 2): each person's skill relative to the first day, in their normal mix of work."""
    n_seats = run.firm.n_seats
    skill = np.zeros((run.config.horizon_days, n_seats, 2))
    weight = np.zeros(n_seats)
    for pair, (seat, function) in enumerate(run.skill_pairs):
        role = run.firm.roles[run.firm.role_of_seat[seat]]
        hours = role.normal_h_per_day[role.functions.index(function)]
        weight[seat] += hours
        for side, name in enumerate(("speed", "accuracy")):
            values = run.skill_days[name][:, pair]
            skill[:, seat, side] += hours * values / values[0]
    return skill / weight[None, :, None]


@dataclass(frozen=True)
class Band:
    """A mean over Worlds with its 95 % interval; without an interval (NaN) where there are fewer than two."""

    mean: Floats
    low: Floats
    high: Floats

    @classmethod
    def over(cls, values: Any, least: float = -np.inf, greatest: float = np.inf) -> "Band":
        """Return the band of values whose first axis runs over the Worlds.

        The interval is Student's t, cut at the least and the greatest mean that there can be.
        """
        from scipy.stats import t

        array = np.asarray(values, dtype=np.float64)
        mean, n = array.mean(axis=0), len(array)
        if n < 2:
            nothing = np.full_like(mean, np.nan)
            return cls(mean, nothing, nothing)
        half = t.ppf(0.975, n - 1) * array.std(axis=0, ddof=1) / np.sqrt(n)
        return cls(mean, np.maximum(mean - half, least), np.minimum(mean + half, greatest))


def band_of(courses: Sequence[Course], pick: Callable[[Course], Floats]) -> Band:
    """Return the band over Worlds of what `pick` takes from a course; there is nothing below 0 in one."""
    return Band.over([pick(course) for course in courses], least=0.0)


def by_period(values: Floats, days: int) -> Floats:
    """Return the mean of whole periods of `days` days along the first axis; days left over at the end are dropped."""
    whole = len(values) // days * days
    return np.asarray(values[:whole].reshape(-1, days, *values.shape[1:]).mean(axis=1))
