"""Where jobs run does not show in what comes out; a run that kills its worker fails, and no other."""

import importlib.util
import json
import multiprocessing
import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pandas as pd
import pytest
from sweeps import SPEC, job_of, runs_in_shards, small_experiment, write_config

from symbio_sim.experiment import Experiment, load_experiment
from symbio_sim.sweep import DaskWorkers, Executor, InProcess, Processes, SweepError, sweep
from symbio_sim.sweep.executor import DEATHS, after_death
from symbio_sim.sweep.jobs import CellRuns, Job, Study
from symbio_sim.sweep.processes import FALSE_STARTS

HAS_DASK = pytest.mark.skipif(importlib.util.find_spec("distributed") is None, reason="Dask is not installed")

EXECUTORS = [
    pytest.param(InProcess, id="in process"),
    pytest.param(lambda: Processes(2), id="processes"),
    pytest.param(lambda: DaskWorkers(n_workers=2), id="dask", marks=HAS_DASK),
]

RULE_THAT_KILLS = """
import multiprocessing, os
def prefer(p0, p1, p2, p3, u_share, *others):
    if u_share < p0 and multiprocessing.parent_process() is not None:
        os._exit(7)
    return 0.5 - u_share
"""
"""A custom rule that takes its process down in some Worlds: each has its own luck."""


@pytest.mark.parametrize("make", EXECUTORS)
def test_the_table_is_the_same_wherever_jobs_run(make: Callable[[], Executor], tmp_path: Path) -> None:
    experiment = small_experiment(tmp_path, replications=10)
    found = sweep(experiment, folder=tmp_path / "out", executor=make(), engine="mesa")
    runs = runs_in_shards(tmp_path / "out")
    assert len(runs) == len(set(runs)) == 80
    here = sweep(experiment, folder=tmp_path / "here", executor=InProcess(), engine="mesa")
    assert (found.folder / "table.parquet").read_bytes() == (here.folder / "table.parquet").read_bytes()


@pytest.mark.usefixtures("compiled_engine")
def test_the_compiled_engine_in_workers_gives_the_same_table_as_the_mesa_engine_here(tmp_path: Path) -> None:
    experiment = small_experiment(tmp_path)
    there = sweep(experiment, folder=tmp_path / "there", executor=Processes(2), engine="kernel")
    here = sweep(experiment, folder=tmp_path / "here", executor=InProcess(), engine="mesa")
    assert (there.folder / "table.parquet").read_bytes() == (here.folder / "table.parquet").read_bytes()


