"""Demand above the base: candidates that come only if goodwill is high or freed hours are put to use, and surges.

Both are tasks of the same functions with keys and streams of their own, so that they move nothing else. They come with
the daily factors of the base demand: twice the demand is twice the rate of each day, good and bad days included.
"""

import dataclasses
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from ..config import Config
from .streams import Sources, Streams
from .tasks import TaskPlan, arrivals_of_counts, daily_factors, draw_attributes, task_plans
from .world import EXTRA, Tasks, World, merged

Floats = NDArray[np.float64]

NO_ROOM_TO_GROW = (
    "freed_hours.use is growth, but this World holds no demand above the base that the firm could take on (nor does an "
    "event log): take slack or attrition"
)
"""What is wrong with a World in which a firm cannot grow."""


@dataclass(frozen=True, eq=False)
class MoreDemand:
    """More demand for one function.

    Attributes
    ----------
    plan : TaskPlan
        What the tasks are like and the rates at which they come; under a name of its own, from which streams and keys
        are named.
    base : str
        The function whose demand this adds to.
    """

    plan: TaskPlan
    base: str

    @classmethod
    def of(cls, base: TaskPlan, label: str, relative: Floats) -> "MoreDemand":
        """Return demand beside that of a function; `relative`, shape (days,), is its rate relative to the base's."""
        demand = dataclasses.replace(base.demand, rates=base.demand.rates * relative)
        regular = None if base.regular_min is None else demand.regular_min()
        plan = dataclasses.replace(base, name=f"{label}/{base.name}", demand=demand, regular_min=regular)
        return cls(plan, base.name)

    def sources(self) -> tuple[str, ...]:
        """Return the names of the streams that these tasks are drawn from."""
        return (*self.plan.sources(), f"demand/{self.base}")


def extra_demand(config: Config, plans: Sequence[TaskPlan]) -> tuple[MoreDemand, ...]:
    """Return the candidates for demand above the base, at the highest rate that can be reached."""
    highest, internal = highest_demand(config), config.mechanisms.customers.internal_functions
    if highest == 1.0:
        return ()
    relative = np.full(config.horizon_days, highest - 1.0)
    return tuple(MoreDemand.of(plan, EXTRA, relative) for plan in plans if plan.name not in internal)


def highest_demand(config: Config) -> float:
    """Return the highest demand relative to the base that goodwill and the use of freed hours can reach."""
    customers, freed = config.mechanisms.customers, config.freed_hours
    by_goodwill = customers.goodwill_max if customers.on else 1.0
    return by_goodwill * (1.0 + freed.growth_share) if freed.use == "growth" else by_goodwill


def draw_more(parts: Sequence[MoreDemand], streams: Streams) -> Tasks:
    """Draw the tasks of more demand: columns as in :class:`World`, sorted by arrival."""
    drawn = []
    for more in parts:
        arrival = _draw_arrivals(more, streams) if more.plan.regular_min is None else more.plan.regular_min
        drawn.append({"arrival_min": arrival, **draw_attributes(more.plan, len(arrival), streams)})
    return merged(drawn)


def _draw_arrivals(more: MoreDemand, streams: Streams) -> Floats:
    rates = more.plan.demand.rates
    factors = daily_factors(more.plan.function.arrivals, len(rates), streams.open(f"demand/{more.base}"))
    counts = streams.open(f"demand/{more.plan.name}").poisson(rates * factors)
    return arrivals_of_counts(more.plan, counts, streams)


def with_extra(tasks: Tasks, parts: Sequence[MoreDemand], streams: Streams) -> Tasks:
    """Return tasks with the candidates for demand above the base among them, told apart by the column `extra`."""
    more = draw_more(parts, streams)
    return merged(
        [part | {EXTRA: np.full(len(part["key"]), is_extra)} for part, is_extra in ((tasks, False), (more, True))]
    )


def surge_tasks(config: Config, world: World, day: int, days: int, factor: float) -> Tasks:
    """Draw the tasks that come beside a World's own while demand is `factor` times as high.

    Parameters
    ----------
    config : Config
        The firm whose demand it is. Of a World made from a log, the config states the rates.
    world : World
        Gives seed and replication; the same surge in the same World is always the same, and depends on nothing else.
    day, days : int
        The first day, and for how many; what lies beyond the horizon is left out.
    factor : float
        At least 1.

    Returns
    -------
    dict of str to ndarray
        Columns as in :class:`World`, sorted by arrival.

    Raises
    ------
    ValueError
        If the days lie outside the horizon or the factor is less than 1.
    """
    if not 0 <= day < world.horizon_days or days < 1:
        raise ValueError(f"a surge from day {day} for {days} days does not begin within {world.horizon_days} days")
    if not 1.0 <= factor < float("inf"):
        raise ValueError(f"factor must be at least 1, got {factor}: demand can only surge")
    relative = np.zeros(world.horizon_days)
    relative[day : day + days] = factor - 1.0
    parts = [MoreDemand.of(plan, f"surge/{day}", relative) for plan in task_plans(config)]
    sources = Sources.of([name for more in parts for name in more.sources()])
    return draw_more(parts, Streams(sources, world.seed, world.replication))
