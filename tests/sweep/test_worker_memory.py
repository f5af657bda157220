"""What a worker need not hold in memory: the libraries that read, write and draw tables, and Mesa."""

import json
import pickle
import subprocess
import sys
from pathlib import Path

import pytest
from sweeps import job_of, small_experiment

import symbio_sim.sweep

HEAVY = ("matplotlib", "mesa", "pandas", "pyarrow", "scipy.optimize", "scipy.stats")

ONE_JOB = f"""
import dataclasses, pathlib, pickle, sys
import symbio_sim.sweep.worker  # what Python imports for a worker process, before it is given a job
job = pickle.loads(pathlib.Path(sys.argv[1]).read_bytes())
job = dataclasses.replace(job, study=dataclasses.replace(job.study, engine="kernel"))
from symbio_sim.sweep.runner import run_job
assert [row["status"] for row in run_job(job)] == ["done"] * job.n_runs
print([name for name in {HEAVY!r} if name in sys.modules])
"""

A_USERS_SCRIPT = f"""
import sys
from symbio_sim import load_config, simulate
from symbio_sim.experiment import load_experiment
from symbio_sim.sweep import DaskWorkers, InProcess, Processes, sweep
print([name for name in {HEAVY!r} if name in sys.modules])
"""


def _printed(code: str, *arguments: str) -> str:
    done = subprocess.run([sys.executable, "-c", code, *arguments], capture_output=True, text=True, check=True)
    return done.stdout.splitlines()[-1]


@pytest.mark.usefixtures("compiled_engine")
@pytest.mark.parametrize("stress", [False, True])
def test_a_worker_that_runs_compiled_jobs_holds_no_tables_library(stress: bool, tmp_path: Path) -> None:
    file = tmp_path / "job"
    file.write_bytes(pickle.dumps(job_of(small_experiment(tmp_path, stress=stress), n_worlds=1)))
    assert _printed(ONE_JOB, str(file)) == "[]"


def test_a_script_that_each_worker_reads_again_brings_no_tables_library_in() -> None:
    assert _printed(A_USERS_SCRIPT) == "[]"


def test_all_public_names_of_the_lazy_packages_are_there() -> None:
    code = (
        "import json, symbio_sim.sweep as sweep, symbio_sim.world as world\n"
        "print(json.dumps([[name for name in package.__all__ if not hasattr(package, name)]"
        " + [name for name in dir(package) if name not in package.__all__] for package in (sweep, world)]))"
    )
    assert json.loads(_printed(code)) == [[], []]


def test_a_name_that_is_not_there_is_told() -> None:
    with pytest.raises(AttributeError, match=r"module 'symbio_sim\.sweep' has no attribute 'swep'"):
        symbio_sim.sweep.swep  # noqa: B018 -- what is asked for is the point
