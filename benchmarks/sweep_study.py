"""A sweep of many short runs, done in one way or another: what one process of `sweeps` runs."""

import json
import resource
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from symbio_sim.experiment import Experiment, cells_of, config_of, load_experiment
from symbio_sim.sweep import DaskWorkers, Executor, InProcess, Processes, Progress, sweep

from .split import BUSINESS, DAYS

CELLS = 100

SPEC: dict[str, Any] = {
    "question": "What does a sweep of many short runs take?",
    "expect": "Little more than its runs.",
    "config": BUSINESS,
    "set": {"horizon_days": DAYS},
    "levers": {"automation": {"path": "policy.share", "sweep": [number / 10 for number in range(10)]}},
    "uncertainties": {
        "half_life": {"path": "mechanisms.skill.half_life_speed_days", "sweep": [50 + 50 * n for n in range(10)]}
    },
    "stress": False,
    "outcomes": ["goodput_eur_per_day"],
}

BARE, IN_PROCESS, BATCH_RUN = "evaluate, one after the other", "sweep, in this process", "mesa.batch_run, 2 processes"

EXECUTORS: dict[str, Callable[[], Executor]] = {
    IN_PROCESS: InProcess,
    "sweep, 1 worker": lambda: Processes(1),
    "sweep, 2 workers": lambda: Processes(2),
    "sweep, local Dask, 2 workers": lambda: DaskWorkers(n_workers=2),
}

WAYS = (BARE, *EXECUTORS, BATCH_RUN)


def study(replications: int) -> Experiment:
    """Return the sweep's experiment: 100 cells that meet the same Worlds."""
    return load_experiment({**SPEC, "replications": replications})


def run(way: str, replications: int) -> dict[str, float]:
    """Do the sweep and return what it took: runs, and seconds of wall, processors, the steady part, and the store."""
    begin = time.perf_counter()
    if way == BARE:
        first_s, stored_s = _bare(replications), 0.0
    elif way == BATCH_RUN:
        first_s, stored_s = _batch_run(replications), 0.0
    else:
        first_s, stored_s = _swept(EXECUTORS[way](), replications)
    wall_s = time.perf_counter() - begin
    used = [resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
    return {
        "runs": CELLS * replications,
        "wall_s": wall_s,
        "steady_s": wall_s - first_s,
        "processor_s": sum(item.ru_utime + item.ru_stime for item in used),
        "stored_s": stored_s,
    }


def _bare(replications: int) -> float:
    """Do what a user's own loop would do, each World drawn anew; return when it was under way (seconds)."""
    from symbio_sim.metrics import evaluate

    experiment = study(replications)
    base = experiment.base.to_dict()
    begin, first_s = time.perf_counter(), 0.0
    for cell in cells_of(experiment):
        config = config_of(base, cell.changes)
        for replication in range(replications):
            evaluate(config, experiment.seed, replication, stress=False, engine="kernel")
            first_s = first_s or time.perf_counter() - begin
    return first_s


def _swept(executor: Executor, replications: int) -> tuple[float, float]:
    """Sweep; return when it was under way, and what writing shards took (seconds)."""
    from symbio_sim.sweep.shards import Shards  # not above: each worker reads this file, and has no use for Arrow

    begin, first_s, stored_s = time.perf_counter(), 0.0, 0.0
    write = Shards.write

    def timed(shards: Shards, rows: Any) -> Path:
        nonlocal stored_s
        start = time.perf_counter()
        path = write(shards, rows)
        stored_s += time.perf_counter() - start
        return path

    def watch(progress: Progress) -> None:
        nonlocal first_s
        if progress.done and not first_s:
            first_s = time.perf_counter() - begin

    Shards.write = timed  # type: ignore[method-assign]
    with tempfile.TemporaryDirectory() as folder:
        sweep(study(replications), folder=Path(folder) / "out", executor=executor, progress=watch, engine="kernel")
    return first_s, stored_s


def _batch_run(replications: int) -> float:
    """Do the same runs with Mesa's own way, without measures; the model is our Mesa engine."""
    import mesa

    from symbio_sim import SymbioModel

    experiment = study(replications)
    base = experiment.base.to_dict()
    configs = [config_of(base, cell.changes) for cell in cells_of(experiment)]
    mesa.batch_run(
        SymbioModel,
        parameters={"config": configs, "replication": range(replications)},
        max_steps=DAYS,
        number_processes=2,
        display_progress=False,
    )
    return 0.0


if __name__ == "__main__":
    print(json.dumps(run(sys.argv[1], int(sys.argv[2]))))
