"""Resilience: what a shock costs, against the twin without it, task by task.

The window is the tasks open at the shock's start t0 in the unstressed twin, or arriving in [t0, t1], with t1 = min(t0
+ D + 30 days, horizon - longest due time) for a shock of length D. Goodput value y of a task is its value if correct
and on time, else 0. Loss = sum(y0 - y) / sum y0, never clipped: a shock may even help.
"""

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from ..config import DAY_MIN
from ..run import Run
from .undefined import NAN, ratio
from .window import goodput_eur, judged, last_judged_arrival_min
from .working_days import WorkingDay, working_days

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
    return min(start_min + length_min + AFTER_DAYS * DAY_MIN, last_judged_arrival_min(run))


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
        The twins: the same tasks, without and with the shock.
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
    _check_twins(baseline, stressed)
    mine = (
        window_tasks(baseline, t0_min, t1_min) if t1_min > t0_min else np.zeros(baseline.world.n_tasks, dtype=np.bool_)
    )
    good, good_stressed = goodput_eur(baseline)[mine], goodput_eur(stressed)[mine]
    loss = float((good - good_stressed).sum())
    found = {"loss_share": ratio(loss, good.sum()), "loss_eur": loss if mine.any() else NAN}
    curve = resilience_curve(baseline, stressed, t0_min, t1_min)
    return found | _performance(curve, t0_min, t1_min) | _backlog(baseline, stressed, t0_min, t1_min, over_min)


def resilience_curve(
    baseline: Run, stressed: Run, t0_min: float, t1_min: float, *, days_before: int = 0
) -> pd.DataFrame:
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
    config = baseline.config
    open_days = working_days(config.business.hours, baseline.firm.first_weekday, config.horizon_days)
    ends = np.array([(item.day + 1) * float(DAY_MIN) for item in open_days])
    owner = np.searchsorted(ends, baseline.world.tasks["arrival_min"], side="right")
    size = len(open_days) + 1  # the last is for arrivals after the last working day
    counts = judged(baseline)
    totals = [
        np.cumsum(np.bincount(owner[counts], goodput_eur(run)[counts], minlength=size)) for run in (stressed, baseline)
    ]
    chosen = _days_of_curve(open_days, t0_min, t1_min, days_before)
    rows = []
    for place in chosen:
        before = place - SMOOTHING_DAYS
        done, twin = (total[place] - (total[before] if before >= 0 else 0.0) for total in totals)
        rows.append({"day": open_days[place].day, "P": ratio(done, twin)})
    return pd.DataFrame(rows, columns=["day", "P"])


def _days_of_curve(open_days: list[WorkingDay], t0_min: float, t1_min: float, days_before: int) -> list[int]:
    shocked = int(t0_min // DAY_MIN)
    after = [
        place for place, item in enumerate(open_days) if item.day >= shocked and (item.day + 1) * DAY_MIN <= t1_min
    ]
    if not after:
        return []
    return [*range(max(after[0] - days_before, 0), after[0]), *after]


def _performance(curve: pd.DataFrame, t0_min: float, t1_min: float) -> dict[str, float]:
    """Return depth and recovery from P by day; days on which P is undefined are passed over."""
    known = curve.dropna()
    level, day = known["P"].to_numpy(dtype=np.float64), known["day"].to_numpy()
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
    ended = np.nan_to_num(stressed.columns["end_min"], nan=np.inf)
    ended_twin = np.nan_to_num(baseline.columns["end_min"], nan=np.inf)
    differs = ended != ended_twin
    times = np.concatenate((ended_twin[differs], ended[differs]))
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


def _check_twins(baseline: Run, stressed: Run) -> None:
    ours, theirs = baseline.world.tasks, stressed.world.tasks
    if ours is not theirs and not np.array_equal(ours["key"], theirs["key"]):
        raise ValueError("the runs are not twins: their Worlds have different tasks")
