"""Shocks of every kind: when they strike, whom, and what each costs against its twin."""

from typing import Any

import numpy as np
import pytest
from builders import bot, firm, function, role

from symbio_sim.config import Config, load_config, stressor_kinds
from symbio_sim.metrics import StressTest, agility, evaluate, stress_plan, stress_test
from symbio_sim.metrics.agility import AGILITY_NAMES
from symbio_sim.metrics.resilience import of_twin
from symbio_sim.metrics.stress import PROFIT_LOSS, RESILIENCE_NAMES
from symbio_sim.metrics.stress_plan import shock_times
from symbio_sim.report.collect import collect
from symbio_sim.report.shocks import shock_summary
from symbio_sim.run import fingerprint, simulate
from symbio_sim.world import draw_world

DAY = 1440
OPEN = {"mon-fri": "09:00-17:00"}


def shop(stressors: dict[str, Any], **changes: Any) -> Config:
    """A firm that day 0, a Monday, finds open from 9 to 5."""
    return firm(
        {"a": function(100, 24.0, due={"target_min": 240.0})},
        {"p": role(3, ["a"], hours={"mon-fri": "08:00-17:00"}), "q": role(1, ["a"], hours=OPEN)},
        {"b": bot(["a"], usage_eur_per_task=1.0, concurrency=4)},
        horizon_days=60,
        business={"hours": OPEN},
        policy={"rule": "fixed_share", "share": 0.5},
        mechanisms={"market_shift": {"on": True}},
        stressors={"vendor_outage": None} | stressors,
        **changes,
    )


def struck(kind: str, **block: Any) -> StressTest:
    config = shop({kind: {"day": 7, **block}})
    test = stress_test(config, draw_world(config, 1), engine="mesa")
    assert test is not None
    return test


def test_every_kind_of_shock_can_be_planned_and_measured() -> None:
    for kind in stressor_kinds():
        test = struck(kind)
        assert test.plan.kind == kind
        assert set(test.measures()) == set(RESILIENCE_NAMES)


def test_without_others_the_measures_of_resilience_are_of_the_shock_that_is_planned() -> None:
    config = shop({"loss_of_people": {"day": 7, "share": 1.0}})
    world = draw_world(config, 1)
    test = stress_test(config, world, engine="mesa")
    assert test is not None
    found = evaluate(config, world=world, engine="mesa")
    assert {name: found[name] for name in RESILIENCE_NAMES} == test.measures()
    assert found["resilience_loss_share"] > 0.1


def test_how_a_firm_adapts_is_measured_where_the_market_shifts_and_nowhere_else() -> None:
    test = struck("market_shift")
    found = test.measures()
    twins = agility(test.baseline, test.shocked)
    assert {name: found[name] for name in AGILITY_NAMES} == {f"agility_{name}": value for name, value in twins.items()}
    assert found["agility_correct_share"] < found["agility_correct_twin_share"]
    outage = struck("vendor_outage").measures()
    assert all(np.isnan(outage[name]) for name in AGILITY_NAMES)


@pytest.mark.parametrize(
    ("kind", "block", "start_min", "length_min"),
    [
        ("vendor_outage", {"hours": 5.0}, 7 * DAY + 540, 300),
        ("vendor_exit", {}, 7 * DAY + 540, 45 * DAY),
        ("price_spike", {"days": 3}, 7 * DAY, 3 * DAY),
        ("cyber_incident", {"days": 1.5}, 7 * DAY + 540, 1.5 * DAY),
        ("loss_of_people", {"days": 2}, 7 * DAY, 2 * DAY),
        ("silent_degradation", {"days": 4}, 7 * DAY + 540, 4 * DAY),
        ("demand_surge", {"days": 2}, 7 * DAY, 2 * DAY),
        ("market_shift", {"share": 0.5}, 7 * DAY + 540, 0.0),
    ],
)
def test_shocks_begin_on_the_next_working_day(kind: str, block: Any, start_min: float, length_min: float) -> None:
    times = shock_times(shop({kind: {"day": 5, **block}}))  # a Saturday
    assert times is not None
    assert (times.start_min, times.length_min) == (start_min, length_min)


def test_nothing_happens_before_a_shock_but_what_happened_anyway() -> None:
    for kind in stressor_kinds():
        test = struck(kind)
        shocked = of_twin(test.baseline, test.shocked, test.shocked.columns["end_min"])
        before = test.baseline.columns["end_min"] < test.plan.start_min
        assert before.sum() > 100
        assert np.array_equal(before, shocked < test.plan.start_min)


