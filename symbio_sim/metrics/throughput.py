"""Throughput: how much work gets done well, and how fast."""

import numpy as np

from ..choreography import ABANDONED, CORRECT
from ..run import Run
from .undefined import NAN, mean_of, ratio
from .window import arrived, goodput_eur, has_due_time, judged, measured_days, n_measured_days


def throughput(run: Run) -> dict[str, float]:
    """Return the measures of throughput after warm-up.

    Goodput a day counts every task done correctly and on time within the horizon; goodput's share of value and the
    service level look only at tasks that are due within it (see `window`). Cycle time runs on the wall clock, nights
    included, from arrival to the end, through all visits.
    """
    mine, columns = arrived(run), run.columns
    arrival, outcome = run.world.tasks["arrival_min"], columns["outcome"]
    days = n_measured_days(run)
    good = goodput_eur(run)
    known = mine & judged(run)
    promised = known & has_due_time(run)
    correct = mine & (outcome == CORRECT)
    cycle = columns["end_min"][correct] - arrival[correct]
    begun = mine & np.isfinite(columns["start_min"])
    backlog = run.days["backlog"][measured_days(run)].sum(axis=1)
    return {
        "goodput_tasks_per_day": float(run.on_time[mine].sum()) / days,
        "goodput_eur_per_day": float(good[mine].sum()) / days,
        "goodput_value_share": ratio(good[known].sum(), run.value_eur[known].sum()),
        "sla_attainment_share": mean_of(run.on_time[promised]),
        "cycle_time_mean_min": mean_of(cycle),
        "cycle_time_p95_min": float(np.quantile(cycle, 0.95)) if len(cycle) else NAN,
        "wait_mean_min": mean_of(columns["start_min"][begun] - arrival[begun]),
        "backlog_mean_tasks": mean_of(backlog),
        "backlog_end_tasks": float(backlog[-1]),
        "abandoned_share": mean_of(outcome[mine] == ABANDONED),
    }
