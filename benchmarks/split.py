"""Where the time of a study goes: drawing Worlds, simulating them, measuring what happened."""

import time
from collections.abc import Callable
from typing import Any

from symbio_sim import Config, simulate
from symbio_sim.config import load_config
from symbio_sim.metrics import measure
from symbio_sim.world import draw_world

PARTS = ("drawing the Worlds", "simulating, kernel", "measuring")

BUSINESS, DAYS = "bakery", 80
"""A shipped business, over as many days as bring about 2,500 tasks, those included that only goodwill would bring."""


def business() -> Config:
    """Return the business of the study."""
    return Config.model_validate(load_config(BUSINESS).to_dict() | {"horizon_days": DAYS})


def split(replications: int) -> tuple[int, dict[str, float]]:
    """Return the tasks in all, and the processor seconds that each part of the study takes."""
    config = business()
    times = [0.0] * len(PARTS)
    _study(config, replications, times.copy())  # not counted: imports, compiling
    tasks = sum(_study(config, replication, times) for replication in range(replications))
    return tasks, dict(zip(PARTS, times, strict=True))


def _study(config: Config, replication: int, times: list[float]) -> int:
    """Draw, simulate and measure one World, adding the times, and return its number of tasks."""
    world = _add(times, 0, lambda: draw_world(config, 1, replication))
    run = _add(times, 1, lambda: simulate(config, world=world, engine="kernel"))
    _add(times, 2, lambda: measure(run))
    return int(world.n_tasks)


def _add(times: list[float], part: int, work: Callable[[], Any]) -> Any:
    start = time.process_time()
    result = work()
    times[part] += time.process_time() - start
    return result
