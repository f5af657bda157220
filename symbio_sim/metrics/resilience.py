"""Resilience: what a shock costs, against the twin without it, task by task.

The window is the tasks open at the shock's start t0 in the unstressed twin, or arriving in [t0, t1], with t1 = min(t0
+ D + 30 days, horizon - longest due time) for a shock of length D. Goodput value y of a task is its value if correct
and on time, else 0. Loss = sum(y0 - y) / sum y0, never clipped: a shock may even help.
"""

from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from ..config import DAY_MIN
from ..run import Run
from .firm_facts import facts_of
from .undefined import NAN, ratio
from .window import goodput_eur, judged
from .working_days import working_days

if TYPE_CHECKING:
    import pandas as pd

AFTER_DAYS = 30.0
"""How long after the shock's end tasks are watched (days)."""
SMOOTHING_DAYS = 5
"""Working days over which performance is averaged, and for which it must hold to count as recovered."""
RECOVERED = 0.95
"""Share of the twin's goodput from which the firm counts as recovered."""

Floats = NDArray[np.float64]
Mask = NDArray[np.bool_]


def window_end_min(run: Run, start_min: float, length_min: float) -> float:
    """Return t1 (minutes): 30 days after the shock, or earlier so that every task is due within the horizon."""
    return min(start_min + length_min + AFTER_DAYS * DAY_MIN, facts_of(run.firm).last_judged_min)


def window_tasks(baseline: Run, t0_min: float, t1_min: float) -> Mask:
    """Return the tasks of the window: open at t0 in the unstressed twin or arriving in [t0, t1], and judged."""
    arrival, end = baseline.world.tasks["arrival_min"], baseline.columns["end_min"]
    was_open = (arrival < t0_min) & ~(end <= t0_min)
    return np.asarray((was_open | ((arrival >= t0_min) & (arrival <= t1_min))) & judged(baseline))


def resilience(
    baseline: Run, stressed: Run, t0_min: float, t1_min: float, *, over_min: float | None = None
) -> dict[str, float]:
    """Return loss, depth and recovery of a stressed run against its twin.

    Parameters
    ----------
    baseline, stressed : Run
        The twins: the same tasks, without and with the shock; tasks that only the shock brings do not count.
    t0_min, t1_min : float
        Start of the shock and end of the window (minutes).
    over_min : float, optional
        When the shock is over: from then on the backlog is looked for to meet its twin's; from its peak on if not
        given. With it, ripples weeks after a shock that was absorbed at once do not count as its backlog.

    Returns
    -------
    dict of str to float
        loss_share, loss_eur; depth_share; recovery_days (from the day of the shock; the length of the window if the
        firm does not recover in it) and recovery_censored (1 if so, else 0); backlog_peak_h (greatest excess of open
        work, effort hours); backlog_clear_days (until it meets the twin's, likewise) and backlog_censored. NaN where
        the window is empty or the twin earns nothing in it.

    Raises
    ------
    ValueError
        If the runs do not have the same tasks.
    """
    loss = loss_share = NAN
    if t1_min > t0_min:
        mine = window_tasks(baseline, t0_min, t1_min)
        good = goodput_eur(baseline)[mine]
        if len(good):
            loss = float((good - of_twin(baseline, stressed, goodput_eur(stressed))[mine]).sum())
            loss_share = ratio(loss, good.sum())
    day, level = _curve(baseline, stressed, t0_min, t1_min)
    return {
        "loss_share": loss_share,
        "loss_eur": loss,
        **performance(day, level, t0_min, t1_min),
        **_backlog(baseline, stressed, t0_min, t1_min, over_min),
    }


def resilience_curve(
    baseline: Run, stressed: Run, t0_min: float, t1_min: float, *, days_before: int = 0
) -> "pd.DataFrame":
    """Return performance P by working day: the resilience triangle.

    P(d) = sum y / sum y0 over the tasks that arrive in the five working days to d; what arrives on closed days
    belongs to the next working day.

    Parameters
    ----------
    baseline, stressed, t0_min, t1_min
        As in :func:`resilience`.
    days_before : int
        Working days before the shock to begin with, for a figure.

    Returns
    -------
    DataFrame
        Columns day (since day 0) and P, for the working days from the shock's to the last that ends before t1; P is NaN
        where the twin earned nothing.
    """
    import pandas as pd

    day, level = _curve(baseline, stressed, t0_min, t1_min, days_before)
    return pd.DataFrame({"day": day, "P": level})


def _curve(
    baseline: Run, stressed: Run, t0_min: float, t1_min: float, days_before: int = 0
) -> tuple[NDArray[np.int64], Floats]:
    """Return days and performance of :func:`resilience_curve`."""
    counts = judged(baseline)
    values = (of_twin(baseline, stressed, goodput_eur(stressed)), goodput_eur(baseline))
    done, twin = (np.where(counts, value, 0.0) for value in values)
    return level_by_day(baseline, done, twin, t0_min, t1_min, days_before)


