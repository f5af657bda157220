import math
from collections.abc import Callable

import numpy as np
import pytest
from builders import bot, firm, function, role

from symbio_sim.choreography import BOT, REVIEWED
from symbio_sim.config import Config
from symbio_sim.metrics import dependence_series, measure
from symbio_sim.run import Run, simulate


def _unlearning(half_life_days: float = 50.0, horizon_days: int = 60, per_day: float = 8.0) -> Config:
    """One person who works as fast as skilled, all work done by a bot, and skill fading."""
    human = {"speed_unskilled": 0.0001}
    return firm(
        {"a": function(per_day, 60.0, "deterministic", arrivals={"law": "regular"}, human=human)},
        {"p": role(1, ["a"], hours={"mon-sun": "09:00-17:00"})},
        {"b": bot(["a"], concurrency=3)},
        horizon_days=horizon_days,
        mechanisms={"skill": {"disuse": True, "half_life_speed_days": half_life_days}},
    )


def test_lost_skill_is_the_erosion_gap_and_the_skill_reserve() -> None:
    found = measure(simulate(_unlearning(), 1))
    # Demand fills the person's day exactly, so a share of speed lost is a share of work that cannot be done. Half of
    # the gain is gone after 50 days: that gives H, and 0.8 x 2^(-60/H) is left above the floor of 0.2.
    h = 50.0 / math.log2(0.8 / 0.3)
    skill = 0.2 + 0.8 * 2.0 ** (-60.0 / h)
    assert found["skill_speed_end"] == pytest.approx(skill)
    assert found["staffing_gap_share"] == pytest.approx(0.0, abs=1e-12)
    assert found["erosion_gap_share"] == pytest.approx(1.0 - skill, rel=1e-3)
    assert found["skill_reserve"] == pytest.approx(skill, rel=1e-3)


def test_missing_people_are_the_staffing_gap() -> None:
    found = measure(simulate(_unlearning(half_life_days=1e6, per_day=16.0), 1))
    assert found["staffing_gap_share"] == pytest.approx(0.5)
    assert found["erosion_gap_share"] == pytest.approx(0.0, abs=1e-4)


def test_dependence_week_by_week_is_staffing_plus_erosion_and_ends_as_measured() -> None:
    run = simulate(_unlearning(horizon_days=63, per_day=10.0), 1)
    series = dependence_series(run)
    assert series["day"].tolist() == [28, 35, 42, 49, 56, 63]
    assert series["demand_h"].tolist() == pytest.approx([28 * 10.0] * 6)
    assert series["dependence"].to_numpy() == pytest.approx((series["staffing_gap"] + series["erosion_gap"]).to_numpy())
    assert (np.diff(series["dependence"]) > 0.0).all()
    assert (series["dependence_correct"] >= series["dependence"]).all()
    last, found = series.iloc[-1], measure(run)
    for name in ("dependence", "staffing_gap", "erosion_gap", "dependence_correct"):
        assert last[name] == found[f"{name}_share"], name
    assert last["skill_reserve"] == found["skill_reserve"]


def test_work_done_wrong_by_people_is_not_counted_as_done_correctly() -> None:
    human = {"accuracy_skilled": 0.9, "accuracy_unskilled": 0.6, "slope": 1.0}
    task = function(8, 60.0, "deterministic", arrivals={"law": "regular"}, human=human)
    config = firm({"a": task}, {"p": role(1, ["a"], hours={"mon-sun": "09:00-17:00"})}, horizon_days=28)
    found = measure(simulate(config, 1))
    assert found["dependence_share"] == pytest.approx(0.0, abs=1e-9)
    # Accuracies are stated as means over the difficulties of tasks, so a fully skilled person leaves exactly a tenth.
    assert found["dependence_correct_share"] == pytest.approx(0.1, abs=1e-6)
    assert found["erosion_gap_correct_share"] == pytest.approx(0.0, abs=1e-9)


def test_vendor_concentration_is_the_sum_of_squared_value_shares(rewritten: Callable[..., Run]) -> None:
    task = function(8, 60.0, "deterministic", arrivals={"law": "regular"})
    bots = {"b": bot(["a"], concurrency=9), "c": bot(["a"], vendor="other", concurrency=9)}
    run = simulate(firm({"a": task}, {}, bots, horizon_days=1), 1)
    split = rewritten(run, mode=BOT, bot=[0, 0, 0, 0, 0, 0, 1, 1])
    assert measure(split)["vendor_concentration_hhi"] == pytest.approx(0.75**2 + 0.25**2)
    even = rewritten(run, mode=REVIEWED, bot=[0, 1] * 4)
    assert measure(even)["vendor_concentration_hhi"] == pytest.approx(0.5)
