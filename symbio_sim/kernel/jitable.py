"""What may be compiled: this engine's functions, and the mechanisms and rules that both engines share.

Everything here stays plain Python that also runs as such, with the same result to the last bit; that is how its tests
see each line. One place holds the options, one of which is private to Numba and may go.
"""

import contextlib
import inspect
import os
import pkgutil
from collections.abc import Callable
from importlib import import_module
from typing import Any, TypeVar

# Intel's vector library would round otherwise than the C library that Python uses.
os.environ.setdefault("NUMBA_DISABLE_INTEL_SVML", "1")

import numba.core.cpu
import numpy as np
from numba.extending import register_jitable

from .. import mechanisms, policies

F = TypeVar("F", bound=Callable[..., Any])


def options_known_to(target: Any, **options: Any) -> dict[str, Any]:
    """Return the options that Numba's `target` still has: without the private ones, code is slower and as right."""
    return {name: value for name, value in options.items() if not name.startswith("_") or hasattr(target, name)}


OPTIONS = options_known_to(getattr(numba.core.cpu, "CPUTargetOptions", None), error_model="numpy", _nrt=False)
"""No exceptions in arithmetic; no counting of references, since nothing is allocated."""

INNER = OPTIONS | {"no_cpython_wrapper": True, "no_cfunc_wrapper": True, "no_rewrites": True}
"""What only compiled code calls needs no ways in from Python, which would take a fifth of the time to compile, none of
Numba's rewriting of array expressions, which would take as much again, and no machine code of its own.
"""

with contextlib.suppress(ImportError, AttributeError):  # in another release of Numba
    from .linkable import LinkablePipeline

    INNER["pipeline_class"] = LinkablePipeline

SHARED = tuple(
    import_module(f"{package.__name__}.{module.name}")
    for package in (mechanisms, policies)
    for module in pkgutil.iter_modules(package.__path__)
)
"""The mechanisms and the rules."""


def jitable(function: F) -> F:
    """Let compiled code call a function, which itself stays as it is; the compiler decides what is inlined."""
    registered: F = register_jitable(**INNER)(function)
    return registered


def inlined(function: F) -> F:
    """Let compiled code have a function in place of each call: for what happens to nearly every task.

    Without it the engine takes half as long again; with it everywhere, compilation takes half as long again for a
    tenth less.
    """
    registered: F = register_jitable(**INNER, forceinline=True)(function)
    return registered


@inlined
def whole(number: Any) -> int:
    """Return a small integer of a record as a plain one, so that functions are compiled for one kind of integers."""
    return int(np.int64(number))


def checked(function: F) -> F:
    """Let compiled rules call a function that raises where Python does."""
    registered: F = register_jitable(function)
    return registered


_FOR_EACH_TASK = ("bot_work", "confidence", "curves", "exponential", "human_work", "outage")
"""Mechanisms that nearly every task meets."""

for _module in SHARED:
    _name = _module.__name__.rpartition(".")[2]
    _register = inlined if _name in _FOR_EACH_TASK or _module.__package__ == policies.__name__ else jitable
    for _, _function in inspect.getmembers(_module, inspect.isfunction):
        if _function.__module__ == _module.__name__:
            _register(_function)
