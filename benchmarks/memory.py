"""Peak memory of a simulation: each engine in a fresh process, beside one that only draws the World (Linux only)."""

import subprocess
import sys
from pathlib import Path

from symbio_sim.world import draw_world

from .reference import reference_config
from .timing import ENGINES

NOTHING = "nothing"
KIB_PER_MIB = 1024.0


def peaks_mib(n_tasks: float) -> dict[str, float]:
    """Return the peak resident memory of each engine above that of a process without simulation (MiB)."""
    peaks = {name: _peak_in_a_process(name, n_tasks) for name in (NOTHING, *ENGINES)}
    return {name: peaks[name] - peaks[NOTHING] for name in ENGINES}


def _peak_in_a_process(name: str, n_tasks: float) -> float:
    command = [sys.executable, "-m", "benchmarks.memory", name, str(n_tasks)]
    return float(subprocess.run(command, check=True, capture_output=True, text=True).stdout)


def _peak_here(name: str, n_tasks: float) -> float:
    config = reference_config(n_tasks)
    world = draw_world(config, 1)
    kept = None if name == NOTHING else ENGINES[name](config, world)
    # Not `resource.getrusage`: its maximum is handed down from the process that started this one.
    status = Path("/proc/self/status").read_text(encoding="utf-8").splitlines()
    peak = next(line for line in status if line.startswith("VmHWM:"))
    del kept
    return float(peak.split()[1]) / KIB_PER_MIB


if __name__ == "__main__":
    print(_peak_here(sys.argv[1], float(sys.argv[2])))
