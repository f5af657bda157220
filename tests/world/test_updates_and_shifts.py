"""Updates by vendors and shifts of the market: drawn or put in, they move nothing else."""

import dataclasses
from pathlib import Path

import numpy as np
import pytest
from builders import bot, firm, function, role

from symbio_sim.config import Config
from symbio_sim.world import World, draw_world


def drifting(on: bool, rate: float = 6.0, sd: float = 0.3, days: int = 365) -> Config:
    bots = {"b": bot(["a"]), "c": bot(["a"], vendor="globex"), "d": bot(["a"])}
    return firm(
        {"a": function(2, 10.0)},
        {"p": role(1, ["a"])},
        bots,
        vendors={"acme": {}, "globex": {}},
        horizon_days=days,
        mechanisms={"drift": {"on": on, "updates_per_year": rate, "update_sd": sd}},
    )


def but_for(world: World, other: World, *names: str) -> bool:
    same = {name: getattr(other, name) for name in names}
    return dataclasses.replace(world, **same).content_hash == other.content_hash


def test_updates_change_nothing_else_in_the_world() -> None:
    calm, drawn = draw_world(drifting(False), 3), draw_world(drifting(True), 3)
    assert calm.updates == ()
    assert len(drawn.updates) > 3
    assert but_for(drawn, calm, "updates")
    assert drawn.content_hash != calm.content_hash
    assert drawn.without_drift() == calm


def test_updates_are_a_poisson_process_with_normal_jumps_of_either_sign() -> None:
    config = drifting(True, rate=20.0, sd=0.5, days=1461)
    updates = [update for seed in range(10) for update in draw_world(config, seed).updates if update.vendor == "acme"]
    expected = 20.0 * 4 * 10
    assert len(updates) == pytest.approx(expected, abs=4.0 * expected**0.5)
    jumps = np.array([update.jump for update in updates])
    assert jumps.std() == pytest.approx(0.5, rel=0.1)
    assert jumps.mean() == pytest.approx(0.0, abs=4 * 0.5 / len(jumps) ** 0.5)
    times = np.array([update.start_min for update in updates])
    assert times.mean() / (1461 * 1440.0) == pytest.approx(0.5, abs=4 * 12**-0.5 / len(times) ** 0.5)


def test_bots_of_one_service_share_its_updates() -> None:
    assert {(update.vendor, update.technology) for update in draw_world(drifting(True), 1).updates} == {
        ("acme", "ml"),
        ("globex", "ml"),
    }


def test_a_market_shift_moves_nothing_else() -> None:
    world = draw_world(drifting(False), 1)
    shifted = world.with_market_shift(120, 0.4)
    assert shifted != world
    assert but_for(shifted, world, "market_shifts")
    assert shifted.without_market_shift() == world
    assert (shifted.market_shifts[0].start_min, shifted.market_shifts[0].share) == (120 * 1440.0, 0.4)


@pytest.mark.parametrize(("day", "share"), [(10, 1.1), (10, -0.1), (-1, 0.5), (float("nan"), 0.5), (1, float("nan"))])
def test_a_shift_that_cannot_be_is_refused(day: float, share: float) -> None:
    with pytest.raises(ValueError, match=r"must be within 0 to 1|must shift on day 0 or later"):
        draw_world(drifting(False, days=3), 1).with_market_shift(day, share)


def test_a_second_shift_is_refused() -> None:
    with pytest.raises(ValueError, match="a second one is not modelled"):
        draw_world(drifting(False, days=3), 1).with_market_shift(1, 0.5).with_market_shift(2, 0.5)


def test_a_file_keeps_both(tmp_path: Path) -> None:
    world = draw_world(drifting(True), 1).with_market_shift(30, 0.25)
    assert World.load(world.save(tmp_path / "world.parquet")) == world
    loaded = World.load(tmp_path / "world.parquet")
    assert (loaded.updates, loaded.market_shifts) == (world.updates, world.market_shifts)
