"""Agility: how long the firm takes to do tasks of a new kind as well as it would do them without their being new.

Against the twin without the market's shift (mechanism 15), task by task: the same tasks arrive, a part of them is of a
new kind in the one and not in the other.
"""

import numpy as np

from ..choreography import CORRECT
from ..run import Run
from ..world.luck import entity_states, key_of, uniform_array
from .resilience import level_by_day, of_twin, performance, window_end_min
from .undefined import ratio
from .window import Floats, Mask, judged

AGILITY_NAMES = (
    "agility_correct_share",
    "agility_correct_twin_share",
    "agility_adaptation_depth_share",
    "agility_adaptation_days",
    "agility_adaptation_censored",
)
"""The names in tables of what :func:`agility` returns."""


def agility(baseline: Run, shifted: Run) -> dict[str, float]:
    """Return how deep the firm falls on tasks of the new kind, and how many days it takes to adapt.

    Parameters
    ----------
    baseline, shifted : Run
        The twins, without and with the shift.

    Returns
    -------
    dict of str to float
        correct_share, correct_twin_share (tasks of the new kind delivered right at the first go, of those in the
        window); adaptation_depth_share (greatest fall of their ratio over five working days); adaptation_days (from the
        shift until the ratio stays at 95 % for five more working days; 0 if it never falls below; the length of the
        window if it does not come to that) and adaptation_censored (1 if so, else 0). The window is all that is left of
        the horizon.

    Raises
    ------
    ValueError
        If the shifted run lacks a task of its twin, or the market does not shift in the second one's World.
    """
    if not shifted.world.market_shifts:
        raise ValueError("the market does not shift in this World: see World.with_market_shift")
    start_min = shifted.world.market_shifts[0].start_min
    end_min = window_end_min(shifted, start_min, shifted.firm.horizon_min)
    is_new = of_twin(baseline, shifted, new_kind(shifted).astype(np.float64)) > 0.0
    mine = is_new & judged(baseline) & (baseline.world.tasks["arrival_min"] <= end_min)
    right = np.where(mine, of_twin(baseline, shifted, right_at_once(shifted)), 0.0)
    right_twin = np.where(mine, right_at_once(baseline), 0.0)
    day, level = level_by_day(baseline, right, right_twin, start_min, end_min)
    found = performance(day, level, start_min, end_min)
    return {
        "correct_share": ratio(right.sum(), mine.sum()),
        "correct_twin_share": ratio(right_twin.sum(), mine.sum()),
        "adaptation_depth_share": found["depth_share"],
        "adaptation_days": found["recovery_days"],
        "adaptation_censored": found["recovery_censored"],
    }


def new_kind(run: Run) -> Mask:
    """Return which tasks of a run's World are of the new kind, shape (tasks,); none without a shift."""
    tasks = run.world.tasks
    mine = np.zeros(run.world.n_tasks, dtype=np.bool_)
    for shift in run.world.market_shifts:
        luck = uniform_array(entity_states(run.world.key, tasks["key"]), key_of("new_kind"), 0)
        mine |= (tasks["arrival_min"] >= shift.start_min) & (luck < shift.share)
    return mine


def right_at_once(run: Run) -> Floats:
    """Return 1 for each task whose first delivered result was right, else 0; shape (tasks,)."""
    columns = run.columns
    wrong = sum(columns[name].astype(np.int64) for name in columns if name.startswith("escaped_"))
    return np.where((columns["outcome"] == CORRECT) & (np.asarray(wrong) == 0), 1.0, 0.0)
