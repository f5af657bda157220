"""What a run's people could do without bots at some moment."""

import math
from functools import partial
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from ..run import Run
from . import passes, servable
from .firm_facts import FirmFacts, facts_of
from .staffing import present, starting_skill
from .tallied import TRAILING_DAYS, sum_of

LARGEST_TABLEAU = 12_000
"""Cells of the tableau beyond which a solver is quicker than plain Python by far, and soon than compiled code too."""

Floats = NDArray[np.float64]


class Unaided(NamedTuple):
    """What people could serve without bots, and (`_then`) what they could with the skill of day 0.

    Attributes
    ----------
    demand, served, right : float
        Effort hours wanted, served, and served weighted with mean accuracy.
    mix : float
        How many times the expected work of a day people could do in a week, kept at its mix.
    """

    demand: float
    served: float
    served_then: float
    right: float
    right_then: float
    mix: float
    mix_then: float


def unaided_at(run: Run, day: int, demand_h: Floats, *, compiled: bool) -> Unaided:
    """Return what people could do at the start of a day (1 to the horizon).

    Parameters
    ----------
    run : Run
    day : int
        Their skill is that of this moment, their hours those of the roster of the 28 days before it; seats that
        nobody holds now count for nothing.
    demand_h : ndarray, length functions
        Effort wanted of them in that time (hours).
    compiled : bool
        Whether to work it out in compiled code; the numbers are the same.
    """
    facts = facts_of(run.firm)
    n_pairs = len(facts.seat)
    n_rows, n_columns = servable.room(len(facts.wage_eur_per_h), len(facts.mix), n_pairs)
    is_large = n_rows * n_columns > LARGEST_TABLEAU
    hours = run.agenda.scheduled_min[:, max(day - TRAILING_DAYS, 0) : day].sum(axis=1) / 60.0
    skills = run.skill_days["speed"][day - 1], run.skill_days["accuracy"][day - 1]
    starting = *starting_skill(run, facts), run.agenda.talent
    week_h, held = facts.hours_per_week, present(run, day)
    if held is not None:
        hours, week_h = hours * held, week_h * held
    speed, worth, answers = np.empty((2, n_pairs)), np.empty((2, n_pairs)), np.empty(servable.N_ANSWERS)
    tableau = np.empty((0, 0) if is_large else (n_rows, n_columns))
    names, places = np.empty((2, n_rows + n_columns), dtype=np.int64)
    passes.do(
        servable.unaided,
        (facts.seat, facts.function, *skills, *starting, facts.laws, hours, demand_h, week_h, facts.mix),
        (speed, worth, tableau, names, places, answers),
        compiled=compiled,
    )
    found: list[float] = answers.tolist()
    if any(map(math.isnan, found)):
        found = _completed(found, facts, hours, week_h, demand_h, speed, worth)
    return Unaided(sum_of(demand_h.tolist()), *found)


def _completed(
    answers: list[float],
    facts: FirmFacts,
    hours: Floats,
    week_h: Floats,
    demand_h: Floats,
    speed: Floats,
    worth: Floats,
) -> list[float]:
    """Return the answers with a solver's in place of those that are still missing."""
    from .large_programmes import most_of_mix, most_servable  # SciPy takes its time to import

    people = facts.seat, facts.function
    programmes = [
        *(partial(most_servable, *people, hours, speed[then], None, demand_h) for then in range(2)),
        *(partial(most_servable, *people, hours, speed[then], worth[then], demand_h) for then in range(2)),
        *(partial(most_of_mix, *people, week_h, speed[then], facts.mix) for then in range(2)),
    ]
    return [solve() if math.isnan(answer) else answer for answer, solve in zip(answers, programmes, strict=True)]
