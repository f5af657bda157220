"""What it costs to keep bots good: retraining (mechanism 4); that of standbys is part of what keeping them costs."""

import numpy as np
from numpy.typing import NDArray

from ..config import IN_HOUSE
from ..run import Run
from .firm_facts import FirmFacts
from .undefined import NAN

Floats = NDArray[np.float64]


def retraining_eur(run: Run, facts: FirmFacts) -> float:
    """Return the cost of retraining on the measured days (euros); NaN where there is no such thing."""
    since_day_0 = _retrainings(run)
    if since_day_0 is None:
        return NAN
    before = since_day_0[facts.first_day - 1] if facts.first_day else 0.0
    return float(since_day_0[-1] - before) * run.config.mechanisms.retraining.cost_eur


def retraining_eur_by_day(run: Run) -> Floats:
    """Return it by day from day 0 on (euros), shape (days,); 0 where there is no such thing."""
    since_day_0 = _retrainings(run)
    if since_day_0 is None:
        return np.zeros(run.config.horizon_days)
    return np.asarray(np.diff(since_day_0, prepend=0.0) * run.config.mechanisms.retraining.cost_eur)


def _retrainings(run: Run) -> Floats | None:
    """Return how many retrainings have been paid for one by one by the end of each day; None if bots have none."""
    counts = run.extra_days.get("bot_retrainings")
    if counts is None:
        return None
    paid = [run.firm.vendors[bot.vendor] != IN_HOUSE for bot in run.firm.bots]
    return np.asarray(counts[:, paid].sum(axis=1))
