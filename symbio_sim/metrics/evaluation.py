"""One firm in one World: simulated, stressed, measured."""

from ..config import Config
from ..engines import Engine
from ..run import simulate
from ..world import World, draw_world
from .measures import measure
from .stress import measures_of, natural_loss, stress_test

RUNS_WITH_STRESS = 5
"""The most runs that an evaluation with stress test takes: the twins of the shock, and the one without outages."""


def evaluate(
    config: Config,
    seed: int = 1,
    replication: int = 0,
    *,
    world: World | None = None,
    stress: bool = True,
    engine: Engine = "auto",
) -> dict[str, float]:
    """Simulate one World and return all measures.

    Parameters
    ----------
    config : Config
    seed, replication : int
        Which World.
    world : World, optional
        Use this World instead of drawing one.
    stress : bool
        Whether to run the stress test and the twin without outages as well: up to four more runs. If not,
        `resilience_*`, `stress_*`, `stressed_*` and `natural_*` are left out.
    engine : str
        As in :func:`symbio_sim.simulate`; the measures are the same.
    """
    mine = draw_world(config, seed, replication) if world is None else world
    run = simulate(config, world=mine, engine=engine)
    found = measure(run)
    if stress:
        test = stress_test(config, mine, run, engine=engine)
        found |= measures_of(test, found)
        found |= natural_loss(config, mine, run, engine=engine)
    return found
