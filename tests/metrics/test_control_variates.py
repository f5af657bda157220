"""What is known beforehand of all Worlds has the mean that it is said to have, and makes intervals narrower."""

import numpy as np
import pandas as pd
import pytest
from builders import bot, firm, function, merged, role
from hypothesis import given, settings
from hypothesis import strategies as st
from strategies import configs

from symbio_sim.config import Config
from symbio_sim.metrics import compare, replicate, summarise
from symbio_sim.metrics.control_variates import CONTROLS, SHOCK_CONTROLS, deviations, names_of, union
from symbio_sim.world import draw_world

WORLDS = 100
Z_LIMIT = 6.0
"""Some 100 means are looked at, of sums that are somewhat skewed: a right one is hardly ever refused."""


def office(**changes: object) -> Config:
    """Twenty people with nothing to wait for and ten minutes' work a day each."""
    return firm({"a": function(200, 1.0)}, {"p": role(20, ["a"])}, horizon_days=14, warm_up_days=4, **changes)


def shop(share: float = 0.5) -> Config:
    people = role(2, ["a"], absence_days_per_year=60.0, talent_sd=0.2)
    return firm(
        {"a": function(60, 20.0, due={"target_min": 120})},
        {"p": people},
        {"b": bot(["a"], accuracy=0.8)},
        horizon_days=28,
        policy={"rule": "fixed_share", "share": share},
        stressors={"vendor_outage": {"day": 8, "vendor": "all"}},
    )


@settings(max_examples=15)
@given(config=configs(), seed=st.integers(0, 1_000))
def test_the_excess_of_worlds_has_mean_zero(config: Config, seed: int) -> None:
    config = Config.model_validate(merged(config.to_dict(), {"stressors": {"vendor_outage": {}}}))
    table = pd.DataFrame([deviations(config, draw_world(config, seed, r), stress=True) for r in range(WORLDS)])
    assert table.columns.tolist() == [*CONTROLS, *SHOCK_CONTROLS]
    error = table.std() / np.sqrt(WORLDS)
    # Sums in another order are off by rounding where nothing is left to chance.
    assert (table.mean().abs() <= Z_LIMIT * error + 1e-6).all(), (table.mean() / error).to_dict()


def test_the_excess_is_that_of_the_measured_days_and_of_the_shock() -> None:
    config = shop()
    world = draw_world(config, 1)
    found = deviations(config, world, stress=True)
    arrival, effort = world.tasks["arrival_min"], world.tasks["effort_min"]
    struck = (arrival >= 8 * 1440) & (arrival < 10 * 1440)
    assert found["control_demand_eur"] == pytest.approx(10.0 * (len(arrival) - 60 * 28))
    assert found["control_effort_h"] == pytest.approx((effort.sum() - 60 * 28 * 20.0) / 60.0)
    assert found["control_shock_effort_h"] == pytest.approx((effort[struck].sum() - 60 * 2 * 20.0) / 60.0)
    assert deviations(config, world) == {name: found[name] for name in CONTROLS}


def test_without_a_shock_nothing_exceeds() -> None:
    calm = Config.model_validate(shop().to_dict() | {"stressors": {"vendor_outage": None}})
    found = deviations(calm, draw_world(calm, 1), stress=True)
    assert [found[name] for name in SHOCK_CONTROLS] == [0.0, 0.0]


@pytest.mark.usefixtures("compiled_engine")
def test_a_firm_that_serves_all_is_known_almost_exactly() -> None:
    """Its goodput is its demand: what chance adds is in the World, and known."""
    frame = replicate(office(), 1, 40, stress=False, controls=True, engine="kernel")
    found = summarise(frame).set_index("measure").loc["goodput_tasks_per_day"]
    plain = summarise(frame.drop(columns=list(CONTROLS))).set_index("measure").loc["goodput_tasks_per_day"]
    exact = 200.0 * 0.9999
    assert found["worlds_saved_share"] > 0.99
    assert found["ci_high"] - found["ci_low"] < 0.1 * (plain["ci_high"] - plain["ci_low"])
    assert abs(found["mean"] - exact) < 0.02  # a task or two of the last minutes are not done by the horizon
    assert abs(plain["mean"] - exact) > 0.05
    assert found["sd"] == plain["sd"], "the spread over Worlds is what it is"


@pytest.mark.usefixtures("compiled_engine")
def test_a_comparison_is_adjusted_and_stays_the_difference_of_its_means() -> None:
    frames = {
        controls: compare(shop(0.2), shop(0.6), 1, 60, controls=controls, engine="kernel").set_index("measure")
        for controls in (False, True)
    }
    plain, found = (frames[controls].loc["resilience_loss_share"] for controls in (False, True))
    assert found["worlds_saved_share"] > 0.2
    assert found["ci_high"] - found["ci_low"] < plain["ci_high"] - plain["ci_low"]
    assert found["mean_b"] - found["mean_a"] == pytest.approx(found["difference"])
    assert found["p_wilcoxon"] == plain["p_wilcoxon"]
    assert "worlds_saved_share" not in frames[False].columns


def test_a_summary_has_no_rows_for_controls() -> None:
    measures = {"x": np.arange(20.0), "y": np.ones(20)}
    known = {name: np.arange(20.0) % 7 for name in names_of(stress=False)}
    table = summarise(pd.DataFrame(measures | known))
    assert table["measure"].tolist() == ["x", "y"]


def test_controls_of_two_firms_in_one_world_are_taken_once() -> None:
    ours = [{"control_a": 1.0, "control_b": 2.0}, {"control_a": -1.0, "control_b": 0.0}]
    theirs = [{"control_a": 1.0, "control_b": 5.0}, {"control_a": -1.0, "control_b": 0.0}]
    assert union(ours, ours).tolist() == [[1.0, 2.0], [-1.0, 0.0]]
    assert union(ours, theirs).tolist() == [[1.0, 2.0, 5.0], [-1.0, 0.0, 0.0]]


def test_too_few_worlds_are_refused_before_they_are_simulated() -> None:
    told: list[tuple[int, int]] = []
    with pytest.raises(ValueError, match="7 control variates need at least 28 Worlds, got 27"):
        compare(shop(0.2), shop(0.6), 1, 27, controls=True, progress=lambda *state: told.append(state))
    assert not told
    frame = pd.DataFrame({"x": np.arange(19.0)} | {name: np.arange(19.0) for name in CONTROLS})
    with pytest.raises(ValueError, match="5 control variates need at least 20 Worlds, got 19"):
        summarise(frame)


def test_worlds_of_other_firms_and_of_logs_are_refused() -> None:
    world = draw_world(shop(), 1)
    with pytest.raises(ValueError, match="another firm"):
        deviations(office(), world)
    object.__setattr__(world, "origin", "log calls.csv")
    with pytest.raises(ValueError, match=r"comes from log calls\.csv"):
        deviations(shop(), world)
