"""Programs: functions compiled when they are first called, and kept on disk for later processes."""

import logging
import threading
import time
from collections.abc import Callable, Iterable
from functools import cached_property
from pathlib import Path
from types import FunctionType
from typing import Any

import numba
from numba import types
from numba.core.errors import NumbaError
from numba.extending import typeof_impl

from .._started import IMPORTED_AT_S
from .jitable import OPTIONS
from .kept import DIGITS, Kept, machine_digest, read_sources

log = logging.getLogger("symbio_sim")

_NO_FOLDER = "no folder of Numba's can be written to; set NUMBA_CACHE_DIR to one"


def obstacle() -> str | None:
    """Return why this process cannot run compiled code, or would round otherwise in it; None if all is well."""
    if numba.config.DISABLE_JIT:
        return "NUMBA_DISABLE_JIT switches the compiler off"
    if numba.config.USING_SVML:
        return "Numba was imported with Intel's vector library, which rounds otherwise; set NUMBA_DISABLE_INTEL_SVML=1"
    return None


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
    name : str
        What to call it then.
    """

    def __init__(
        self,
        function: Callable[..., Any],
        signature: Callable[[], Any],
        sources: Iterable[str],
        about_s: float,
        name: str = "the fast engine",
    ) -> None:
        self.function = function
        self.about_s = about_s
        self.name = name
        self._signature = signature
        self._sources = tuple(sources)
        self._lock = threading.Lock()
        self._compiled: Callable[..., Any] | None = None
        self._pointer: Pointer | None = None

    def __call__(self, *arguments: Any) -> Any:
        """Run the program on arguments of its signature."""
        return (self._compiled or self.load())(*arguments)

    @property
    def is_loaded(self) -> bool:
        """Whether this process can run it at once."""
        return self._compiled is not None

    def pointer(self) -> "Pointer":
        """Return what another program can be handed to call this one."""
        if self._pointer is None:
            compiled: Any = self._compiled or self.load()
            self._pointer = Pointer(compiled, self._signature())
        return self._pointer

    def can_be_kept(self) -> bool:
        """Tell whether what is compiled can be left on disk for other processes."""
        return isinstance(self._place()[1], Kept)

    def is_kept(self) -> bool:
        """Tell whether an earlier process has left it on disk, whole; quick, and nothing is compiled."""
        kept = self._place()[1]
        return isinstance(kept, Kept) and kept.is_whole()

    def load(self) -> Callable[..., Any]:
        """Return the compiled function: from this process, from disk, or by compiling it, which is announced."""
        with self._lock:
            if self._compiled is None:
                dispatcher = self._load()
                dispatcher.disable_compile()  # for arguments of other types
                self._compiled = dispatcher
        return self._compiled

    def _load(self) -> Any:
        dispatcher, kept = self._place()
        if not isinstance(kept, Kept):
            if kept is not None:
                log.warning("What is compiled cannot be kept, so every process compiles it (%s).", kept)
            return self._made(dispatcher)
        found = self._from_disk(dispatcher, kept)
        if found is not None:
            return found
        with kept.one_at_a_time(patience_s=20.0 * self.about_s, on_wait=self._tell_waiting):
            return self._from_disk(self._place()[0], kept) or self._made_and_kept(kept)

    def _tell_waiting(self) -> None:
        log.warning("Another process is compiling %s; waiting for it.", self.name)

    def _from_disk(self, dispatcher: Any, kept: Kept) -> Any:
        """Return what an earlier process has left; None if there is nothing whole."""
        if not kept.is_whole():
            return None
        try:
            dispatcher.compile(self._signature())
            if not sum(dispatcher.stats.cache_hits.values()):  # older releases mind when the file was last touched
                log.warning("What was kept of %s was out of date for Numba, which has made it anew.", self.name)
                kept.seal()
        except Exception as error:  # whatever unpickling may raise
            log.warning("What was kept of %s cannot be read (%s).", self.name, type(error).__name__)
            kept.remove()
            return None
        return dispatcher

    def _made_and_kept(self, kept: Kept) -> Any:
        """Compile it, and keep the result if that can be done."""
        if kept.files():
            log.warning("What was kept of %s is damaged and is made anew.", self.name)
        kept.remove()
        dispatcher = self._made(self._place()[0])
        try:
            kept.seal()
        except OSError as error:
            log.warning("What was compiled could not be kept in %s (%s).", kept.folder, error)
            kept.remove()
        else:
            kept.remove_older()
        return dispatcher

    def _made(self, dispatcher: Any) -> Any:
        """Compile it, and leave it to Numba to keep it."""
        log.warning("Compiling %s for this machine: about %.0f seconds on a quiet one.", self.name, self.about_s)
        start = time.perf_counter()
        try:
            dispatcher.compile(self._signature())
        except NumbaError:
            raise
        except Exception as error:  # a full disk, or what Numba kept itself and cannot read
            log.warning("Numba could not keep or read what it compiled (%s: %s).", type(error).__name__, error)
            if not dispatcher.signatures:  # it had not come to compiling
                dispatcher = self._dispatcher(self.function.__name__, keep=False)
                dispatcher.compile(self._signature())
        log.info("Compiled in %.1f seconds.", time.perf_counter() - start)
        return dispatcher

    def _place(self) -> tuple[Any, Kept | str | None]:
        """Return what Numba makes of the function, nothing compiled yet, and where it is kept.

        That is a text, the reason, if it cannot be kept, and None if Numba does not tell.
        """
        name = self.function.__name__
        try:
            sources = read_sources(self._sources)
        except OSError as error:
            return self._dispatcher(name, keep=False), str(error)
        # What this process runs is then not what they say. A date in the future tells of a clock, not of a change.
        if IMPORTED_AT_S < sources.changed_at_s <= time.time():
            return self._dispatcher(name, keep=False), "its sources have changed since this process began"
        name = f"{name}_{sources.digest[:DIGITS]}_{machine_digest()[:DIGITS]}"
        try:
            dispatcher = self._dispatcher(name, keep=True)
        except RuntimeError:
            return self._dispatcher(name, keep=False), _NO_FOLDER
        folder = getattr(getattr(dispatcher, "stats", None), "cache_path", None)
        file = Path(self.function.__code__.co_filename).stem
        return dispatcher, None if folder is None else Kept(Path(folder), f"{file}.{name}")

    def _dispatcher(self, name: str, keep: bool) -> Any:
        """Return what Numba makes of a copy of the function under a name of its own."""
        plain = self.function
        renamed = FunctionType(plain.__code__, plain.__globals__, plain.__name__, plain.__defaults__, plain.__closure__)
        renamed.__qualname__, renamed.__module__ = name, plain.__module__
        return numba.njit(nogil=True, cache=keep, **OPTIONS)(renamed)


class Addressed(types.WrapperAddressProtocol):
    """A function by its address, as Numba takes one that is an argument."""

    @cached_property
    def numba_type(self) -> Any:
        """Its type, made once and not at each call."""
        return types.FunctionType(self.signature())


@typeof_impl.register(Addressed)
def _type_of(function: Addressed, _: Any) -> Any:
    return function.numba_type


class Pointer(Addressed):
    """A compiled function."""

    def __init__(self, dispatcher: Any, signature: Any) -> None:
        result = dispatcher.get_compile_result(signature)
        self._result = result  # its code is there as long as this is
        code = result._asdict()["library"]
        self._address = int(code.get_pointer_to_function(result.fndesc.llvm_cfunc_wrapper_name))
        self._signature = signature

    def __wrapper_address__(self) -> int:
        return self._address

    def signature(self) -> Any:
        """Return the function's signature."""
        return self._signature
