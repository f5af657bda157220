"""A planned outage of a bot that works at 80 %: recovery lasts four times the outage.

With regular arrivals (every 7.5 minutes) and deterministic work (6 minutes) the fluid formulas hold but for single
tasks.
"""

import numpy as np
import pytest
from builders import bot, firm, function

from symbio_sim.config import Config
from symbio_sim.run import simulate
from symbio_sim.world import draw_world

pytestmark = pytest.mark.usefixtures("compiled_engine")

PER_H, WORKS_PER_H, OUTAGE_H = 8.0, 10.0, 4.0
TASK_H = 1.0 / PER_H
START_MIN = 3 * 1440.0 + 600.0


def regular_bot() -> Config:
    steady = function(24 * PER_H, 6.0, "deterministic", arrivals={"law": "regular"})
    return firm(
        {"a": steady},
        bots={"b": bot(["a"])},
        horizon_days=7,
        policy={"fallback": "wait"},
        mechanisms={"outages": {"detect_min": 0.0, "interrupted_work": "resume"}},
    )


def test_backlog_clearing_and_delay_after_an_outage_are_those_of_the_fluid_model() -> None:
    config = regular_bot()
    world = draw_world(config, 1)
    plain = simulate(config, world=world, engine="kernel")
    struck = simulate(config, world=world.with_outage("acme", START_MIN, OUTAGE_H * 60.0), engine="kernel")
    arrival = world.tasks["arrival_min"]
    delay_h = (struck.columns["end_min"] - plain.columns["end_min"]) / 60.0

    times = np.arange(START_MIN, START_MIN + 30 * 60.0, 1.0)
    waiting = np.searchsorted(arrival, times) - np.searchsorted(np.sort(struck.columns["end_min"]), times)
    assert abs(waiting.max() - PER_H * OUTAGE_H) <= 1

    delayed = np.flatnonzero(delay_h > 1e-9)
    cleared_h = (struck.columns["end_min"][delayed[-1]] - START_MIN) / 60.0 - OUTAGE_H
    assert abs(cleared_h - OUTAGE_H * PER_H / (WORKS_PER_H - PER_H)) <= 2 * TASK_H

    window = (arrival >= START_MIN) & (arrival < START_MIN + 20 * 60.0)
    assert abs(delay_h[window].sum() - 320.0) <= 0.02 * 320.0
    assert abs(delay_h[window].mean() - 2.0) <= 0.02 * 2.0
    before = arrival < START_MIN - 60.0
    assert (delay_h[before] == 0.0).all()


def test_peak_of_delay_is_the_length_of_the_outage() -> None:
    config = regular_bot()
    world = draw_world(config, 1)
    plain = simulate(config, world=world, engine="kernel")
    struck = simulate(config, world=world.with_outage("acme", START_MIN, OUTAGE_H * 60.0), engine="kernel")
    delay_h = (struck.columns["end_min"] - plain.columns["end_min"]) / 60.0
    assert abs(np.nanmax(delay_h) - OUTAGE_H) <= TASK_H
