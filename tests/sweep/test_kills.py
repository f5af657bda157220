"""Killed at random moments, a sweep loses nothing and does nothing twice: the table is that of an undisturbed one."""

import importlib.util
import os
import random
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from sweeps import runs_in_shards, small_experiment

from symbio_sim.sweep import DaskWorkers, InProcess, Processes, Sweep, sweep

PROGRAM = """
import os, random, signal, sys, threading
from pathlib import Path
sys.path.insert(0, {tests!r})
from sweeps import small_experiment
from symbio_sim.sweep import InProcess, Processes, sink, sweep

before, timer = None, None

def kill_at_a_random_moment(progress):
    global before, timer
    if before is None:
        before = progress.done
    elif timer is None and progress.done > before and sys.argv[2] == "kill":
        timer = threading.Timer(random.uniform(0.0, 0.2), os.kill, (os.getpid(), signal.SIGKILL))
        timer.daemon = True
        timer.start()

if __name__ == "__main__":
    random.seed(int(sys.argv[1]))
    sink.SHORTEST_S = 0.05  # many shards: the more of them, the more often a kill meets one that is being written
    experiment = small_experiment(Path({folder!r}), replications={replications})
    executor = Processes({workers}) if {workers} > 1 else InProcess()
    sweep(experiment, folder={folder!r} + "/out", executor=executor, engine="mesa", progress=kill_at_a_random_moment)
"""
"""A sweep that somebody kills soon after it has got its first rows."""


def assert_as_undisturbed(folder: Path, replications: int) -> None:
    """Hold what was killed again and again against a sweep that was left alone."""
    runs = runs_in_shards(folder / "out")
    assert len(runs) == len(set(runs)) == 8 * replications
    assert {status for _, _, status in runs} == {"done"}
    experiment = small_experiment(folder, replications=replications)
    left_alone = sweep(experiment, folder=folder / "alone", executor=InProcess(), engine="mesa")
    assert (folder / "out" / "table.parquet").read_bytes() == (left_alone.folder / "table.parquet").read_bytes()
    assert not (folder / "out" / "shards" / "damaged").exists()


def _end_of(program: Path, seed: int, what: str) -> int:
    return subprocess.run([sys.executable, str(program), str(seed), what], check=False).returncode


@pytest.mark.skipif(sys.platform == "win32", reason="no signals to kill with")
@pytest.mark.parametrize(
    ("workers", "replications", "kills"),
    [
        pytest.param(1, 100, 2, id="in process"),
        pytest.param(2, 100, 2, id="with workers"),
        pytest.param(1, 250, 20, id="in process, many times", marks=pytest.mark.slow),
        pytest.param(2, 500, 20, id="with workers, many times", marks=pytest.mark.slow),
    ],
)
def test_a_sweep_that_is_killed_goes_on_where_it_was(
    workers: int, replications: int, kills: int, tmp_path: Path
) -> None:
    program = tmp_path / "program.py"
    tests = str(Path(__file__).parents[1])
    program.write_text(
        PROGRAM.format(tests=tests, folder=str(tmp_path), workers=workers, replications=replications), encoding="utf-8"
    )
    assert [_end_of(program, seed, "kill") for seed in range(kills)] == [-signal.SIGKILL] * kills
    assert _end_of(program, kills, "go on") == 0
    assert_as_undisturbed(tmp_path, replications)


# ------------------------------------------------------------------------------------------------------------- workers


class _Killer(threading.Thread):
    """Kills processes now and then, as long as there are any and it has not had enough."""

    def __init__(self, victims: Callable[[], list[int]], kills: int, pause_s: float) -> None:
        super().__init__(daemon=True)
        self.victims = victims
        self.left = kills
        self.pause_s = pause_s
        self.chance = random.Random(kills)
        self.is_over = False

    def run(self) -> None:
        while self.left and not self.is_over:
            time.sleep(self.chance.uniform(0.0, self.pause_s))
            for victim in self.chance.sample(self.victims(), k=min(1, len(self.victims()))):
                try:
                    os.kill(victim, signal.SIGKILL)
                except ProcessLookupError:
                    continue
                self.left -= 1


def _swept(folder: Path, replications: int, executor: Processes | DaskWorkers, killer: _Killer) -> Sweep:
    killer.start()
    try:
        experiment = small_experiment(folder, replications=replications)
        return sweep(experiment, folder=folder / "out", executor=executor, engine="mesa")
    finally:
        killer.is_over = True
        killer.join()


MANY = pytest.mark.slow


@pytest.mark.parametrize(
    ("replications", "kills", "pause_s"),
    [pytest.param(250, 3, 0.6, id="a few"), pytest.param(2500, 20, 2.5, id="many", marks=MANY)],
)
def test_workers_that_are_killed_are_replaced(replications: int, kills: int, pause_s: float, tmp_path: Path) -> None:
    executor = Processes(2)

    def victims() -> list[int]:
        # A run that worker after worker dies of is given up, rightly: nobody dies twice of the same job here.
        workers = [worker for worker in executor._workers if worker.is_ready]
        return [worker.process.pid or 0 for worker in workers if not any(job.deaths for job in list(worker.jobs))]

    killer = _Killer(victims, kills, pause_s)
    _swept(tmp_path, replications, executor, killer)
    assert killer.left == 0
    assert_as_undisturbed(tmp_path, replications)


@pytest.mark.skipif(importlib.util.find_spec("distributed") is None, reason="Dask is not installed")
@pytest.mark.parametrize(
    ("replications", "kills"), [pytest.param(250, 2, id="a few"), pytest.param(1500, 20, id="many", marks=MANY)]
)
def test_dask_workers_that_are_killed_are_replaced(replications: int, kills: int, tmp_path: Path) -> None:
    executor = DaskWorkers(n_workers=2)

    def workers() -> list[int]:
        cluster = executor.cluster
        return [] if cluster is None else [nanny.pid for nanny in cluster.workers.values() if nanny.pid is not None]

    killer = _Killer(workers, kills, 2.0)
    _swept(tmp_path, replications, executor, killer)
    assert killer.left == 0
    assert_as_undisturbed(tmp_path, replications)


@pytest.mark.skipif(not Path("/proc").is_dir(), reason="asks Linux which processes there are")
def test_workers_die_with_a_parent_that_is_killed(tmp_path: Path) -> None:
    program = tmp_path / "program.py"
    code = """
import os, sys, time
from symbio_sim.sweep import Processes
if __name__ == "__main__":
    with Processes(2) as executor:
        print(*(worker.process.pid for worker in executor._workers), flush=True)
        time.sleep(600.0)
"""
    program.write_text(code, encoding="utf-8")
    parent = subprocess.Popen([sys.executable, str(program)], stdout=subprocess.PIPE, text=True)
    assert parent.stdout is not None
    workers = [int(pid) for pid in parent.stdout.readline().split()]
    assert len(workers) == 2
    assert all(_is_alive(pid) for pid in workers)
    parent.kill()
    parent.wait()
    parent.stdout.close()
    while any(_is_alive(pid) for pid in workers):  # for ever, if they do not end
        time.sleep(0.05)


def _is_alive(pid: int) -> bool:
    try:
        state = Path(f"/proc/{pid}/stat").read_text(encoding="utf-8").rpartition(")")[2].split()[0]
    except (FileNotFoundError, ProcessLookupError):
        return False
    return state != "Z"
