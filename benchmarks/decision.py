"""Time to a decision: processor seconds until the difference between two mixes is known within 1 %.

Outcomes: goodput, within 1 % of the first mix's, and stress losses, within one percentage point. Ours: both mixes,
calm and struck, in the same Worlds. SimPy: a seed of its own for every run, as its models usually are; what that costs
in variance is computed from the same study, because SimPy gives the same results World by World.
"""

import math
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from symbio_sim.metrics.control_variates import WORLDS_PER_CONTROL
from symbio_sim.metrics.intervals import controlled_mean

from .decision_costs import Costs
from .decision_study import SHARES, SHOCKS, Struck, Study
from .sample_size import range_of, worlds_in_the_long_run, worlds_needed

Floats = NDArray[np.float64]

PRECISION = 0.01
"""Half-width of the interval: a share of the first mix's goodput, or percentage points of stress loss."""

GOODPUT = "goodput"
SEEDS, TWINS, COMMON, CONTROLLED = "own seeds", "twins paired", "same Worlds", "and controls"
RUNS = {GOODPUT: 2} | dict.fromkeys(SHOCKS, 4)
"""Runs that one difference takes, by outcome: two mixes, and for a stress loss their struck twins."""

BATCH = 40
"""Worlds of a small study, to see whether controls move its mean."""


@dataclass(frozen=True)
class Decision:
    """One outcome of two mixes, World by World; shares of the first mix's goodput, or of the goodput without shock.

    Attributes
    ----------
    outcome : str
    shares : tuple of float
        The mixes.
    first, second : ndarray, shape (Worlds,)
        The outcome of each.
    apart : ndarray, shape (Worlds, 2)
        The same where every run has a World of its own.
    controls : ndarray, shape (Worlds, controls)
    """

    outcome: str
    shares: tuple[float, float]
    first: Floats
    second: Floats
    apart: Floats
    controls: Floats

    @property
    def difference(self) -> Floats:
        return self.second - self.first

    def spreads(self) -> dict[str, float]:
        """Return the standard deviation of one difference under each device, each beside those before it."""
        worlds = np.arange(len(self.first))
        found = {SEEDS: self._apart(worlds)}
        if self.outcome in SHOCKS:
            found[TWINS] = _independent(self.first, self.second)
        found[COMMON] = self._common(worlds)
        found[CONTROLLED] = controlled_mean(self.difference, self.controls).error * math.sqrt(len(worlds))
        return found

    def range_of_variance_ratio(self) -> tuple[float, float]:
        """Return the 95 % bootstrap range of how many times less the same Worlds leave to chance than own seeds."""
        return range_of(lambda worlds: (self._apart(worlds) / self._common(worlds)) ** 2, len(self.first))

    def _apart(self, worlds: NDArray[np.int64]) -> float:
        return _independent(*self.apart[worlds].T)

    def _common(self, worlds: NDArray[np.int64]) -> float:
        return float(self.difference[worlds].std(ddof=1))

    def needed(self) -> dict[str, int]:
        """Return the replications needed under each device."""
        found = {device: worlds_needed(sd, PRECISION) for device, sd in self.spreads().items()}
        controls = self.controls.shape[1]
        found[CONTROLLED] = worlds_needed(
            self.spreads()[CONTROLLED], PRECISION, controls, WORLDS_PER_CONTROL * controls
        )
        return found

    def bias_of_controls(self) -> tuple[float, float]:
        """Return how far controls move the mean of a few Worlds, in its standard errors, and the error of that."""
        moved = []
        for begin in range(0, len(self.difference) - BATCH + 1, BATCH):
            mine = slice(begin, begin + BATCH)
            moved.append(
                controlled_mean(self.difference[mine], self.controls[mine]).mean - self.difference[mine].mean()
            )
        unit = float(self.difference.std(ddof=1)) / math.sqrt(BATCH)
        return float(np.mean(moved)) / unit, float(np.std(moved, ddof=1)) / math.sqrt(len(moved)) / unit


def _independent(first: Floats, second: Floats) -> float:
    """Return the standard deviation of the difference of what is independent."""
    return math.hypot(float(first.std(ddof=1)), float(second.std(ddof=1)))


def decisions(study: Study) -> Iterator[Decision]:
    """Give each outcome of each pair of neighbouring mixes."""
    for a, b in pairwise(range(len(SHARES))):
        relative = study.goodput_eur[:, [a, b]] / study.goodput_eur[:, a].mean()
        yield Decision(GOODPUT, (SHARES[a], SHARES[b]), *relative.T, relative, study.controls)
    for shock, struck in study.shocks.items():
        yield from _losses(shock, struck)


def _losses(shock: str, struck: Struck) -> Iterator[Decision]:
    loss = 1.0 - struck.struck_eur / struck.calm_eur
    # With seeds of their own, the struck run is of another World than the calm one it is held against.
    apart = 1.0 - np.roll(struck.struck_eur, 1, axis=0) / struck.calm_eur
    for a, b in pairwise(range(len(SHARES))):
        yield Decision(shock, (SHARES[a], SHARES[b]), *loss[:, [a, b]].T, apart[:, [a, b]], struck.controls)


def ours_s(costs: Costs, outcome: str) -> float:
    """Return our processor seconds for one difference: one World drawn, and the runs of both mixes in it."""
    return costs.drawing + 2.0 * (costs.calm + (costs.struck if outcome in SHOCKS else 0.0))


def simpy_s(costs: Costs, outcome: str) -> float:
    """Return the quicker SimPy firm's processor seconds for one difference: each run in a World of its own."""
    return RUNS[outcome] * (costs.drawing + min(costs.simpy.values()))


def times_fewer_in_the_long_run(decision: Decision, costs: Costs) -> float:
    """Return how many times fewer seconds ours takes where many Worlds are needed."""
    spread = decision.spreads()
    best = min(spread[COMMON], spread[CONTROLLED])
    theirs = worlds_in_the_long_run(spread[SEEDS], PRECISION) * simpy_s(costs, decision.outcome)
    return theirs / (worlds_in_the_long_run(best, PRECISION) * ours_s(costs, decision.outcome))
