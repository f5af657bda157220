"""Same config, seed and version, same bytes: however the run is cut, watched, ordered or placed."""

import itertools
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest
from builders import bot, firm, function, role
from hypothesis import given
from strategies import configs, situations

from symbio_sim.config import Config
from symbio_sim.model import RuleError, SymbioModel
from symbio_sim.run import Run, fingerprint, record, simulate
from symbio_sim.world import World, draw_world

TESTS = Path(__file__).parent.parent
Situation = tuple[Config, World]


def finished(model: SymbioModel) -> str:
    """Return the fingerprint of a model that has reached its horizon."""
    return fingerprint(record(model))


@given(configs())
def test_the_same_seed_gives_the_same_bytes_in_any_order(config: Config) -> None:
    first = [fingerprint(simulate(config, seed)) for seed in (1, 2)]
    again = [fingerprint(simulate(config, seed)) for seed in (2, 1)]
    assert first == again[::-1]


def test_another_process_gives_the_same_bytes() -> None:
    code = (
        "from golden.firms import FIRMS\n"
        "from symbio_sim.run import fingerprint, simulate\n"
        "print(*(fingerprint(simulate(make(), 3)) for make in FIRMS.values()))"
    )
    from golden.firms import FIRMS

    here = [fingerprint(simulate(make(), 3)) for make in FIRMS.values()]
    for hash_seed in ("0", "1"):
        there = subprocess.run(
            [sys.executable, "-c", f"import sys; sys.path[:0] = {[str(TESTS), *sys.path]!r}\n{code}"],
            capture_output=True,
            text=True,
            check=True,
            env={"PYTHONHASHSEED": hash_seed},
        )
        assert there.stdout.split() == here


