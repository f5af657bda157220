"""Peak memory of a simulation: each engine in fresh processes, beside ones that only draw the World (Linux only)."""

import subprocess
import sys
from pathlib import Path

from symbio_sim.world import draw_world

from .engines import KERNEL, LOADERS, here
from .reference import reference_config

NOTHING = "nothing"
FEW_TASKS = 1_000.0
KIB_PER_MIB = 1024.0


def peaks_mib(n_tasks: float) -> dict[str, tuple[float, float]]:
    """Return of each engine what it takes to have it loaded and what the run adds (MiB).

    Loaded is the peak of a process that simulates few tasks, above one that only draws their World; the run's own is
    what `n_tasks` add to that, likewise above one that only draws them.
    """
    engines, _ = here()
    if KERNEL in engines:
        _peak_in_a_process(KERNEL, FEW_TASKS)  # compiles where nothing is in the cache, which takes memory of its own
    few, many = ({name: _peak_in_a_process(name, n) for name in (NOTHING, *engines)} for n in (FEW_TASKS, n_tasks))
    return {
        name: (few[name] - few[NOTHING], (many[name] - many[NOTHING]) - (few[name] - few[NOTHING])) for name in engines
    }


def _peak_in_a_process(name: str, n_tasks: float) -> float:
    command = [sys.executable, "-m", "benchmarks.memory", name, str(n_tasks)]
    return float(subprocess.run(command, check=True, capture_output=True, text=True).stdout)


def _peak_here(name: str, n_tasks: float) -> float:
    config = reference_config(n_tasks)
    world = draw_world(config, 1)
    kept = None if name == NOTHING else LOADERS[name]()(config, world)
    # Not `resource.getrusage`: its maximum is handed down from the process that started this one.
    status = Path("/proc/self/status").read_text(encoding="utf-8").splitlines()
    peak = next(line for line in status if line.startswith("VmHWM:"))
    del kept
    return float(peak.split()[1]) / KIB_PER_MIB


if __name__ == "__main__":
    print(_peak_here(sys.argv[1], float(sys.argv[2])))
