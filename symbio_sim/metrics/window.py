"""Which tasks and days a measure looks at, and what a task done well is worth.

Tasks count if they arrive from the end of warm-up on, days if they begin from then on. Ratios of goodput further
leave out tasks that are not due within the horizon: nobody knows yet how they end. A function without due times has
no lateness, so its tasks need only be correct by the horizon; to give the last ones a chance, those that arrive in
the last `GRACE_DAYS` are left out.
"""

import numpy as np
from numpy.typing import NDArray

from ..run import Run
from .firm_facts import facts_of

Mask = NDArray[np.bool_]
Floats = NDArray[np.float64]


def arrived(run: Run) -> Mask:
    """Return which tasks arrived after warm-up and before the horizon, shape (tasks,)."""
    facts, arrival = facts_of(run.firm), run.world.tasks["arrival_min"]
    return np.asarray((arrival >= facts.warm_up_min) & (arrival < facts.horizon_min))


def judged(run: Run) -> Mask:
    """Return which tasks have had their chance within the horizon: due by then, or without due time and early."""
    facts, columns = facts_of(run.firm), run.columns
    early_enough = run.world.tasks["arrival_min"] <= facts.judged_until_min[run.world.tasks["function"]]
    return np.asarray((columns["due_min"] <= facts.horizon_min) | early_enough)


def goodput_eur(run: Run) -> Floats:
    """Return y of each task (euros): its value if correct and done by its due time, else 0; shape (tasks,)."""
    return np.where(run.on_time, run.value_eur, 0.0)
