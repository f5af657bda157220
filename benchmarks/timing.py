"""Time per task of each engine, in rounds: every round draws a new World and lets each engine simulate it.

Times are processor times of this process, which suffer least from what else the machine does. Ratios are taken within
a round, where all engines met the same World within seconds of each other.
"""

import gc
import time
from collections.abc import Callable
from functools import partial
from statistics import median
from typing import Any

import numpy as np

from symbio_sim import Config, Run, simulate
from symbio_sim.world import World, draw_world

from .firm_books import FirmRun
from .simpy_customers import simulate_with_customers
from .simpy_workers import simulate_with_workers

WORKERS, CUSTOMERS, MESA = "SimPy, workers pull", "SimPy, customers ask", "symbio_sim, Mesa engine"
DRAWING, TABLES = "drawing the World", "making the tables"

ENGINES: dict[str, Callable[[Config, World], Run | FirmRun]] = {
    WORKERS: simulate_with_workers,
    CUSTOMERS: simulate_with_customers,
    MESA: lambda config, world: simulate(config, world=world, engine="mesa"),
}


class DifferentResultsError(AssertionError):
    """Two engines did not do the same with a World, so that their times say nothing."""


def rounds(config: Config, n_rounds: int, seed: int = 1) -> list[dict[str, float]]:
    """Return each round's processor time per task (microseconds) of every engine, of drawing and of the tables.

    Raises
    ------
    DifferentResultsError
        If the engines' results differ.
    """
    _one_round(config, seed, n_rounds)  # a round that nobody counts: imports, caches
    return [_one_round(config, seed, replication) for replication in range(n_rounds)]


def _one_round(config: Config, seed: int, replication: int) -> dict[str, float]:
    spent, world = _timed(lambda: draw_world(config, seed, replication))
    times = {DRAWING: spent}
    results: dict[str, Run | FirmRun] = {}
    for name in _order(replication):
        times[name], results[name] = _timed(partial(ENGINES[name], config, world))
    run = results[MESA]
    assert isinstance(run, Run)
    times[TABLES], _ = _timed(run.tables)
    _demand_same_results(results)
    return {name: times[name] / world.n_tasks * 1e6 for name in (DRAWING, *ENGINES, TABLES)}


def _order(replication: int) -> list[str]:
    """Return the engines in the order of a round: each comes first in turn."""
    first = replication % len(ENGINES)
    return [*ENGINES][first:] + [*ENGINES][:first]


def _timed(work: Callable[[], Any]) -> tuple[float, Any]:
    gc.collect()
    start = time.process_time()
    result = work()
    return time.process_time() - start, result


def _demand_same_results(results: dict[str, Run | FirmRun]) -> None:
    ours = results[MESA]
    for name in (WORKERS, CUSTOMERS):
        for column in ("outcome", "mode", "staff", "visit"):
            if not np.array_equal(results[name].columns[column], ours.columns[column]):
                raise DifferentResultsError(f"{name}: column {column!r}")
        if not np.allclose(
            results[name].columns["end_min"], ours.columns["end_min"], rtol=0, atol=1e-6, equal_nan=True
        ):
            raise DifferentResultsError(f"{name}: column 'end_min'")
        for count in ours.days:
            if not np.array_equal(results[name].days[count], ours.days[count]):
                raise DifferentResultsError(f"{name}: daily {count!r}")


def summary(measured: list[dict[str, float]]) -> dict[str, tuple[float, float]]:
    """Return (median, minimum) of what was measured, by name."""
    names = measured[0]
    return {name: (median(m[name] for m in measured), min(m[name] for m in measured)) for name in names}


def ratios(measured: list[dict[str, float]], name: str, base: str) -> list[float]:
    """Return how many times faster than `base` an engine was, round by round."""
    return [m[base] / m[name] for m in measured]