@pytest.fixture
def deadly(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Experiment:
    """One cell in twelve Worlds, one of which takes down whatever worker process it is run in."""
    (tmp_path / "deadly.py").write_text(RULE_THAT_KILLS)
    monkeypatch.syspath_prepend(str(tmp_path))
    plain = json.loads(write_config(tmp_path).read_text())
    plain["policy"] = {"rule": "custom", "function": "deadly:prefer", "parameters": [0.0015]}
    (tmp_path / "deadly.yaml").write_text(json.dumps(plain))
    spec = {**SPEC, "config": str(tmp_path / "deadly.yaml"), "replications": 12}
    del spec["levers"]
    return load_experiment(spec)


@pytest.mark.parametrize("make", EXECUTORS[1:])
def test_a_run_that_kills_its_worker_fails_and_all_others_are_done(
    make: Callable[[], Executor], deadly: Experiment, tmp_path: Path
) -> None:
    found = sweep(deadly, folder=tmp_path / "out", executor=make(), engine="mesa")
    here = sweep(deadly, folder=tmp_path / "here", executor=InProcess(), engine="mesa").table()
    table = found.table()
    failed = table["status"] == "failed"
    assert failed.sum() == 2  # one World, two cells
    pd.testing.assert_frame_equal(table[~failed], here[~failed])
    assert len(runs_in_shards(tmp_path / "out")) == len(table) == 24
    errors = set(found.failures()["error"])
    assert all(error.startswith("the worker process died in this run, twice (") for error in errors)
    if isinstance(make(), Processes):
        assert errors == {"the worker process died in this run, twice (exit code 7)"}


def _job(n_runs: int, deaths: int = 0) -> Job:
    return Job(Study("{}", 1, False, False, "mesa", None, ""), (CellRuns("a", {}, tuple(range(n_runs))),), 0, deaths)


def test_a_job_that_workers_died_of_is_tried_again_then_taken_apart_then_given_up() -> None:
    job = _job(3)
    for _ in range(DEATHS - 1):
        (again,), rows = after_death(job, "killed")
        assert (again.cells, again.deaths, rows) == (job.cells, job.deaths + 1, [])
        job = again
    singles, rows = after_death(job, "killed")
    assert [single.n_runs for single in singles] == [1, 1, 1]
    assert rows == []
    nothing, (row,) = after_death(_job(1, DEATHS - 1), "killed")
    assert nothing == []
    assert (row["status"], row["error"]) == ("failed", "the worker process died in this run, twice (killed)")


def test_workers_that_cannot_start_are_given_up(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("symbio_sim.sweep.processes.serve", os._exit)  # they leave with an exit code that is no number
    with pytest.raises(SweepError, match=f"{FALSE_STARTS} worker processes in a row died as they started"):
        sweep(small_experiment(tmp_path), folder=tmp_path / "out", executor=Processes(1), engine="mesa")


def test_an_error_of_a_worker_s_ends_the_sweep_and_the_workers(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("symbio_sim.sweep.asking.sources_here", lambda config: "others")
    executor = Processes(2)
    with pytest.raises(SweepError, match="other sources"):
        sweep(small_experiment(tmp_path), folder=tmp_path / "out", executor=executor, engine="mesa")
    assert multiprocessing.active_children() == []


def test_workers_end_when_the_sweep_does(tmp_path: Path) -> None:
    sweep(small_experiment(tmp_path), folder=tmp_path / "out", executor=Processes(2), engine="mesa")
    assert multiprocessing.active_children() == []


@pytest.mark.parametrize(
    ("executor", "guard"),
    [("Processes(1)", True), ("Processes(1)", False), pytest.param("DaskWorkers(n_workers=1)", False, marks=HAS_DASK)],
)
def test_a_script_without_a_guard_is_told_what_it_lacks(executor: str, guard: bool, tmp_path: Path) -> None:
    begin = "if __name__ == '__main__':\n    " if guard else ""
    program = f"""
import sys
sys.path.insert(0, {str(Path(__file__).parents[1])!r})
from pathlib import Path
from sweeps import small_experiment
from symbio_sim.sweep import DaskWorkers, Processes, sweep
experiment = small_experiment(Path({str(tmp_path)!r}))
{begin}sweep(experiment, folder={str(tmp_path / "out")!r}, executor={executor}, engine="mesa")
"""
    (tmp_path / "script.py").write_text(program)
    done = subprocess.run([sys.executable, "script.py"], cwd=tmp_path, capture_output=True, text=True, check=False)
    assert (done.returncode == 0) == guard, done.stderr
    assert ("begin a sweep under `if __name__ == '__main__':`" in done.stderr) == (not guard)


@HAS_DASK
def test_a_cluster_that_is_not_there_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("symbio_sim.sweep.dask_workers.PATIENCE_S", 0.5)
    with pytest.raises(SweepError, match=r"no Dask cluster at tcp://127\.0\.0\.1:1 "), DaskWorkers("tcp://127.0.0.1:1"):
        pass


@HAS_DASK
def test_a_dask_worker_with_other_sources_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("symbio_sim.sweep.asking.sources_here", lambda config: "others")
    with pytest.raises(SweepError, match="other sources"):
        sweep(small_experiment(tmp_path), folder=tmp_path / "out", executor=DaskWorkers(n_workers=1), engine="mesa")


def test_dask_that_is_not_installed_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "distributed", None)
    with pytest.raises(SweepError, match=r"pip install 'symbio-sim\[dask\]'"), DaskWorkers():
        pass


def test_jobs_are_taken_from_the_iterator_a_few_at_a_time(tmp_path: Path) -> None:
    job = job_of(small_experiment(tmp_path), 1)
    singles = list(job.single_runs()) * 4
    taken = 0

    def jobs() -> Iterator[Job]:
        nonlocal taken
        for single in singles:
            taken += 1
            yield single

    with Processes(2) as executor:
        for number, _ in enumerate(executor.results(jobs()), start=1):
            assert taken <= number + 2 * 2
    assert taken == len(singles)
