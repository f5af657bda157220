"""What comings and goings cost and how they are counted."""

import math

import numpy as np
import pytest
from builders import firm, function, role

from symbio_sim.config import Config
from symbio_sim.metrics import MEASURES
from symbio_sim.metrics.measures import measure
from symbio_sim.run import Run, simulate

PEOPLE = [key for key, item in MEASURES.items() if item.group == "People"]


def config(**changes: object) -> Config:
    return firm(
        {"a": function(20, 15.0)},
        {"p": role(6, ["a"], wage_eur_per_h=20.0, hours={"mon-sun": "08:00-16:00"})},
        horizon_days=60,
        **({"warm_up_days": 10} | changes),
    )


LAWS = {
    "engagement": {"on": True},
    "turnover": {"on": True, "quits_per_month": 0.9, "time_to_hire_median_days": 8.0, "hazard_cap_per_month": 9.0},
}


@pytest.fixture(scope="module")
def run() -> Run:
    economics = {"hire_eur": 1000.0, "hire_training_eur": 500.0}
    return simulate(config(mechanisms=LAWS, economics=economics), 3, engine="mesa")


def test_measures_of_people_are_undefined_where_their_mechanism_is_off() -> None:
    found = measure(simulate(config(), 3, engine="mesa"))
    assert all(math.isnan(found[key]) for key in (*PEOPLE, "hiring_eur"))
    assert found["cost_eur"] == pytest.approx(found["wages_eur"] + found["error_cost_eur"])


def test_empty_seats_are_not_paid_and_hires_are(run: Run) -> None:
    found, books = measure(run), run.extra_days
    held_days = (1.0 - books["seat_vacant"][10:]).sum()
    assert found["wages_eur"] == pytest.approx(held_days * 8.0 * 20.0)
    assert run.per_staff["scheduled_min"].sum() == (1.0 - books["seat_vacant"]).sum() * 480.0
    hires = books["seat_hires"][10:].sum()
    assert hires > 0
    assert found["hiring_eur"] == hires * 1500.0
    others = ("wages_eur", "overtime_eur", "error_cost_eur", "hiring_eur")
    assert found["cost_eur"] == pytest.approx(sum(found[key] for key in others))


def test_counts_and_means_are_those_of_the_books(run: Run) -> None:
    found, books = measure(run), run.extra_days
    assert found["quits_per_year"] == pytest.approx(books["seat_quits"][10:].sum() / 50.0 * 365.25)
    assert found["vacancy_share"] == pytest.approx(books["seat_vacant"][10:].mean())
    assert found["engagement_mean"] == pytest.approx(np.nanmean(books["seat_engagement"][10:]))
    assert found["tenure_mean_days"] == pytest.approx(np.nanmean(books["seat_tenure_days"][10:]))


def test_who_is_not_there_is_a_staffing_gap_and_no_lost_skill() -> None:
    """All have left but stay at full skill: what cannot be done is for want of people."""
    gone = {
        "on": True,
        "quits_per_month": 20.0,
        "hazard_cap_per_month": 1e3,
        "time_to_hire_median_days": 1000.0,
        "time_to_hire_sigma_log": 0.0,
    }
    found = measure(simulate(config(mechanisms={"turnover": gone}, warm_up_days=0), 3, engine="mesa"))
    assert found["staffing_gap_share"] == pytest.approx(1.0)
    assert found["erosion_gap_share"] == pytest.approx(0.0)
