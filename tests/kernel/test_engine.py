"""The compiled engine from inside: run as plain Python, with a full heap, with many servers, with a rule that fails."""

import json
import os
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest
from builders import bot, firm, function, role
from firms_by_hand import queueing
from plain_runs import clocks_agree, differs, many

from symbio_sim.config import Config
from symbio_sim.differences import first_difference
from symbio_sim.firm import prepare, resolve
from symbio_sim.kernel import engine, laws, pack, template
from symbio_sim.kernel.passing import table_of
from symbio_sim.kernel.rules import compile_rule
from symbio_sim.run import simulate
from symbio_sim.world import draw_world

pytestmark = pytest.mark.usefixtures("compiled_engine")

TESTS = Path(__file__).parent.parent


# ---------------------------------------------------------------------------------------------------- plain Python


def test_the_engine_as_plain_python_gives_the_compiled_bytes() -> None:
    runs = [differs(situation) for situation in many()]
    assert len(runs) > 40
    assert not any(runs)


def test_plain_python_reads_the_clocks_as_the_mesa_engine_does() -> None:
    assert clocks_agree()


@pytest.mark.slow
def test_every_line_of_the_engine_is_among_what_runs_as_plain_python() -> None:
    """In a process of its own, where a tracer sees the modules from their first line on."""
    environment = {name: value for name, value in os.environ.items() if not name.startswith("COV")}
    code = f"import sys; sys.path[:0] = {[str(TESTS), *sys.path]!r}; import plain_runs; plain_runs.main()"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, env=environment, check=False)
    assert done.returncode == 0, done.stderr
    found = json.loads(done.stdout.splitlines()[-1])
    events = {"day", "loop", "machines", "manager", "people", "queues", "shifts", "tasks", "visits"}
    assert set(found["modules"]) >= events
    assert found["missing"] == {}


# ---------------------------------------------------------------------------------------------------- a full heap


def test_a_heap_that_grows_in_the_midst_of_a_run_loses_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    """Thousands of customers wait for one person, each with a patience that ends some day."""
    grown = []

    def longer(s: engine.State) -> engine.State:
        grown.append(len(s.later))
        return pack.with_longer_heap(s)

    monkeypatch.setattr(engine, "with_longer_heap", longer)
    config = queueing(per_day=2500.0)
    mesa, kernel = (simulate(config, 3, engine=name) for name in ("mesa", "kernel"))
    assert len(grown) >= 2
    assert grown[1] == 2 * grown[0]
    assert kernel.days["waiting"].max() > 2000
    assert kernel.days["abandoned"].sum() > 500
    assert first_difference(mesa, kernel) is None


# ---------------------------------------------------------------------------------------------------- many servers


def with_many_servers() -> Config:
    """Return a firm of hundreds of slots and people, of whom many finish at the same moment."""
    steady = {"arrivals": {"law": "regular"}, "interruptible": False, "human": {"accuracy_unskilled": 0.8}}
    return firm(
        {"a": function(1440, 300.0, "deterministic", **steady), "b": function(480, 120.0, "deterministic", **steady)},
        {"p": role(20, ["a", "b"]), "q": role(20, ["b"], hours={"mon-sun": "08:00-16:00"})},
        {"bot": bot(["a"], concurrency=250, accuracy=0.7, time_ratio=0.8)},
        horizon_days=3,
        policy={"rule": "fixed_share", "share": 0.9, "mode": "reviewed", "review_share": 0.1},
        vendors={"acme": {"unavailability": 0.1}},
        mechanisms={"outages": {"on": True}},
    )


def test_many_servers_give_what_mesa_gives() -> None:
    config = with_many_servers()
    mesa, kernel = (simulate(config, 3, engine=name) for name in ("mesa", "kernel"))
    assert template.template_of(kernel.firm).parameters["many_servers"][0]
    assert kernel.bot_days["busy_min"][1, 0] > 100 * 1440.0, "so many tasks were at work at once"
    assert first_difference(mesa, kernel) is None


def test_a_heap_and_a_sorted_list_of_completions_give_the_same_run(monkeypatch: pytest.MonkeyPatch) -> None:
    config = with_many_servers()
    world = draw_world(config, 3)
    heap = simulate(config, world=world, engine="kernel")
    monkeypatch.setattr(laws, "MANY_SERVERS", 10**9)
    template.template_of.cache_clear()
    try:
        listed = simulate(config, world=world, engine="kernel")
        assert not template.template_of(listed.firm).parameters["many_servers"][0]
    finally:
        template.template_of.cache_clear()
    assert first_difference(heap, listed) is None


# ---------------------------------------------------------------------------------------------------- what stops it


def ruled(function_name: str) -> Config:
    return firm(
        {"a": function(20, 10.0)},
        {"p": role(1, ["a"])},
        {"b": bot(["a"])},
        horizon_days=3,
        policy={"rule": "custom", "function": f"custom_rules:{function_name}"},
    )


def test_a_rule_that_returns_no_number_stops_the_engine_compiled_or_plain() -> None:
    import custom_rules

    config = ruled("undecided")
    firm_, world = resolve(config), draw_world(config, 1)
    agenda = prepare(firm_, world)
    with pytest.raises(engine.RuleFailedError):
        engine.run(firm_, agenda, world, compile_rule(custom_rules.undecided))
    with pytest.raises(engine.RuleFailedError):
        engine.run_plain(firm_, agenda, world, custom_rules.undecided)


def test_a_state_of_other_arrays_than_compiled_code_takes_it_for_is_refused() -> None:
    config = ruled("give_a_share")
    firm_, world = resolve(config), draw_world(config, 1)
    s = pack.pack(template.template_of(firm_), prepare(firm_, world), world)
    with pytest.raises(TypeError, match="effort_min"):
        table_of(s._replace(effort_min=s.effort_min.astype(np.float32)))
    with pytest.raises(TypeError, match="days"):
        table_of(s._replace(days=s.days[::2]))
