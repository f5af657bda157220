"""The bootstrap of whole Worlds: what another set of Worlds might have told."""

from collections.abc import Iterator

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]


def resampled_worlds(n_worlds: int, resamples: int, seed: int) -> Iterator[NDArray[np.int64]]:
    """Give the places of the Worlds in each resample, shape (n_worlds,); the same for the same seed.

    A World is drawn with all its alternatives, so that what they have in common stays common.
    """
    rng = np.random.default_rng(seed)
    for _ in range(resamples):
        yield rng.integers(0, n_worlds, n_worlds)


def complete(values: Floats) -> NDArray[np.bool_]:
    """Tell in which Worlds (the last axis) everything is defined."""
    return np.asarray(~np.isnan(values).any(axis=tuple(range(values.ndim - 1))))
