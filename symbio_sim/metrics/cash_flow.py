"""What is earned less what is spent, day by day (mechanism 16).

The same revenue and costs as :mod:`symbio_sim.metrics.finance` adds up, each put on a day: wages, subscriptions, fixed
costs and the like on the days that they are for; revenue, errors and penalties of a task on the day on which it ends
(the last day if it never does); what is paid once, on the day on which it falls due. What fell due before the first
day counted is paid on that one.
"""

import math
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from ..choreography import CORRECT
from ..config import DAY_MIN
from ..mechanisms.economics import discount_factor
from ..run import Run
from .attacks import stopped_eur_by_day
from .finance import DAYS_PER_MONTH
from .firm_facts import FirmFacts, facts_of
from .innovation import new_value_eur_by_day
from .rollout import phase_eur
from .safeguards import safeguards_eur_by_day, standby_setups
from .upkeep import retraining_eur_by_day
from .vendor_prices import relative_prices, switchings

Floats = NDArray[np.float64]

_ESCAPED = ("escaped_human", "escaped_bot", "escaped_reviewed", "escaped_assisted")


def cash_flow(run: Run, facts: FirmFacts, first_day: int) -> Floats:
    """Return revenue less costs of each day (euros).

    Parameters
    ----------
    run : Run
    facts : FirmFacts
    first_day : int
        Days count from this one on, and tasks that arrive from then on.

    Returns
    -------
    ndarray, shape (horizon_days - first_day,)
        From the first measured day on, the sum is `profit_eur`.
    """
    lasting = _of_tasks(run, facts, first_day) + new_value_eur_by_day(run) - _of_days(run, facts) - _of_bots(run)
    flow = lasting[first_day:].copy()
    for day, eur in _once(run, first_day):
        if day < run.config.horizon_days:
            flow[max(day - first_day, 0)] -= eur
    return flow


def invested_eur(run: Run) -> float:
    """Return what putting bots to work costs once within the horizon (euros): integration, phases, standbys."""
    return math.fsum(eur for day, eur in _investments(run) if day < run.config.horizon_days)


def discounted_profit_eur_per_day(run: Run) -> float:
    """Return the constant profit (euros a day) that is worth as much on the first measured day as those made."""
    facts = facts_of(run.firm)
    return level_value(cash_flow(run, facts, facts.first_day), run.config.economics.discount_rate_per_year)


def present_value(flow: Floats, rate_per_year: float) -> float:
    """Return what a flow of money, day by day, is worth on its first day (euros)."""
    return math.fsum((flow * discounts(rate_per_year, len(flow))).tolist())


def level_value(flow: Floats, rate_per_year: float) -> float:
    """Return the constant flow (euros a day) that is worth the same on the first day; at rate 0 the mean."""
    return present_value(flow, rate_per_year) / math.fsum(discounts(rate_per_year, len(flow)).tolist())


@lru_cache(maxsize=16)
def discounts(rate_per_year: float, n_days: int) -> Floats:
    """Return what a euro of each day is worth on the first; read-only."""
    factors = np.array([discount_factor(rate_per_year, float(day)) for day in range(n_days)])
    factors.flags.writeable = False
    return factors


def _of_tasks(run: Run, facts: FirmFacts, first_day: int) -> Floats:
    """Return revenue less the costs of errors and delay by the day on which tasks end."""
    columns, given, n_days = run.columns, run.world.tasks, run.config.horizon_days
    function, end = given["function"], columns["end_min"]
    prices = (np.array(each) for each in (facts.value_eur, facts.error_cost_eur, facts.penalty_eur))
    value, error_cost, penalty = (each[function] for each in prices)
    is_right = columns["outcome"] == CORRECT
    escaped = np.zeros(len(function))
    for name in _ESCAPED:
        escaped += columns.get(name, 0)
    worth = np.where(is_right, value, 0.0) - np.where(is_right & ~run.on_time, penalty, 0.0) - escaped * error_cost
    mine = (given["arrival_min"] >= first_day * float(DAY_MIN)) & (given["arrival_min"] < facts.horizon_min)
    ends = np.where(end < facts.horizon_min, end, facts.horizon_min - 1.0)[mine]
    return np.bincount((ends // DAY_MIN).astype(np.int64), worth[mine], minlength=n_days).astype(np.float64)


def _of_days(run: Run, facts: FirmFacts) -> Floats:
    """Return the costs of people, of upkeep and of the firm as such, by day."""
    economics, wage = run.config.economics, facts.wage_eur_per_h / 60.0
    cost = _rows(run.scheduled_min.T * wage)
    cost += _rows(run.staff_days["overtime_min"] * wage) * economics.overtime_factor
    cost += economics.fixed_eur_per_day + safeguards_eur_by_day(run, facts)
    cost += stopped_eur_by_day(run, facts) + retraining_eur_by_day(run)
    if "seat_hires" in run.extra_days:
        cost += _rows(run.extra_days["seat_hires"]) * (economics.hire_eur + economics.hire_training_eur)
    return cost


def _of_bots(run: Run) -> Floats:
    """Return what visits and subscriptions cost, by day."""
    days = np.arange(run.config.horizon_days)
    begun = np.diff(run.bot_days["visits"], axis=0, prepend=0.0)
    prices, cost = relative_prices(run), np.zeros(len(days))
    for number, bot in enumerate(run.firm.bots):
        subscription = np.where(days >= bot.from_day, bot.subscription_eur_per_month / DAYS_PER_MONTH, 0.0)
        own = begun[:, number] * bot.usage_eur_per_task + subscription
        cost += own if prices is None else own * prices[:, bot.vendor]
    return cost


def _once(run: Run, first_day: int) -> list[tuple[int, float]]:
    """Return what is paid once: day and euros. Attacks and ends of products before the first day are left out."""
    struck = [(int(attack.start_min // DAY_MIN), attack.loss_eur) for attack in run.agenda.attacks]
    moved = [(int(at_min // DAY_MIN), eur) for at_min, eur in switchings(run)]
    return [*_investments(run), *((day, eur) for day, eur in (*struck, *moved) if day >= first_day)]


def _investments(run: Run) -> list[tuple[int, float]]:
    """Return what putting bots to work costs once: day and euros."""
    phases = [(phase.start_day, phase_eur(run, phase)) for phase in run.config.roadmap]
    return [*((bot.from_day, bot.integration_eur) for bot in run.firm.bots), *phases, *standby_setups(run)]


def _rows(matrix: Floats) -> Floats:
    """Add up each day's row, in an order that does not hang on how an engine keeps its books."""
    return np.asarray(np.ascontiguousarray(matrix).sum(axis=1))
