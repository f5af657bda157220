"""Time to a decision: Worlds needed, what each device saves, and that the study measures what it says."""

import io
import math
from typing import Any

import numpy as np
import pytest
from rich.console import Console
from scipy import stats

from benchmarks import decision_costs, decision_tables
from benchmarks.agreement import DifferentResultsError
from benchmarks.decision import (
    COMMON,
    CONTROLLED,
    GOODPUT,
    PRECISION,
    SEEDS,
    TWINS,
    Decision,
    decisions,
    ours_s,
    simpy_s,
    times_fewer_in_the_long_run,
)
from benchmarks.decision_costs import Costs
from benchmarks.decision_study import SEED, SHARES, SHOCKS, STANDARD, WEEK, Struck, Study, lived, mix
from benchmarks.sample_size import range_of, worlds_in_the_long_run, worlds_needed
from symbio_sim.metrics import evaluate
from symbio_sim.world import draw_world

FEW_TASKS = 5_000.0
COSTS = Costs(0.001, 0.002, 0.003, {"a": 0.5, "b": 0.4}, 0.0, 0.0)


def half_width(sd: float, n: int) -> float:
    return float(stats.t.ppf(0.975, n - 1)) * sd / math.sqrt(n)


@pytest.mark.parametrize("sd", [0.001, 0.5, 1.0, 3.7, 25.0])
def test_the_worlds_needed_are_the_first_number_that_is_enough(sd: float) -> None:
    n = worlds_needed(sd, 1.0)
    assert half_width(sd, n) <= 1.0
    assert n == 2 or half_width(sd, n - 1) > 1.0


def test_a_half_width_of_one_standard_deviation_takes_seven_worlds() -> None:
    assert worlds_needed(1.0, 1.0) == 7
    assert worlds_in_the_long_run(1.0, 1.0) == pytest.approx(3.8415, abs=1e-4)


def test_in_the_long_run_students_t_makes_no_difference() -> None:
    assert worlds_needed(10.0, 0.1) == pytest.approx(worlds_in_the_long_run(10.0, 0.1), rel=1e-3)


def test_controls_cost_worlds_of_their_own() -> None:
    plain, controlled = worlds_needed(5.0, 1.0), worlds_needed(5.0, 1.0, controls=5)
    assert plain < controlled < plain + 15
    assert worlds_needed(0.01, 1.0, controls=5, least=20) == 20


def test_the_bootstrap_range_of_a_mean_is_its_interval() -> None:
    values = np.random.default_rng(1).normal(size=400)
    low, high = range_of(lambda worlds: float(values[worlds].mean()), 400)
    assert (low + high) / 2.0 == pytest.approx(values.mean(), abs=0.01)
    assert high - low == pytest.approx(2.0 * 1.96 * values.std() / 20.0, rel=0.1)


def drawn(outcome: str, n: int = 40_000) -> Decision:
    """Two mixes that share a part of variance 9, of which a control knows 4, and own parts of variance 1 and 0.25."""
    rng = np.random.default_rng(2)
    control, rest = 2.0 * rng.normal(size=n), math.sqrt(5.0) * rng.normal(size=n)
    first = control + rest + rng.normal(size=n)
    second = 1.5 * control + rest + 0.5 * rng.normal(size=n)
    apart = np.column_stack([math.sqrt(40.0) * rng.normal(size=n), 3.0 * rng.normal(size=n)])
    return Decision(outcome, (0.1, 0.2), first, second, apart, control[:, None])


def test_each_device_saves_the_variance_that_it_should() -> None:
    spread = drawn(WEEK).spreads()
    assert spread[SEEDS] ** 2 == pytest.approx(49.0, rel=0.03)
    assert spread[TWINS] ** 2 == pytest.approx((4.0 + 5.0 + 1.0) + (9.0 + 5.0 + 0.25), rel=0.03)
    assert spread[COMMON] ** 2 == pytest.approx(1.0 + 1.0 + 0.25, rel=0.03)
    assert spread[CONTROLLED] ** 2 == pytest.approx(1.25, rel=0.03)
    low, high = drawn(WEEK, 1_000).range_of_variance_ratio()
    assert low < 49.0 / 2.25 < high
    assert TWINS not in drawn(GOODPUT).spreads()


def test_controls_of_a_linear_law_move_no_mean() -> None:
    moved, error = drawn(GOODPUT).bias_of_controls()
    assert abs(moved) < 4.0 * error
    assert error < 0.03


