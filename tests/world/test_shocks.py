"""Twins with one more shock: nothing else moves; Worlds without any keep their files and hashes."""

import dataclasses
from collections.abc import Callable
from pathlib import Path

import pytest
from builders import bot, firm, function, role
from hypothesis import given, settings
from hypothesis import strategies as st

from symbio_sim.config import Config
from symbio_sim.world import CyberIncident, Degradation, Exit, PriceSpike, World, draw_world

CONFIG = firm(
    {"a": function(20, 10.0)},
    {"clerk": role(2, ["a"], absence_days_per_year=60.0)},
    {"x": bot(["a"]), "y": bot(["a"], technology="nlp", vendor="globex")},
    horizon_days=30,
    mechanisms={"outages": {"on": True}, "silent_degradation": True},
)
WORLD = draw_world(CONFIG, 1)

EDITS: dict[str, tuple[str, Callable[[World], World]]] = {
    "exit": ("exits", lambda world: world.with_exit("acme", 9000.0)),
    "degradation": ("degradations", lambda world: world.with_degradation(None, 5000.0, 600.0)),
    "absences": ("absences", lambda world: world.with_absences(["clerk/0", "clerk/1"], 5, 7)),
    "price": ("price_spikes", lambda world: world.with_price_spike("acme", 5, 10, 3.0)),
    "attack": ("cyber_incidents", lambda world: world.with_cyber_incident(7000.0, 3000.0, 500.0)),
}


@pytest.mark.parametrize("name", EDITS)
def test_a_shock_moves_nothing_else_in_the_world(name: str) -> None:
    changed, edit = EDITS[name]
    twin = edit(WORLD)
    for field in dataclasses.fields(World):
        same = getattr(twin, field.name) is getattr(WORLD, field.name)
        assert same == (field.name != changed)
    before, after = getattr(WORLD, changed), getattr(twin, changed)
    assert set(before) < set(after)
    assert len(after) > len(before)
    assert twin.content_hash != WORLD.content_hash


@pytest.mark.parametrize("name", EDITS)
def test_a_shock_outlives_the_worlds_file(name: str, tmp_path: Path) -> None:
    twin = EDITS[name][1](WORLD)
    assert World.load(twin.save(tmp_path / "world.parquet")) == twin


def test_a_world_without_them_says_nothing_of_spikes_and_attacks() -> None:
    assert not {"price_spikes", "cyber_incidents"} & set(WORLD.facts())


def test_whom_a_shock_strikes() -> None:
    assert Exit("acme", None, 1.0).strikes("acme", "ml")
    assert not Exit("acme", "nlp", 1.0).strikes("acme", "ml")
    assert Degradation(None, None, 0.0, 1.0).strikes("globex", "nlp")
    assert not Degradation("acme", None, 0.0, 1.0).strikes("globex", "nlp")
    assert PriceSpike(None, 0, 1, 2.0).concerns("acme")
    assert not PriceSpike("acme", 0, 1, 2.0).concerns("globex")


def test_a_seat_that_does_not_exist_is_refused() -> None:
    with pytest.raises(ValueError, match="'clerk/2' is not a seat of this World"):
        WORLD.with_absences(["clerk/2"], 0, 1)


# ------------------------------------------------------------------------------------------------------ drawn attacks


def attacked(**law: float) -> Config:
    return firm(
        {"a": function(1, 10.0)},
        {"clerk": role(1, ["a"])},
        {"x": bot(["a"])},
        horizon_days=2000,
        mechanisms={"cyber": {"on": True, "base_per_year": 1.0, "highest_per_year": 40.0, **law}},
    )


def incidents(config: Config, seed: int = 1) -> tuple[CyberIncident, ...]:
    return draw_world(config, seed).cyber_incidents


def test_attacks_have_a_stream_of_their_own() -> None:
    off = draw_world(attacked(on=False), 3)
    on = draw_world(attacked(), 3)
    assert off.cyber_incidents == ()
    assert on.cyber_incidents
    assert dataclasses.replace(on, cyber_incidents=()) == off


def test_candidates_come_at_the_highest_rate_and_their_luck_is_uniform() -> None:
    """200 candidates expected (2,000 days and the longest downtime before them): 4 standard deviations allowed."""
    found = incidents(attacked(downtime_max_days=1.0))
    expected = 40.0 * 2001.0 / 365.25
    assert abs(len(found) - expected) < 4.0 * expected**0.5
    assert abs(sum(item.luck < 0.25 for item in found) / len(found) - 0.25) < 4.0 * (0.25 * 0.75 / expected) ** 0.5


def test_how_exposed_a_firm_is_moves_no_candidate() -> None:
    assert incidents(attacked()) == incidents(attacked(base_per_year=9.0, halving_eur_per_year=1.0, hits_it=True))


@settings(max_examples=20, deadline=None)
@given(st.floats(0.1, 200.0), st.floats(0.0, 4.0))
def test_no_downtime_is_longer_than_the_longest(most: float, spread: float) -> None:
    found = incidents(attacked(downtime_max_days=most, downtime_sigma_log=spread))
    assert all(0.0 < item.down_min <= most * 1440.0 for item in found)
