"""Closed forms of forgetting, trust and review, through whole runs."""

import math

import numpy as np
import pytest
from builders import bot, firm, function, role
from estimates import Estimate
from numpy.testing import assert_allclose

from symbio_sim.config import Config
from symbio_sim.run import Run, simulate

DAYS_PER_MONTH = 30.4375


def never_practising(floor_share: float, half_life_speed: float, half_life_accuracy: float, days: int) -> Run:
    """A person, fully skilled on day 0, whose work never comes."""
    forgetting = {
        "practice": False,
        "disuse": True,
        "floor_share": floor_share,
        "half_life_speed_days": half_life_speed,
        "half_life_accuracy_days": half_life_accuracy,
    }
    staff = {"p": role(1, ["a"])}
    return simulate(firm({"a": function(0, 6.0)}, staff, horizon_days=days, mechanisms={"skill": forgetting}), 1)


def test_without_a_floor_skill_halves_in_its_half_life() -> None:
    """Retained share 2^(-t/h) after 3 and 12 months: 72.62 and 27.81 % at 6.5 months, 85.22 and 52.74 % at 13.

    The days are rounded: half a day is at most 0.2 % of the value.
    """
    run = never_practising(0.0, 13 * DAYS_PER_MONTH, 6.5 * DAYS_PER_MONTH, 366)
    speed, accuracy = (run.skill_days[part][:, 0] for part in ("speed", "accuracy"))
    for months, of_speed, of_accuracy in ((3, 0.8522, 0.7262), (12, 0.5274, 0.2781)):
        day = round(months * DAYS_PER_MONTH) - 1
        assert speed[day] == pytest.approx(of_speed, rel=2e-3)
        assert accuracy[day] == pytest.approx(of_accuracy, rel=2e-3)


def test_with_a_floor_half_of_the_gain_is_lost_in_a_half_life() -> None:
    for floor in (0.0, 0.2, 0.4):
        run = never_practising(floor, 396.0, 198.0, 400)
        assert run.skill_days["accuracy"][197, 0] == pytest.approx(0.5, rel=1e-12)
        assert run.skill_days["speed"][395, 0] == pytest.approx(0.5, rel=1e-12)
        assert (run.skill_days["peak_accuracy"] == 1.0).all()


def test_with_a_floor_skill_falls_along_the_closed_form() -> None:
    floor, half_life = 0.2, 198.0
    run = never_practising(floor, 396.0, half_life, 300)
    h = half_life / math.log2((1.0 - floor) / (0.5 - floor))
    days = np.arange(1, 301)
    assert_allclose(run.skill_days["accuracy"][:, 0], floor + (1.0 - floor) * 2.0 ** (-days / h), rtol=1e-12)


def reviewing(per_day: float, days: int, *, accuracy: float, miss: float, **changes: object) -> Config:
    """A bot whose every result is put to one of plenty of reviewers who miss a constant share of its errors."""
    return firm(
        {"a": function(per_day, 1.0, "deterministic")},
        {"p": role(2, ["a"], starting_trust=0.5)},
        {"b": bot(["a"], accuracy=accuracy, concurrency=50)},
        horizon_days=days,
        policy={"rule": "bot_only", "mode": "reviewed", "review_share": 1.0, **changes},
        mechanisms={"oversight": {"on": False, "miss_at_half": miss, "false_alarm": 0.0, "time_ratio": 0.1}},
    )


def test_trust_that_never_forgets_follows_the_beta_formula() -> None:
    """T = (a0 + S) / (a0 + S + b0 + 3 F), S successes and F failures seen by one reviewer; missed errors look right."""
    base = reviewing(200, 20, accuracy=0.9, miss=0.3).to_dict()
    base["staff"]["p"]["count"] = 1
    base["mechanisms"]["trust"] |= {"on": True, "memory_interactions": None, "prior_weight": 4.0, "failure_weight": 3.0}
    run = simulate(base, 3)
    table = run.tasks
    failures = int(table["caught"].sum())
    successes = int(
        (table["escaped_reviewed"] + ((table["mode"] == "reviewed") & (table["outcome"] == "correct"))).sum()
    )
    assert failures > 100
    assert run.staff_days["trust"][-1, 0] == pytest.approx(
        (2 + successes) / (2 + successes + 2 + 3 * failures), rel=1e-12
    )


def test_trust_settles_where_weighted_successes_and_failures_balance() -> None:
    """At a share p of good experiences, p / (p + 3 (1 - p)): 0.75 at 0.9; 30,000 items leave a noise of 0.4 %."""
    base = reviewing(1000, 30, accuracy=0.9, miss=1e-9).to_dict()
    base["staff"]["p"]["count"] = 1
    base["mechanisms"]["trust"] |= {"on": True, "memory_interactions": None, "failure_weight": 3.0}
    run = simulate(base, 1)
    assert run.staff_days["trust"][-1, 0] == pytest.approx(0.75, rel=0.012)


@pytest.mark.usefixtures("compiled_engine")
def test_sampling_review_lets_through_what_the_formula_says() -> None:
    """Escape = e (1 - v d): errors 0.1, half of the results reviewed, six tenths of their errors found: 0.07."""
    run = simulate(reviewing(4000, 150, accuracy=0.9, miss=0.4, review_share=0.5), 1, engine="kernel")
    ended = run.columns["outcome"] != 0
    escaped = (run.columns["escaped_bot"] + run.columns["escaped_reviewed"])[ended]
    estimate = Estimate(float(escaped.mean()), float(escaped.std() / math.sqrt(len(escaped))))
    assert estimate.agrees_with(0.07)


@pytest.mark.usefixtures("compiled_engine")
def test_rework_takes_a_geometric_number_of_passes() -> None:
    """If every error comes back, passes average 1/(1 - p); at p = 0.3 the extra ones are 0.428571."""
    work = function(
        4000,
        0.2,
        "deterministic",
        human={"accuracy_skilled": 0.7, "accuracy_unskilled": 0.7},
        failure_demand={"return_probability": 1.0, "mean_delay_days": 0.001, "max_visits": 100},
    )
    run = simulate(firm({"a": work}, {"p": role(2, ["a"])}, horizon_days=50), 1, engine="kernel")
    extra = run.columns["visit"][run.world.tasks["arrival_min"] < 49 * 1440.0].astype(float)
    assert (run.columns["outcome"][run.world.tasks["arrival_min"] < 49 * 1440.0] == 1).all()
    estimate = Estimate(float(extra.mean()), float(extra.std() / math.sqrt(len(extra))))
    assert estimate.agrees_with(0.3 / 0.7)
