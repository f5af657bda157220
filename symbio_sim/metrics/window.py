"""Which tasks and days a measure looks at, and what a task done well is worth.

Tasks count if they arrive from the end of warm-up on, days if they begin from then on. Ratios of goodput further
leave out tasks that are not due within the horizon: nobody knows yet how they end. A function without due times has
no lateness, so its tasks need only be correct by the horizon; to give the last ones a chance, those that arrive in
the last `GRACE_DAYS` are left out.
"""

import numpy as np
from numpy.typing import NDArray

from ..config import DAY_MIN
from ..run import Run

GRACE_DAYS = 7.0
"""Time at the end of the horizon whose arrivals are not judged where a function has no due times (days, assumed)."""

Mask = NDArray[np.bool_]
Floats = NDArray[np.float64]


def measured_days(run: Run) -> slice:
    """Return the days after warm-up, as a slice of the rows of daily records."""
    return slice(run.config.warm_up_days, run.config.horizon_days)


def n_measured_days(run: Run) -> int:
    """Return the number of days after warm-up."""
    return run.config.horizon_days - run.config.warm_up_days


def arrived(run: Run) -> Mask:
    """Return which tasks arrived after warm-up and before the horizon, shape (tasks,)."""
    arrival = run.world.tasks["arrival_min"]
    return np.asarray((arrival >= run.config.warm_up_days * DAY_MIN) & (arrival < run.firm.horizon_min))


def has_due_time(run: Run) -> Mask:
    """Return which tasks belong to a function that promises a due time, shape (tasks,)."""
    promised = np.array([np.isfinite(function.due_min) for function in run.firm.functions])
    return np.asarray(promised[run.world.tasks["function"]])


def judged(run: Run) -> Mask:
    """Return which tasks have had their chance within the horizon: due by then, or without due time and early."""
    horizon = run.firm.horizon_min
    early_enough = run.world.tasks["arrival_min"] <= horizon - GRACE_DAYS * DAY_MIN
    return np.where(has_due_time(run), run.columns["due_min"] <= horizon, early_enough)


def last_judged_arrival_min(run: Run) -> float:
    """Return the last time (minutes) until which every arriving task is judged: horizon minus the longest due time."""
    horizon, clock = run.firm.horizon_min, run.agenda.open_clock
    last = horizon
    for function in run.firm.functions:
        if not np.isfinite(function.due_min):
            last = min(last, horizon - GRACE_DAYS * DAY_MIN)
        elif not function.due_open_clock:
            last = min(last, horizon - function.due_min)
        else:
            open_min_left = float(clock.reading(np.array([horizon]))[0]) - function.due_min
            last = min(last, clock.deadline_of(0.0, open_min_left) if open_min_left >= 0.0 else -np.inf)
    return last


def goodput_eur(run: Run) -> Floats:
    """Return y of each task (euros): its value if correct and done by its due time, else 0; shape (tasks,)."""
    return np.where(run.on_time, run.value_eur, 0.0)
