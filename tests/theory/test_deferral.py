"""Deferral by expected cost: where people hand over to bots, against the exact threshold (list C, 25)."""

import math

import numpy as np
import pytest
from builders import bot, firm, function, role

from symbio_sim.config import Config
from symbio_sim.run import simulate

C_BOT, C_PEOPLE, LOSS, P_PEOPLE = 0.5, 8.0, 40.0, 0.05
"""Costs of a task with the bot and with people, of an error (euros), and how often people err."""


def office(loss_eur: float = LOSS) -> Config:
    """People who err in one task of twenty whatever it is, and a bot that knows exactly how sure it may be."""
    people = {"accuracy_skilled": 1.0 - P_PEOPLE, "accuracy_unskilled": 1.0 - P_PEOPLE}
    work = function(60, 16.0, "deterministic", human=people, value_eur=10.0, error_cost_eur=loss_eur - 10.0)
    machine = bot(
        ["a"],
        accuracy=0.75,
        slope=5.0,
        jaggedness=0.0,
        type_jaggedness=0.0,
        confidence_slope=1.0,
        confidence_noise=0.0,
        overconfidence=0.0,
        usage_eur_per_task=C_BOT,
        concurrency=9,
    )
    return firm(
        {"a": work},
        {"p": role(3, ["a"], wage_eur_per_h=C_PEOPLE / 16.0 * 60.0)},
        {"b": machine},
        horizon_days=20,
        policy={"rule": "expected_cost"},
    )


def test_a_bot_gets_exactly_the_tasks_below_the_threshold_of_expected_cost() -> None:
    """C25: p* = 0.2375, x* = 0.583357 with p_b = sigma((x - 0.7) / 0.1); here (x - 0.7) / 0.1 = slope b - ability."""
    run = simulate(office(), 1)
    machine, tasks = run.firm.bots[0], run.world.tasks
    p_star = (C_PEOPLE + LOSS * P_PEOPLE - C_BOT) / LOSS
    assert p_star == pytest.approx(0.2375)
    x = 0.7 + 0.1 * (machine.slope * tasks["difficulty"] - machine.ability[0])
    x_star = 0.7 + 0.1 * math.log(p_star / (1.0 - p_star))
    assert x_star == pytest.approx(0.583357, abs=1e-6)
    mode = run.tasks["mode"].to_numpy()
    done = (mode == "bot") | (mode == "human")
    assert done.sum() > 1000
    assert np.array_equal(mode[done] == "bot", x[done] < x_star)
    assert 0.2 < (mode[done] == "bot").mean() < 0.8


def test_the_dearer_errors_are_the_fewer_tasks_go_to_a_bot_that_errs_more_than_people() -> None:
    shares = []
    for loss_eur in (15.0, 40.0, 200.0, 2000.0):
        run = simulate(office(loss_eur), 1)
        shares.append(float((run.tasks["mode"] == "bot").mean()))
    assert shares == sorted(shares, reverse=True)
    assert shares[0] - shares[-1] > 0.1
