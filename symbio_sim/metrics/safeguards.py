"""What safeguards against over-symbiosis cost (mechanism 17), whatever comes of them.

What is paid by the year is spread evenly over its days, an audit is paid on its day, a standby is set up on the day on
which its bot is at work. The time of people that safeguards take is among their work, not here.
"""

import math

import numpy as np
from numpy.typing import NDArray

from ..config import DAYS_PER_YEAR
from ..firm import BotNumbers
from ..run import Run
from .firm_facts import FirmFacts
from .tallied import sum_of
from .undefined import NAN

Floats = NDArray[np.float64]


def safeguards_eur(run: Run, facts: FirmFacts) -> float:
    """Return what safeguards cost on the measured days (euros), setups of standbys in full; NaN without any."""
    taken = run.config.safeguards
    if all(getattr(taken, name) is None for name in type(taken).model_fields):
        return NAN
    setups = (eur for day, eur in standby_setups(run) if day < run.config.horizon_days)
    return math.fsum((*safeguards_eur_by_day(run, facts)[facts.first_day :].tolist(), *setups))


def safeguards_eur_by_day(run: Run, facts: FirmFacts) -> Floats:
    """Return what safeguards cost by day from day 0 on (euros), setups left out, shape (days,)."""
    config, taken = run.config, run.config.safeguards
    days = np.arange(config.horizon_days)
    cost = np.full(len(days), _eur_per_year(run, facts) / DAYS_PER_YEAR)
    if taken.governance is not None and taken.governance.audit_every_days is not None:
        is_audit = (days + 1) % taken.governance.audit_every_days == 0
        cost += is_audit * (taken.governance.audit_eur * len(run.firm.bots))
    if taken.diversification is not None:
        eur_per_day = taken.diversification.running_eur_per_month * 12.0 / DAYS_PER_YEAR
        for standby in _standbys(run):
            cost += (days >= standby.from_day) * eur_per_day
    return cost


def standby_setups(run: Run) -> list[tuple[int, float]]:
    """Return the day and the cost (euros) of setting up each standby."""
    plan = run.config.safeguards.diversification
    return [] if plan is None else [(standby.from_day, plan.setup_eur) for standby in _standbys(run)]


def _standbys(run: Run) -> list[BotNumbers]:
    return [bot for bot in run.firm.bots if bot.name not in run.config.bots]


def _eur_per_year(run: Run, facts: FirmFacts) -> float:
    """Return what is paid by the year (euros)."""
    taken, costs = run.config.safeguards, []
    if taken.human_centric is not None:
        people, wages = _beside_bots(run)
        costs.append(people * 12.0 * taken.human_centric.licence_eur_per_person_per_month)
        costs.append(wages * taken.human_centric.training_h_per_person_per_year)
    if taken.core_competence is not None:
        hours = taken.core_competence.training_h_per_person_per_year
        costs += [taken.core_competence.coaching_eur_per_year, hours * sum_of(facts.wage_eur_per_h.tolist())]
    if taken.security is not None:
        costs.append(taken.security.eur_per_year)
    if taken.critical_evaluation is not None:
        hours = taken.critical_evaluation.training_h_per_person_per_year
        costs.append(hours * sum_of(facts.wage_eur_per_h.tolist()))
    return sum_of(costs)


def _beside_bots(run: Run) -> tuple[int, float]:
    """Return how many seats there are in functions of bots, and what an hour of all of them costs (euros)."""
    functions = {name for bot in run.config.bots.values() for name in bot.functions}
    roles = [role for role in run.config.staff.values() if not functions.isdisjoint(role.functions)]
    return sum(role.count for role in roles), sum_of(role.count * role.wage_eur_per_h for role in roles)