def test_seconds_are_worlds_times_their_cost() -> None:
    item = drawn(WEEK)
    assert ours_s(COSTS, GOODPUT) == pytest.approx(0.001 + 2 * 0.002)
    assert ours_s(COSTS, WEEK) == pytest.approx(0.001 + 2 * (0.002 + 0.003))
    assert simpy_s(COSTS, GOODPUT) == pytest.approx(2 * 0.401)
    assert simpy_s(COSTS, WEEK) == pytest.approx(4 * 0.401)
    spread, needed = item.spreads(), item.needed()
    assert needed[SEEDS] == worlds_needed(spread[SEEDS], PRECISION)
    variance = (spread[SEEDS] / spread[CONTROLLED]) ** 2
    assert times_fewer_in_the_long_run(item, COSTS) == pytest.approx(
        variance * simpy_s(COSTS, WEEK) / ours_s(COSTS, WEEK)
    )


def test_runs_with_own_seeds_are_of_different_worlds() -> None:
    calm, controls = np.full((3, len(SHARES)), 10.0), np.zeros((3, 7))
    struck = np.repeat([[2.0], [4.0], [8.0]], len(SHARES), axis=1)
    loss = list(decisions(Study(calm, controls, {WEEK: Struck(calm, struck, controls)})))[-1]
    assert loss.first.tolist() == pytest.approx([0.8, 0.6, 0.2])
    assert loss.apart[:, 0].tolist() == pytest.approx([0.2, 0.8, 0.6])


@pytest.mark.usefixtures("compiled_engine")
@pytest.mark.parametrize("shock", SHOCKS)
def test_the_study_sums_up_what_the_measures_say(shock: str) -> None:
    study = lived(FEW_TASKS, 2)
    struck = study.shocks[shock]
    for world in range(2):
        for number, share in enumerate(SHARES):
            config = mix(FEW_TASKS, share, shock)
            found = evaluate(config, SEED, world, engine="kernel")
            assert study.goodput_eur[world, number] == pytest.approx(found["goodput_eur_per_day"] * config.horizon_days)
            loss = 1.0 - struck.struck_eur[world, number] / struck.calm_eur[world, number]
            assert loss == pytest.approx(found["resilience_loss_share"])
    assert study.controls.shape == (2, 5)
    assert struck.controls.shape == (2, 7)


def test_all_mixes_meet_the_same_worlds() -> None:
    worlds = {draw_world(mix(FEW_TASKS, share, shock), SEED, 1).content_hash for share in SHARES for shock in SHOCKS}
    assert len(worlds) == 1


def test_the_tables_tell_of_every_outcome_and_pair(monkeypatch: pytest.MonkeyPatch) -> None:
    rng = np.random.default_rng(3)
    shape = (200, len(SHARES))
    goodput, calm, struck = (value + rng.random(shape) for value in (100.0, 50.0, 40.0))
    shocks = dict.fromkeys((STANDARD, WEEK), Struck(calm, struck, rng.random((200, 7)) - 0.5))
    monkeypatch.setattr(decision_tables, "lived", lambda *_: Study(goodput, rng.random((200, 5)) - 0.5, shocks))
    monkeypatch.setattr(decision_tables, "costs", lambda *_: COSTS)
    monkeypatch.setattr(decision_tables, "simpy_here", lambda: ["SimPy"])
    text = io.StringIO()
    decision_tables.print_decision(Console(file=text, width=120), 1, FEW_TASKS)
    for pair in ("0.5 to 0.6", "0.6 to 0.7", "0.7 to 0.8"):
        assert text.getvalue().count(pair) == 9
    assert "left out" not in text.getvalue()


def test_without_simpy_the_part_is_left_out_and_said(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(decision_tables, "simpy_here", list)
    text = io.StringIO()
    decision_tables.print_decision(Console(file=text, width=120), 1, FEW_TASKS)
    assert text.getvalue() == "left out: time to a decision (SimPy is not installed)\n"


@pytest.mark.usefixtures("compiled_engine")
def test_everything_is_timed(monkeypatch: pytest.MonkeyPatch) -> None:
    pytest.importorskip("simpy", reason="SimPy is not installed")
    monkeypatch.setattr(decision_costs, "SHARES", (0.5, 0.8))
    found = decision_costs.costs(1_000.0, 1)
    assert set(found.simpy) == set(decision_costs.simpy_here())
    for seconds in (
        found.drawing,
        found.calm,
        found.struck,
        *found.simpy.values(),
        found.compare,
        found.compare_stress,
    ):
        assert seconds > 0.0


@pytest.mark.usefixtures("compiled_engine")
def test_a_peer_that_does_something_else_is_refused() -> None:
    def wrong(config: Any, world: Any) -> Any:
        return decision_costs.here()[0][decision_costs.KERNEL](mix(FEW_TASKS, 0.1), world)

    mixes = [mix(FEW_TASKS, share) for share in SHARES]
    with pytest.raises(DifferentResultsError):
        decision_costs._simpy_s(wrong, mixes, draw_world(mixes[0], SEED))
