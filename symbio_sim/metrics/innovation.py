"""Innovation: what slack has become (mechanism 14)."""

import numpy as np
from numpy.typing import NDArray

from ..config import DAYS_PER_YEAR
from ..run import Run
from .firm_facts import FirmFacts
from .undefined import NAN, ratio

Floats = NDArray[np.float64]

NAMES = ("improvements_per_year", "efficiency_gain_share")


def innovation(run: Run, facts: FirmFacts) -> dict[str, float]:
    """Return improvements a year, and by how much they have cut effort; NaN where the mechanism is off."""
    if not run.config.mechanisms.innovation.on:
        return dict.fromkeys(NAMES, NAN)
    total = _improvements(run)
    efficiency = run.extra_days["function_efficiency"][-1]
    new = total[-1] - (total[facts.first_day - 1] if facts.first_day > 0 else 0.0)
    return {
        "improvements_per_year": float(new) * DAYS_PER_YEAR / facts.n_days,
        "efficiency_gain_share": 1.0 - ratio(float((facts.mix * efficiency).sum()), float(facts.mix.sum())),
    }


def new_value_eur(run: Run, facts: FirmFacts) -> float:
    """Return what improvements have earned after warm-up (euros): each from the day after it came."""
    law = run.config.mechanisms.innovation
    if not law.on or law.value_eur_per_day == 0.0:
        return 0.0
    return law.value_eur_per_day * float(_at_work(run)[facts.first_day :].sum())


def new_value_eur_by_day(run: Run) -> Floats:
    """Return the same by day from day 0 on, shape (days,)."""
    law = run.config.mechanisms.innovation
    if not law.on or law.value_eur_per_day == 0.0:
        return np.zeros(run.config.horizon_days)
    return law.value_eur_per_day * _at_work(run)


def _at_work(run: Run) -> Floats:
    """Return how many improvements were at work on each day: those that came before it."""
    return np.concatenate(([0.0], _improvements(run)[:-1]))


def _improvements(run: Run) -> Floats:
    """Return how many improvements there have been until the end of each day."""
    return np.asarray(run.extra_days["function_improvements"].sum(axis=1))
