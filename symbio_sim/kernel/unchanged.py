"""Whether mechanisms and rules are still what their files say.

What is compiled is kept under a digest of those files. A function or number replaced in a running process would be
followed by the Mesa engine, and not, or for ever, by the compiled one.
"""

import importlib.util
from functools import cache
from types import FunctionType, ModuleType
from typing import Any

from .. import choreography
from .jitable import SHARED

_MODULES = (choreography, *SHARED)


def replaced() -> str | None:
    """Return the name of a function or number that is no longer what its file says; None if all are."""
    known = _as_written()
    if isinstance(known, str):
        return known
    for module, name, value, code in known:
        now: Any = module.__dict__.get(name)
        if code is None:
            same = now is value or now == value
        else:
            same = now is value and now.__code__ is code
        if not same:
            return _named(module, name)
    return None


@cache
def _as_written() -> "tuple[tuple[ModuleType, str, Any, Any], ...] | str":
    """Return (module, name, value, code) of all functions and numbers, or the name of one that its file contradicts."""
    found: list[tuple[ModuleType, str, Any, Any]] = []
    for module in _MODULES:
        written = _anew(module)
        for name, value in written.items():
            now = module.__dict__.get(name)
            if isinstance(value, FunctionType):
                if not isinstance(now, FunctionType) or now.__code__ != value.__code__:
                    return _named(module, name)
                found.append((module, name, now, now.__code__))
            elif isinstance(value, int | float | tuple):
                if type(now) is not type(value) or now != value:
                    return _named(module, name)
                found.append((module, name, now, None))
    return tuple(found)


def _anew(module: ModuleType) -> dict[str, Any]:
    """Return what the file of a module defines, run once more."""
    spec = module.__spec__
    assert spec is not None
    assert spec.loader is not None, "a module of this package has a loader"
    again = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(again)
    return {name: value for name, value in vars(again).items() if not name.startswith("__")}


def _named(module: ModuleType, name: str) -> str:
    return f"{module.__name__.removeprefix('symbio_sim.')}.{name}"
