"""Fairness, agility, and what it costs to keep bots good, counted by hand."""

import math
from typing import Any

import numpy as np
import pytest
from builders import bot, firm, function, role

from symbio_sim.choreography import CORRECT
from symbio_sim.config import Config
from symbio_sim.metrics import agility, measure
from symbio_sim.run import Run, simulate
from symbio_sim.world import World, draw_world
from symbio_sim.world.luck import entity_states, key_of, uniform

DAYS = 60


def business(mechanisms: dict[str, Any], *, share: float = 1.0, warm_up_days: int = 10) -> Config:
    return firm(
        {"a": function(50, 5.0)},
        {"p": role(2, ["a"])},
        {"b": bot(["a"], accuracy=0.8, concurrency=5), "c": bot(["a"], accuracy=0.8, concurrency=5, vendor="globex")},
        vendors={"acme": {}, "globex": {}},
        horizon_days=DAYS,
        warm_up_days=warm_up_days,
        policy={"rule": "fixed_share", "share": share, "mode": "bot"},
        mechanisms=mechanisms,
    )


def run(config: Config, world: World | None = None) -> Run:
    return simulate(config, world=world or draw_world(config, 1), engine="mesa")


def test_groups_are_told_apart_by_their_luck_and_errors_counted_for_each() -> None:
    config = business({"bias": {"on": True, "error_odds_ratio": 5.0, "group_share": 0.3}})
    happened = run(config)
    world, columns = happened.world, happened.columns
    states = entity_states(world.key, world.tasks["key"])
    wrong, right = [0, 0], [0, 0]
    for task in range(world.n_tasks):
        if 10 * 1440 <= world.tasks["arrival_min"][task] < DAYS * 1440:
            in_b = uniform(int(states[task]), key_of("group"), 0) < 0.3
            wrong[in_b] += int(columns["escaped_bot"][task])
            right[in_b] += int(columns["outcome"][task] == CORRECT)
    a, b = (wrong[group] / (wrong[group] + right[group]) for group in (0, 1))
    found = measure(happened)
    assert found["error_ratio_b_to_a"] == pytest.approx(b / a)
    assert found["error_ratio_b_to_a"] > 2.0
    assert found["four_fifths_ratio"] == pytest.approx((1 - b) / (1 - a))


@pytest.mark.parametrize("group_share", [0.0, 1.0])
def test_with_one_group_alone_fairness_is_undefined(group_share: float) -> None:
    found = measure(run(business({"bias": {"on": True, "group_share": group_share}})))
    assert all(math.isnan(found[name]) for name in ("error_ratio_b_to_a", "four_fifths_ratio"))


def test_what_people_do_is_fair() -> None:
    law = {"bias": {"on": True, "error_odds_ratio": 50.0}}
    ratios = [measure(run(business(law, share=share)))["four_fifths_ratio"] for share in (1.0, 0.3)]
    assert ratios[0] < ratios[1] < 1.0


def test_switched_off_fairness_and_upkeep_are_undefined_and_cost_nothing() -> None:
    found = measure(run(business({})))
    assert all(math.isnan(found[name]) for name in ("error_ratio_b_to_a", "four_fifths_ratio", "retraining_eur"))
    assert not math.isnan(found["cost_eur"])


def test_retrainings_on_the_measured_days_are_paid_for_each_bot() -> None:
    """On the days that end with a multiple of 7; the first ten days are warm-up."""
    laws = {"retraining": {"on": True, "every_days": 7.0, "cost_eur": 100.0}}
    plain, kept = measure(run(business({}))), measure(run(business(laws)))
    assert kept["retraining_eur"] == 2 * 100.0 * (60 // 7 - 10 // 7)
    assert kept["cost_eur"] - plain["cost_eur"] == pytest.approx(kept["retraining_eur"])


def test_retrainings_of_standbys_are_part_of_what_keeping_them_costs() -> None:
    def paid(safeguards: dict[str, Any]) -> float:
        config = firm(
            {"a": function(50, 5.0)},
            {"p": role(2, ["a"])},
            {"b": bot(["a"], accuracy=0.8)},
            vendors={"acme": {}},
            horizon_days=DAYS,
            policy={"rule": "fixed_share", "share": 1.0},
            mechanisms={"retraining": {"on": True, "every_days": 7.0, "cost_eur": 100.0}},
            safeguards=safeguards,
        )
        happened = run(config)
        assert len(happened.firm.bots) == 1 + len(safeguards)
        assert (happened.extra_days["bot_retrainings"][-1] > 0).all()
        return measure(happened)["retraining_eur"]

    assert paid({"diversification": {}}) == paid({}) > 0.0


# ------------------------------------------------------------------------------------------------ agility


def people(lessons: float, drop: float = 3.0) -> Config:
    law = {"on": True, "human_drop": drop, "human_lessons": lessons}
    return firm(
        {"a": function(60, 5.0, human={"accuracy_skilled": 0.95, "accuracy_unskilled": 0.6, "slope": 0.0})},
        {"p": role(2, ["a"])},
        horizon_days=120,
        mechanisms={"market_shift": law},
    )


def adaptation(config: Config, share: float = 0.5) -> dict[str, float]:
    world = draw_world(config, 1)
    return agility(run(config, world), run(config, world.with_market_shift(20, share)))


def test_who_learns_faster_adapts_in_fewer_days() -> None:
    fast, slow = (adaptation(people(lessons)) for lessons in (20.0, 120.0))
    assert 0.0 < fast["adaptation_days"] < slow["adaptation_days"] < 100.0
    assert fast["adaptation_censored"] == slow["adaptation_censored"] == 0.0
    assert fast["correct_twin_share"] == slow["correct_twin_share"] == pytest.approx(0.95, abs=0.01)
    assert slow["correct_share"] < fast["correct_share"] < fast["correct_twin_share"]


def test_the_days_to_adapt_are_those_of_the_learning_curve() -> None:
    """Accuracy 95 % falls by D exp(-n/n1) logits; 30 new tasks a day among two people; 0.95 x 95 % within five days."""
    found = adaptation(people(120.0))["adaptation_days"]
    full = math.log(0.95 / 0.05)

    def accuracy(day: float) -> float:
        return 1.0 / (1.0 + math.exp(-(full - 3.0 * math.exp(-15.0 * day / 120.0))))

    days = np.arange(0.0, 100.0, 0.01)
    level = np.array([accuracy(day) for day in days]) / 0.95
    smooth = np.array([level[max(place - 500, 0) : place + 1].mean() for place in range(len(level))])
    expected = days[np.flatnonzero(smooth >= 0.95)[0]]
    assert found == pytest.approx(expected, abs=4.0)


def test_where_nothing_is_harder_nothing_has_to_be_adapted_to() -> None:
    found = adaptation(people(40.0, drop=0.0))
    assert (found["adaptation_days"], found["adaptation_depth_share"]) == (0.0, 0.0)


def test_a_firm_that_does_not_adapt_within_the_horizon_is_counted_as_censored() -> None:
    found = adaptation(people(1e6))
    assert found["adaptation_censored"] == 1.0


def test_a_world_without_a_shift_is_refused() -> None:
    calm = run(people(40.0))
    with pytest.raises(ValueError, match="the market does not shift in this World"):
        agility(calm, calm)
