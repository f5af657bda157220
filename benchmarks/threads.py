"""Wall time of many Worlds on one thread and on two: the compiled engines let go of Python's lock as they simulate."""

import time
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor

from symbio_sim.world import World, draw_world

from .engines import COMPILED, here
from .reference import reference_config

THREADS = (1, 2)
SIZES = ((2_500.0, 200), (1e5, 16))
"""(tasks, Worlds) of the two comparisons."""


def wall_times(n_rounds: int) -> list[tuple[str, float, int, dict[int, float]]]:
    """Return (engine, tasks a World, Worlds, least wall seconds by number of threads); rounds alternate the threads."""
    engines, _ = here()
    found = []
    for n_tasks, n_worlds in SIZES:
        config = reference_config(n_tasks)
        worlds = [draw_world(config, 1, replication) for replication in range(n_worlds)]
        for name in (name for name in engines if name in COMPILED):
            engines[name](config, worlds[0])
            spent: dict[int, list[float]] = {threads: [] for threads in THREADS}
            for _ in range(n_rounds):
                for threads in THREADS:
                    spent[threads].append(_wall(name, n_tasks, worlds, threads))
            found.append((name, worlds[0].n_tasks, n_worlds, {k: min(times) for k, times in spent.items()}))
    return found


def _wall(name: str, n_tasks: float, worlds: Sequence[World], threads: int) -> float:
    config, simulate = reference_config(n_tasks), here()[0][name]
    with ThreadPoolExecutor(threads) as pool:
        start = time.perf_counter()
        for _ in pool.map(lambda world: simulate(config, world), worlds):
            pass
        return time.perf_counter() - start
