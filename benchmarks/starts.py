"""Cold and warm start: how long a fresh process takes for one small run, first with an empty cache of compiled code."""

import os
import subprocess
import sys
import tempfile
import time

from .engines import KERNEL, here

TASKS = 2_500

_PROGRAM = """
import time
start = time.perf_counter()
from symbio_sim import simulate
from symbio_sim.world import draw_world
from benchmarks.reference import reference_config
config = reference_config({tasks})
world = draw_world(config, 1)
imported = time.perf_counter()
simulate(config, world=world, engine={engine!r})
first = time.perf_counter()
simulate(config, world=world, engine={engine!r})
print(imported - start, first - imported, time.perf_counter() - first)
"""

Start = tuple[float, float, float, float]
"""Wall seconds: the whole process, imports and drawing, the first run, the second run."""


def starts() -> dict[str, Start]:
    """Return what a fresh process takes with each engine."""
    found = {"Mesa engine": _start("mesa", {})}
    if KERNEL in here()[0]:
        with tempfile.TemporaryDirectory() as cache:
            for name in ("kernel, nothing compiled yet", "kernel, compiled code in the cache"):
                found[name] = _start("kernel", {"NUMBA_CACHE_DIR": cache})
    return found


def _start(engine: str, environment: dict[str, str]) -> Start:
    program = _PROGRAM.format(tasks=TASKS, engine=engine)
    begin = time.perf_counter()
    done = subprocess.run(
        [sys.executable, "-c", program], check=True, capture_output=True, text=True, env=os.environ | environment
    )
    whole = time.perf_counter() - begin
    imports, first, second = (float(part) for part in done.stdout.split())
    return whole, imports, first, second
