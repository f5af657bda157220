"""Luck for the Mesa engine: first visits looked up in a table made at once, later ones hashed when they come."""

import numpy as np
from numpy.typing import NDArray

from ..world.luck import GOLDEN, MASK, key_of, uniform, uniform_array


class LuckTable:
    """The luck of all tasks for one purpose; `table(task, visit)` is `world.luck.uniform`.

    The table of first visits is made when the purpose is first used.
    """

    __slots__ = ("_first", "_key", "_states")

    def __init__(self, states: NDArray[np.uint64], purpose: str) -> None:
        self._key = key_of(purpose)
        self._states = states
        self._first: list[float] | None = None

    def __call__(self, task: int, visit: int) -> float:
        """Return the luck of a task at a visit, in (0, 1)."""
        if visit == 0:
            if self._first is None:
                self._first = uniform_array(self._states, self._key, 0).tolist()
            return self._first[task]
        return uniform(int(self._states[task]), self._key, visit)

    def combined(self, other_key: int, task: int, visit: int) -> float:
        """Return the luck for this purpose combined with another key, such as an outage's."""
        return uniform(int(self._states[task]), (self._key + GOLDEN * other_key) & MASK, visit)
