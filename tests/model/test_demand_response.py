"""Customers in a run: goodwill follows the law, demand follows goodwill, and what never comes is no work."""

import dataclasses
from typing import Any

import numpy as np
import pytest
from builders import bot, firm, function, role

from symbio_sim import choreography as c
from symbio_sim.config import Config
from symbio_sim.mechanisms import customers as law_of
from symbio_sim.metrics import dependence_series, evaluate
from symbio_sim.metrics.measures import measure
from symbio_sim.run import Run, simulate
from symbio_sim.world import draw_world
from symbio_sim.world.luck import entity_states, key_of, uniform_array

DAYS = 60


def shop(horizon_days: int = DAYS, **law: Any) -> Config:
    """Return a shop with orders that bots do, often wrongly, and books that no customer sees."""
    wrong = {"accuracy_skilled": 0.8, "accuracy_unskilled": 0.8}
    return firm(
        {
            "orders": function(60, 8.0, human=wrong, human_touch_share=0.1, due={"target_min": 120.0}),
            "books": function(10, 8.0),
        },
        {"clerk": role(1, ["orders", "books"])},
        {"x": bot(["orders"], accuracy=0.7)},
        horizon_days=horizon_days,
        policy={"rule": "fixed_share", "share": 0.5},
        mechanisms={"customers": {"on": True, "internal_functions": ["books"], "memory_weeks": 1.0} | law},
    )


def ran(config: Config, seed: int = 1) -> Run:
    return simulate(config, seed, engine="mesa")


def test_goodwill_follows_its_law_from_the_days_that_are_written_down() -> None:
    config = shop()
    run, law = ran(config), config.mechanisms.customers
    days = {name: column[:, 0] for name, column in run.extra_days.items()}
    keep = law_of.daily_keep(law.memory_weeks)
    goodwill = 1.0
    for day in range(DAYS):
        if days["function_judged"][day]:
            implied = law_of.implied_goodwill(law.response, days["function_satisfaction"][day], law.normal_satisfaction)
            bad = days["function_bad_outcomes"][day]
            goodwill = law_of.goodwill_after_day(goodwill, implied, keep, bad, law.churn_share, 60.0 * 30.0)
        assert days["firm_goodwill"][day] == pytest.approx(goodwill, rel=1e-12)
    assert goodwill < 0.99


