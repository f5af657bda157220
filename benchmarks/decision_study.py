"""The study behind "time to a decision": mixes of the reference firm in the same Worlds, calm and struck."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from symbio_sim import Config, simulate
from symbio_sim.metrics.control_variates import CONTROLS, deviations
from symbio_sim.metrics.resilience import window_end_min, window_tasks
from symbio_sim.metrics.stress_plan import StressPlan, stress_plan
from symbio_sim.metrics.window import goodput_eur
from symbio_sim.run import Run
from symbio_sim.world import World, draw_world

from .reference import reference_config

Floats = NDArray[np.float64]

SHARES = (0.5, 0.6, 0.7, 0.8)
"""Shares of eligible tasks given to bots. At the first people are three quarters busy, and some Worlds swamp them."""

STANDARD, WEEK = "loss, standard", "loss, a week"
SHOCKS: dict[str, dict[str, Any]] = {STANDARD: {}, WEEK: {"vendor": "all", "working_days": 5.0}}
"""The standard stress test, two days without the largest vendor, which this firm takes in its stride; and a working
week without any bot."""

SEED = 1


@dataclass(frozen=True)
class Struck:
    """Goodput (euros) of the tasks in a shock's window, without and with it, shape (Worlds, mixes); all controls."""

    calm_eur: Floats
    struck_eur: Floats
    controls: Floats


@dataclass(frozen=True)
class Study:
    """What mixes did in the same Worlds.

    Attributes
    ----------
    goodput_eur : ndarray, shape (Worlds, mixes)
        Value of all tasks done well, in calm Worlds.
    controls : ndarray, shape (Worlds, controls)
        By how much each World exceeds what the config expects.
    shocks : dict of str to Struck
        The same in the window of each shock.
    """

    goodput_eur: Floats
    controls: Floats
    shocks: dict[str, Struck]


def mix(n_tasks: float, share: float, shock: str = WEEK) -> Config:
    """Return the reference firm with that share and a planned shock."""
    plain = reference_config(n_tasks, share=share).to_dict()
    return Config.model_validate(plain | {"stressors": {"vendor_outage": SHOCKS[shock]}})


def lived(n_tasks: float, n_worlds: int) -> Study:
    """Simulate every mix in the same Worlds with the kernel."""
    mixes = {shock: [mix(n_tasks, share, shock) for share in SHARES] for shock in SHOCKS}
    values: dict[str, list[Any]] = {shock: [] for shock in SHOCKS}
    controls: dict[str, list[Any]] = {shock: [] for shock in SHOCKS}
    for replication in range(n_worlds):
        world = draw_world(mixes[WEEK][0], SEED, replication)
        for shock, rows in _world(mixes, world):
            values[shock].append(rows)
            controls[shock].append(list(deviations(mixes[shock][0], world, stress=True).values()))
    lived_through = {shock: np.moveaxis(np.array(values[shock]), 2, 0) for shock in SHOCKS}
    shocks = {shock: Struck(*lived_through[shock][1:], np.array(controls[shock])) for shock in SHOCKS}
    return Study(lived_through[WEEK][0], shocks[WEEK].controls[:, : len(CONTROLS)], shocks)


def _world(mixes: dict[str, list[Config]], world: World) -> Iterator[tuple[str, list[list[float]]]]:
    """Give (goodput, calm, struck) of each mix under each shock."""
    calm = [calm_goodput(config, world) for config in mixes[WEEK]]
    for shock, configs in mixes.items():
        rows = zip(configs, calm, strict=True)
        yield shock, [[goodput, *window_goodput(config, world, run)] for config, (run, goodput) in rows]


def calm_goodput(config: Config, world: World) -> tuple[Run, float]:
    """Return a run without shock, and its goodput (euros)."""
    run = simulate(config, world=world, engine="kernel")
    return run, float(goodput_eur(run).sum())


def window_goodput(config: Config, world: World, calm: Run) -> tuple[float, float]:
    """Return the goodput (euros) of the shock's window without and with it; 1 - struck / calm is the stress loss."""
    plan = planned(config, calm)
    struck = simulate(config, world=struck_world(world, plan), engine="kernel")
    mine = window_tasks(calm, plan.start_min, window_end_min(calm, plan.start_min, plan.length_min))
    return float(goodput_eur(calm)[mine].sum()), float(goodput_eur(struck)[mine].sum())


def planned(config: Config, calm: Run) -> StressPlan:
    """Return the shock of a mix.

    Raises
    ------
    ValueError
        If the config has none.
    """
    plan = stress_plan(config, calm)
    if plan is None:
        raise ValueError("the config plans no shock")
    return plan


def struck_world(world: World, plan: StressPlan) -> World:
    """Return the twin of a World with the shock."""
    return plan.strike(world)
