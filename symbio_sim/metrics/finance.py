"""Money: what the firm earns and spends on the days after warm-up (mechanism 16).

Revenue, error costs and late penalties follow the tasks that arrive after warm-up; wages, overtime, usage,
subscriptions, switching and fixed costs follow the days. Integration is a one-off: it is shown apart and charged in
full to the measured days, so that a short horizon makes a bot look dearer than it is. People are paid for the hours
of their shifts; those of an absence are left to the sickness insurance. A penalty is due for a correct result after
its due time.
"""

import numpy as np

from ..choreography import CORRECT
from ..config import DAY_MIN, DAYS_PER_YEAR
from ..run import Run
from .undefined import ratio
from .window import arrived, measured_days, n_measured_days

DAYS_PER_MONTH = DAYS_PER_YEAR / 12.0


def finance(run: Run) -> dict[str, float]:
    """Return revenue, costs by kind and profit of the measured days (euros), and cost per correct task."""
    mine = arrived(run)
    correct = mine & (run.columns["outcome"] == CORRECT)
    revenue = float(run.value_eur[correct].sum())
    costs = _people_costs(run) | _bot_costs(run) | _task_costs(run)
    costs["fixed_eur"] = run.config.economics.fixed_eur_per_day * n_measured_days(run)
    cost = sum(costs.values())
    return {
        "revenue_eur": revenue,
        **costs,
        "cost_eur": cost,
        "profit_eur": revenue - cost,
        "profit_eur_per_day": (revenue - cost) / n_measured_days(run),
        "cost_per_correct_task_eur": ratio(cost, correct.sum()),
    }


def _people_costs(run: Run) -> dict[str, float]:
    """Return wages of scheduled hours, and overtime at its premium."""
    days = measured_days(run)
    wage = np.array([run.firm.roles[role].wage_eur_per_h for role in run.firm.role_of_seat])
    scheduled_h = run.agenda.scheduled_min[:, days].sum(axis=1) / 60.0
    overtime_h = run.staff_days["overtime_min"][days].sum(axis=0) / 60.0
    return {
        "wages_eur": float(wage @ scheduled_h),
        "overtime_eur": float(wage @ overtime_h) * run.config.economics.overtime_factor,
    }


def _bot_costs(run: Run) -> dict[str, float]:
    """Return usage by visit, subscriptions by day, integration in full, and what vendors' exits cost."""
    first = run.config.warm_up_days
    begun = run.bot_days["visits"]  # since day 0, at the end of each day
    visits = begun[-1] - (begun[first - 1] if first > 0 else 0.0)
    bots = run.firm.bots
    months = n_measured_days(run) / DAYS_PER_MONTH
    switching = 0.0
    for (vendor, _), service in zip(run.firm.services, run.agenda.services, strict=True):
        if first * DAY_MIN <= service.exit_min < run.firm.horizon_min:
            switching += run.config.vendors[run.firm.vendors[vendor]].switching_eur
    return {
        "bot_usage_eur": float(sum(n * bot.usage_eur_per_task for n, bot in zip(visits, bots, strict=True))),
        "bot_subscription_eur": sum(bot.subscription_eur_per_month for bot in bots) * months,
        "bot_integration_eur": float(sum(bot.integration_eur for bot in bots)),
        "vendor_switching_eur": switching,
    }


def _task_costs(run: Run) -> dict[str, float]:
    """Return what escaped errors and late results cost."""
    mine, columns, function = arrived(run), run.columns, run.world.tasks["function"]
    error_cost = np.array([item.error_cost_eur for item in run.firm.functions])[function]
    penalty = np.array([item.late_penalty_eur for item in run.firm.functions])[function]
    escaped = columns["escaped_human"] + columns["escaped_bot"] + columns["escaped_reviewed"]
    late = mine & (columns["outcome"] == CORRECT) & ~run.on_time
    return {
        "error_cost_eur": float((escaped * error_cost)[mine].sum()),
        "late_penalty_eur": float(penalty[late].sum()),
    }
