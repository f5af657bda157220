"""Demand above the base, and surges: how many come, what they move (nothing), and what is refused."""

import math
from pathlib import Path

import numpy as np
import pytest
from builders import firm, function, role

from symbio_sim.config import Config, ConfigError, load_config
from symbio_sim.world import World, draw_world
from symbio_sim.world.identity import world_key

DAYS = 400
RATE = 30.0


def office(goodwill_max: float = 1.5, on: bool = True, overdispersion: float = 0.2, law: str = "poisson") -> Config:
    """Return a firm with two functions, one of which customers never meet."""
    arrivals = {"per_day": RATE, "overdispersion": overdispersion, "law": law}
    customers = {"on": on, "goodwill_max": goodwill_max, "internal_functions": ["books"]}
    return firm(
        {"desk": function(RATE, 5.0, arrivals=arrivals), "books": function(RATE, 5.0, arrivals=arrivals)},
        {"clerk": role(2, ["desk", "books"])},
        horizon_days=DAYS,
        mechanisms={"customers": customers},
    )


def day_counts(world: World, mask: np.ndarray) -> np.ndarray:
    return np.bincount((world.tasks["arrival_min"][mask] // 1440.0).astype(int), minlength=world.horizon_days)


def same_without(world: World, twin: World, mask: np.ndarray) -> bool:
    """Tell whether a World is its twin less some tasks, to the last bit."""
    kept = {name: column[~mask] for name, column in twin.tasks.items() if name in world.tasks}
    return all(
        np.array_equal(kept[name], column, equal_nan=column.dtype.kind == "f") for name, column in world.tasks.items()
    )


def test_demand_that_may_grow_moves_nothing_of_the_base_demand() -> None:
    plain, growing = draw_world(office(on=False), 3), draw_world(office(), 3)
    assert "extra" not in plain.tasks
    assert growing.extra.any()
    assert same_without(plain, growing, growing.extra)
    assert (plain.outages, plain.absences, plain.key) == (growing.outages, growing.absences, growing.key)


def test_a_world_whose_demand_cannot_grow_is_the_world_without_customers() -> None:
    assert draw_world(office(goodwill_max=1.2), 3) != draw_world(office(on=False), 3)
    capped = load_config(office(on=False), {"mechanisms.customers": {"on": True, "goodwill_max": 1.0, "response": 0.0}})
    assert draw_world(capped, 3) == draw_world(office(on=False), 3)


def test_candidates_come_at_the_stated_multiple_of_the_base_rate_and_only_where_customers_are() -> None:
    """The count of 20 Worlds is Poisson but for the daily factors: its standard error is below 1 %."""
    worlds = [draw_world(office(overdispersion=0.0), 5, number) for number in range(20)]
    candidates = sum(int(world.extra.sum()) for world in worlds)
    expected = 0.5 * RATE * DAYS * len(worlds)
    assert abs(candidates - expected) < 4.0 * math.sqrt(expected)
    assert all((world.tasks["function"][world.extra] == 0).all() for world in worlds)


def test_a_good_day_is_good_for_the_candidates_too() -> None:
    """Base and candidates share the day's gamma factor G: cov = rate^2 (g - 1) var G, here 90 of 30^2 x 0.5 x 0.2."""
    worlds = [draw_world(office(), 6, number) for number in range(20)]
    base = np.concatenate([day_counts(world, (world.tasks["function"] == 0) & ~world.extra) for world in worlds])
    more = np.concatenate([day_counts(world, world.extra) for world in worlds])
    assert np.cov(base, more)[0, 1] == pytest.approx(90.0, rel=0.1)


def test_regular_demand_grows_regularly() -> None:
    world = draw_world(office(law="regular"), 1)
    assert int(world.extra.sum()) == round(0.5 * RATE * DAYS)
    assert np.ptp(np.diff(world.tasks["arrival_min"][world.extra])) == pytest.approx(0.0, abs=1e-6)


def test_a_world_with_candidates_survives_its_file(tmp_path: Path) -> None:
    world = draw_world(office(), 3)
    assert World.load(world.save(tmp_path / "world.parquet")) == world


def test_demand_that_may_grow_differently_is_another_world() -> None:
    keys = {world_key(config) for config in (office(1.5), office(1.6), office(on=False))}
    assert len(keys) == 3


def test_goodwill_that_could_exceed_what_worlds_hold_is_refused_not_clipped() -> None:
    with pytest.raises(ConfigError, match="goodwill_max must be at least that"):
        load_config(office(), {"mechanisms.customers.response": 5.0})


def test_an_internal_function_that_does_not_exist_is_refused() -> None:
    with pytest.raises(ConfigError, match="'deks' is not a declared function"):
        load_config(office(), {"mechanisms.customers.internal_functions": ["deks"]})


# ------------------------------------------------------------------------------------------------------------ surges


@pytest.mark.parametrize("on", [False, True])
def test_a_surge_moves_nothing_else(on: bool) -> None:
    config = office(on=on)
    world = draw_world(config, 4)
    surged = world.with_surge(config, 100, 10, 2.0)
    new = ~np.isin(surged.tasks["key"], world.tasks["key"])
    assert new.sum() > 400
    assert same_without(world, surged, new)
    assert not surged.extra[new].any()
    assert surged.outages == world.outages
    day = surged.tasks["arrival_min"][new] // 1440.0
    assert (day.min(), day.max()) == (100.0, 109.0)


def test_a_surge_brings_the_stated_multiple_of_the_expected_demand() -> None:
    config = office(overdispersion=0.0)
    worlds = [draw_world(config, 5, number) for number in range(10)]
    new = sum(world.with_surge(config, 50, 100, 1.8).n_tasks - world.n_tasks for world in worlds)
    expected = 0.8 * 2 * RATE * 100 * len(worlds)
    assert abs(new - expected) < 4.0 * math.sqrt(expected)


def test_the_same_surge_is_the_same_whatever_else_has_been_done_to_a_world() -> None:
    config = office()
    world = draw_world(config, 4)
    then = world.with_surge(config, 10, 5, 1.5).with_outage(None, 9000.0, 60.0)
    first = world.with_outage(None, 9000.0, 60.0).with_surge(config, 10, 5, 1.5)
    assert then == first
    two = world.with_surge(config, 10, 5, 1.5).with_surge(config, 12, 5, 1.5)
    assert two == world.with_surge(config, 12, 5, 1.5).with_surge(config, 10, 5, 1.5)


def test_a_surge_of_factor_one_is_none() -> None:
    config = office()
    world = draw_world(config, 4)
    assert world.with_surge(config, 10, 5, 1.0) == world


@pytest.mark.parametrize(
    ("day", "days", "factor"), [(-1, 5, 2.0), (DAYS, 5, 2.0), (5, 0, 2.0), (5, 5, 0.5), (5, 5, math.nan)]
)
def test_a_surge_that_cannot_be_is_refused(day: int, days: int, factor: float) -> None:
    config = office()
    with pytest.raises(ValueError, match=r"a surge from day|factor must be at least 1"):
        draw_world(config, 4).with_surge(config, day, days, factor)


def test_two_surges_from_one_day_on_are_refused() -> None:
    config = office()
    world = draw_world(config, 4).with_surge(config, 10, 5, 2.0)
    with pytest.raises(ValueError, match="only once on a day"):
        world.with_surge(config, 10, 3, 2.0)
