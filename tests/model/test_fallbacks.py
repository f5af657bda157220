"""Where work goes when a service is down: one outage, followed by hand."""

from typing import Any

import numpy as np
import pytest
from builders import bot, firm, function, role

from symbio_sim.run import Run, simulate
from symbio_sim.world import draw_world

DOWN, FIX, DETECT = 600.0, 900.0, 10.0


def struck(fallback: str, *, interrupted: str = "restart", tail: float = 0.0, **bot_changes: Any) -> Run:
    """Tasks every ten minutes to a bot that needs nine, beside a second vendor; the first is down from 10 to 15 h."""
    bots = {"first": bot(["a"], **bot_changes), "second": bot(["a"], vendor="globex", concurrency=9)}
    config = firm(
        {"a": function(144, 9.0, "deterministic", arrivals={"law": "regular"})},
        {"p": role(9, ["a"])},
        bots,
        horizon_days=2,
        policy={"rule": "custom", "function": "custom_rules:prefer_busy_bots", "fallback": fallback},
        mechanisms={"outages": {"detect_min": DETECT, "interrupted_work": interrupted}},
    )
    world = draw_world(config, 1).with_outage("acme", DOWN, FIX - DOWN, tail_min=tail)
    return simulate(config, world=world)


def during(run: Run) -> np.ndarray:
    """Tasks that come while everyone knows of the outage."""
    arrival = run.world.tasks["arrival_min"]
    return np.asarray((arrival > DOWN + DETECT) & (arrival < FIX))


def met(run: Run) -> int:
    """The task whose visit is underway when the outage begins."""
    arrival = run.world.tasks["arrival_min"]
    return int(np.flatnonzero((arrival < DOWN) & (arrival + 9.0 > DOWN))[0])


def test_people_take_over() -> None:
    run = struck("people")
    assert (run.tasks["mode"][during(run)] == "human").all()
    assert (run.columns["bot_visits"][during(run)] == 0).all()
    task = met(run)
    assert run.columns["outage_failures"][task] == 1
    assert run.columns["end_min"][task] == pytest.approx(DOWN + DETECT + 9.0)
    assert run.columns["human_min"][task] == pytest.approx(9.0)


def test_another_vendor_takes_over() -> None:
    run = struck("other_vendor")
    assert (run.tasks["bot"][during(run)] == "second").all()
    assert run.columns["human_min"].sum() == 0.0
    assert run.columns["end_min"][met(run)] == pytest.approx(DOWN + DETECT + 9.0)


def test_work_waits_for_its_bot() -> None:
    run = struck("wait")
    waiting = np.flatnonzero(during(run))
    assert (run.tasks["bot"][waiting] == "first").all()
    assert run.columns["human_min"].sum() == 0.0
    # The failed visit starts over first, then the others in order, nine minutes each.
    begun = run.columns["start_min"][waiting]
    assert begun[0] >= FIX + 9.0
    assert np.diff(begun) == pytest.approx(9.0)


def test_a_visit_is_suspended_until_the_fix_and_not_until_the_end_of_the_tail() -> None:
    run = struck("wait", interrupted="resume", tail=120.0)
    task = met(run)
    begun = run.columns["start_min"][task]
    assert run.columns["outage_failures"][task] == 0
    assert run.columns["end_min"][task] == pytest.approx(FIX + 9.0 - (DOWN - begun))


def test_what_waits_for_a_slot_moves_on_when_the_outage_becomes_known() -> None:
    run = struck("people", setup_min=60.0)  # far slower than tasks come: a line builds up
    waited = np.flatnonzero(run.columns["start_min"] == DOWN + DETECT)
    assert len(waited) > 5
    assert (run.tasks["mode"][waited] == "human").all()
