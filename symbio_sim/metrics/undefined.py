"""Undefined is NaN, never 0: the two divisions that all measures are made of."""

import math
from typing import Any

from numpy.typing import NDArray

NAN = math.nan


def ratio(part: float, whole: float) -> float:
    """Return part / whole; NaN if there is no whole."""
    return float(part) / float(whole) if whole != 0.0 else NAN


def mean_of(values: NDArray[Any]) -> float:
    """Return the mean; NaN of nothing."""
    return float(values.mean()) if len(values) else NAN
