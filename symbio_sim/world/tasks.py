"""Drawing the task stream: when tasks arrive and what they are like.

Arrivals are a doubly stochastic Poisson process with a profile of the day and week, a season and growth.
"""

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import accumulate
from statistics import NormalDist

import numpy as np
from numpy.typing import NDArray
from scipy import special

from ..config import Arrivals, Config, Function
from .demand import Demand
from .libm import exp, log
from .luck import GOLDEN, key_of, uniform
from .streams import Streams
from .world import Tasks, merged

Floats = NDArray[np.float64]

_STANDARD_NORMAL = NormalDist()


@dataclass(frozen=True, eq=False)
class TaskPlan:
    """What a config says of the tasks of one function.

    Attributes
    ----------
    name : str
    index : int
        Place of the function among all.
    function : Function
    demand : Demand
    regular_min : ndarray or None
        Arrival times (minutes since day 0) under the regular law, which leaves nothing to chance.
    first_type : int
        Place of the function's first type among all task types.
    type_limits : ndarray
        Shares at which one type ends and the next begins.
    type_factors : ndarray
        Effort of each type relative to the function's mean.
    """

    name: str
    index: int
    function: Function
    demand: Demand
    regular_min: Floats | None
    first_type: int
    type_limits: Floats
    type_factors: Floats

    def sources(self) -> Iterator[str]:
        """Yield the names of the streams that these tasks are drawn from."""
        for kind in ("demand", "times", "normal", "uniform", "patience"):
            yield f"{kind}/{self.name}"


def task_plans(config: Config) -> tuple[TaskPlan, ...]:
    """Return what a config says of the tasks of each function."""
    plans = []
    first_type = 0
    for index, (name, function) in enumerate(config.functions.items()):
        demand = Demand.of(function.arrivals, config.business, config.horizon_days)
        regular = demand.regular_min() if function.arrivals.law == "regular" else None
        plans.append(TaskPlan(name, index, function, demand, regular, first_type, *_type_laws(function)))
        first_type += max(len(function.types), 1)
    return tuple(plans)


def _type_laws(function: Function) -> tuple[Floats, Floats]:
    """Return the shares at which one type gives way to the next, and each type's effort relative to the mean."""
    if not function.types:
        return np.empty(0), np.ones(1)
    shares = np.array([kind.share for kind in function.types.values()])
    shares = shares / shares.sum()
    factors = np.array([kind.effort_factor for kind in function.types.values()])
    return np.cumsum(shares)[:-1], factors / (shares * factors).sum()


def task_type_names(config: Config) -> tuple[str, ...]:
    """Return the task types of all functions as ``function/type``, in order."""
    return tuple(
        f"{name}/{kind}" for name, function in config.functions.items() for kind in (function.types or (name,))
    )


def draw_type_z(task_types: Sequence[str], world_key: int) -> Floats:
    """Return the standard normal machine difficulty of each task type; it depends on World and name alone."""
    normal = _STANDARD_NORMAL.inv_cdf
    return np.array([normal(uniform(world_key, key_of(f"type/{name}"), 0)) for name in task_types])


def draw_tasks(plans: Sequence[TaskPlan], streams: Streams) -> Tasks:
    """Draw the task stream of a World: columns as in :class:`World`, sorted by arrival."""
    parts = []
    for plan in plans:
        arrival = _draw_arrivals(plan, streams) if plan.regular_min is None else plan.regular_min
        parts.append({"arrival_min": arrival, **draw_attributes(plan, len(arrival), streams)})
    return merged(parts)


def _draw_arrivals(plan: TaskPlan, streams: Streams) -> Floats:
    """Draw the arrival times of one function (minutes since day 0), sorted."""
    rates = plan.demand.rates
    rng = streams.open(f"demand/{plan.name}")
    counts = rng.poisson(rates * daily_factors(plan.function.arrivals, len(rates), rng))
    return arrivals_of_counts(plan, counts, streams)


