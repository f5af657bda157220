"""A copy of the package to change, and processes that run it."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import symbio_sim

PACKAGE = Path(symbio_sim.__file__).parent

MIXTURE = """
from numba import types
from symbio_sim import choreography
from symbio_sim.kernel import engine, events, program
from symbio_sim.mechanisms import exponential
from symbio_sim.policies import fixed_share

ABANDONED = choreography.ABANDONED
KIND = events.KIND

def mixture(x):
    law = exponential.quantile(2.0, x)
    rule = fixed_share.prefer_bot(x, x, x, x, x, x, x, x, x, x, x, x, x, x, x, x, x, x, x)
    return law + 10.0 * rule + 100.0 * ABANDONED + 1000.0 * KIND

def compiled():
    return program.Program(mixture, lambda: types.float64(types.float64), engine.SOURCES, 1.0)
"""
"""A little of everything that goes into the engine."""

TWO_ENGINES = """
from builders import bot, firm, function, role
from symbio_sim.run import fingerprint, simulate
config = firm({"a": function(40, 9.0)}, {"p": role(1, ["a"])}, {"b": bot(["a"])}, horizon_days=5)
runs = [simulate(config, 1, engine=engine) for engine in ("kernel", "mesa")]
for run in runs:
    print(fingerprint(run))
"""
"""Two engines, one run: what is printed must be equal."""


def copy_package(folder: Path) -> Path:
    """Put a copy of the package and the mixture into a folder, and return it."""
    shutil.copytree(PACKAGE, folder / "symbio_sim", ignore=shutil.ignore_patterns("__pycache__"))
    (folder / "mixtures.py").write_text(MIXTURE)
    return folder


def answers(copy: Path, code: str, **changes: str) -> list[str]:
    """Run code in a new process with a copy of the package, and return the lines that it prints."""
    before = f"import sys; sys.path[:0] = [{str(copy)!r}, {str(Path(__file__).parent)!r}]\n"
    environment = os.environ | {"NUMBA_CACHE_DIR": str(copy / "cache")} | changes
    command = [sys.executable, "-W", "ignore", "-c", before + code]
    done = subprocess.run(command, capture_output=True, text=True, env=environment, cwd=copy, check=False)
    assert done.returncode == 0, done.stderr
    return done.stdout.splitlines()
