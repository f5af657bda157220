"""Tables as a sweep makes them, from numbers that a test knows."""

import itertools
from collections.abc import Callable, Mapping, Sequence
from typing import Any

import numpy as np
import pandas as pd

Outcomes = Callable[[dict[str, Any], int], dict[str, float]]


def sweep_table(levers: Mapping[str, Sequence[Any]], n_worlds: int, outcomes: Outcomes) -> pd.DataFrame:
    """Return the table of a grid: each combination of the levers' values in each World.

    `outcomes` gets the values of the levers and the number of the World, and returns the measures.
    """
    rows = []
    for cell, values in enumerate(itertools.product(*levers.values())):
        chosen = dict(zip(levers, values, strict=True))
        for world in range(n_worlds):
            measured = outcomes(chosen, world)
            rows.append({"cell": cell, **chosen, "seed": 1, "replication": world, "status": "done", **measured})
    return pd.DataFrame(rows)


def noise(*key: int) -> np.random.Generator:
    """Return a generator of its own for a cell, a World, or whatever is told apart by whole numbers."""
    return np.random.default_rng(key)
