"""How bad the bad Worlds are: value at risk and expected shortfall over replications."""

import math

import numpy as np
from numpy.typing import ArrayLike, NDArray

FEWEST_BAD_WORLDS = 10
"""Fewer Worlds in the tail than this tell nothing about it."""

TAIL = 0.05
"""Share of Worlds that count as the bad ones, where nothing else is said."""


class TooFewWorldsError(ValueError):
    """Too few Worlds for a statement about the worst of them."""


def fewest_worlds(level: float = 1.0 - TAIL) -> int:
    """Return how many Worlds it takes to tell of the worst 1 - level of them."""
    return math.ceil(FEWEST_BAD_WORLDS / (1.0 - level) - 1e-9)


def too_few(n_worlds: int, level: float = 1.0 - TAIL) -> str:
    """Say that Worlds are too few, and how many it takes."""
    return (
        f"too few Worlds: the worst {100.0 * (1.0 - level):.3g} % of {n_worlds} are fewer than {FEWEST_BAD_WORLDS}; "
        f"at least {fewest_worlds(level)} replications are needed"
    )


def value_at_risk(losses: ArrayLike, level: float = 0.95) -> float:
    """Return the loss that only the worst share 1 - level of Worlds reaches or exceeds.

    Parameters and errors as in :func:`conditional_value_at_risk`.
    """
    return float(_worst(losses, level)[0])


def conditional_value_at_risk(losses: ArrayLike, level: float = 0.95) -> float:
    """Return the mean loss of the worst ceil((1 - level) R) of R Worlds (expected shortfall).

    Parameters
    ----------
    losses : array, shape (Worlds,)
        One loss a World, greater is worse.
    level : float
        In (0, 1).

    Raises
    ------
    TooFewWorldsError
        Unless R (1 - level) >= 10.
    ValueError
        If the level is not in (0, 1) or a loss is undefined.
    """
    return float(_worst(losses, level).mean())


def _worst(losses: ArrayLike, level: float) -> NDArray[np.float64]:
    """Return the losses of the worst Worlds, rising."""
    values = np.asarray(losses, dtype=np.float64)
    if not 0.0 < level < 1.0:
        raise ValueError(f"level must lie between 0 and 1, got {level:g}")
    if np.isnan(values).any():
        raise ValueError(f"the loss is undefined in {int(np.isnan(values).sum())} of {len(values)} Worlds")
    tail = (1.0 - level) * len(values)
    # 0.05 x 200 is 10.000000000000009 in binary: rounding must neither refuse nor add a World.
    if tail < FEWEST_BAD_WORLDS - 1e-9:
        raise TooFewWorldsError(too_few(len(values), level))
    return np.sort(values)[-math.ceil(tail - 1e-9) :]
