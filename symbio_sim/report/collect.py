"""Worlds simulated one after the other, each measured and its course kept, none of them run twice.

A World that fails becomes a row of its own and the others go on; an interruption keeps what is finished.
"""

import traceback
from collections.abc import Callable, Sequence
from contextlib import ExitStack
from dataclasses import dataclass, field
from typing import Any

import pandas as pd

from ..config import AskedShock, Config
from ..engines import work_ahead
from ..metrics import StressPlan, StressTest, measure, natural_loss, resilience_curve, stress_test
from ..metrics.evaluation import RUNS_WITH_STRESS
from ..metrics.investment import investment
from ..metrics.names import in_order
from ..metrics.stress import measures_of
from ..metrics.stress_plan import Planned
from ..run import Run, simulate
from ..world import World
from .course import Course
from .shocks import shock_row

RUNS_OF_A_SHOCK = 3
"""Runs that each further shock takes, beside the one without it."""
DAYS_BEFORE_SHOCK = 10
"""Working days of the resilience triangle before the shock."""

MakeWorld = Callable[[int], World]
Progress = Callable[[int, int], None]


@dataclass(frozen=True)
class Failure:
    """A World that could not be simulated."""

    replication: int
    error: str
    traceback: str


@dataclass(frozen=True)
class Finished:
    """A World that was simulated: its measures, and the course of its runs.

    Attributes
    ----------
    row : dict
        Seed, replication and measures, as :func:`symbio_sim.metrics.replicate` has them.
    course : Course
        Of the World as it is.
    stressed : Course or None
        With the planned outage, if there was one.
    curve : DataFrame or None
        The resilience triangle of that outage.
    shocks : list of dict
        What each planned shock costs, where there are others than that one.
    """

    row: dict[str, Any]
    course: Course
    stressed: Course | None
    curve: pd.DataFrame | None
    shocks: list[dict[str, Any]]


@dataclass
class Collected:
    """What came of many Worlds.

    Attributes
    ----------
    finished : list of Finished
    first : Run or None
        The run of the first World that finished.
    plan : StressPlan or None
        Its planned outage.
    failures : list of Failure
    interrupted : bool
        Whether the user stopped before all was done.
    """

    finished: list[Finished] = field(default_factory=list)
    first: Run | None = None
    plan: StressPlan | None = None
    failures: list[Failure] = field(default_factory=list)
    interrupted: bool = False

    @property
    def measures(self) -> pd.DataFrame:
        """One row a World: seed, replication, then the measures."""
        return pd.DataFrame([world.row for world in self.finished])

    @property
    def shocks(self) -> pd.DataFrame:
        """One row a World and planned shock, where there are others than the first: see :mod:`.shocks`."""
        return pd.DataFrame([row for world in self.finished for row in world.shocks])

    @property
    def courses(self) -> list[Course]:
        """The course of each World."""
        return [world.course for world in self.finished]

    @property
    def stressed(self) -> list[Course]:
        """The course of each World that had a planned outage, with that outage."""
        return [world.stressed for world in self.finished if world.stressed is not None]

    @property
    def curves(self) -> list[pd.DataFrame]:
        """The resilience triangle of each World that had a planned outage."""
        return [world.curve for world in self.finished if world.curve is not None]

    def add(self, run: Run, test: StressTest | None, shocks: list[dict[str, Any]], found: dict[str, float]) -> None:
        """Add a finished World; at one stroke, for an interruption may come at any moment."""
        row = {"seed": run.world.seed, "replication": run.world.replication, **found}
        if test is None:
            world = Finished(row, Course.of(run), None, None, shocks)
        else:
            plan = test.plan
            curve = resilience_curve(run, test.shocked, plan.start_min, test.t1_min, days_before=DAYS_BEFORE_SHOCK)
            world = Finished(row, Course.of(run), Course.of(test.shocked), curve, shocks)
        if self.first is None:
            self.first, self.plan = run, None if test is None else test.plan
        self.finished.append(world)


def collect(
    config: Config,
    make_world: MakeWorld,
    replications: range,
    *,
    stress: bool = True,
    asked: Sequence[AskedShock] = (),
    progress: Progress | None = None,
) -> Collected:
    """Simulate Worlds and keep measures and courses.

    Parameters
    ----------
    config : Config
    make_world : callable
        Gives the World of a replication number.
    replications : range
        Numbers of the Worlds.
    stress : bool
        Whether to run the twins too: with planned shocks, without outages, before automation.
    asked : sequence of AskedShock
        Further shocks, each measured against the same World without it.
    progress : callable, optional
        Called with (Worlds done, Worlds in all) after each.
    """
    found = Collected()
    others = _others(config, asked) if stress else ()
    runs = len(replications) * (RUNS_WITH_STRESS + RUNS_OF_A_SHOCK * len(others) if stress else 1)
    with ExitStack() as told:
        try:
            for done, replication in enumerate(replications, start=1):
                try:
                    world = make_world(replication)
                    if done == 1:
                        told.enter_context(work_ahead(runs * world.n_tasks))
                    found.add(*_one(config, world, stress, others))
                except Exception as error:  # whatever a World breaks on, the others go on
                    found.failures.append(Failure(replication, _in_a_line(error), traceback.format_exc()))
                if progress is not None:
                    progress(done, len(replications))
        except KeyboardInterrupt:
            found.interrupted = True
    return found


def _others(config: Config, asked: Sequence[AskedShock]) -> tuple[tuple[str, Planned], ...]:
    """Return all shocks but the first planned one, each with its name: those planned, those asked for."""
    planned = [(kind, (kind, stressor)) for kind, stressor in list(config.stressors.planned())[1:]]
    return (*planned, *((item.text, (item.kind, item.stressor)) for item in asked))


def _one(
    config: Config, world: World, stress: bool, others: Sequence[tuple[str, Planned]]
) -> tuple[Run, StressTest | None, list[dict[str, Any]], dict[str, float]]:
    """Return run, stress test, shocks and measures of a World: what `metrics.evaluate` gives, and what is behind it."""
    run = simulate(config, world=world)
    found = measure(run)
    if not stress:
        return run, None, [], found
    test = stress_test(config, world, run)
    found |= measures_of(test, run)
    tests = [(name, stress_test(config, world, run, planned=planned)) for name, planned in others]
    if others and test is not None:
        tests.insert(0, (test.plan.kind, test))
    shocks = [shock_row(name, item) for name, item in tests if item is not None]
    return run, test, shocks, in_order(found | natural_loss(config, world, run) | investment(run))


def _in_a_line(error: Exception) -> str:
    return f"{type(error).__name__}: {' '.join(str(error).split())}"
