"""Programs: functions compiled when they are first called, and kept on disk for later processes.

Numba keys its disk cache by one file, so a mechanism changed elsewhere would leave the old code running. Here the name
of what is kept holds a digest of every source file that goes into it, and each file has a checksum beside it.
"""

import hashlib
import logging
import threading
import time
from collections.abc import Callable, Iterable
from functools import cache
from pathlib import Path
from typing import Any

import numba

from .jitable import OPTIONS

log = logging.getLogger("symbio_sim")

_PACKAGE = Path(__file__).parent.parent


class Program:
    """A function with one signature, compiled at its first call.

    Parameters
    ----------
    function : callable
        What is compiled; `function` remains what it was, to be run as plain Python.
    signature : callable
        Returns its Numba signature; called once, when it is compiled.
    sources : iterable of str
        Files and folders of the package that go into it, relative to the package.
    about_s : float
        How long a compilation takes, to tell those who wait (seconds).
    """

    def __init__(
        self, function: Callable[..., Any], signature: Callable[[], Any], sources: Iterable[str], about_s: float
    ) -> None:
        self.function = function
        self.about_s = about_s
        self._signature = signature
        self._sources = tuple(sources)
        self._lock = threading.Lock()
        self._compiled: Callable[..., Any] | None = None

    def __call__(self, *arguments: Any) -> Any:
        """Run the program on arguments of its signature."""
        return (self._compiled or self.load())(*arguments)

    @property
    def is_loaded(self) -> bool:
        """Whether this process can run it at once."""
        return self._compiled is not None

    def is_kept(self) -> bool:
        """Tell whether an earlier process has left it on disk, whole."""
        dispatcher = self._dispatcher(keep=True)
        return dispatcher is not None and _is_whole(dispatcher)

    def load(self) -> Callable[..., Any]:
        """Return the compiled function: from this process, from disk, or by compiling it, which is announced."""
        with self._lock:
            if self._compiled is None:
                self._compiled = self._from_disk() or self._anew()
        return self._compiled

    def _from_disk(self) -> Callable[..., Any] | None:
        """Return what an earlier process has left; None, and nothing left, if it is damaged."""
        dispatcher = self._dispatcher(keep=True)
        if dispatcher is None or not _is_whole(dispatcher):
            return None
        try:
            dispatcher.compile(self._signature())
        except Exception as error:  # whatever unpickling a damaged file may raise
            log.warning("The compiled engine on disk is damaged (%s) and is made anew.", type(error).__name__)
            _remove(dispatcher)
            return None
        if not sum(dispatcher.stats.cache_hits.values()):
            log.info("The compiled engine on disk was of another machine and was made anew.")
            _seal(dispatcher)
        return dispatcher  # type: ignore[no-any-return]

    def _anew(self) -> Callable[..., Any]:
        """Compile, and keep the result where that can be done."""
        log.warning(
            "Compiling the fast engine for this machine: once, about %.0f seconds on a quiet one.", self.about_s
        )
        start = time.perf_counter()
        dispatcher = self._dispatcher(keep=True)
        try:
            if dispatcher is not None:
                _remove(dispatcher)
                dispatcher.compile(self._signature())
                _seal(dispatcher)
        except OSError as error:
            log.warning("The compiled engine cannot be kept (%s).", error)
            dispatcher = None
        if dispatcher is None:
            log.warning(
                "There is no folder to keep the compiled engine in, so every process compiles it; set "
                "NUMBA_CACHE_DIR to a folder that can be written to."
            )
            dispatcher = self._dispatcher(keep=False)
            dispatcher.compile(self._signature())
        log.info("Compiled in %.1f seconds.", time.perf_counter() - start)
        return dispatcher  # type: ignore[no-any-return]

    def _dispatcher(self, keep: bool) -> Any:
        """Return what Numba makes of the function, nothing compiled yet; None if nothing can be kept."""
        self.function.__qualname__ = f"{self.function.__name__}_{digest(self._sources)[:24]}"
        options = {name: value for name, value in OPTIONS.items() if name != "forceinline"}
        try:
            return numba.njit(nogil=True, cache=keep, **options)(self.function)
        except RuntimeError:  # Numba finds no folder that it may write to
            return None


@cache
def digest(sources: tuple[str, ...]) -> str:
    """Return the SHA-256 of the names and contents of source files (folders: all in them)."""
    total = hashlib.sha256()
    for source in sources:
        path = _PACKAGE / source
        for file in [path] if path.is_file() else sorted(path.glob("*.py")):
            total.update(f"{file.relative_to(_PACKAGE).as_posix()}\0".encode())
            total.update(file.read_bytes() + b"\0")
    return total.hexdigest()


# Numba's cache has no public face: all that is known of its inside stands below.


def _files(dispatcher: Any) -> list[Path]:
    """Return the files in which Numba has kept a function."""
    kept = dispatcher._cache
    folder, index = Path(kept.cache_path), kept._cache_file._index_name
    return sorted(folder.glob(f"{index.removesuffix('.nbi')}*.nb[ic]"))


def _seal_of(file: Path) -> Path:
    return file.with_name(f"{file.name}.sha256")


def _seal(dispatcher: Any) -> None:
    """Leave a checksum beside each file."""
    for file in _files(dispatcher):
        _seal_of(file).write_text(hashlib.sha256(file.read_bytes()).hexdigest(), encoding="ascii")


def _is_whole(dispatcher: Any) -> bool:
    """Tell whether there are files, each as it was when it was sealed."""
    files = _files(dispatcher)
    try:
        return bool(files) and all(
            _seal_of(file).read_text(encoding="ascii") == hashlib.sha256(file.read_bytes()).hexdigest()
            for file in files
        )
    except (OSError, ValueError):
        return False


def _remove(dispatcher: Any) -> None:
    for file in _files(dispatcher):
        file.unlink(missing_ok=True)
        _seal_of(file).unlink(missing_ok=True)
