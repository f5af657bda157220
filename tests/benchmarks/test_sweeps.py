"""The benchmark of sweeps measures what it says: the same runs in every way, memory of the whole family."""

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from benchmarks import sweep_study
from benchmarks.sweeps import memory_mib, taken
from symbio_sim.experiment import cells_of
from symbio_sim.world.identity import world_key


def test_the_cells_of_the_study_are_many_and_meet_the_same_worlds() -> None:
    experiment = sweep_study.study(2)
    cells = list(cells_of(experiment))
    assert len({cell.key for cell in cells}) == sweep_study.CELLS == 100
    base = experiment.base.to_dict()
    keys = {world_key(sweep_study.config_of(base, cell.changes)) for cell in (cells[0], cells[-1])}
    assert len(keys) == 1


@pytest.mark.skipif(not Path("/proc/self/smaps_rollup").exists(), reason="this system does not tell memory so")
def test_memory_is_that_of_a_process_and_its_children() -> None:
    child = "import time; kept = bytearray(60_000_000); print(len(kept), flush=True); time.sleep(600)"
    program = f"import subprocess, sys; subprocess.run([sys.executable, '-c', {child!r}])"
    process = subprocess.Popen([sys.executable, "-c", program], stdout=subprocess.PIPE, start_new_session=True)
    assert process.stdout is not None
    process.stdout.readline()
    found = memory_mib(process.pid)
    os.killpg(process.pid, signal.SIGKILL)
    process.wait()
    process.stdout.close()
    assert 57.0 < found["Pss"] <= found["Rss"]


def test_a_way_that_fails_is_told() -> None:
    with pytest.raises(RuntimeError, match="no such way: ended with exit code 1"):
        taken("no such way", 1)