@given(situations())
def test_days_taken_one_by_one_or_in_weeks_give_the_same_run(situation: Situation) -> None:
    config, world = situation
    whole = SymbioModel(config, world=world, collect=False)
    whole.run_to_horizon()
    expected = finished(whole)
    for period in (1, 7):
        model = SymbioModel(config, world=world, period_days=period)
        steps = 0
        while model.running:
            model.step()
            steps += 1
        assert steps == -(-config.horizon_days // period)
        assert finished(model) == expected


@given(situations())
def test_watching_a_task_changes_nothing(situation: Situation) -> None:
    config, world = situation
    plain = SymbioModel(config, world=world, collect=False)
    plain.run_to_horizon()
    for task in range(0, world.n_tasks, max(world.n_tasks // 3, 1)):
        watched = SymbioModel(config, world=world, collect=False, watch=task)
        watched.run_to_horizon()
        assert finished(watched) == finished(plain)
        first = watched.story[0]["what"]
        assert first == "arrives" or first.startswith("never comes")
        ends = [event for event in watched.story if event["what"].startswith("ends")]
        assert len(ends) == (first == "arrives" and watched.tasks.outcome[task] != 0)


@given(situations())
def test_a_twin_is_the_same_until_the_shock(situation: Situation) -> None:
    """Also its visits underway, which the shock may still fail: only what has ended by then must agree."""
    config, world = situation
    day = config.horizon_days // 2
    start = day * 1440.0 + 30.0
    plain = simulate(config, world=world)
    twin = simulate(config, world=world.with_outage(None, start, 600.0))
    before = plain.columns["end_min"] < start
    assert (before == (twin.columns["end_min"] < start)).all()
    for name, column in plain.columns.items():
        np.testing.assert_array_equal(column[before], twin.columns[name][before], err_msg=name)
    for books in ("days", "staff_days", "skill_days", "bot_days"):
        for name, table in getattr(plain, books).items():
            np.testing.assert_array_equal(table[:day], getattr(twin, books)[name][:day], err_msg=name)


@given(situations())
def test_without_vendors_troubles_nothing_fails(situation: Situation) -> None:
    config, world = situation
    run = simulate(config, world=world.without_outages().without_degradations())
    assert run.columns["outage_failures"].sum() == 0
    assert run.bot_days["failures"].sum() == 0
    assert len(run.per_vendor) == 0


@given(situations())
def test_an_outage_after_the_horizon_changes_nothing(situation: Situation) -> None:
    config, world = situation
    later = world.with_outage(None, config.horizon_days * 1440.0 + 1e6, 600.0)
    assert fingerprint(simulate(config, world=later)) == fingerprint(simulate(config, world=world))


def test_a_world_of_another_firm_or_horizon_is_refused() -> None:
    config = firm({"a": function(10, 6.0)}, {"p": role(1, ["a"])}, horizon_days=5)
    others = {
        "functions": firm({"b": function(10, 6.0)}, {"p": role(1, ["b"])}, horizon_days=5),
        "seats": firm({"a": function(10, 6.0)}, {"p": role(2, ["a"])}, horizon_days=5),
        "days": firm({"a": function(10, 6.0)}, {"p": role(1, ["a"])}, horizon_days=6),
    }
    for word, other in others.items():
        with pytest.raises(ValueError, match=word):
            simulate(config, world=draw_world(other, 1))


def automated(rule: dict[str, object], **changes: object) -> Config:
    """A firm with people and a jagged, failing bot, under a rule."""
    return firm(
        {"a": function(60, 9.0, human_touch_share=0.1), "b": function(25, 20.0)},
        {"p": role(2, ["a", "b"], hours={"mon-sun": "07:00-19:00"})},
        {"bot": bot(["a", "b"], accuracy=0.8, slope=1.0, concurrency=2, time_ratio=0.4)},
        horizon_days=20,
        policy={"mode": "bot", "fallback": "people"} | rule,
        vendors={"acme": {"unavailability": 0.05}},
        mechanisms={"outages": {"on": True}, "skill": {"practice": True, "disuse": True}, "load": {"on": True}},
        **changes,
    )


def given_to_bots(run: Run) -> np.ndarray:
    """Tasks that a bot took on at the first visit; those people took at once never met one."""
    return np.asarray((run.columns["bot_visits"] > 0) & (run.columns["visit"] == 0))


def test_shares_nest() -> None:
    """Whoever gets a bot at a smaller share gets one at a larger one: decided by luck at the first visit alone."""
    plain = {"mechanisms": {"outages": {"on": False}}, "functions": {"a": {"human_touch_share": 0.0}}}
    chosen = []
    for share in (0.0, 0.3, 0.6, 1.0):
        base = automated({"rule": "fixed_share", "share": share}).to_dict()
        for block, value in plain.items():
            for key, inner in value.items():
                base[block][key] |= inner
        run = simulate(base, 4)
        chosen.append(given_to_bots(run))
        assert abs(chosen[-1].mean() - share) < 0.05
    for smaller, larger in itertools.pairwise(chosen):
        assert not (smaller & ~larger).any()
        assert larger.sum() > smaller.sum()


def test_review_lets_fewer_errors_escape_than_trusting_the_bot_in_the_same_world() -> None:
    escaped = {}
    for mode in ("bot", "reviewed"):
        run = simulate(automated({"rule": "bot_only", "mode": mode}), 4)
        escaped[mode] = int(run.columns["escaped_bot"].sum() + run.columns["escaped_reviewed"].sum())
    assert 0 < escaped["reviewed"] < 0.6 * escaped["bot"]


def test_a_custom_rule_with_the_formula_of_a_built_in_one_gives_the_same_bytes() -> None:
    built_in = simulate(automated({"rule": "fixed_share", "share": 0.4}), 4)
    own = simulate(
        automated({"rule": "custom", "function": "custom_rules:give_a_share", "parameters": [0.4]}),
        world=built_in.world,
    )
    assert built_in.columns["bot_visits"].sum() > 100
    assert fingerprint(own) == fingerprint(built_in)


def test_a_custom_rule_that_does_not_exist_is_named() -> None:
    config = automated({"rule": "custom", "function": "no_such_module:rule"})
    with pytest.raises(RuleError, match="no_such_module"):
        simulate(config, 1)
    config = automated({"rule": "custom", "function": "custom_rules:forgotten"})
    with pytest.raises(RuleError, match=r"custom_rules.*forgotten"):
        simulate(config, 1)


def test_a_custom_rule_that_returns_nan_is_refused() -> None:
    config = automated({"rule": "custom", "function": "custom_rules:undecided"})
    with pytest.raises(RuleError, match="returned nan"):
        simulate(config, 1)
