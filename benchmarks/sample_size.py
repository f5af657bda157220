"""How many Worlds an interval takes: from the spread of one World's outcome to the Worlds that make it narrow."""

import math
from collections.abc import Callable

import numpy as np
from numpy.typing import NDArray
from scipy import stats

Floats = NDArray[np.float64]

CONFIDENCE = 0.95
_Z = float(stats.norm.ppf(0.5 + 0.5 * CONFIDENCE))
_RESAMPLES = 1_000


def worlds_in_the_long_run(sd: float, half_width: float) -> float:
    """Return (1.96 sd / half-width)^2: what counts where it is many, and the only part that grows with precision."""
    return (_Z * sd / half_width) ** 2


def worlds_needed(sd: float, half_width: float, controls: int = 0, least: int = 2) -> int:
    """Return the least number of whole Worlds whose interval is that narrow, with Student's t.

    With control variates `sd` is what they leave; they take a degree of freedom each, and guessing their coefficients
    widens the interval by (n - 2) / (n - controls - 2) on average, in squares.
    """

    def is_narrow(n: int) -> bool:
        guessing = (n - 2) / (n - controls - 2) if controls else 1.0
        quantile = float(stats.t.ppf(0.5 + 0.5 * CONFIDENCE, n - controls - 1))
        return quantile * sd * math.sqrt(guessing / n) <= half_width

    n = max(least, controls + 3 if controls else 2)
    if is_narrow(n):
        return n
    below, above = n, 2 * n
    while not is_narrow(above):
        below, above = above, 2 * above
    while above - below > 1:
        middle = (below + above) // 2
        below, above = (below, middle) if is_narrow(middle) else (middle, above)
    return above


def range_of(statistic: Callable[[NDArray[np.int64]], float], n_worlds: int) -> tuple[float, float]:
    """Return the 95 % bootstrap range of a statistic, given as a function of the numbers of the Worlds drawn."""
    rng = np.random.default_rng(1)
    found = [statistic(rng.integers(0, n_worlds, n_worlds)) for _ in range(_RESAMPLES)]
    low, high = np.quantile(found, [0.5 - 0.5 * CONFIDENCE, 0.5 + 0.5 * CONFIDENCE])
    return float(low), float(high)
