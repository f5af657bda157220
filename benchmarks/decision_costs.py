"""Processor seconds of what a decision is made of, in rounds: ours and SimPy's within seconds of each other."""

import gc
import time
from collections.abc import Callable
from functools import partial
from statistics import median
from typing import Any, NamedTuple

from symbio_sim import Config
from symbio_sim.metrics import compare
from symbio_sim.world import World, draw_world

from .agreement import demand_same_results
from .decision_study import SEED, SHARES, calm_goodput, mix, planned, struck_world, window_goodput
from .engines import CUSTOMERS, KERNEL, WORKERS, Simulate, here

WORLDS_OF_OURS = 10
"""Worlds of each round in which ours is timed."""
WORLDS_OF_COMPARE = 20
"""Enough that the signed ranks are not counted out one by one, which takes a second whatever the firm."""


class Costs(NamedTuple):
    """Processor seconds; each is a mean over the mixes.

    `drawing`: a World. `calm`, `struck`: our run of one mix in it, summed up, and its struck twin. `simpy`: a run of
    each idiom. `compare`, `compare_stress`: two mixes in a World with every measure, without and with the stress test.
    """

    drawing: float
    calm: float
    struck: float
    simpy: dict[str, float]
    compare: float
    compare_stress: float


def simpy_here() -> list[str]:
    """Return which SimPy firms can run here."""
    return [name for name in (WORKERS, CUSTOMERS) if name in here()[0]]


def costs(n_tasks: float, n_rounds: int) -> Costs:
    """Return the medians of rounds.

    Raises
    ------
    DifferentResultsError
        If SimPy's results, calm or struck, are not the kernel's.
    """
    mixes = [mix(n_tasks, share) for share in SHARES]
    _one_round(mixes, n_rounds)  # a round that nobody counts: imports, compiling, caches
    measured = [_one_round(mixes, number) for number in range(n_rounds)]
    *ours, simpy, compare_s, compare_stress_s = zip(*measured, strict=True)
    by_name = {name: median(round_[name] for round_ in simpy) for name in simpy_here()}
    return Costs(*(median(part) for part in ours), by_name, median(compare_s), median(compare_stress_s))


def _one_round(mixes: list[Config], number: int) -> Costs:
    """Return the costs in Worlds of this round."""
    worlds = range(number * WORLDS_OF_OURS, (number + 1) * WORLDS_OF_OURS)
    drawing_s, drawn = _timed(lambda: [draw_world(mixes[0], SEED, world) for world in worlds])
    pairs = [(config, world) for world in drawn for config in mixes]
    calm_s, calm = _timed(lambda: [calm_goodput(*pair) for pair in pairs])
    struck_s, _ = _timed(lambda: [window_goodput(*pair, run) for pair, (run, _) in zip(pairs, calm, strict=True)])
    simpy_s = {name: _simpy_s(here()[0][name], mixes, drawn[0]) for name in simpy_here()}
    compared = [
        _timed(partial(compare, *mixes[:2], number, WORLDS_OF_COMPARE, stress=stress, threads=1, engine="kernel"))[0]
        for stress in (False, True)
    ]
    return Costs(
        drawing_s / len(drawn),
        calm_s / len(pairs),
        struck_s / len(pairs),
        simpy_s,
        *(seconds / WORLDS_OF_COMPARE for seconds in compared),
    )


def _simpy_s(simulate: Simulate, mixes: list[Config], world: World) -> float:
    """Return the mean seconds of a run, after a look at whether it is the kernel's."""
    seconds = 0.0
    for config in mixes:
        spent, result = _timed(partial(simulate, config, world))
        demand_same_results({KERNEL: here()[0][KERNEL](config, world), WORKERS: result})
        seconds += spent / len(mixes)
    struck = struck_world(world, planned(mixes[0], here()[0][KERNEL](mixes[0], world)))
    demand_same_results({KERNEL: here()[0][KERNEL](mixes[0], struck), WORKERS: simulate(mixes[0], struck)})
    return seconds


def _timed(work: Callable[[], Any]) -> tuple[float, Any]:
    gc.collect()
    start = time.process_time()
    result = work()
    return time.process_time() - start, result
