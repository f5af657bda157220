"""What attacks cost (mechanism 11)."""

import numpy as np
from numpy.typing import NDArray

from ..run import Run
from .firm_facts import FirmFacts
from .tallied import sum_of

Floats = NDArray[np.float64]


def cyber_eur(run: Run, facts: FirmFacts) -> float:
    """Return the costs of the measured days (euros).

    They are the losses of attacks that strike on those days, and the wages of people whom attacks keep from working.
    """
    agenda = run.agenda
    losses = sum_of(
        attack.loss_eur for attack in agenda.attacks if facts.warm_up_min <= attack.start_min < facts.horizon_min
    )
    stopped = 0.0
    if agenda.stopped_min is not None:
        stood = run.where_held(agenda.stopped_min)
        minutes = stood[:, facts.first_day :].sum(axis=1).tolist()  # whole minutes: nothing is rounded
        stopped = sum_of(wage * lost / 60.0 for wage, lost in zip(facts.wage_eur_per_h.tolist(), minutes, strict=True))
    return losses + stopped


def stopped_eur_by_day(run: Run, facts: FirmFacts) -> Floats:
    """Return the wages of people whom attacks keep from working, by day from day 0 on (euros), shape (days,)."""
    if run.agenda.stopped_min is None:
        return np.zeros(run.config.horizon_days)
    stood = run.where_held(run.agenda.stopped_min).T * (facts.wage_eur_per_h / 60.0)
    return np.asarray(np.ascontiguousarray(stood).sum(axis=1))


def is_concerned(run: Run) -> bool:
    """Tell whether attacks are anything to this firm: whether they are switched on, or one is planned."""
    return run.config.mechanisms.cyber.on or bool(run.agenda.attacks)
