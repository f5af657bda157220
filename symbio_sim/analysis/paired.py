"""Two alternatives in the same Worlds: the difference World by World, and how sure it is."""

import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy import stats

from ..metrics.undefined import NAN

CONFIDENCE = 0.95
POWER = 0.8
MOST_REPLICATIONS = 1_000_000
"""Alternatives that need more than these to be told apart are as good as equal."""

Floats = NDArray[np.float64]


@dataclass(frozen=True)
class Paired:
    """A difference between alternatives over the Worlds in which both are defined.

    Attributes
    ----------
    mean, sd : float
        Of the differences.
    ci_low, ci_high : float
        95 % interval of the mean by Student's t.
    p : float
        Two-sided p of the paired t test; 1 if nothing differs at all, 0 if all Worlds differ by the same.
    n, n_undefined : int
        Worlds that are in it and that are not.
    """

    mean: float
    sd: float
    ci_low: float
    ci_high: float
    p: float
    n: int
    n_undefined: int


def paired(ours: Floats, theirs: Floats) -> Paired:
    """Return the difference theirs - ours, both of shape (Worlds,).

    With fewer than two Worlds in which both are defined there is no interval and no p (NaN).
    """
    difference = theirs - ours
    known = difference[~np.isnan(difference)]
    n, n_undefined = len(known), len(difference) - len(known)
    if n == 0:
        return Paired(NAN, NAN, NAN, NAN, NAN, 0, n_undefined)
    mean = float(known.mean())
    if n == 1:
        return Paired(mean, NAN, NAN, NAN, NAN, n, n_undefined)
    # Equal differences have no spread, whatever rounding makes of it.
    sd = 0.0 if np.ptp(known) == 0.0 else float(known.std(ddof=1))
    error = sd / math.sqrt(n)
    half = float(stats.t.ppf(0.5 + 0.5 * CONFIDENCE, n - 1)) * error
    return Paired(mean, sd, mean - half, mean + half, _p_value(mean, error, n), n, n_undefined)


def _p_value(mean: float, error: float, n: int) -> float:
    if mean == 0.0:
        return 1.0
    return 0.0 if error == 0.0 else float(2.0 * stats.t.sf(abs(mean) / error, n - 1))


def holm(p_values: Sequence[float]) -> list[float]:
    """Return p-values adjusted for looking at all of them (Holm 1979); those that are NaN stay out of it."""
    adjusted = [NAN] * len(p_values)
    known = [place for place, p in enumerate(p_values) if not math.isnan(p)]
    running = 0.0
    for rank, place in enumerate(sorted(known, key=lambda place: p_values[place])):
        running = max(running, min(1.0, (len(known) - rank) * p_values[place]))
        adjusted[place] = running
    return adjusted


def replications_to_separate(mean: float, sd: float) -> float:
    """Return how many Worlds a paired t test at 95 % needs to see a difference with power 0.8.

    Parameters
    ----------
    mean, sd : float
        Of the paired differences, as estimated so far.

    Returns
    -------
    float
        A whole number of at least 2; infinite where it is more than a million; NaN where the spread is unknown.
    """
    if math.isnan(mean) or math.isnan(sd):
        return NAN
    if mean == 0.0:
        return math.inf
    if sd == 0.0:
        return 2.0
    effect = abs(mean) / sd
    needed = (float(stats.norm.ppf(0.5 + 0.5 * CONFIDENCE)) + float(stats.norm.ppf(POWER))) / effect
    n = max(2, math.ceil(needed * needed))
    if n > MOST_REPLICATIONS:
        return math.inf
    # The normal approximation asks for too few, by two or three; Student's t settles it.
    while _power(effect, n) < POWER:
        n += 1
    return float(n)


def _power(effect: float, n: int) -> float:
    critical = float(stats.t.ppf(0.5 + 0.5 * CONFIDENCE, n - 1))
    shift = effect * math.sqrt(n)
    return float(stats.nct.sf(critical, n - 1, shift) + stats.nct.cdf(-critical, n - 1, shift))
