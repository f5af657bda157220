"""Simulation estimates of long-run means that are narrow enough to prove something.

Long runs on the compiled engine are cut into batches much longer than the system's memory. What is known exactly about
the Worlds (how many tasks should arrive, how long they should take) serves as control variates: the batch means are
regressed on them, and the intercept is the estimate.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from symbio_sim.config import Config
from symbio_sim.run import Run, simulate

Floats = NDArray[np.float64]
Figure = Callable[[Run], Floats]
"""What a run says of each task, or each batch."""

SEED = 1

Z_LIMIT = 3.3
"""A true statement is refused about once in a thousand; seeds are fixed, so it then is for good."""


@dataclass(frozen=True)
class Estimate:
    """A mean and its standard error."""

    mean: float
    error: float

    def agrees_with(self, exact: float, width: float = 0.01) -> bool:
        """Tell whether the estimate is narrow (95 % half-width below `width` of the exact value) and covers it."""
        narrow = 1.96 * self.error < width * abs(exact)
        return narrow and abs(self.mean - exact) < Z_LIMIT * self.error


def study(
    config: Config, figures: Mapping[str, Figure], controls: Callable[[Run], Floats], worlds: int = 1
) -> dict[str, Estimate]:
    """Estimate long-run means of a firm, each given by its batch means in a run, from several Worlds."""
    of_figure: dict[str, list[Floats]] = {name: [] for name in figures}
    of_controls = []
    for replication in range(worlds):
        run = simulate(config, SEED, replication=replication, engine="kernel")
        for name, figure in figures.items():
            of_figure[name].append(figure(run))
        of_controls.append(controls(run))
    table = np.concatenate(of_controls)
    return {name: controlled(np.concatenate(batches), table) for name, batches in of_figure.items()}


def controlled(values: Floats, controls: Floats) -> Estimate:
    """Estimate a mean from batch means and controls of known mean 0, shape (batches, controls)."""
    spread = controls.std(axis=0)
    used = controls[:, spread > 0.0] / spread[spread > 0.0]
    n, k = used.shape
    design = np.column_stack([np.ones(n), used])
    coefficients = np.linalg.lstsq(design, values, rcond=None)[0]
    residual = values - design @ coefficients
    covariance = np.linalg.inv(design.T @ design) * (residual @ residual) / (n - k - 1)
    return Estimate(float(coefficients[0]), float(np.sqrt(covariance[0, 0])))


def mean_of(column: Figure, per_day: float, days: int, function: int | None = None) -> Figure:
    """Return what gives the mean of a figure of tasks in each whole batch of `days`, of all tasks or of a function's.

    Each batch's sum is divided by the number of tasks that it should have, not by the number that came: busy batches
    have more tasks and longer waits, so the mean of their means would lie below the mean of tasks. Tasks count where
    they arrive. The first batch is left out as warm-up, the last one because it may hold unfinished tasks.
    """

    def of(run: Run) -> Floats:
        batch, values = _batches(run, days), column(run)
        mine = np.ones(len(batch), dtype=bool) if function is None else run.world.tasks["function"] == function
        n = run.world.horizon_days // days
        sums = np.bincount(batch[mine], weights=values[mine], minlength=n)
        return np.asarray(sums[1 : n - 1] / (per_day * days))

    return of


def load_controls(days: int, exact: list[tuple[float, float, float]]) -> Callable[[Run], Floats]:
    """Return what gives controls of mean 0 by batch: each function's work that came, above its mean, and its square.

    `exact` holds (tasks a day, mean effort, mean squared effort) of each function. Counts and efforts are independent,
    so all expectations are known.
    """

    def of(run: Run) -> Floats:
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
        return np.column_stack(columns)[1 : n - 1]

    return of


def _batches(run: Run, days: int) -> NDArray[np.int64]:
    return np.floor(run.world.tasks["arrival_min"] / (1440.0 * days)).astype(np.int64)
