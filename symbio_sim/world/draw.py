"""Drawing a World from a config, a seed and a replication number."""

from typing import Any

from numpy.typing import NDArray

from ..config import Config
from .demand import draw_tasks, draw_type_z
from .people import draw_absences, draw_talent_z, seat_names
from .services import draw_degradations, draw_exits, draw_outages
from .streams import world_key
from .world import World


def draw_world(config: Config, seed: int = 1, replication: int = 0) -> World:
    """Draw all that happens to the firm of `config`.

    Parameters
    ----------
    config : Config
    seed : int
        Any non-negative integer.
    replication : int
        Number of the World under this seed.

    Raises
    ------
    ValueError
        If seed or replication is negative.
    """
    refuse_negative(seed, replication)
    return around_tasks(config, draw_tasks(config, seed, replication), seed, replication, "drawn")


def refuse_negative(seed: int, replication: int) -> None:
    """Refuse what cannot name a World.

    Raises
    ------
    ValueError
        If seed or replication is negative.
    """
    if seed < 0 or replication < 0:
        raise ValueError(f"seed and replication must not be negative, got {seed} and {replication}")


def around_tasks(config: Config, tasks: dict[str, NDArray[Any]], seed: int, replication: int, origin: str) -> World:
    """Draw all but the tasks of a World; those are given, with the columns of :class:`World`."""
    key = world_key(seed, replication)
    seats = seat_names(config)
    task_types, type_z = draw_type_z(config, seed, replication)
    return World(
        seed=seed,
        replication=replication,
        horizon_days=config.horizon_days,
        functions=tuple(config.functions),
        task_types=task_types,
        seats=seats,
        tasks=tasks,
        type_z=type_z,
        talent_z=draw_talent_z(seats, key),
        absences=draw_absences(config, seats, key),
        outages=draw_outages(config, seed, replication),
        degradations=draw_degradations(config, seed, replication),
        exits=draw_exits(config, seed, replication),
        key=key,
        origin=origin,
    )