def level_by_day(
    baseline: Run, done: Floats, twin: Floats, t0_min: float, t1_min: float, days_before: int = 0
) -> tuple[NDArray[np.int64], Floats]:
    """Return working days and what was done relative to the twin, over the tasks that arrive in the five days to each.

    Parameters
    ----------
    baseline : Run
        Whose tasks and working days.
    done, twin : ndarray, shape (tasks,)
        What each task was worth.
    t0_min, t1_min, days_before
        As in :func:`resilience_curve`.
    """
    config = baseline.config
    open_days = working_days(config.business.hours, baseline.firm.first_weekday, config.horizon_days)
    day = np.array([item.day for item in open_days], dtype=np.int64)
    ends_min = (day + 1) * float(DAY_MIN)
    chosen = np.flatnonzero((day >= t0_min // DAY_MIN) & (ends_min <= t1_min))
    if len(chosen):
        chosen = np.arange(max(chosen[0] - days_before, 0), chosen[-1] + 1)
    # Tasks come in the order of their arrival, so those of five working days are a stretch of them.
    last = np.searchsorted(baseline.world.tasks["arrival_min"], ends_min)
    first = np.concatenate((np.zeros(SMOOTHING_DAYS, dtype=np.int64), last))[chosen]
    sums, sums_twin = (_stretches(values, first, last[chosen]) for values in (done, twin))
    level = np.full(len(chosen), NAN)
    np.divide(sums, sums_twin, out=level, where=sums_twin != 0.0)
    return day[chosen], level


def _stretches(values: Floats, first: NDArray[np.int64], last: NDArray[np.int64]) -> Floats:
    """Return the sums of stretches of values."""
    total = np.concatenate((np.zeros(1), np.cumsum(values)))
    return np.asarray(total[last] - total[first])


def performance(day: NDArray[np.int64], level: Floats, t0_min: float, t1_min: float) -> dict[str, float]:
    """Return depth and recovery from P by day; days on which P is undefined are passed over."""
    known = ~np.isnan(level)
    day, level = day[known], level[known]
    if not len(level):
        return {"depth_share": NAN, "recovery_days": NAN, "recovery_censored": NAN}
    depth = 1.0 - float(level.min())
    below = np.flatnonzero(level < RECOVERED)
    if not len(below):
        return {"depth_share": depth, "recovery_days": 0.0, "recovery_censored": 0.0}
    for place in range(int(below[0]) + 1, len(level) - SMOOTHING_DAYS):
        if (level[place : place + SMOOTHING_DAYS + 1] >= RECOVERED).all():
            days = float(day[place]) - t0_min // DAY_MIN
            return {"depth_share": depth, "recovery_days": days, "recovery_censored": 0.0}
    return {"depth_share": depth, "recovery_days": (t1_min - t0_min) / DAY_MIN, "recovery_censored": 1.0}


def _backlog(baseline: Run, stressed: Run, t0_min: float, t1_min: float, over_min: float | None) -> dict[str, float]:
    """Return peak and clearing time of the excess backlog; the excess is followed from event to event."""
    if t1_min <= t0_min:
        return {"backlog_peak_h": NAN, "backlog_clear_days": NAN, "backlog_censored": NAN}
    time, excess = excess_backlog_h(baseline, stressed, t0_min, t1_min)
    top = int(np.argmax(excess)) if len(excess) else 0
    peak = max(float(excess[top]), 0.0) if len(excess) else 0.0
    if peak <= 0.0:
        return {"backlog_peak_h": 0.0, "backlog_clear_days": 0.0, "backlog_censored": 0.0}
    since = float(time[top]) if over_min is None else min(over_min, t1_min)
    met_min = _first_met_min(time, excess, since)
    return {
        "backlog_peak_h": peak,
        "backlog_clear_days": (min(met_min, t1_min) - t0_min) / DAY_MIN,
        "backlog_censored": float(met_min > t1_min),
    }


def _first_met_min(time: Floats, excess: Floats, since_min: float) -> float:
    """Return the first time from `since_min` on at which there is no excess; infinite if that is never."""
    before = int(np.searchsorted(time, since_min, side="right")) - 1
    if before < 0 or excess[before] <= 0.0:
        return since_min
    met = np.flatnonzero(excess[before:] <= 0.0)
    return float(time[before + met[0]]) if len(met) else np.inf


def excess_backlog_h(baseline: Run, stressed: Run, t0_min: float, t1_min: float) -> tuple[Floats, Floats]:
    """Return the times (minutes) in [t0, t1] at which the backlogs change, and the stressed one's excess from then on.

    A task is in the backlog, with all its effort (hours), from its arrival until its end; that includes the time in
    which a wrong result is out, because the firm still has that work before it.
    """
    effort = baseline.world.tasks["effort_min"] / 60.0
    ended, ended_twin = of_twin(baseline, stressed, stressed.columns["end_min"]), baseline.columns["end_min"]
    differs = np.flatnonzero((ended != ended_twin) & ~(np.isnan(ended) & np.isnan(ended_twin)))
    times = np.concatenate((ended_twin[differs], ended[differs]))
    times[np.isnan(times)] = np.inf  # it never ends
    # When a task ends in the twin and not in the stressed run, the excess grows by its effort, until it ends there too.
    steps = np.concatenate((effort[differs], -effort[differs]))
    order = np.argsort(times, kind="stable")
    times, level = times[order], np.cumsum(steps[order])
    if not len(times):
        return np.zeros(0), np.zeros(0)
    # Sums of the same numbers in another order differ in the last bits: what is rounding is nothing.
    level[np.abs(level) < 1e-9 * effort.sum()] = 0.0
    last_of_moment = np.append(times[1:] != times[:-1], True)
    inside = last_of_moment & (times >= t0_min) & (times <= t1_min)
    return times[inside], level[inside]


def of_twin(baseline: Run, stressed: Run, values: Floats) -> Floats:
    """Return a stressed run's values by task in the order of its twin's tasks, which a surge of demand may add to.

    Raises
    ------
    ValueError
        If the stressed run lacks a task of its twin.
    """
    ours, theirs = baseline.world.tasks, stressed.world.tasks
    if ours is theirs or np.array_equal(ours["key"], theirs["key"]):
        return values
    order = np.argsort(theirs["key"])
    places = np.searchsorted(theirs["key"], ours["key"], sorter=order)
    if not len(order) or (theirs["key"][order[np.minimum(places, len(order) - 1)]] != ours["key"]).any():
        raise ValueError("the runs are not twins: their Worlds have different tasks")
    return values[order[places]]
