"""Time per task of each engine, in rounds: every round draws a new World and lets each engine simulate it.

Times are processor times of this process, which suffer least from what else the machine does. Ratios are taken within
a round, where all engines met the same World within seconds of each other. The order changes from round to round.
"""

import gc
import random
import time
from collections.abc import Callable, Sequence
from functools import partial
from statistics import median
from typing import Any

from symbio_sim import Config
from symbio_sim.world import World, draw_world

from .agreement import demand_same_results
from .engines import COMPILED, CPP, CPP_CALL, here

DRAWING = "drawing the World"

Round = dict[str, float]


def rounds(config: Config, n_rounds: int, engines: Sequence[str], seed: int = 1) -> list[Round]:
    """Return each round's processor time per task (microseconds) of drawing and of every engine.

    Raises
    ------
    DifferentResultsError
        If the engines' results differ.
    """
    other = draw_world(config, seed, n_rounds)
    _one_round(config, other, engines, other)  # a round that nobody counts: imports, compiling, caches
    measured = []
    for replication in range(n_rounds):
        spent, world = _timed(partial(draw_world, config, seed, replication))
        order = random.Random(replication).sample(engines, len(engines))
        times = {DRAWING: spent, **_one_round(config, world, order, other)}
        measured.append({name: spent / world.n_tasks * 1e6 for name, spent in times.items()})
        other = world
    return measured


def _one_round(config: Config, world: World, engines: Sequence[str], other: World) -> Round:
    """Return the seconds that each engine takes; they come in the order given."""
    simulate, _ = here()
    times, results = {}, {}
    for name in engines:
        if name in COMPILED:
            # Its code as near to the processor as it is in a study of many Worlds; the slow ones have long runs for it.
            simulate[name](config, other)
        _touch(world)
        times[name], results[name] = _timed(partial(simulate[name], config, world))
    demand_same_results(results)
    if CPP in engines:
        times[CPP_CALL] = _time_of_call(config, world, other)
    return times


def _touch(world: World) -> None:
    """Read the World, so that every engine finds it equally near to the processor."""
    for column in world.tasks.values():
        column.sum()


def _time_of_call(config: Config, world: World, other: World) -> float:
    """Return the time of the C++ firm without what Python prepares for it."""
    from .cpp.simulate import Prepared

    Prepared(config, other).call()
    prepared = Prepared(config, world)
    _touch(world)
    return _timed(prepared.call)[0]


def _timed(work: Callable[[], Any]) -> tuple[float, Any]:
    gc.collect()
    start = time.process_time()
    result = work()
    return time.process_time() - start, result


def summary(measured: list[Round], name: str) -> tuple[float, float]:
    """Return (median, minimum) of what was measured under a name."""
    values = [m[name] for m in measured]
    return median(values), min(values)


def ratios(measured: list[Round], name: str, base: str) -> list[float]:
    """Return how many times faster than `base` an engine was, round by round."""
    return [m[base] / m[name] for m in measured]
