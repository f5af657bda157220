"""Passes over arrays, compiled where the compiled engine is in use, else in plain Python.

Both give the same numbers to the last bit, so the choice is one of time alone. Who simulates with the Mesa engine is
spared the wait for the compiler: beside that engine, plain passes take little.
"""

import logging
import sys
from collections.abc import Callable, Sequence
from functools import cache
from typing import Any

import numpy as np
from numpy.typing import NDArray

from ..engines import compile_along

log = logging.getLogger("symbio_sim")

compile_along(f"{__package__}.programs:load")


def are_compiled() -> bool:
    """Tell whether to take the compiled passes, which then are ready."""
    if not engine_is_compiled():
        return False
    from ..kernel.unchanged import replaced  # Numba takes its time to import

    return replaced() is None and _are_ready()


def engine_is_compiled() -> bool:
    """Tell whether the compiled engine is in use in this process."""
    engine = sys.modules.get("symbio_sim.kernel.engine")  # not imported for this: Numba takes its time
    return engine is not None and bool(engine.PROGRAM.is_loaded)


@cache
def _are_ready() -> bool:
    """Load or compile all passes; a release of Numba in which that fails is no reason not to measure."""
    from .programs import load

    try:
        load()
    except Exception as error:
        log.warning("This release of Numba cannot compile what measures a run (%s).", type(error).__name__)
        return False
    return True


def do(
    function: Callable[..., None], arguments: Sequence[Any], room: Sequence[NDArray[Any]], *, compiled: bool
) -> None:
    """Let a pass fill the arrays of `room`.

    Parameters
    ----------
    function : callable
        One of those in :mod:`symbio_sim.metrics.programs`; in plain Python it gets lists in place of arrays.
    arguments : sequence
        Its first arguments: arrays of the types stated there, and numbers.
    room : sequence of ndarray
        Its last arguments.
    compiled : bool
        Whether to do so in compiled code.
    """
    if compiled:
        from .programs import PROGRAMS  # Numba takes its time to import

        PROGRAMS[function](*arguments, *room)
        return
    filled = [array.tolist() for array in room]
    function(*(item.tolist() if isinstance(item, np.ndarray) else item for item in arguments), *filled)
    for array, values in zip(room, filled, strict=True):
        array[...] = np.reshape(values, array.shape)
