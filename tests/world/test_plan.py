"""Plans: worked out once for each config, never mixed up, gone with it."""

import gc
import weakref
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import numpy as np
from hypothesis import given
from hypothesis import strategies as st
from strategies import configs

from symbio_sim.config import Config, load_config
from symbio_sim.world import draw_world
from symbio_sim.world.draw import around_tasks, drawn_tasks
from symbio_sim.world.plan import WorldPlan, plan_of

Build = Callable[..., Config]


@given(configs(), st.integers(0, 2**70), st.integers(0, 1000))
def test_a_world_of_a_kept_plan_is_that_of_a_new_plan(config: Config, seed: int, replication: int) -> None:
    draw_world(config, seed + 1, replication)
    plan = WorldPlan.of(config)
    streams = plan.streams(seed, replication)
    world = around_tasks(plan, drawn_tasks(plan, streams), streams, "drawn")
    assert draw_world(config, seed, replication) == world


@given(configs(), st.integers(0, 99))
def test_equal_configs_give_equal_worlds(config: Config, seed: int) -> None:
    world = draw_world(config, seed)
    assert draw_world(config, seed) == world
    assert draw_world(load_config(config.to_dict()), seed) == world
    assert draw_world(config.model_copy(), seed) == world
    assert draw_world(config.model_copy(deep=True), seed) == world


def test_a_config_keeps_its_plan(build: Build) -> None:
    config = build()
    assert plan_of(config) is plan_of(config)


def test_a_changed_copy_has_a_plan_of_its_own(build: Build) -> None:
    config = build()
    world = draw_world(config)
    longer = config.model_copy(update={"horizon_days": 70})
    assert draw_world(longer).horizon_days == 70
    assert draw_world(longer) == draw_world(build(horizon_days=70))
    assert draw_world(config) == world


def test_a_plan_goes_with_its_config(build: Build) -> None:
    config = build()
    plan = weakref.ref(plan_of(config))
    del config
    gc.collect()
    assert plan() is None


def test_configs_that_follow_one_another_in_the_same_memory_have_their_own_plans(build: Build) -> None:
    base = build().to_dict()
    for days in range(8, 40):
        config = load_config(base | {"horizon_days": days})
        assert plan_of(config).horizon_days == days
        del config


def test_threads_draw_what_one_would(build: Build) -> None:
    expected = [draw_world(build(), 1, number).content_hash for number in range(8)]
    for _ in range(5):
        config = build()  # new, so that the threads come at once to a config without a plan
        start = Barrier(2)

        def draw(half: int, config: Config = config, start: Barrier = start) -> list[str]:
            start.wait()
            return [draw_world(config, 1, number).content_hash for number in range(half, 8, 2)]

        with ThreadPoolExecutor(2) as pool:
            even, odd = pool.map(draw, (0, 1))
        assert even == expected[::2]
        assert odd == expected[1::2]


def test_worlds_of_one_plan_share_no_array(build: Build) -> None:
    regular = {"arrivals": {"law": "regular"}}
    config = build(functions={"sales": regular, "service": regular})
    one, other = draw_world(config, 1), draw_world(config, 2)
    for name, column in one.tasks.items():
        assert not np.shares_memory(column, other.tasks[name]), name