def arrivals_of_counts(plan: TaskPlan, counts: NDArray[np.int64], streams: Streams) -> Floats:
    """Draw when so many tasks a day arrive (minutes since day 0), sorted; counts have shape (days,)."""
    day = np.repeat(np.arange(len(counts), dtype=np.float64), counts)
    share = streams.open(f"times/{plan.name}").random(len(day))
    # Sorting day + u sorts within days; the day is known, so rounding of the sum cannot move a task.
    share += day
    share.sort()
    share -= day
    return plan.demand.arrival_min(counts, share)


def daily_factors(arrivals: Arrivals, n_days: int, rng: np.random.Generator) -> Floats:
    """Draw the gamma factors of mean 1; with autocorrelation through a Gaussian copula."""
    variance = arrivals.overdispersion
    if variance == 0.0:
        return np.ones(n_days)
    if arrivals.autocorrelation == 0.0:
        return rng.gamma(1.0 / variance, variance, n_days)
    keep = arrivals.autocorrelation
    spread = math.sqrt(1.0 - keep * keep)
    steps = rng.standard_normal(n_days).tolist()
    level = np.array(list(accumulate(steps, lambda before, step: keep * before + spread * step)))
    return np.asarray(special.gammaincinv(1.0 / variance, special.ndtr(level)) * variance)


def draw_attributes(plan: TaskPlan, n: int, streams: Streams) -> Tasks:
    """Draw what `n` tasks of one function are like: all columns but the arrival.

    The i-th task is the same whatever n is.
    """
    name, function = plan.name, plan.function
    normal = task_normals(name, n, streams)
    uniform = streams.open(f"uniform/{name}").random((n, 3))
    kind = _kinds(plan, uniform[:, 0])
    if function.patience.law == "exponential":
        patience = function.patience.mean_min * streams.open(f"patience/{name}").standard_exponential(n)
    else:
        patience = np.full(n, np.inf)
    ordinals = np.arange(n, dtype=np.uint64)
    return {
        "function": np.full(n, plan.index, dtype=np.int16),
        "task_type": kind + np.int16(plan.first_type),
        "effort_min": _efforts(function, normal[:, 0]) * plan.type_factors[kind],
        "difficulty": difficulties(function, normal[:, 0], normal[:, 1]),
        "machine_z": normal[:, 2],
        "novel": uniform[:, 1] < function.novel_share,
        "needs_human": uniform[:, 2] < function.human_touch_share,
        "patience_min": patience,
        "key": np.uint64(key_of(f"function/{name}")) + np.uint64(GOLDEN) * ordinals,
    }


def task_normals(name: str, n: int, streams: Streams) -> Floats:
    """Return three standard normals a task: behind its effort, its own difficulty, and the machine's."""
    return streams.open(f"normal/{name}").standard_normal((n, 3))


def difficulties(function: Function, effort_z: Floats, own_z: Floats) -> Floats:
    """Return the human difficulty of tasks: standard normal, correlated with the normal score of effort."""
    rho = function.human.effort_difficulty_correlation
    return rho * effort_z + math.sqrt(1.0 - rho * rho) * own_z


def _kinds(plan: TaskPlan, uniform: Floats) -> NDArray[np.int16]:
    """Return each task's type within the function: the number of limits that its uniform number has reached."""
    uniform = np.ascontiguousarray(uniform)
    kind = np.zeros(len(uniform), dtype=np.int16)
    for limit in plan.type_limits:  # of which there are few: a search for each task takes longer
        kind += uniform >= limit
    return kind


def _efforts(function: Function, z: Floats) -> Floats:
    """Turn standard normals into efforts (minutes) of the function's law, with the C library's functions."""
    effort = function.effort
    if effort.law == "lognormal":
        sigma = effort.sigma_log
        mu = math.log(effort.mean_min) - 0.5 * sigma * sigma
        return exp(mu + sigma * z)
    if effort.law == "exponential":
        # SciPy's erfc is not the C library's.
        tail = np.array([math.erfc(x) for x in (z * math.sqrt(0.5)).tolist()])
        return -effort.mean_min * log(np.maximum(0.5 * tail, 5e-324))
    return np.full(len(z), effort.mean_min)