def test_loss_of_a_whole_role_leaves_nobody_of_it_on_shift() -> None:
    test = struck("loss_of_people", role="p", share=1.0, days=3)
    away = test.shocked.agenda.scheduled_min
    assert not away[:3, 7:10].any()
    assert (away[3, 7:10] == 480.0).all()
    assert np.array_equal(
        np.delete(away, range(7, 10), axis=1), np.delete(test.baseline.agenda.scheduled_min, range(7, 10), axis=1)
    )
    assert not test.shocked.staff_days["busy_min"][7:10, :3].any()


@pytest.mark.parametrize(("share", "seats"), [(0.0, ""), (0.3, "p/0, q/0"), (0.5, "p/0, p/1, q/0")])
def test_a_share_of_people_is_that_of_each_role_rounded_up(share: float, seats: str) -> None:
    config = shop({"loss_of_people": {"day": 7, "share": share}})
    plan = stress_plan(config, simulate(config, 1, engine="mesa"))
    assert (plan.victim if plan is not None else "") == seats


def test_a_price_spike_costs_money_and_nothing_else() -> None:
    test = struck("price_spike", factor=4.0, days=5)
    assert fingerprint(test.shocked) == fingerprint(test.baseline)
    assert test.measures()["resilience_loss_eur"] == 0.0
    visits = np.diff(test.baseline.bot_days["visits"][:, 0], prepend=0.0)[7:12].sum()
    months = 5.0 / (365.25 / 12.0)
    assert test.profit_loss_eur == pytest.approx(3.0 * (visits + months * 600.0), rel=1e-9)


def test_an_attack_costs_its_loss_and_the_work_that_stands_still() -> None:
    test = struck("cyber_incident", days=4.0, loss_eur=1234.0)
    assert test.measures()["resilience_loss_share"] > 0.0
    lost = test.baseline.value_eur[test.baseline.columns["outcome"] == 1].sum() - (
        test.shocked.value_eur[test.shocked.columns["outcome"] == 1].sum()
    )
    saved = test.baseline.bot_days["visits"][-1, 0] - test.shocked.bot_days["visits"][-1, 0]
    assert test.profit_loss_eur == pytest.approx(1234.0 + lost - saved, abs=1e-6)


def test_a_surge_is_judged_by_the_tasks_that_would_have_come_anyway() -> None:
    test = struck("demand_surge", days=5, factor=3.0)
    ours, theirs = test.baseline.world.tasks["key"], test.shocked.world.tasks["key"]
    assert len(theirs) > len(ours) + 300
    assert set(ours) < set(theirs)
    keys = of_twin(test.baseline, test.shocked, theirs.astype(np.float64))
    assert np.array_equal(keys, ours.astype(np.float64))
    assert test.measures()["resilience_loss_share"] > 0.1
    with pytest.raises(ValueError, match="not twins"):
        of_twin(test.shocked, test.baseline, test.baseline.columns["end_min"])


def test_where_there_is_nothing_to_strike_there_is_no_shock() -> None:
    alone = firm({"a": function(8, 30.0)}, {"p": role(1, ["a"])}, horizon_days=9)
    for kind in ("vendor_outage", "vendor_exit", "price_spike", "silent_degradation"):
        assert shock_times(load_config(alone.to_dict() | {"stressors": {"vendor_outage": None, kind: {}}})) is None
    assert shock_times(shop({"loss_of_people": {"share": 0.0}})) is None


def test_several_planned_shocks_stand_in_a_table_of_their_own() -> None:
    config = shop({"vendor_outage": {"day": 7}, "loss_of_people": {"day": 7}, "price_spike": {"day": 7}})
    found = collect(config, lambda number: draw_world(config, 1, number), range(2))
    rows = found.shocks
    assert rows["stressor"].tolist() == ["vendor_outage", "price_spike", "loss_of_people"] * 2
    assert rows["replication"].tolist() == [0, 0, 0, 1, 1, 1]
    outage = rows[rows["stressor"] == "vendor_outage"]
    for name in RESILIENCE_NAMES:
        np.testing.assert_array_equal(outage[name], found.measures[name])
    summary = shock_summary(rows).set_index(["stressor", "measure"])
    mine = rows.loc[rows["stressor"] == "price_spike", PROFIT_LOSS]
    assert summary.loc[("price_spike", PROFIT_LOSS), "mean"] == pytest.approx(mine.mean())
    assert summary["kind"].tolist() == summary.index.get_level_values("stressor").tolist()


def test_a_single_planned_shock_needs_no_table() -> None:
    config = shop({"vendor_outage": {"day": 7}})
    assert collect(config, lambda number: draw_world(config, 1, number), range(1)).shocks.empty
