"""Turning luck into a waiting time without memory."""

import math


def quantile(mean: float, luck: float) -> float:
    """Return the exponential quantile -mean log(u)."""
    return -mean * math.log(max(luck, 1e-300))
