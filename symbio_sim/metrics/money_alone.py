"""Money alone: what a firm earns and spends in a World, and what it would earn with the planned shock.

A full evaluation takes up to six runs and a linear programme for each week. Who asks what changes are worth, in many
cells, needs the profit with the shock and nothing else: two runs.
"""

from ..config import Config
from ..engines import Engine
from ..run import simulate
from ..world import World
from . import passes
from .finance import finance
from .firm_facts import facts_of
from .names import BEFORE_AND_AFTER, MEASURES
from .stress import profits_of
from .stress_plan import stress_plan
from .tallied import tallied

RUNS_FOR_MONEY = 2
"""The most runs that it takes."""


def evaluate_money(config: Config, world: World, *, stress: bool = True, engine: Engine = "auto") -> dict[str, float]:
    """Simulate one World and return the measures that :func:`is_money` tells.

    Parameters
    ----------
    config, world
        The firm and what happens to it.
    stress : bool
        Whether to tell the profit with the planned shock as well.
    engine : str
        As in :func:`symbio_sim.simulate`; the measures are the same.
    """
    run = simulate(config, world=world, engine=engine)
    facts, tally = facts_of(run.firm), tallied(run, compiled=passes.are_compiled())
    found = finance(run, tally, facts)
    if stress:
        plan = stress_plan(config, run)
        found |= profits_of(run if plan is None else simulate(config, world=plan.strike(world), engine=engine))
    return found


def is_money(name: str) -> bool:
    """Tell whether a measure is among those of money alone."""
    of_twins = name.startswith("stressed_")
    return of_twins or (MEASURES[name].group == "Money" and name not in BEFORE_AND_AFTER)
