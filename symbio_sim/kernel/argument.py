"""Types of what is handed to compiled functions other than the engine: arrays of any layout, and numbers."""

from typing import Any

import numpy as np
from numba import from_dtype, types

NUMBER = types.float64
COUNT = types.int64


def given(kind: str, n_axes: int = 1) -> Any:
    """Return the type of an array that is only read; columns of records will do, and contiguous arrays."""
    return types.Array(from_dtype(np.dtype(kind)), n_axes, "A", readonly=True)


def filled(kind: str, n_axes: int = 1) -> Any:
    """Return the type of a contiguous array that is written to."""
    return types.Array(from_dtype(np.dtype(kind)), n_axes, "C")
