"""What is kept of a compiled function on disk: under a name with a digest, under a checksum, one writer at a time.

Numba knows a cached function by its own file alone, so one that calls a mechanism would go on running the old mechanism
after a change. Here the name of the files holds a digest of all sources, and one of what else decides about the code:
the processor, Python, Numba and its settings.
"""

import contextlib
import hashlib
import os
import platform
import re
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import llvmlite
import llvmlite.binding
import numba
import numpy as np
from filelock import FileLock, Timeout

DIGITS = 16
"""How many digits of a digest stand in a name."""

_PACKAGE = Path(__file__).parent.parent

_SETTINGS = (
    *("OPT", "LOOP_VECTORIZE", "SLP_VECTORIZE", "ENABLE_AVX", "USING_SVML", "CPU_NAME", "CPU_FEATURES"),
    *("BOUNDSCHECK", "DEBUGINFO_DEFAULT", "INLINING_ENABLED", "LLVM_REFPRUNE_PASS", "LLVM_PASS_TIMINGS"),
)
"""Names in `numba.config` of what changes the code that Numba makes, as far as a release knows them."""


@dataclass(frozen=True)
class Sources:
    """The source files that go into a program.

    Attributes
    ----------
    digest : str
        SHA-256 of their names and contents.
    changed_at_s : float
        When the last of them was changed (seconds since 1970).
    """

    digest: str
    changed_at_s: float


@cache
def read_sources(places: tuple[str, ...]) -> Sources:
    """Read source files; `places` are files and folders (all in them), relative to the package.

    Raises
    ------
    OSError
        If there are none in one of the places, as in an archive.
    """
    total, changed_at_s = hashlib.sha256(), 0.0
    for place in places:
        path = _PACKAGE / place
        files = [path] if path.is_file() else sorted(path.rglob("*.py"))
        if not files:
            raise FileNotFoundError(f"no source files in {path}")
        for file in files:
            total.update(f"{file.relative_to(_PACKAGE).as_posix()}\0".encode())
            total.update(file.read_bytes() + b"\0")
            changed_at_s = max(changed_at_s, file.stat().st_mtime)
    return Sources(total.hexdigest(), changed_at_s)


def machine_digest() -> str:
    """Return the SHA-256 of what else than the sources decides about compiled code."""
    llvm = llvmlite.binding
    facts: list[Any] = [llvm.get_process_triple(), llvm.get_host_cpu_name(), llvm.get_host_cpu_features().flatten()]
    facts += [platform.python_implementation(), sys.version_info[:3], sys.implementation.cache_tag]
    facts += [numba.__version__, llvmlite.__version__, np.__version__]
    facts += [(name, getattr(numba.config, name, None)) for name in _SETTINGS]
    return hashlib.sha256(repr(facts).encode()).hexdigest()


@dataclass(frozen=True)
class Kept:
    """The files in which a function is kept.

    Attributes
    ----------
    folder : Path
        Where Numba keeps it.
    name : str
        How its files are called: ``file.function_sources_machine``, the last two the beginnings of the digests.
    """

    folder: Path
    name: str

    @property
    def _function_and_sources(self) -> tuple[str, str]:
        function, sources, _ = self.name.rsplit("_", 2)
        return function, sources

    @property
    def _seal(self) -> Path:
        return self.folder / f"{self.name}.sha256"

    def files(self) -> list[Path]:
        """Return the files that are there."""
        return sorted(self.folder.glob(f"{self.name}-*.nb[ic]"))

    def seal(self) -> None:
        """Leave the checksums of all files, in the format of `sha256sum`.

        Raises
        ------
        OSError
            If they cannot be written, or files are missing.
        """
        if not self._is_complete():
            raise FileNotFoundError("files are missing")
        draft = self.folder / f"{self.name}.tmp.{os.getpid()}"
        draft.write_text(self._checksums(), encoding="utf-8")
        draft.replace(self._seal)

    def is_whole(self) -> bool:
        """Tell whether all files are there, each as it was when it was sealed."""
        try:
            return self._is_complete() and self._seal.read_text(encoding="utf-8") == self._checksums()
        except (OSError, ValueError):
            return False

    def _is_complete(self) -> bool:
        """Tell whether there are both an index and code."""
        return {file.suffix for file in self.files()} == {".nbi", ".nbc"}

    def _checksums(self) -> str:
        return "".join(f"{hashlib.sha256(file.read_bytes()).hexdigest()}  {file.name}\n" for file in self.files())

    def remove(self) -> None:
        """Remove what there is of it, and what a killed process has left half written."""
        for file in self.folder.glob(f"{self.name}[-.]*"):
            _unlink(file)

    def remove_older(self) -> None:
        """Remove what is kept of the same function as compiled from other sources.

        Who is using it has read it whole.
        """
        function, sources = self._function_and_sources
        for file in self.folder.glob(f"{function}_*"):
            digests = re.match(rf"_([0-9a-f]{{{DIGITS}}})_[0-9a-f]{{{DIGITS}}}[-.]", file.name[len(function) :])
            if digests and digests[1] != sources:
                _unlink(file)

    @contextlib.contextmanager
    def one_at_a_time(self, patience_s: float, on_wait: Callable[[], None]) -> Iterator[None]:
        """Let one process write at a time; one that is hung, or a disk without locks, stops nobody for good."""
        lock = FileLock(self.folder / f"{self._function_and_sources[0]}.lock")
        with contextlib.suppress(Timeout, OSError, NotImplementedError):
            try:
                lock.acquire(timeout=0)
            except Timeout:
                on_wait()
                lock.acquire(timeout=patience_s)
        try:
            yield
        finally:
            lock.release()


def _unlink(file: Path) -> None:
    """Remove a file if that can be done: Windows keeps those that are open."""
    with contextlib.suppress(OSError):
        file.unlink()
