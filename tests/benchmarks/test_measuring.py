"""The benchmark measures what it says: distinct Worlds, every engine asked, different results refused, gaps named."""

from collections.abc import Iterator
from types import SimpleNamespace
from typing import Any

import numpy as np
import pytest

from benchmarks import engines, growth, split, timing
from benchmarks.agreement import DifferentResultsError, demand_same_results
from benchmarks.ciw_timing import per_customer_us
from benchmarks.cpp.build import NoCompilerError
from benchmarks.engines import CPP, CPP_CALL, MESA, MESA_EVENTS, WORKERS
from benchmarks.reference import PER_DAY, reference_config
from symbio_sim import Config, Run, simulate
from symbio_sim.world import World, draw_world

ONE_WEEK = reference_config(1_000)


@pytest.fixture
def met() -> Iterator[list[tuple[str, World]]]:
    """Let two fake engines be here, which write down whom they meet; forget them afterwards."""
    seen: list[tuple[str, World]] = []

    def fake(name: str) -> engines.Simulate:
        def run(config: Config, world: World) -> Run:
            seen.append((name, world))
            return simulate(config, world=world, engine="mesa")

        return run

    loaders = dict(engines.LOADERS)
    engines.LOADERS.clear()
    engines.LOADERS.update({MESA: lambda: fake(MESA), MESA_EVENTS: lambda: fake(MESA_EVENTS)})
    engines.here.cache_clear()
    yield seen
    engines.LOADERS.clear()
    engines.LOADERS.update(loaders)
    engines.here.cache_clear()


def test_every_engine_meets_every_world_once_and_worlds_differ(met: list[tuple[str, World]]) -> None:
    measured = timing.rounds(ONE_WEEK, 3, [MESA, MESA_EVENTS])
    counted = met[2:]  # the first round is not counted
    for name in (MESA, MESA_EVENTS):
        worlds = [world for who, world in counted if who == name]
        assert len({world.content_hash for world in worlds}) == 3
    assert len(measured) == 3
    assert all(set(m) == {timing.DRAWING, MESA, MESA_EVENTS} for m in measured)
    assert all(value > 0.0 for m in measured for value in m.values())


def test_the_order_of_the_engines_changes(met: list[tuple[str, World]]) -> None:
    timing.rounds(ONE_WEEK, 6, [MESA, MESA_EVENTS])
    assert {who for who, _ in met[2::2]} == {MESA, MESA_EVENTS}


def test_the_call_of_cpp_is_measured_apart() -> None:
    if CPP not in engines.here()[0]:
        pytest.skip("there is no C++ compiler here")
    (measured,) = timing.rounds(ONE_WEEK, 1, [CPP])
    assert 0.0 < measured[CPP_CALL] < measured[CPP]


@pytest.mark.parametrize(
    ("fails", "reason"),
    [(ModuleNotFoundError(name="simpy"), "simpy is not installed"), (NoCompilerError("no compiler"), "no compiler")],
)
def test_what_cannot_run_is_named_with_the_reason(fails: Exception, reason: str, met: list[tuple[str, World]]) -> None:
    def load() -> engines.Simulate:
        raise fails

    engines.LOADERS[WORKERS] = load
    found, missing = engines.here()
    assert WORKERS not in found
    assert missing == {WORKERS: reason}


def _changed(run: Run, column: str) -> Any:
    books = ("days", "staff_days", "skill_days", "bot_days")
    columns = {name: array.copy() for name, array in run.columns.items()}
    columns[column][3] += 1
    return SimpleNamespace(columns=columns, **{book: getattr(run, book) for book in books})


@pytest.mark.parametrize(("who", "column"), [(CPP, "human_min"), (WORKERS, "end_min"), (MESA_EVENTS, "staff")])
def test_different_results_are_refused(who: str, column: str) -> None:
    run = simulate(ONE_WEEK, engine="mesa")
    demand_same_results({MESA: run, who: run})
    with pytest.raises(DifferentResultsError, match=who):
        demand_same_results({MESA: run, who: _changed(run, column)})


def test_people_slots_and_demand_grow_together() -> None:
    small, large = reference_config(1_000), reference_config(growth.TASKS_OF_MANY_SERVERS, scale=100)
    people = lambda c: sum(role.count for role in c.staff.values())  # noqa: E731
    slots = lambda c: sum(bot.concurrency for bot in c.bots.values())  # noqa: E731
    demand = lambda c: sum(function.arrivals.per_day for function in c.functions.values())  # noqa: E731
    for count in (people, slots, demand):
        assert count(large) == pytest.approx(100 * count(small))
    week = 5.0 * sum(PER_DAY.values())
    assert max(growth.SCALES) * week == pytest.approx(growth.TASKS_OF_MANY_SERVERS)


def test_the_business_of_the_study_has_about_2500_tasks() -> None:
    sizes = [draw_world(split.business(), 1, replication).n_tasks for replication in range(20)]
    assert np.mean(sizes) == pytest.approx(2_500, rel=0.1)


# Ciw copies iterators of itertools, which Python 3.14 ends.
@pytest.mark.filterwarnings("ignore:Pickle, copy, and deepcopy support:DeprecationWarning")
def test_ciw_simulates_about_as_many_customers_as_there_are_tasks() -> None:
    ciw = pytest.importorskip("ciw", reason="Ciw is not installed")
    from benchmarks.ciw_network import network, simulate_customers

    ciw.seed(1)
    customers = simulate_customers(ONE_WEEK, network(ONE_WEEK))
    assert customers == pytest.approx(5 * sum(PER_DAY.values()), rel=0.15)
    assert min(per_customer_us(ONE_WEEK, 1)) > 0.0
