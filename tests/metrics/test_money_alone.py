"""Money alone: fewer runs, the same numbers."""

import numpy as np
import pytest

from symbio_sim import load_config
from symbio_sim.experiment import ExperimentError, load_experiment
from symbio_sim.metrics import evaluate
from symbio_sim.metrics.money_alone import evaluate_money, is_money
from symbio_sim.metrics.names import MEASURES
from symbio_sim.sweep import InProcess, sweep
from symbio_sim.world import draw_world

SHORT = {"horizon_days": 28, "warm_up_days": 7}


@pytest.mark.parametrize("changes", [{}, {"stressors.vendor_outage": None}, {"safeguards.security": {}}])
def test_the_numbers_are_those_of_a_full_evaluation(changes: dict[str, object]) -> None:
    config = load_config("bakery", SHORT | changes)
    world = draw_world(config, 1, 0)
    found, whole = evaluate_money(config, world), evaluate(config, world=world)
    assert set(found) == {name for name in MEASURES if is_money(name)}
    np.testing.assert_array_equal(list(found.values()), [whole[name] for name in found])


def test_without_stress_the_profits_with_the_shock_are_left_out() -> None:
    config = load_config("bakery", SHORT)
    found = evaluate_money(config, draw_world(config, 1, 0), stress=False)
    assert set(found) == {name for name in MEASURES if is_money(name) and not name.startswith("stressed_")}


def test_a_sweep_of_money_alone_gives_the_same_profits(tmp_path: object) -> None:
    spec = {
        "question": "What does the dial do?",
        "expect": "The same in both.",
        "config": "bakery",
        "set": SHORT | {"policy.rule": "fixed_share"},
        "levers": {"automation": {"path": "policy.share", "sweep": [0, 0.8]}},
        "outcomes": ["stressed_profit_eur_per_day", "profit_eur"],
        "replications": 2,
    }
    names = spec["outcomes"]
    whole, alone = (
        sweep(load_experiment(spec | {"measures": kind}), folder=f"{tmp_path}/{kind}", executor=InProcess()).table(
            names
        )
        for kind in ("all", "money")
    )
    assert alone.equals(whole)


def test_what_is_not_about_money_is_refused_before_anything_is_run() -> None:
    spec = {
        "question": "Why?",
        "expect": "Because.",
        "config": "bakery",
        "measures": "money",
        "outcomes": ["profit_eur", "error_share", "payback_days"],
    }
    with pytest.raises(ExperimentError) as caught:
        load_experiment(spec)
    assert [str(problem) for problem in caught.value.problems] == [
        "experiment: outcomes.1: 'error_share' is not about money: write measures: all",
        "experiment: outcomes.2: 'payback_days' is not about money: write measures: all",
    ]
