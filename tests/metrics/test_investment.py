"""Automation against the firm before it: cash flows by hand, and what holds for all firms."""

import dataclasses
import math
from typing import Any

import numpy as np
import pytest
from builders import bot, firm, function, role
from hypothesis import given, settings
from hypothesis import strategies as st
from strategies import situations

from symbio_sim.config import Config, load_config, shipped_configs
from symbio_sim.metrics import evaluate, measure
from symbio_sim.metrics.cash_flow import cash_flow, discounted_profit_eur_per_day, level_value, present_value
from symbio_sim.metrics.firm_facts import facts_of
from symbio_sim.metrics.investment import before_automation, investment, payback_days
from symbio_sim.metrics.names import BEFORE_AND_AFTER
from symbio_sim.run import simulate
from symbio_sim.world import World, draw_world

FREE = {"discount_rate_per_year": 0.0}


def workshop(*, integration_eur: float = 100.0, **changes: Any) -> Config:
    """Two weeks of eight tasks a working day of two hours each: a person does four of them, the bots do all.

    On the first day, which begins at half past nine with the first task, the person gets only three done.
    """
    task = function(8, 120.0, "deterministic", arrivals={"law": "regular"})
    prices = {"usage_eur_per_task": 0.5, "subscription_eur_per_month": 304.375, "integration_eur": integration_eur}
    plain: dict[str, Any] = {"business": {"hours": {"mon-fri": "09:00-17:00"}}, "economics": FREE}
    return firm(
        {"a": task},
        {"p": role(1, ["a"])},
        {"b": bot(["a"], concurrency=4, accuracy=0.9999, **prices)},
        horizon_days=14,
        **plain | changes,
    )


def gains(integration_eur: float = 100.0) -> list[float]:
    """What the bots bring: 5 tasks more on the first day, then 4, for 10 euros each; less 0.5 a task and 10 a day."""
    week = [40.0 - 4.0 - 10.0] * 5 + [-10.0] * 2
    return [50.0 - 4.0 - 10.0 - integration_eur, *(week * 2)[1:]]


def test_two_weeks_of_a_workshop_have_the_cash_flow_counted_by_hand() -> None:
    run = simulate(workshop(), 1)
    flow = cash_flow(run, facts_of(run.firm), 0)
    expected = [80.0 - 8 * 30.0 - 4.0 - 10.0] * 5 + [-10.0] * 2
    assert flow == pytest.approx([expected[0] - 100.0, *expected[1:], *expected])


def test_a_workshop_has_value_return_and_payback_counted_by_hand() -> None:
    found = investment(simulate(workshop(), 1))
    assert tuple(found) == BEFORE_AND_AFTER
    assert found["profit_before_eur_per_day"] == pytest.approx((390 - 10 * 8 * 30) / 14)
    assert found["npv_eur"] == pytest.approx(130)
    assert found["roi_share"] == pytest.approx(130 / 100)
    # Of the 64 euros lost on the first day 26 a day come back.
    assert found["payback_days"] == 4
    assert found["payback_censored"] == 0


def test_what_is_earned_later_is_worth_less() -> None:
    found = investment(simulate(workshop(economics={"discount_rate_per_year": 0.5}), 1))
    assert found["npv_eur"] == pytest.approx(sum(g * 1.5 ** (-day / 365.25) for day, g in enumerate(gains())))
    assert found["roi_share"] == pytest.approx(130 / 100), "of what is spent and earned, whenever that is"


def test_what_does_not_pay_within_the_horizon_is_counted_not_guessed() -> None:
    found = investment(simulate(workshop(integration_eur=1000.0), 1))
    assert found["npv_eur"] == pytest.approx(130 - 900)
    assert math.isnan(found["payback_days"])
    assert found["payback_censored"] == 1


def test_where_nothing_is_invested_there_is_no_return_on_it() -> None:
    found = investment(simulate(workshop(integration_eur=0.0), 1))
    assert found["npv_eur"] == pytest.approx(230)
    assert all(math.isnan(found[name]) for name in ("roi_share", "payback_days", "payback_censored"))


def test_without_bots_nothing_changes_and_nothing_is_invested(office_week: Any) -> None:
    found = investment(office_week)
    assert found["npv_eur"] == 0
    assert found["profit_before_eur_per_day"] == measure(office_week)["profit_eur_per_day"]
    assert all(math.isnan(found[name]) for name in ("roi_share", "payback_days", "payback_censored"))


def test_work_that_only_bots_can_do_has_no_before(bot_week: Any) -> None:
    assert all(math.isnan(value) for value in investment(bot_week).values())


def test_bots_that_nobody_uses_cost_what_they_cost() -> None:
    found = investment(simulate(workshop(policy={"rule": "human_only"}), 1))
    assert found["npv_eur"] == pytest.approx(-100 - 14 * 10)
    assert found["roi_share"] == pytest.approx(-240 / 100)


