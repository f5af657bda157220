"""Luck for the Mesa engine: `luck[visit][task]` is `world.luck.uniform` of the task, the purpose and the visit."""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from ..world.luck import GOLDEN, MASK, key_of, uniform, uniform_array


class LuckRow:
    """The luck of all tasks at one visit, hashed when asked for."""

    __slots__ = ("_key", "_states", "_visit")

    def __init__(self, states: NDArray[np.uint64], key: int, visit: int) -> None:
        self._states = states
        self._key = key
        self._visit = visit

    def __getitem__(self, task: int) -> float:
        return uniform(int(self._states[task]), self._key, self._visit)


LuckTable = list[Sequence[float] | LuckRow]
"""One row a visit."""


def luck_table(states: NDArray[np.uint64], purpose: str, visits: int, *, often: bool = False) -> LuckTable:
    """Return the luck for a purpose, one row a visit.

    Where nearly every task will ask (`often`), the row of first visits is made at once; all other luck is hashed when
    it is asked for.
    """
    key = key_of(purpose)
    first: Sequence[float] | LuckRow = uniform_array(states, key, 0).tolist() if often else LuckRow(states, key, 0)
    return [first, *(LuckRow(states, key, visit) for visit in range(1, visits))]


class OutageLuck:
    """The luck of visits that meet an outage: its purpose combined with the outage's own key."""

    __slots__ = ("_key", "_states")

    def __init__(self, states: NDArray[np.uint64]) -> None:
        self._states = states
        self._key = key_of("partial_fail")

    def __call__(self, outage_key: int, task: int, visit: int) -> float:
        """Return the luck of a visit in an outage, in (0, 1)."""
        return uniform(int(self._states[task]), (self._key + GOLDEN * outage_key) & MASK, visit)
