"""The passes over a run, compiled; whoever imports this module imports Numba."""

import inspect

from ..kernel.argument import COUNT, NUMBER, filled, given
from ..kernel.jitable import jitable
from ..kernel.program import Program
from ..mechanisms import ability
from . import day_tally, servable, simplex, task_tally

SOURCES = (
    *("choreography.py", "kernel/argument.py", "kernel/jitable.py", "kernel/program.py", "mechanisms"),
    *("metrics/task_tally.py", "metrics/day_tally.py", "metrics/servable.py", "metrics/simplex.py"),
)

for _module in (ability, day_tally, servable, simplex, task_tally):
    for _, _function in inspect.getmembers(_module, inspect.isfunction):
        if _function.__module__ == _module.__name__:
            jitable(_function)


def _of_tasks() -> object:
    codes, indices, counts, times = given("int8"), given("int32"), given("int16"), given("float64")
    return (
        *(times, counts, times),
        *(codes, codes, indices, times, times, times, *[counts] * 7),
        *(times, NUMBER, NUMBER, NUMBER),
        *(filled("float64", 2), filled("float64", 2), filled("float64"), filled("float64")),
    )


def _of_days() -> object:
    counts, amounts, prices = given("int64", 2), given("float64", 2), given("float64")
    return (*[counts] * 3, *[amounts] * 7, prices, prices, COUNT, filled("float64"))


def _of_people() -> object:
    numbers, places, room = given("float64"), filled("int64"), filled("float64", 2)
    return (
        *(given("int64"), given("int64"), *[numbers] * 5, given("float64", 2), *[numbers] * 4),
        *(room, room, room, places, places, filled("float64")),
    )


PROGRAMS = {
    function: Program(function, signature, SOURCES, about_s=about_s, name="what measures a run")
    for function, signature, about_s in (
        (task_tally.tally_tasks, _of_tasks, 2.0),
        (day_tally.tally_days, _of_days, 1.0),
        (servable.unaided, _of_people, 5.0),
    )
}
"""The compiled forms of the passes."""


def load() -> None:
    """Make all passes ready: from this process, from disk, or by compiling them."""
    for program in PROGRAMS.values():
        program.load()
