"""Prices and lock-in: closed forms, directions, and what the engines make of them."""

import math
from typing import Any

import numpy as np
import pytest
from builders import bot, firm, function, role
from hypothesis import given
from hypothesis import strategies as st

from symbio_sim.config import Config, load_config
from symbio_sim.mechanisms import prices
from symbio_sim.metrics import measure
from symbio_sim.run import Run, fingerprint, simulate
from symbio_sim.world import draw_world

SHARE = st.floats(0.0, 1.0)
RATE = st.floats(0.0, 2.0)


# ------------------------------------------------------------------------------------------------------------ the laws


def days_of(price: float, inflation: float, growth: float, dependence: float, n: int) -> float:
    for _ in range(n):
        price = prices.grown(price, inflation, growth, dependence)
    return price


def test_four_years_at_constant_dependence_give_the_closed_form() -> None:
    """365.25 days a year make 1,461 in four."""
    assert days_of(2.0, 0.03, 0.085, 0.4, 1461) == pytest.approx(2.0 * (1.03 * 1.085**0.4) ** 4, rel=1e-12)


@given(SHARE, RATE, RATE, RATE)
def test_prices_rise_with_dependence(dependence: float, inflation: float, growth: float, more: float) -> None:
    least, most = sorted((dependence, dependence / (1.0 + more)))
    assert prices.grown(1.0, inflation, growth, least) <= prices.grown(1.0, inflation, growth, most)


def test_lock_in_nears_dependence_exponentially() -> None:
    level = 0.1
    for _ in range(50):
        level = prices.follows(level, 0.7, 20.0)
    assert level == pytest.approx(0.7 - 0.6 * math.exp(-2.5), rel=1e-12)


@given(SHARE, SHARE, st.floats(0.0, 20.0))
def test_switching_grows_with_lock_in(one: float, other: float, growth: float) -> None:
    least, most = sorted((one, other))
    assert 1.0 <= prices.switching_factor(least, growth) <= prices.switching_factor(most, growth)


# --------------------------------------------------------------------------------------------------------- in the firm

LAW = {"on": True, "inflation_per_year": 0.1, "lock_in_growth_per_year": 0.5, "dependence_days": 2.0}


def shop(law: dict[str, Any] | None = None, **changes: Any) -> Config:
    """A firm in which bots of one vendor do what no person must do."""
    return firm(
        {"a": function(60, 5.0, human_touch_share=0.3)},
        {"clerk": role(3, ["a"])},
        {"x": bot(["a"], usage_eur_per_task=1.0, subscription_eur_per_month=100.0)},
        horizon_days=40,
        vendors={"acme": {"switching_days": 2.0, "switching_eur": 1000.0}},
        mechanisms={"prices": law or {}},
        **changes,
    )


def run_of(config: Config) -> Run:
    return simulate(config, 1, engine="mesa")


def test_switched_off_the_run_is_the_one_without_the_mechanism() -> None:
    off = load_config(shop(LAW).to_dict(), ["mechanisms.prices.on=false"])
    assert fingerprint(run_of(off)) == fingerprint(run_of(shop()))
    assert run_of(off).extra_days == {}


def test_growing_prices_change_no_task() -> None:
    grown, plain = run_of(shop(LAW)), run_of(shop())
    for name, column in plain.columns.items():
        assert np.array_equal(column, grown.columns[name], equal_nan=True)


def test_dependence_is_the_share_of_value_that_bots_serve() -> None:
    """Averaged over a single day it is that day's share."""
    run = run_of(shop(LAW | {"dependence_days": 1.0}))
    found = run.extra_days["vendor_dependence"][:, 0]
    tasks = run.tasks[run.tasks["outcome"] == "correct"]
    level = 0.0
    for day in range(40):
        today = tasks[(tasks["end_min"] >= day * 1440) & (tasks["end_min"] < (day + 1) * 1440)]
        share = (today["mode"] == "bot").mean()
        level += (share - level) * (1.0 - math.exp(-1.0))
        assert found[day] == pytest.approx(level, rel=1e-9)
    assert 0.5 < level < 0.9


def test_each_visit_is_charged_at_the_price_of_its_day() -> None:
    run = run_of(shop(LAW))
    price = run.extra_days["vendor_price"][:, 0]
    assert price[0] == 1.0
    assert (np.diff(price) > 0.0).all()
    visits = np.diff(run.bot_days["visits"][:, 0], prepend=0.0)
    found = measure(run)
    assert found["bot_usage_eur"] == pytest.approx((visits * price).sum(), rel=1e-12)
    assert found["bot_subscription_eur"] == pytest.approx(100.0 * price.sum() / (365.25 / 12.0), rel=1e-12)


def test_inflation_alone_is_the_same_for_all_whatever_they_depend_on() -> None:
    run = run_of(shop(LAW | {"lock_in": False}))
    assert run.extra_days["vendor_price"][:, 0] == pytest.approx(1.1 ** (np.arange(40) / 365.25), rel=1e-12)
    assert not run.extra_days["vendor_lock_in"].any()


def test_lock_in_prolongs_switching_and_makes_it_dearer_by_the_same_factor() -> None:
    config = shop(LAW | {"lock_in_days": 5.0, "switching_growth": 2.0})
    world = draw_world(config, 1).with_exit("acme", 20.5 * 1440)
    run = simulate(config, world=world, engine="mesa")
    factor = 1.0 + 2.0 * run.extra_days["vendor_lock_in"][19, 0]
    assert 2.0 < factor < 3.0
    assert measure(run)["vendor_switching_eur"] == pytest.approx(1000.0 * factor, rel=1e-12)
    begun = run.tasks["start_min"][run.tasks["mode"] == "bot"]
    back = (20.5 + 2.0 * factor) * 1440
    assert not ((begun > 20.5 * 1440) & (begun < back)).any()
    assert begun[begun > 20.5 * 1440].min() < back + 120.0


def test_without_lock_in_switching_takes_what_was_planned() -> None:
    config = shop(LAW | {"lock_in": False})
    world = draw_world(config, 1).with_exit("acme", 20.5 * 1440)
    locked, plain = (simulate(item, world=world, engine="mesa") for item in (config, shop()))
    assert np.array_equal(locked.columns["end_min"], plain.columns["end_min"], equal_nan=True)
    assert measure(locked)["vendor_switching_eur"] == 1000.0


def test_a_price_spike_changes_money_only() -> None:
    config = shop()
    world = draw_world(config, 1)
    plain = simulate(config, world=world, engine="mesa")
    dear = simulate(config, world=world.with_price_spike("acme", 10, 5, 3.0), engine="mesa")
    assert fingerprint(dear) == fingerprint(plain)
    before, after = measure(plain), measure(dear)
    visits = np.diff(plain.bot_days["visits"][:, 0], prepend=0.0)
    more = {
        "bot_usage_eur": 2.0 * visits[10:15].sum(),
        "bot_subscription_eur": 2.0 * 5.0 * 100.0 / (365.25 / 12.0),
    }
    for name, extra in more.items():
        assert after[name] == pytest.approx(before[name] + extra, rel=1e-12)
    money = {*more, "cost_eur", "profit_eur", "profit_eur_per_day", "cost_per_correct_task_eur"}
    assert {name for name in before if before[name] != after[name] and not math.isnan(before[name])} == money
