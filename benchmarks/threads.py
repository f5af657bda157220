"""Wall time of many Worlds on one thread and on two: the compiled engines let go of Python's lock as they simulate."""

import time
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from typing import NamedTuple

from symbio_sim import Config
from symbio_sim.metrics import replicate
from symbio_sim.world import World, draw_world

from .engines import COMPILED, Simulate, here
from .reference import reference_config
from .split import business

THREADS = (1, 2)
SIZES = ((2_500.0, 200), (1e5, 16))
"""(tasks, Worlds) of the two comparisons."""

STUDY_WORLDS = 200


class Spent(NamedTuple):
    """Wall and processor seconds; the second over the first is how many processors were at work."""

    wall_s: float
    processor_s: float


class Comparison(NamedTuple):
    """What an engine spent on the same Worlds, by number of threads: the round of least wall time."""

    engine: str
    n_tasks: int
    n_worlds: int
    by_threads: dict[int, Spent]


def comparisons(n_rounds: int) -> Iterator[Comparison]:
    """Give each engine's comparison at each size; one thread and two take turns."""
    engines, _ = here()
    for n_tasks, n_worlds in SIZES:
        config = reference_config(n_tasks)
        worlds = [draw_world(config, 1, replication) for replication in range(n_worlds)]
        for name in (name for name in engines if name in COMPILED):
            engines[name](config, worlds[0])
            rounds = [{k: _spent(engines[name], config, worlds, k) for k in THREADS} for _ in range(n_rounds)]
            yield Comparison(name, worlds[0].n_tasks, n_worlds, {k: min(r[k] for r in rounds) for k in THREADS})


def study(n_rounds: int) -> Comparison:
    """Return the comparison of a study in one call: Worlds of a shipped business drawn, simulated and measured."""
    config = business()

    def evaluate(threads: int) -> Spent:
        begin = _now()
        replicate(config, 1, STUDY_WORLDS, stress=False, threads=threads, engine="kernel")
        return _since(begin)

    evaluate(1)
    rounds = [{k: evaluate(k) for k in THREADS} for _ in range(n_rounds)]
    n_tasks = draw_world(config, 1).n_tasks
    return Comparison("a study", n_tasks, STUDY_WORLDS, {k: min(r[k] for r in rounds) for k in THREADS})


def _spent(simulate: Simulate, config: Config, worlds: Sequence[World], threads: int) -> Spent:
    with ThreadPoolExecutor(threads) as pool:
        begin = _now()
        for _ in pool.map(lambda world: simulate(config, world), worlds):
            pass
        return _since(begin)


def _now() -> Spent:
    return Spent(time.perf_counter(), time.process_time())


def _since(begin: Spent) -> Spent:
    now = _now()
    return Spent(now.wall_s - begin.wall_s, now.processor_s - begin.processor_s)
