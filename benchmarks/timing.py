"""Time per task of each engine, in rounds: every round draws a new World and lets each engine simulate it.

Times are processor times of this process, which suffer least from what else the machine does. Ratios are taken within
a round, where both engines met the same World within seconds of each other.
"""

import gc
import time
from collections.abc import Callable
from statistics import median
from typing import Any

import numpy as np
from numpy.typing import NDArray

from symbio_sim import Config, Run, simulate
from symbio_sim.world import World, draw_world

from .simpy_firm import simulate_with_simpy

SIMPY, MESA = "SimPy", "symbio_sim, Mesa engine"
DRAWING, TABLES = "drawing the World", "making the tables"

ENGINES: dict[str, Callable[[Config, World], Any]] = {
    SIMPY: simulate_with_simpy,
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
    # The order changes with the round, so that no engine always comes first.
    names = list(ENGINES)[:: 1 if replication % 2 else -1]
    results = {}
    for name in names:
        times[name], results[name] = _timed(lambda name=name: ENGINES[name](config, world))
    times[TABLES], _ = _timed(results[MESA].tables)
    _demand_same_results(results)
    return {name: spent / world.n_tasks * 1e6 for name, spent in times.items()}


def _timed(work: Callable[[], Any]) -> tuple[float, Any]:
    gc.collect()
    start = time.process_time()
    result = work()
    return time.process_time() - start, result


def _demand_same_results(results: dict[str, Any]) -> None:
    first, *others = [_columns(result) for result in results.values()]
    for other in others:
        for name in ("outcome", "mode", "staff", "visit"):
            if not np.array_equal(first[name], other[name]):
                raise DifferentResultsError(f"column {name!r}")
        if not np.allclose(first["end_min"], other["end_min"], rtol=0.0, atol=1e-6, equal_nan=True):
            raise DifferentResultsError("column 'end_min'")


def _columns(result: Any) -> dict[str, NDArray[Any]]:
    columns: dict[str, NDArray[Any]] = result.columns if isinstance(result, Run) else result
    return columns


def summary(measured: list[dict[str, float]]) -> dict[str, tuple[float, float]]:
    """Return (median, minimum) of what was measured, by name."""
    names = measured[0]
    return {name: (median(m[name] for m in measured), min(m[name] for m in measured)) for name in names}


def ratios(measured: list[dict[str, float]], name: str, base: str = SIMPY) -> list[float]:
    """Return how many times faster than `base` an engine was, round by round."""
    return [m[base] / m[name] for m in measured]
