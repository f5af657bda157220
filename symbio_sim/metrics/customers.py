"""Customers: how they judge what they got, and what their goodwill does to demand (mechanism 13)."""

import numpy as np

from ..run import Run
from .firm_facts import FirmFacts
from .undefined import NAN, ratio

NAMES = ("satisfaction_mean", "net_promoter_share", "goodwill_end", "demand_lost_share")


def customers(run: Run, facts: FirmFacts) -> dict[str, float]:
    """Return the measures of customers on the days after warm-up; NaN where the mechanism is off."""
    if not run.config.mechanisms.customers.on:
        return dict.fromkeys(NAMES, NAN)
    days = {name: column[facts.first_day :] for name, column in run.extra_days.items()}
    judged = days["function_judged"]
    # Days on which nobody of a function was served have no mean.
    satisfaction = np.where(judged > 0.0, days["function_satisfaction"], 0.0)
    promoters, detractors = days["function_promoters"].sum(), days["function_detractors"].sum()
    return {
        "satisfaction_mean": ratio(float((judged * satisfaction).sum()), float(judged.sum())),
        "net_promoter_share": ratio(float(promoters - detractors), float(judged.sum())),
        "goodwill_end": float(days["firm_goodwill"][-1, 0]),
        "demand_lost_share": ratio(float(days["function_declined"].sum()), _base_demand(run, facts)),
    }


def _base_demand(run: Run, facts: FirmFacts) -> float:
    """Return the tasks of the base demand after warm-up, of functions that customers meet."""
    tasks, internal = run.world.tasks, run.config.mechanisms.customers.internal_functions
    faced = np.array([name not in internal for name in run.world.functions])
    measured = (tasks["arrival_min"] >= facts.warm_up_min) & (tasks["arrival_min"] < facts.horizon_min)
    return float((measured & ~run.world.extra & faced[tasks["function"]]).sum())
