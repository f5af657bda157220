"""Drawing a World from a config, a seed and a replication number."""

from ..config import Config
from .cyber import draw_incidents
from .failures import draw_degradations, draw_exits, draw_outages, draw_updates
from .more_demand import with_extra
from .people import draw_absences, draw_talent_z
from .plan import WorldPlan, plan_of
from .streams import Streams
from .tasks import draw_tasks, draw_type_z
from .world import Tasks, World


def draw_world(config: Config, seed: int = 1, replication: int = 0) -> World:
    """Draw all that happens to the firm of `config`.

    Parameters
    ----------
    config : Config
        What it says of its Worlds is worked out once and kept as long as this object lives.
    seed : int
        Any non-negative integer.
    replication : int
        Number of the World under this seed.

    Raises
    ------
    ValueError
        If seed or replication is negative.
    """
    plan = plan_of(config)
    streams = plan.streams(seed, replication)
    return around_tasks(plan, drawn_tasks(plan, streams), streams, "drawn")


def drawn_tasks(plan: WorldPlan, streams: Streams) -> Tasks:
    """Draw the tasks of a World, and the candidates for demand above the base where there are any."""
    tasks = draw_tasks(plan.tasks, streams)
    return with_extra(tasks, plan.extra, streams) if plan.extra else tasks


def around_tasks(plan: WorldPlan, tasks: Tasks, streams: Streams, origin: str) -> World:
    """Draw all but the tasks of a World; those are given, with the columns of :class:`World`."""
    seats = plan.seats.states(streams.key)
    return World(
        seed=streams.seed,
        replication=streams.replication,
        horizon_days=plan.horizon_days,
        functions=tuple(function.name for function in plan.tasks),
        task_types=plan.task_types,
        seats=plan.seats.names,
        tasks=tasks,
        type_z=draw_type_z(plan.task_types, streams.key),
        talent_z=draw_talent_z(seats),
        absences=draw_absences(plan.seats, seats),
        outages=draw_outages(plan.outages, streams),
        degradations=draw_degradations(plan.services, plan.outages.end_min, streams),
        exits=draw_exits(plan.services, plan.outages.end_min, streams),
        cyber_incidents=draw_incidents(plan.cyber, streams),
        key=streams.key,
        origin=origin,
        updates=draw_updates(plan.services, plan.outages.end_min, streams),
    )
