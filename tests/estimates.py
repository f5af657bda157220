"""Simulation estimates of long-run means that are narrow enough to prove something.

A long run is cut into batches much longer than the system's memory. What is known exactly about the World (how many
tasks should arrive, how long they should take) serves as control variates: the batch means are regressed on them, and
the intercept is the estimate.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from symbio_sim.run import Run

Floats = NDArray[np.float64]

Z_LIMIT = 3.3
"""A true statement is refused about once in a thousand; seeds are fixed, so it then is for good."""


@dataclass(frozen=True)
class Estimate:
    """A mean and its standard error."""

    mean: float
    error: float

    def agrees_with(self, exact: float, width: float = 0.02) -> bool:
        """Tell whether the estimate is narrow (95 % half-width below `width` of the exact value) and covers it."""
        narrow = 1.96 * self.error < width * abs(exact)
        return narrow and abs(self.mean - exact) < Z_LIMIT * self.error


def controlled(values: Floats, controls: Floats) -> Estimate:
    """Estimate a mean from batch means and controls of known mean 0, shape (batches, controls)."""
    n, k = controls.shape
    design = np.column_stack([np.ones(n), controls])
    coefficients = np.linalg.lstsq(design, values, rcond=None)[0]
    residual = values - design @ coefficients
    covariance = np.linalg.inv(design.T @ design) * (residual @ residual) / (n - k - 1)
    return Estimate(float(coefficients[0]), float(np.sqrt(covariance[0, 0])))


def batch_means(run: Run, values: Floats, days: int, function: int | None = None) -> Floats:
    """Return the mean of a task column in each whole batch of `days`, tasks counted where they arrive.

    The first batch is left out as warm-up, the last one because it may hold unfinished tasks.
    """
    batch = _batches(run, days)
    mine = np.ones(len(batch), dtype=bool) if function is None else run.world.tasks["function"] == function
    n = run.world.horizon_days // days
    sums = np.bincount(batch[mine], weights=values[mine], minlength=n)
    return sums[1 : n - 1] / np.bincount(batch[mine], minlength=n)[1 : n - 1]


def load_controls(run: Run, days: int, exact: list[tuple[float, float, float]]) -> Floats:
    """Return controls of mean 0 by batch: for each function the work that came, above its mean, and its square.

    `exact` holds (tasks a day, mean effort, mean squared effort) of each function. Counts and efforts are independent,
    so all expectations are known.
    """
    batch, tasks = _batches(run, days), run.world.tasks
    n = run.world.horizon_days // days
    columns = []
    for function, (per_day, mean, square) in enumerate(exact):
        mine = tasks["function"] == function
        effort = tasks["effort_min"][mine]
        count = np.bincount(batch[mine], minlength=n) - per_day * days
        excess = np.bincount(batch[mine], weights=effort - mean, minlength=n)
        squares = np.bincount(batch[mine], weights=effort * effort - square, minlength=n)
        columns += [count, excess, squares, count * count - per_day * days, count * excess]
        columns.append(excess * excess - per_day * days * (square - mean * mean))
    table = np.column_stack(columns)[1 : n - 1]
    used = table[:, table.std(axis=0) > 0.0]
    return np.asarray(used / used.std(axis=0))


def _batches(run: Run, days: int) -> NDArray[np.int64]:
    return np.floor(run.world.tasks["arrival_min"] / (1440.0 * days)).astype(np.int64)
