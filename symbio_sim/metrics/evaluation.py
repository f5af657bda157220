"""One firm in one World: simulated, stressed, measured."""

from ..config import Config
from ..engines import Engine
from ..run import simulate
from ..world import World, draw_world
from .investment import investment
from .measures import measure
from .names import in_order
from .stress import measures_of, natural_loss, stress_test

RUNS_WITH_STRESS = 6
"""The most runs of an evaluation with stress test: the twins of the shock, those without outages and without bots."""


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
        Whether to run the twins of the World as well, up to five more runs: the stress test, the firm without outages,
        the firm before automation. If not, the measures that need them are left out (see :func:`needs_twins`).
    engine : str
        As in :func:`symbio_sim.simulate`; the measures are the same.
    """
    mine = draw_world(config, seed, replication) if world is None else world
    run = simulate(config, world=mine, engine=engine)
    found = measure(run)
    if stress:
        test = stress_test(config, mine, run, engine=engine)
        found |= measures_of(test, run)
        found |= natural_loss(config, mine, run, engine=engine) | investment(run, engine=engine)
    return in_order(found)
