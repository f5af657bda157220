"""Programs that call each other, compiled at the same time in a process each."""

import contextlib
import json
import os
import subprocess
import sys
from collections.abc import Iterator, Mapping, Sequence

from .program import Program


class LinkedProgram:
    """A program and those that it calls; what of them has to be compiled is compiled at the same time.

    Numba compiles one function at a time in a process, so the parts are compiled in processes of their own, which leave
    them on disk. Where that cannot be, this process compiles one after the other.

    Parameters
    ----------
    main : Program
    parts : mapping of str to Program
        By the place where another process finds what loads them: ``module:name.load``.
    """

    def __init__(self, main: Program, parts: Mapping[str, Program]) -> None:
        self.main = main
        self.parts = dict(parts)

    @property
    def is_loaded(self) -> bool:
        """Whether this process can run it at once."""
        return all(program.is_loaded for program in self._programs())

    def is_kept(self) -> bool:
        """Tell whether earlier processes have left all of it on disk, whole."""
        return all(program.is_kept() for program in self._programs())

    def load(self, along: Sequence[str] = ()) -> None:
        """Make everything ready: from this process, from disk, or by compiling it, which is announced.

        Parameters
        ----------
        along : sequence of str
            Places of functions that compile what will be needed besides, ``module:function``. They are called where the
            parts are compiled in another process, which has less to do than this one, and nowhere else.
        """
        if self.is_loaded:
            return
        with self._compiled_aside(along):
            self.main.load()
        for part in self.parts.values():
            part.load()

    def _programs(self) -> Iterator[Program]:
        yield self.main
        yield from self.parts.values()

    @contextlib.contextmanager
    def _compiled_aside(self, along: Sequence[str]) -> Iterator[None]:
        """Compile the parts beside what is done within, if there is work for two and a processor for each."""
        both = _n_processors() > 1 and not self.main.is_kept()
        missing = {place: part for place, part in self.parts.items() if part.can_be_kept() and not part.is_kept()}
        process = _call_elsewhere([*missing, *along]) if both and missing else None
        try:
            yield
        finally:
            if process is not None:
                _wait_for(process, patience_s=20.0 * sum(part.about_s for part in missing.values()))


_ELSEWHERE = """
import importlib, json, logging, operator, sys
places, sys.path[:] = map(json.loads, sys.argv[1:])
logging.disable()
for place in places:
    module, name = place.split(":")
    operator.attrgetter(name)(importlib.import_module(module))()
"""


def _call_elsewhere(places: Sequence[str]) -> "subprocess.Popen[bytes] | None":
    """Let another process call some functions, one after the other; None where that cannot be."""
    command = [sys.executable, "-c", _ELSEWHERE, json.dumps(places), json.dumps(sys.path)]
    try:
        return subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    except OSError:
        return None


def _wait_for(process: "subprocess.Popen[bytes]", patience_s: float) -> None:
    """Wait until another process has compiled its program; one that is hung is stopped."""
    try:
        process.wait(patience_s)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()


def _n_processors() -> int:
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
