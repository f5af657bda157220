"""Parts of a World drawn alone, for tests that need many of them or very long ones."""

from typing import Any

from numpy.typing import NDArray

from symbio_sim.config import Config
from symbio_sim.world import Degradation, Exit, Outage
from symbio_sim.world.failures import draw_degradations, draw_exits, draw_outages
from symbio_sim.world.people import draw_absences
from symbio_sim.world.plan import plan_of
from symbio_sim.world.streams import Sources, Streams
from symbio_sim.world.tasks import draw_tasks


def world_key(seed: int, replication: int) -> int:
    """Return the key of all luck of a World."""
    return Streams(Sources.of([]), seed, replication).key


def tasks_of(config: Config, seed: int = 1, replication: int = 0) -> dict[str, NDArray[Any]]:
    plan = plan_of(config)
    return draw_tasks(plan.tasks, plan.streams(seed, replication))


def absences_of(config: Config, seed: int = 1, replication: int = 0) -> tuple[tuple[int, int, int], ...]:
    seats = plan_of(config).seats
    return draw_absences(seats, seats.states(world_key(seed, replication)))


def outages_of(config: Config, seed: int = 1, replication: int = 0) -> tuple[Outage, ...]:
    plan = plan_of(config)
    return draw_outages(plan.outages, plan.streams(seed, replication))


def degradations_of(config: Config, seed: int = 1, replication: int = 0) -> tuple[Degradation, ...]:
    plan = plan_of(config)
    return draw_degradations(plan.services, plan.outages.end_min, plan.streams(seed, replication))


def exits_of(config: Config, seed: int = 1, replication: int = 0) -> tuple[Exit, ...]:
    plan = plan_of(config)
    return draw_exits(plan.services, plan.outages.end_min, plan.streams(seed, replication))
