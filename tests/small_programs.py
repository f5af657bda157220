"""Functions that compile in a moment, to see how compiled code is kept without compiling the whole engine."""

from collections.abc import Callable
from typing import Any

from numba import types

from symbio_sim.kernel.linked import LinkedProgram
from symbio_sim.kernel.program import Program


def triple(x: float) -> float:
    return 3.0 * x


def double(x: float) -> float:
    return x + x


def program(function: Callable[..., Any] = triple, *, about_s: float = 1.0) -> Program:
    """Return a new program, as a new process would have it: what it knows of earlier ones is on disk."""
    return Program(function, lambda: types.float64(types.float64), ("_version.py",), about_s, "the small program")


def apply(x: float, function: Callable[[float], float]) -> float:
    return 10.0 * function(x)


def linked(place: str = "small_programs:PART.load") -> LinkedProgram:
    """Return a new program that calls another, which other processes find at a place."""
    number = types.float64(types.float64)
    main = Program(
        apply,
        lambda: types.float64(types.float64, types.FunctionType(number)),
        ("_version.py",),
        1.0,
        "the small program",
    )
    return LinkedProgram(main, {place: program()})


PART = program()
BESIDES = program(double)
