"""What it costs to keep bots good and fair: retraining (mechanism 4) and audits (mechanism 12)."""

import numpy as np
from numpy.typing import NDArray

from ..run import Run
from .firm_facts import FirmFacts
from .undefined import NAN

Floats = NDArray[np.float64]


def upkeep_eur(run: Run, facts: FirmFacts) -> dict[str, float]:
    """Return the costs of retraining and of audits on the measured days (euros); NaN where there is no such thing."""
    laws = run.config.mechanisms
    return {
        "retraining_eur": _times(run, facts, "bot_retrainings") * laws.retraining.cost_eur,
        "audit_eur": _times(run, facts, "bot_audits") * laws.bias.audit_eur,
    }


def upkeep_eur_by_day(run: Run) -> Floats:
    """Return what both cost by day from day 0 on (euros), shape (days,); 0 where there is no such thing."""
    laws, cost = run.config.mechanisms, np.zeros(run.config.horizon_days)
    for column, price in (("bot_retrainings", laws.retraining.cost_eur), ("bot_audits", laws.bias.audit_eur)):
        if column in run.extra_days:
            cost += np.diff(run.extra_days[column].sum(axis=1), prepend=0.0) * price
    return cost


def _times(run: Run, facts: FirmFacts, column: str) -> float:
    """Return how often something counted since day 0 has happened to bots on the measured days."""
    if column not in run.extra_days:
        return NAN
    counts = run.extra_days[column].sum(axis=1)
    return float(counts[-1] - (counts[facts.first_day - 1] if facts.first_day else 0.0))