def test_a_phase_is_invested_in_when_it_begins() -> None:
    phase = {"functions": ["a"], "start_day": 7, "pilot_days": 0, "training_h_per_person": 2.0, "data_work_eur": 30.0}
    run = simulate(workshop(roadmap=[phase]), 1)
    before = simulate(workshop(policy={"rule": "human_only"}, integration_eur=0.0), 1)
    flow, calm = (cash_flow(each, facts_of(each.firm), 0) for each in (run, before))
    assert flow[:7] - calm[:7] == pytest.approx(10.0), "no subscription yet"
    found = investment(run)
    assert found["npv_eur"] / found["roi_share"] == pytest.approx(100 + 30 + 2 * 30)
    late = workshop(roadmap=[phase | {"start_day": 14}])
    assert investment(simulate(late, 1))["npv_eur"] == pytest.approx(0), "beyond the horizon"


@pytest.mark.parametrize(
    ("gain", "days"),
    [
        ([-3.0, 1.0, 1.0, 1.0, 1.0], 4.0),
        ([-3.0, 4.0, -2.0, 2.0], 4.0),
        ([-3.0, 1.0, 1.0], math.nan),
        ([-1.0, 2.0, -2.0], math.nan),
        ([1.0, -0.5], 1.0),
        ([0.0, 0.0], 1.0),
    ],
)
def test_payback_is_when_losses_are_made_up_for_good(gain: list[float], days: float) -> None:
    assert payback_days(np.array(gain)) == pytest.approx(days, nan_ok=True)


def test_the_level_value_is_the_constant_flow_worth_as_much() -> None:
    flow = np.array([-1000.0, *[30.0] * 99])
    level = level_value(flow, 0.2)
    assert present_value(np.full(100, level), 0.2) == pytest.approx(present_value(flow, 0.2))
    assert level_value(flow, 0.0) == pytest.approx(flow.mean())
    assert level < flow.mean(), "what is paid first weighs most"


@settings(max_examples=25)
@given(situations(), st.sampled_from([0.0, 0.08]))
def test_the_cash_flow_of_the_measured_days_adds_up_to_the_profit(situation: tuple[Config, World], rate: float) -> None:
    config, world = situation
    config = load_config(config.to_dict(), {"economics.discount_rate_per_year": rate})
    run = simulate(config, world=world, engine="mesa")
    facts, found = facts_of(run.firm), measure(run)
    flow = cash_flow(run, facts, facts.first_day)
    turnover = abs(found["revenue_eur"]) + abs(found["cost_eur"])
    assert math.fsum(flow) == pytest.approx(found["profit_eur"], abs=1e-9 * turnover + 1e-9)
    if rate == 0.0:
        level = discounted_profit_eur_per_day(run)
        assert level == pytest.approx(found["profit_eur_per_day"], abs=1e-9 * turnover + 1e-9)


@settings(max_examples=10)
@given(situations())
def test_without_warm_up_and_discount_the_value_is_the_difference_of_the_profits(
    situation: tuple[Config, World],
) -> None:
    config, world = situation
    config = load_config(config.to_dict(), {"economics.discount_rate_per_year": 0.0, "warm_up_days": 0})
    run = simulate(config, world=world, engine="mesa")
    found, profit = investment(run, engine="mesa"), measure(run)["profit_eur_per_day"]
    if found["npv_eur"] == found["npv_eur"]:
        gain = (profit - found["profit_before_eur_per_day"]) * config.horizon_days
        turnover = abs(profit) * config.horizon_days + abs(gain)
        assert found["npv_eur"] == pytest.approx(gain, abs=1e-8 * turnover + 1e-8)


def test_all_degrees_of_automation_share_one_before(monkeypatch: pytest.MonkeyPatch) -> None:
    world = draw_world(workshop(), 7)
    runs = [
        simulate(workshop(policy={"rule": "fixed_share", "share": share}), world=world) for share in (0.2, 0.5, 0.8)
    ]
    simulated = []

    def counted(config: Config, **how: Any) -> Any:
        simulated.append(config)
        return simulate(config, **how)

    monkeypatch.setattr("symbio_sim.metrics.investment.simulate", counted)
    before = {investment(run)["profit_before_eur_per_day"] for run in runs}
    assert len(simulated) == len(before) == 1
    investment(simulate(runs[0].config, world=dataclasses.replace(world)))
    assert len(simulated) == 2, "another World, whatever is in it"


@pytest.mark.parametrize("name", shipped_configs())
def test_the_firm_before_automation_is_a_valid_one(name: str) -> None:
    config = load_config(name)
    before = before_automation(config)
    assert load_config(before.to_dict()) == before
    assert (before.policy.rule, before.bots, before.staff) == ("human_only", {}, config.staff)


def test_an_evaluation_without_twins_leaves_the_before_out() -> None:
    assert not set(BEFORE_AND_AFTER) & set(evaluate(workshop(), 1, stress=False))
    assert set(BEFORE_AND_AFTER) <= set(evaluate(workshop(), 1))
