"""Compile the C++ firm at first use, into a cache folder, keyed by its sources and the command."""

import ctypes
import hashlib
import os
import shutil
import subprocess
import tempfile
from functools import cache
from pathlib import Path

SOURCES = Path(__file__).parent
FLAGS = ("-std=c++17", "-O3", "-march=native", "-ffp-contract=off", "-shared", "-fPIC")


class NoCompilerError(RuntimeError):
    """There is no C++ compiler, or it cannot compile the firm."""


def compiler() -> str:
    """Return the C++ compiler: the one that the environment variable CXX names, else g++.

    Raises
    ------
    NoCompilerError
        If there is none.
    """
    name = os.environ.get("CXX", "g++")
    found = shutil.which(name)
    if found is None:
        raise NoCompilerError(f"no C++ compiler: {name!r} was not found")
    return found


@cache
def shared_object() -> ctypes.CDLL:
    """Return the compiled firm.

    Raises
    ------
    NoCompilerError
        If it cannot be compiled here.
    """
    command = [compiler(), *FLAGS]
    target = _cache_folder() / f"firm-{_digest(command)}.so"
    if not target.exists():
        _compile(command, target)
    return ctypes.CDLL(str(target))


def _cache_folder() -> Path:
    base = Path(os.environ.get("XDG_CACHE_HOME", Path.home() / ".cache"))
    return base / "symbio_sim_benchmarks"


def _digest(command: list[str]) -> str:
    """Return the key of what the sources and the command compile to on this machine."""
    digest = hashlib.sha256(" ".join(command).encode())
    for path in sorted(SOURCES.glob("*.[hc]pp")):
        digest.update(path.read_bytes())
    version = subprocess.run([command[0], "-march=native", "-Q", "--help=target"], capture_output=True, check=False)
    digest.update(version.stdout)  # what "native" means here
    return digest.hexdigest()[:16]


def _compile(command: list[str], target: Path) -> None:
    """Compile beside the target and move into place, so that several processes may do so at once."""
    target.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=target.parent) as folder:
        fresh = Path(folder) / target.name
        done = subprocess.run(
            [*command, str(SOURCES / "firm.cpp"), "-o", str(fresh)], capture_output=True, text=True, check=False
        )
        if done.returncode != 0:
            raise NoCompilerError(f"{command[0]} cannot compile the firm:\n{done.stderr}")
        fresh.replace(target)