def test_a_task_comes_iff_its_luck_is_below_what_the_goodwill_of_its_day_allows() -> None:
    for normal in (0.95, 0.3):  # demand shrinks, demand grows
        config = shop(normal_satisfaction=normal, response=0.3)
        run = ran(config)
        tasks, world = run.world.tasks, run.world
        luck = uniform_array(entity_states(world.key, tasks["key"]), key_of("accepted"), 0)
        before = np.concatenate(([1.0], run.extra_days["firm_goodwill"][:-1, 0]))
        goodwill = before[(tasks["arrival_min"] // 1440.0).astype(int)]
        highest = config.mechanisms.customers.goodwill_max
        chance = np.where(world.extra, np.maximum(goodwill - 1.0, 0.0) / (highest - 1.0), np.minimum(goodwill, 1.0))
        comes = (luck < chance) | (tasks["function"] == 1)
        assert np.array_equal(run.columns["outcome"] != c.DECLINED, comes)
        assert (~comes).any()


def test_what_never_comes_is_no_work_no_arrival_and_nobody_waits_for_it() -> None:
    run = ran(shop(normal_satisfaction=0.95, response=2.0))
    declined = run.columns["outcome"] == c.DECLINED
    assert declined.sum() > 100
    assert (run.columns["stage"][declined] == c.ENDED).all()
    assert np.array_equal(run.columns["end_min"][declined], run.world.tasks["arrival_min"][declined])
    assert np.isnan(run.columns["start_min"][declined]).all()
    for name in ("human_min", "bot_min", "review_min", "bot_visits", "visit"):
        assert not run.columns[name][declined].any()
    assert run.days["arrivals"].sum() == (~declined).sum()


def test_customers_who_never_react_leave_every_task_as_it_was() -> None:
    """Nobody reacts, nobody leaves, demand cannot grow: the run is that of a firm without the mechanism."""
    indifferent = shop(response=0.0, churn_share=0.0, goodwill_max=1.0)
    without = shop(on=False)
    one, other = ran(indifferent), ran(without)
    assert all(
        np.array_equal(one.columns[name], other.columns[name], equal_nan=True) for name in ("end_min", "start_min")
    )
    assert np.array_equal(one.columns["outcome"], other.columns["outcome"])
    assert (one.extra_days["firm_goodwill"] == 1.0).all()
    assert not [name for name in other.extra_days if "goodwill" in name]


def test_worse_work_costs_demand() -> None:
    good, bad = shop(), shop(error_logits=4.0)
    lost = [measure(ran(config))["demand_lost_share"] for config in (good, bad)]
    assert lost[0] < lost[1]


def test_measures_of_customers_are_those_of_the_days_after_warm_up_and_undefined_where_off() -> None:
    config = shop()
    config = config.model_copy(update={"warm_up_days": 7})
    run = ran(config)
    found, days = measure(run), {name: column[7:] for name, column in run.extra_days.items()}
    n = days["function_judged"].sum()
    total = np.nansum(days["function_judged"] * days["function_satisfaction"])
    assert found["satisfaction_mean"] == pytest.approx(total / n)
    promoters, detractors = days["function_promoters"].sum(), days["function_detractors"].sum()
    assert found["net_promoter_share"] == pytest.approx((promoters - detractors) / n)
    assert found["goodwill_end"] == run.extra_days["firm_goodwill"][-1, 0]
    after = run.world.tasks["arrival_min"] >= 7 * 1440.0
    base = after & ~run.world.extra & (run.world.tasks["function"] == 0)
    declined = run.columns["outcome"] == c.DECLINED
    assert found["demand_lost_share"] == pytest.approx((base & declined).sum() / base.sum())
    off = evaluate(shop(on=False, horizon_days=14), stress=False)
    assert all(np.isnan(off[name]) for name in ("satisfaction_mean", "net_promoter_share", "goodwill_end"))


def test_lost_demand_counts_as_nothing_done_and_candidates_that_stay_away_do_not_count_at_all() -> None:
    """Goodput's share: value done well, of the value of all tasks due, the declined of the base demand included."""
    run = ran(shop(normal_satisfaction=0.95, response=2.0))
    due = run.columns["due_min"] <= run.firm.horizon_min
    judged = due | ((run.world.tasks["function"] == 1) & (run.world.tasks["arrival_min"] <= (DAYS - 7) * 1440.0))
    never_were = run.world.extra & (run.columns["outcome"] == c.DECLINED)
    assert never_were.any()
    counted = judged & ~never_were
    expected = run.on_time[counted].sum() / counted.sum()  # all tasks are worth the same
    assert measure(run)["goodput_value_share"] == pytest.approx(expected)


def test_in_a_world_without_candidates_goodwill_can_only_lower_demand_and_the_run_says_so() -> None:
    config = shop(normal_satisfaction=0.3, response=0.3)
    world = draw_world(config, 1)
    base = ~world.extra
    replayed = dataclasses.replace(
        world, tasks={name: column[base] for name, column in world.tasks.items() if name != "extra"}
    )
    run = simulate(config, world=replayed, engine="mesa")
    assert run.extra_days["firm_goodwill"][-1, 0] > 1.05
    assert not (run.columns["outcome"] == c.DECLINED).any()
    assert "goodwill can only lower it" in run.provenance["demand"]
    assert "demand" not in simulate(config, world=world, engine="mesa").provenance


def test_dependence_week_by_week_counts_only_work_that_came() -> None:
    run = ran(shop(56, normal_satisfaction=0.95, response=0.3))
    assert (run.columns["outcome"] == c.DECLINED).sum() > 50
    assert dependence_series(run)["dependence"].iloc[-1] == measure(run)["dependence_share"]
