"""Throughput: how much work gets done well, and how fast."""

import math

import numpy as np
from numpy.typing import NDArray

from ..choreography import ABANDONED
from . import day_tally as by_day
from . import task_tally as by_task
from .firm_facts import FirmFacts
from .tallied import Tally
from .undefined import NAN, ratio


def throughput(tally: Tally, facts: FirmFacts) -> dict[str, float]:
    """Return the measures of throughput after warm-up.

    Goodput a day counts every task done correctly and on time within the horizon; goodput's share of value and the
    service level look only at tasks that are due within it (see `window`). Cycle time runs on the wall clock, nights
    included, from arrival to the end, through all visits.
    """
    total, days, value = tally.total, facts.n_days, facts.value_eur
    return {
        "goodput_tasks_per_day": total[by_task.ON_TIME] / days,
        "goodput_eur_per_day": tally.worth(by_task.ON_TIME, value) / days,
        "goodput_value_share": ratio(tally.worth(by_task.JUDGED_GOOD, value), tally.worth(by_task.JUDGED, value)),
        "sla_attainment_share": ratio(
            tally.worth(by_task.JUDGED_GOOD, facts.promises), tally.worth(by_task.JUDGED, facts.promises)
        ),
        "cycle_time_mean_min": ratio(total[by_task.CYCLE_MIN], len(tally.cycle_min)),
        "cycle_time_p95_min": quantile(tally.cycle_min, 0.95),
        "wait_mean_min": ratio(total[by_task.WAIT_MIN], total[by_task.BEGUN]),
        "backlog_mean_tasks": tally.days[by_day.BACKLOG] / days,
        "backlog_end_tasks": tally.days[by_day.BACKLOG_END],
        "abandoned_share": ratio(tally.ended(ABANDONED), tally.ended()),
    }


def quantile(values: NDArray[np.float64], level: float) -> float:
    """Return what `numpy.quantile` does, linear between neighbours, in a fraction of its time; NaN of nothing."""
    if not len(values):
        return NAN
    place = level * (len(values) - 1)
    below = math.floor(place)
    if below + 1 == len(values):
        return float(values.max())
    ordered = np.partition(values, below + 1)  # with one place to find, which takes a seventh of the time of two
    low, high, part = float(ordered[: below + 1].max()), float(ordered[below + 1]), place - below
    return low + (high - low) * part if part < 0.5 else high - (high - low) * (1.0 - part)
