"""The same firm in SimPy, written apart from the engine in two idioms, lives the same life and keeps the same books."""

from collections.abc import Callable
from typing import Any

import numpy as np
import pytest
from builders import merged

from benchmarks.reference import reference_config
from benchmarks.simpy_books import SimpyRun
from benchmarks.simpy_customers import simulate_with_customers
from benchmarks.simpy_tasks import RECORDED
from benchmarks.simpy_workers import simulate_with_workers
from symbio_sim import Config, Run, simulate
from symbio_sim.world import World, draw_world

Simulate = Callable[[Config, World], SimpyRun]
IDIOMS: dict[str, Simulate] = {"workers": simulate_with_workers, "customers": simulate_with_customers}

OFTEN_DOWN = {"vendors": {"north": {"unavailability": 0.15}, "south": {"unavailability": 0.15}}}
OFTEN_FULLY_DOWN = {**OFTEN_DOWN, "mechanisms": {"outages": {"full_share": 1.0}}}
OFTEN_ABSENT = {"staff": {name: {"absence_days_per_year": 100.0} for name in ("agent", "clerk")}}
SLOW_BOTS = {"bots": {name: {"time_ratio": 2.0} for name in ("chat", "triage", "forms", "scanner")}}
WRONG_BOTS = {"bots": {name: {"accuracy": 0.6} for name in ("chat", "triage", "forms", "scanner")}}
LAST_VISITS = {name: {"failure_demand": {"max_visits": 2, "return_probability": 1.0}} for name in ("service", "orders")}

VARIANTS: dict[str, dict[str, Any]] = {
    "reference": {},
    "often down": OFTEN_DOWN,
    "known to be down, with tasks waiting": merged(OFTEN_FULLY_DOWN, SLOW_BOTS),
    "often absent, so that paused work is handed over": OFTEN_ABSENT,
    "few visits": merged(WRONG_BOTS, {"functions": LAST_VISITS}),
    "overload": {"functions": {"service": {"arrivals": {"per_day": 330.0}}}},
}


def variant(changes: dict[str, Any]) -> Config:
    """Return four weeks of the reference firm with changes."""
    return Config.model_validate(merged(reference_config(6_500).to_dict(), changes))


def assert_same_tasks(simpy: SimpyRun, run: Run) -> None:
    """Compare what SimPy recorded of the tasks with what the engine did."""
    for name in RECORDED:
        expected = run.columns[name]
        if expected.dtype.kind == "f":
            # SimPy adds delays to its clock, the engine keeps times: they part by rounding, 1e-11 minutes in a year.
            np.testing.assert_allclose(simpy.columns[name], expected, rtol=0.0, atol=1e-9, err_msg=name)
        else:
            np.testing.assert_array_equal(simpy.columns[name], expected, err_msg=name)


def assert_same_books(simpy: SimpyRun, run: Run) -> None:
    """Compare the daily books: counts exactly; sums of times, and what is learnt from them, up to rounding."""
    for book in ("days", "staff_days", "skill_days", "bot_days"):
        ours, theirs = getattr(run, book), getattr(simpy, book)
        assert ours.keys() == theirs.keys()
        for name, expected in ours.items():
            if book == "days" or name in ("visits", "failures"):
                np.testing.assert_array_equal(theirs[name], expected, err_msg=f"{book}, {name}")
            else:
                np.testing.assert_allclose(theirs[name], expected, rtol=0.0, atol=1e-6, err_msg=f"{book}, {name}")


@pytest.mark.parametrize("simulate_with_simpy", IDIOMS.values(), ids=IDIOMS.keys())
@pytest.mark.parametrize("replication", [0, 1])
@pytest.mark.parametrize("changes", VARIANTS.values(), ids=VARIANTS.keys())
def test_simpy_and_the_engine_agree_on_every_task_and_every_day(
    changes: dict[str, Any], replication: int, simulate_with_simpy: Simulate
) -> None:
    config = variant(changes)
    world = draw_world(config, 7, replication)
    run = simulate(config, world=world, engine="mesa")
    simpy = simulate_with_simpy(config, world)
    assert_same_tasks(simpy, run)
    assert_same_books(simpy, run)


def test_the_variants_exercise_what_they_name() -> None:
    runs = {name: simulate(variant(changes), 7) for name, changes in VARIANTS.items()}
    down = runs["known to be down, with tasks waiting"]
    assert any(outage.known_min < outage.fix_min for service in down.agenda.services for outage in service.outages)
    assert runs["often down"].columns["outage_failures"].sum() > 20
    assert (runs["few visits"].tasks.outcome == "unresolved").sum() > 20
    assert runs["reference"].columns["caught"].sum() > 20
    assert runs["overload"].days["waiting"][-1].sum() > 50
    absent = runs["often absent, so that paused work is handed over"]
    assert len(absent.world.absences) > 5
    for column in ("arrivals", "returns", "correct", "errors", "unresolved", "backlog", "waiting"):
        assert any(run.days[column].any() for run in runs.values())


@pytest.mark.parametrize("simulate_with_simpy", IDIOMS.values(), ids=IDIOMS.keys())
def test_a_config_beyond_the_reference_scenario_is_refused(simulate_with_simpy: Simulate) -> None:
    config = variant({"functions": {"service": {"interruptible": False, "patience": {"law": "exponential"}}}})
    with pytest.raises(ValueError, match="patience, work that cannot be interrupted"):
        simulate_with_simpy(config, draw_world(config, 1))
