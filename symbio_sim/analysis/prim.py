"""PRIM, the patient rule induction method: a box of conditions in which a thing happens more often than elsewhere.

A box is peeled, a few cells at a time, at the side where that raises the share of failures most for each cell given up
(Friedman and Fisher 1999; the objective that is fair to conditions with few values: Kwakkel and Jaxa-Rozen 2016). Each
step is a trade: the box covers fewer of all failures (coverage) and holds fewer other cells (density).
"""

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy import stats

Mask = NDArray[np.bool_]


@dataclass(frozen=True)
class Input:
    """A condition: what was varied, cell by cell.

    Attributes
    ----------
    name : str
    values : ndarray, length cells
        Numbers, or names of cases (dtype object).
    """

    name: str
    values: NDArray[Any]

    @property
    def has_cases(self) -> bool:
        """Whether its values have no order."""
        return self.values.dtype == object


@dataclass(frozen=True)
class Limit:
    """What a box asks of one input: a range, ends included, or some of its cases."""

    low: float = -math.inf
    high: float = math.inf
    cases: tuple[Any, ...] | None = None

    def admits(self, values: NDArray[Any]) -> Mask:
        """Tell which values are within."""
        if self.cases is not None:
            return np.array([value in self.cases for value in values.tolist()], dtype=np.bool_)
        return np.asarray((values >= self.low) & (values <= self.high))


@dataclass(frozen=True)
class Box:
    """Some conditions, and what of the cells they hold.

    Attributes
    ----------
    limits : dict of str to Limit
        Of the inputs that are restricted.
    n_cells, n_failed : int
        Cells in the box, and failures among them.
    n_all, n_all_failed : int
        Cells in all, and failures among them.
    """

    limits: dict[str, Limit]
    n_cells: int
    n_failed: int
    n_all: int
    n_all_failed: int

    @property
    def balance(self) -> float:
        """Harmonic mean of coverage and density, 0 if nothing fails: how well the box tells failures from the rest."""
        return 2.0 * self.n_failed / (self.n_cells + self.n_all_failed)


def peel(inputs: Sequence[Input], failed: Mask, *, share: float = 0.05, smallest: float = 0.05) -> list[Box]:
    """Return the boxes from all cells to the last one, each a part of the one before.

    Parameters
    ----------
    inputs : sequence of Input
    failed : ndarray of bool, length cells
    share : float
        Share of the box's cells given up at a time; more where cells are equal in the input.
    smallest : float
        Least share of all cells left in the box.

    Returns
    -------
    list of Box
        The first one has no limits. It ends where the box would become too small, holds failures only, or holds none.
    """
    least = max(1, math.ceil(smallest * len(failed)))
    limits: dict[str, Limit] = {}
    inside = np.ones(len(failed), dtype=np.bool_)
    boxes = [_box(limits, inside, failed)]
    while 0 < boxes[-1].n_failed < boxes[-1].n_cells:
        step = _best_step(inputs, limits, inside, failed, share, least)
        if step is None:
            break
        name, limit, inside = step
        limits = {**limits, name: limit}
        boxes.append(_box(limits, inside, failed))
    return boxes


def best_balanced(boxes: Sequence[Box]) -> int:
    """Return the place of the box with the best balance of coverage and density; of equals the first, the largest."""
    return int(np.argmax([box.balance for box in boxes]))


def quasi_p(box: Box, name: str, inputs: Sequence[Input], failed: Mask) -> float:
    """Return how likely a limit of a box would be of so much use by chance (Bryant and Lempert 2010).

    The probability of at least as many failures in the box if each cell failed with the density of the same box without
    that limit. It takes no account of the search for the limit, so read it as a rough guide.
    """
    without = np.ones(len(failed), dtype=np.bool_)
    for item in inputs:
        if item.name in box.limits and item.name != name:
            without &= box.limits[item.name].admits(item.values)
    density = float(failed[without].mean())
    return float(stats.binom.sf(box.n_failed - 1, box.n_cells, density))


def reproduced(
    inputs: Sequence[Input], failed: Mask, *, share: float, smallest: float, resamples: int, seed: int
) -> dict[str, float]:
    """Return in which share of half samples the best balanced box limits each input (Bryant and Lempert 2010)."""
    rng = np.random.default_rng(seed)
    times = dict.fromkeys((item.name for item in inputs), 0)
    for _ in range(resamples):
        half = np.sort(rng.choice(len(failed), len(failed) // 2, replace=False))
        parts = [Input(item.name, item.values[half]) for item in inputs]
        boxes = peel(parts, failed[half], share=share, smallest=smallest)
        for name in boxes[best_balanced(boxes)].limits:
            times[name] += 1
    return {name: number / resamples for name, number in times.items()}


def _box(limits: dict[str, Limit], inside: Mask, failed: Mask) -> Box:
    return Box(limits, int(inside.sum()), int(failed[inside].sum()), len(failed), int(failed.sum()))


def _best_step(
    inputs: Sequence[Input], limits: dict[str, Limit], inside: Mask, failed: Mask, share: float, least: int
) -> tuple[str, Limit, Mask] | None:
    """Return the step that gains most density for each cell given up; of equals the smaller step, then the first."""
    n, density = int(inside.sum()), float(failed[inside].mean())
    best: tuple[tuple[float, int], str, Limit, Mask] | None = None
    for item in inputs:
        for limit in _steps(item, limits.get(item.name, Limit()), inside, share):
            kept = inside & limit.admits(item.values)
            n_kept = int(kept.sum())
            if not least <= n_kept < n:
                continue
            gain = (float(failed[kept].mean()) - density) / (n - n_kept)
            if best is None or (gain, n_kept) > best[0]:
                best = ((gain, n_kept), item.name, limit, kept)
    return None if best is None else best[1:]


def _steps(item: Input, limit: Limit, inside: Mask, share: float) -> Iterator[Limit]:
    values = item.values[inside]
    if item.has_cases:
        present = list(dict.fromkeys(values.tolist()))
        for case in present:
            yield Limit(cases=tuple(other for other in present if other != case))
        return
    ordered = np.sort(values)
    given_up = max(1, math.ceil(share * len(ordered)))
    above = ordered[ordered > ordered[given_up - 1]]
    below = ordered[ordered < ordered[-given_up]]
    if len(above):
        yield Limit(float(above[0]), limit.high)
    if len(below):
        yield Limit(limit.low, float(below[-1]))
