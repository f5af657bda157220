"""People who come and go: who is there, what hires cost, how people feel and how long they stay (mechanism 9).

A seat that nobody holds is neither scheduled nor paid.
"""

import math

import numpy as np
from numpy.typing import NDArray

from ..config import DAYS_PER_YEAR
from ..run import Run
from .firm_facts import FirmFacts
from .undefined import NAN, ratio

Floats = NDArray[np.float64]


def present(run: Run, day: int) -> Floats | None:
    """Return 1 for each seat that somebody holds at the start of a day (1 to the horizon), else 0; None: all are held.

    What a day's books say of skill is said of those who are there then.
    """
    books = run.extra_days
    if "seat_vacant" not in books:
        return None
    before = day - 1
    held: Floats = 1.0 - (books["seat_vacant"][before] + books["seat_quits"][before] - books["seat_hires"][before])
    return held


def starting_skill(run: Run, facts: FirmFacts) -> tuple[Floats, Floats]:
    """Return skill in (speed, accuracy) on day 0 of each seat in each of its functions, as a share of talent."""
    if "seat_vacant" not in run.extra_days:
        return facts.starting_speed, facts.starting_accuracy
    skills = np.array([level.skill for level in run.agenda.starting_of_pairs]).reshape(-1, 2)
    return np.ascontiguousarray(skills[:, 0]), np.ascontiguousarray(skills[:, 1])


def hiring_eur(run: Run, facts: FirmFacts) -> float:
    """Return what finding and training the hires of the measured days costs (euros); NaN where nobody ever quits."""
    hires = run.extra_days.get("seat_hires")
    if hires is None:
        return NAN
    economics = run.config.economics
    return math.fsum(hires[facts.first_day :].flat) * (economics.hire_eur + economics.hire_training_eur)


def people(run: Run, facts: FirmFacts) -> dict[str, float]:
    """Return trust, engagement, quits, vacancies and tenure of the days after warm-up; NaN where a mechanism is off."""
    books, first = run.extra_days, facts.first_day
    felt = _of_the_present(books.get("seat_engagement"), first)
    stayed = _of_the_present(books.get("seat_tenure_days"), first)
    if "seat_vacant" not in books:
        quits = vacant = NAN
    else:
        quits = ratio(math.fsum(books["seat_quits"][first:].flat), facts.n_days / DAYS_PER_YEAR)
        seat_days = facts.n_days * run.firm.n_seats
        vacant = ratio(math.fsum(books["seat_vacant"][first:].flat), seat_days)
    return {
        "trust_mean": _mean(_trust(run, first)),
        "engagement_mean": _mean(felt),
        "quits_per_year": quits,
        "vacancy_share": vacant,
        "tenure_mean_days": _mean(stayed),
    }


def _trust(run: Run, first_day: int) -> list[float]:
    """Return trust in bots of all who are there, day by day; none where the mechanism is off."""
    if not run.config.mechanisms.trust.on:
        return []
    trust, vacant = run.staff_days["trust"][first_day:], run.extra_days.get("seat_vacant")
    found: list[float] = (trust.ravel() if vacant is None else trust[vacant[first_day:] == 0.0]).tolist()
    return found


def _of_the_present(column: Floats | None, first_day: int) -> list[float]:
    """Return a column's entries of seats that somebody holds; none where the mechanism is off."""
    if column is None:
        return []
    values = column[first_day:]
    found: list[float] = values[~np.isnan(values)].tolist()
    return found


def _mean(values: list[float]) -> float:
    """Return a mean that does not hang on the order in which it is added up."""
    return ratio(math.fsum(values), len(values))
