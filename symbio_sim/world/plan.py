"""What a config says of all its Worlds: prepared once a config, drawn from once a World."""

import weakref
from dataclasses import dataclass

from ..config import Config
from .cyber import SOURCE, CyberPlan
from .more_demand import MoreDemand, extra_demand
from .people import SeatPlan
from .services import OutagePlan, Service, services_in_use
from .streams import Sources, Streams
from .tasks import TaskPlan, task_plans, task_type_names


@dataclass(frozen=True, eq=False)
class WorldPlan:
    """What a config says of its Worlds before chance comes in.

    Attributes
    ----------
    horizon_days : int
    tasks : tuple of TaskPlan
        By function.
    extra : tuple of MoreDemand
        Candidates for demand above the base, by function; none where demand cannot grow.
    task_types : tuple of str
        ``function/type``.
    seats : SeatPlan
    outages : OutagePlan
    services : tuple of Service
    cyber : CyberPlan
    sources : Sources
        All streams that a World may be drawn from.
    """

    horizon_days: int
    tasks: tuple[TaskPlan, ...]
    extra: tuple[MoreDemand, ...]
    task_types: tuple[str, ...]
    seats: SeatPlan
    outages: OutagePlan
    services: tuple[Service, ...]
    cyber: CyberPlan
    sources: Sources

    @classmethod
    def of(cls, config: Config) -> "WorldPlan":
        """Work out what a config says of its Worlds."""
        tasks, outages, services = task_plans(config), OutagePlan.of(config), services_in_use(config)
        extra = extra_demand(config, tasks)
        names = [name for task_plan in tasks for name in task_plan.sources()]
        names += [name for more in extra for name in more.plan.sources()]
        names += [*outages.sources()]
        names.append(SOURCE)
        names += [name for service in services for name in service.sources()]
        return cls(
            horizon_days=config.horizon_days,
            tasks=tasks,
            extra=extra,
            task_types=task_type_names(config),
            seats=SeatPlan.of(config),
            outages=outages,
            services=services,
            cyber=CyberPlan.of(config),
            sources=Sources.of(names),
        )

    def streams(self, seed: int, replication: int) -> Streams:
        """Return the streams of one World.

        Raises
        ------
        ValueError
            If seed or replication is negative.
        """
        return Streams(self.sources, seed, replication)


_PLANS: dict[int, tuple["weakref.ref[Config]", WorldPlan]] = {}
"""Plans by the identity of their configs, which hold lists and cannot be hashed; a plan goes when its config does."""


def plan_of(config: Config) -> WorldPlan:
    """Return the plan of a config, worked out the first time; threads that come at once get equal ones."""
    identity = id(config)
    known = _PLANS.get(identity)
    # An identity is free for another object only once the config is gone: then the reference is dead.
    if known is not None and known[0]() is config:
        return known[1]
    plan = WorldPlan.of(config)
    _PLANS[identity] = (weakref.ref(config, lambda _: _PLANS.pop(identity, None)), plan)
    return plan
