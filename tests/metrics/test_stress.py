"""The stress test: twins that differ in the shock and in forgotten skill alone."""

import math
from typing import Any

import pytest
from builders import bot, firm, function, role

from symbio_sim.config import Config, load_config
from symbio_sim.metrics import evaluate, measure, natural_loss, stress_test
from symbio_sim.metrics.stress import RESILIENCE_NAMES
from symbio_sim.run import fingerprint, simulate
from symbio_sim.world import draw_world

OFFICE = {"hours": {"mon-fri": "09:00-17:00"}}


def automated(*, forgets: bool, **changes: Any) -> Config:
    """All work to a bot; one person, who could just do it, takes over when it fails."""
    skill = {"disuse": forgets, "half_life_speed_days": 30.0, "half_life_accuracy_days": 30.0}
    task = function(
        8,
        55.0,
        "deterministic",
        arrivals={"law": "regular"},
        due={"target_min": 120, "clock": "open"},
        human={"speed_unskilled": 0.1},
    )
    plain = {
        "business": OFFICE,
        "mechanisms": {"skill": skill, "outages": {"detect_min": 0.0}},
        "stressors": {"vendor_outage": {"day": 49}},
    }
    return firm(
        {"a": task}, {"p": role(1, ["a"])}, {"b": bot(["a"], concurrency=2)}, horizon_days=98, **plain | changes
    )


def test_a_skilled_firm_takes_over_and_none_of_the_loss_is_erosion() -> None:
    config = automated(forgets=False)
    test = stress_test(config, draw_world(config, 1))
    assert test is not None
    assert fingerprint(test.restored) == fingerprint(test.baseline)
    found = test.measures()
    assert tuple(found) == RESILIENCE_NAMES
    assert found["stress_erosion_eur"] == 0
    assert found["resilience_loss_eur"] == 0


def test_a_firm_that_forgot_loses_by_what_it_forgot() -> None:
    config = automated(forgets=True)
    test = stress_test(config, draw_world(config, 1))
    assert test is not None
    found = test.measures()
    # Of the forgetful person the day's work is too much; with the skill of day 0 restored nothing is lost.
    assert found["resilience_loss_eur"] >= 50
    assert found["stress_erosion_eur"] == pytest.approx(found["resilience_loss_eur"])
    assert found["stress_erosion_share"] == pytest.approx(found["resilience_loss_share"])


def test_profit_with_the_planned_outage_is_that_of_the_struck_run() -> None:
    config = automated(forgets=True)
    config = load_config(config.to_dict(), ["functions.a.late_penalty_eur=3", "functions.a.due.target_min=60"])
    world = draw_world(config, 1)
    test = stress_test(config, world)
    assert test is not None
    found = test.measures()["stressed_profit_eur_per_day"]
    assert found == measure(test.shocked)["profit_eur_per_day"]
    assert found < measure(test.baseline)["profit_eur_per_day"]


def test_the_worlds_of_a_stress_test_differ_in_the_shock_alone() -> None:
    config = automated(forgets=True)
    world = draw_world(config, 1)
    baseline = simulate(config, world=world)
    test = stress_test(config, world, baseline)
    assert test is not None
    assert test.baseline is baseline
    assert test.restored.world == world
    assert test.shocked.world == test.restored_shocked.world
    (shock,) = test.shocked.world.outages
    assert (shock.vendor, shock.start_min, shock.fix_min) == ("acme", 49 * 1440 + 540, 50 * 1440 + 1020)
    assert test.restored.skill_restored_day == test.restored_shocked.skill_restored_day == 49.375


def test_a_world_without_outages_has_no_natural_loss() -> None:
    config = automated(forgets=True)
    run = simulate(config, 1)
    assert natural_loss(config, run.world, run) == {"natural_loss_share": 0.0, "natural_loss_eur": 0.0}


def test_the_worlds_own_outages_are_measured_against_the_twin_without_them() -> None:
    config = automated(forgets=True, policy={"fallback": "wait"})
    # From Monday 09:00 to Wednesday 09:00 nothing works. Of the 560 tasks the last two are due beyond the horizon.
    world = draw_world(config, 1).with_outage("acme", 49 * 1440 + 540, 2 * 1440)
    run = simulate(config, world=world)
    calm = simulate(config, world=world.without_outages())
    found = natural_loss(config, world, run)
    assert found["natural_loss_eur"] == 10 * (calm.on_time.sum() - run.on_time.sum()) > 0
    assert found["natural_loss_share"] == pytest.approx(found["natural_loss_eur"] / (10 * calm.on_time[:558].sum()))


def test_without_a_plan_resilience_is_undefined_and_without_stress_left_out() -> None:
    config = automated(forgets=False, stressors={"vendor_outage": None})
    found = evaluate(config, 1)
    profits = ("stressed_profit_eur_per_day", "stressed_discounted_profit_eur_per_day")
    assert all(math.isnan(found[name]) for name in RESILIENCE_NAMES if name not in profits)
    assert found[profits[0]] == found["profit_eur_per_day"]
    assert found[profits[1]] == pytest.approx(found["profit_eur_per_day"], rel=0.01)
    assert found["natural_loss_share"] == 0
    assert not set(RESILIENCE_NAMES) & set(evaluate(config, 1, stress=False))
