"""The cells of an experiment: what they set, what they are called, and that their names last."""

import hashlib
import itertools
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from symbio_sim.config import load_config
from symbio_sim.experiment import Experiment, cells_of, config_of, load_experiment, n_cells
from symbio_sim.experiment.cells import cell_key

BASE = load_config("bakery", {"horizon_days": 60})
TEXTS = {"question": "Why?", "expect": "Because.", "outcomes": ["profit_eur"]}
PATHS = ("policy.share", "staff.baker.count", "mechanisms.skill.half_life_speed_days", "policy.review_share")


def experiment(levers: dict[str, Any], **more: Any) -> Experiment:
    """An experiment with its values taken as they are, not tried on the config."""
    return Experiment.model_validate(
        {**TEXTS, "config": "bakery", "levers": levers, "name": "e", "tier": None, "base": BASE, **more}
    )


values = st.lists(
    st.one_of(st.integers(-5, 50), st.floats(0, 1, allow_subnormal=False), st.sampled_from(["a", "b", "c"])),
    min_size=1, max_size=4, unique_by=lambda value: (isinstance(value, str), value),
)  # fmt: skip
levers = st.integers(0, 3).flatmap(
    lambda n: st.tuples(*[values] * n).map(
        lambda sweeps: {
            f"lever_{number}": {"path": PATHS[number], "sweep": sweep} for number, sweep in enumerate(sweeps)
        }
    )
)


@given(levers)
def test_a_grid_is_every_value_with_every_other_the_last_varying_fastest(given_levers: dict[str, Any]) -> None:
    cells = list(cells_of(experiment(given_levers)))
    expected = list(itertools.product(*(lever["sweep"] for lever in given_levers.values())))
    assert [tuple(cell.levers.values()) for cell in cells] == expected
    assert [cell.number for cell in cells] == list(range(len(expected)))
    assert n_cells(experiment(given_levers)) == len(expected)


@given(levers)
def test_cells_have_keys_of_their_own(given_levers: dict[str, Any]) -> None:
    keys = [cell.key for cell in cells_of(experiment(given_levers))]
    assert len(set(keys)) == len(keys)
    assert all(len(key) == 32 and set(key) <= set("0123456789abcdef") for key in keys)


@given(levers, st.data())
def test_more_values_leave_the_keys_of_the_cells_that_were_there(
    given_levers: dict[str, Any], data: st.DataObject
) -> None:
    old = {tuple(cell.levers.items()): cell.key for cell in cells_of(experiment(given_levers))}
    for lever in given_levers.values():
        lever["sweep"] = data.draw(st.permutations([*lever["sweep"], 1234.5]))
    new = {tuple(cell.levers.items()): cell.key for cell in cells_of(experiment(given_levers))}
    assert old.items() <= new.items()


def test_a_key_is_the_hash_of_the_base_and_the_changes() -> None:
    # If this changes, no sweep that was begun earlier finds its runs again: say so in the changelog.
    text = '{"base":"f00","changes":{"a":"x","b.c":[1,0.5,null]}}'
    assert cell_key("f00", {"b.c": [1.0, 0.5, None], "a": "x"}) == hashlib.sha256(text.encode()).hexdigest()[:32]


def test_a_key_depends_on_what_is_set_not_on_how_it_is_written_or_who_sets_it() -> None:
    def key_of(lever: dict[str, Any], **more: Any) -> str:
        (cell,) = cells_of(experiment({"x": lever}, **more))
        return cell.key

    one = key_of({"path": "policy.share", "sweep": [1]})
    assert one == key_of({"path": "policy.share", "sweep": [1.0]})
    assert one == key_of({"sweep": {"all": {"policy.share": 1}}})
    assert one == key_of({"path": "policy.share", "sweep": [1]}, seed=9, stress=False, outcomes=["cost_eur"])
    others = [
        key_of({"path": "policy.share", "sweep": [0]}),
        key_of({"path": "policy.share", "sweep": [True]}),
        key_of({"path": "policy.share", "sweep": ["1"]}),
        key_of({"path": "policy.review_share", "sweep": [1]}),
        key_of({"path": "policy.share", "sweep": [1]}, base=load_config("bakery", {"horizon_days": 61})),
    ]
    assert len({one, *others}) == 6


def test_a_key_holds_the_source_of_a_rule_that_the_cell_brings_in(
    tmp_path: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.syspath_prepend(str(tmp_path))
    keys = []
    for source in ("a = 1", "a = 2", "a = 1"):
        (tmp_path / "rule_of_a_cell.py").write_text(source)
        case = {"policy.rule": "custom", "policy.function": "rule_of_a_cell:prefer"}
        keys += [cell.key for cell in cells_of(experiment({"rule": {"sweep": {"mine": case}}}))]
    assert keys[0] == keys[2] != keys[1]


def test_listed_cells_come_in_their_order_with_the_levers_in_theirs() -> None:
    listed = [{"b": 2, "a": 1}, {"a": 0, "b": 2}]
    found = experiment(
        {
            "a": {"path": "policy.share", "sweep": [0, 1]},
            "b": {"path": "staff.baker.count", "sweep": {"low": 1, "high": 3}},
        },
        design={"kind": "list", "cells": listed},
    )
    cells = list(cells_of(found))
    assert [list(cell.levers.items()) for cell in cells] == [[("a", 1), ("b", 2)], [("a", 0), ("b", 2)]]
    assert n_cells(found) == 2


def test_a_lever_of_several_fields_sets_them_all_and_a_case_what_it_says() -> None:
    found = experiment(
        {
            "crew": {"paths": ["staff.baker.count", "staff.counter_morning.count"], "sweep": [3]},
            "rule": {"sweep": {"sure": {"policy.rule": "confidence", "policy.threshold": 0.8}}},
        }
    )
    (cell,) = cells_of(found)
    assert cell.levers == {"crew": 3, "rule": "sure"}
    config = config_of(BASE.to_dict(), cell.changes)
    assert (config.staff["baker"].count, config.staff["counter_morning"].count) == (3, 3)
    assert config.policy.model_dump(include={"rule", "threshold"}) == {"rule": "confidence", "threshold": 0.8}


def test_an_experiment_without_levers_has_one_cell_its_base() -> None:
    (cell,) = cells_of(experiment({}))
    assert config_of(BASE.to_dict(), cell.changes) == BASE


def test_the_config_of_a_cell_leaves_the_base_as_it_was() -> None:
    base = BASE.to_dict()
    config_of(
        base,
        {"policy.share": 0.9, "functions.orders.arrivals.weekday_weights.0": 0.5, "stressors.vendor_outage.day": 9},
    )
    assert base == BASE.to_dict()


def test_what_the_file_leaves_out_is_a_grid() -> None:
    found = load_experiment({**TEXTS, "config": "bakery"})
    assert found.design.kind == "grid"
    assert (found.replications, found.seed, found.stress) == (20, 1, True)
