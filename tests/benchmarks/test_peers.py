"""The same firm in SimPy and on Mesa's event list, written apart from the engine, lives the same life."""

from collections.abc import Callable

import numpy as np
import pytest
from builders import merged
from reference_variants import VARIANTS, lived, variant

from benchmarks.firm_books import FirmRun
from benchmarks.firm_tasks import RECORDED
from benchmarks.mesa_firm import simulate_with_mesa_events
from benchmarks.simpy_customers import simulate_with_customers
from benchmarks.simpy_workers import simulate_with_workers
from symbio_sim import Config, Run
from symbio_sim.world import World, draw_world

Simulate = Callable[[Config, World], FirmRun]
PEERS: dict[str, Simulate] = {
    "SimPy workers": simulate_with_workers,
    "SimPy customers": simulate_with_customers,
    "Mesa events": simulate_with_mesa_events,
}


def assert_same_tasks(peer: FirmRun, run: Run) -> None:
    """Compare what a peer recorded of the tasks with what the engine did."""
    for name in RECORDED:
        expected = run.columns[name]
        if expected.dtype.kind == "f":
            # Peers add delays to their clock, the engine keeps times: they part by rounding, 1e-11 minutes in a year.
            np.testing.assert_allclose(peer.columns[name], expected, rtol=0.0, atol=1e-9, err_msg=name)
        else:
            np.testing.assert_array_equal(peer.columns[name], expected, err_msg=name)


def assert_same_books(peer: FirmRun, run: Run) -> None:
    """Compare the daily books: counts exactly; sums of times, and what is learnt from them, up to rounding."""
    for book in ("days", "staff_days", "skill_days", "bot_days"):
        ours, theirs = getattr(run, book), getattr(peer, book)
        assert ours.keys() == theirs.keys()
        for name, expected in ours.items():
            if book == "days" or name in ("visits", "failures"):
                np.testing.assert_array_equal(theirs[name], expected, err_msg=f"{book}, {name}")
            else:
                np.testing.assert_allclose(theirs[name], expected, rtol=0.0, atol=1e-6, err_msg=f"{book}, {name}")


@pytest.mark.parametrize("simulate_peer", PEERS.values(), ids=PEERS.keys())
@pytest.mark.parametrize("replication", [0, 1])
@pytest.mark.parametrize("name", VARIANTS)
def test_peer_and_engine_agree_on_every_task_and_every_day(
    name: str, replication: int, simulate_peer: Simulate
) -> None:
    config, world, run = lived(name, replication)
    peer = simulate_peer(config, world)
    assert_same_tasks(peer, run)
    assert_same_books(peer, run)


def test_the_variants_exercise_what_they_name() -> None:
    runs = {name: lived(name, 0)[2] for name in VARIANTS}
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


@pytest.mark.parametrize("simulate_peer", PEERS.values(), ids=PEERS.keys())
def test_a_config_beyond_the_reference_scenario_is_refused(simulate_peer: Simulate) -> None:
    changes = {"functions": {"service": {"interruptible": False, "patience": {"law": "exponential"}}}}
    config = Config.model_validate(merged(variant("reference").to_dict(), changes))
    with pytest.raises(ValueError, match="patience, work that cannot be interrupted"):
        simulate_peer(config, draw_world(config, 1))
