"""Money: what the firm earns and spends on the days after warm-up (mechanism 16).

Revenue, error costs and late penalties follow the tasks that arrive after warm-up; wages, overtime, usage,
subscriptions, switching and fixed costs follow the days. Integration is a one-off: it is shown apart and charged in
full to the measured days, so that a short horizon makes a bot look dearer than it is. People are paid for the hours
of their shifts; those of an absence are left to the sickness insurance. A seat that nobody holds costs nothing until
somebody is found for it. A penalty is due for a correct result after its due time.
"""

from ..config import DAYS_PER_YEAR
from ..run import Run
from . import day_tally as by_day
from . import passes
from . import task_tally as by_task
from .attacks import cyber_eur, is_concerned
from .firm_facts import FirmFacts, facts_of
from .innovation import new_value_eur
from .rollout import roadmap_eur
from .safeguards import safeguards_eur
from .staffing import hiring_eur
from .tallied import Tally, sum_of, tallied
from .undefined import NAN, ratio
from .upkeep import retraining_eur
from .vendor_prices import Floats, relative_prices, subscription_days, switching_eur, usage_eur

DAYS_PER_MONTH = DAYS_PER_YEAR / 12.0


def finance(run: Run, tally: Tally, facts: FirmFacts) -> dict[str, float]:
    """Return revenue, costs by kind and profit of the measured days (euros), and cost per correct task."""
    days, economics = tally.days, run.config.economics
    revenue = tally.worth(by_task.RIGHT, facts.value_eur) + new_value_eur(run, facts)
    prices = relative_prices(run)
    escaped = (
        by_task.ESCAPED_HUMAN,
        by_task.ESCAPED_BOT,
        by_task.ESCAPED_REVIEWED,
        by_task.ESCAPED_ASSISTED,
    )
    late = (row[by_task.RIGHT] - row[by_task.ON_TIME] for row in tally.tasks)
    costs = {
        "wages_eur": days[by_day.WAGES_EUR],
        "overtime_eur": days[by_day.OVERTIME_EUR] * economics.overtime_factor,
        "bot_usage_eur": days[by_day.USAGE_EUR] if prices is None else usage_eur(run, facts, prices),
        "bot_subscription_eur": _subscription_days(run, facts, prices) / DAYS_PER_MONTH,
        "bot_integration_eur": facts.integration_eur,
        "vendor_switching_eur": switching_eur(run, facts),
        "error_cost_eur": sum_of(tally.worth(place, facts.error_cost_eur) for place in escaped),
        "late_penalty_eur": sum_of(n * price for n, price in zip(late, facts.penalty_eur, strict=True)),
        "fixed_eur": economics.fixed_eur_per_day * facts.n_days,
    }
    attacks = cyber_eur(run, facts)
    rollout, safety, retraining = roadmap_eur(run), safeguards_eur(run, facts), retraining_eur(run, facts)
    hiring = hiring_eur(run, facts)
    occasional = (rollout, safety, retraining, hiring)
    cost = sum_of((*costs.values(), attacks, *(item for item in occasional if item == item)))
    return {
        "revenue_eur": revenue,
        **costs,
        "cyber_eur": attacks if is_concerned(run) else NAN,
        "roadmap_eur": rollout,
        "safeguards_eur": safety,
        "retraining_eur": retraining,
        "hiring_eur": hiring,
        "cost_eur": cost,
        "profit_eur": revenue - cost,
        "profit_eur_per_day": (revenue - cost) / facts.n_days,
        "cost_per_correct_task_eur": ratio(cost, tally.total[by_task.RIGHT]),
    }


def profit_eur_per_day(run: Run) -> float:
    """Return the profit of a measured day (euros)."""
    facts, tally = facts_of(run.firm), tallied(run, compiled=passes.are_compiled())
    return finance(run, tally, facts)["profit_eur_per_day"]


def _subscription_days(run: Run, facts: FirmFacts, prices: Floats | None) -> float:
    """Return what a month of all subscriptions costs (euros) times the measured days."""
    if prices is None:
        return facts.subscription_eur_per_month * facts.n_days
    return subscription_days(run, facts, prices)
