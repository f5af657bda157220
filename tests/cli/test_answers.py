"""Answers in the terminal: sentences and tables that say what the numbers say."""

from typing import Any

import numpy as np
import pandas as pd
import pytest
from rich.console import Console
from sweep_tables import noise, sweep_table

from symbio_sim.analysis import discovery, iso_budget, pairs, sensitivity, tipping_point
from symbio_sim.cli.answers import answer_text
from symbio_sim.cli.frames import frame_table, plain, value_text
from symbio_sim.config import load_config
from symbio_sim.experiment.analyses import AnalysisBase, Discovery, Failure, IsoBudget, Pairs, Sensitivity, TippingPoint
from symbio_sim.experiment.designs import Morris
from symbio_sim.experiment.sampled import unit_points

PROFIT = "profit_eur_per_day"


def told(analysis: AnalysisBase, frame: pd.DataFrame, inputs: list[str]) -> str:
    console = Console(width=120, record=True, highlight=False)
    with console.capture() as captured:
        for part in answer_text(analysis, frame, inputs, load_config("bakery")):
            console.print(part)
    return captured.get()


def dial(optimum: float) -> pd.DataFrame:
    def outcomes(chosen: dict[str, Any], world: int) -> dict[str, float]:
        profit = 100.0 - 50.0 * (chosen["share"] - optimum) ** 2 + noise(world).normal()
        return {PROFIT: profit, "bot_task_share": 0.5 * chosen["share"], "wages_eur": 100.0 * chosen["share"]}

    return sweep_table({"share": [0.0, 0.5, 1.0], "firm": ["a", "b"]}, 5, outcomes)


@pytest.mark.parametrize(
    ("optimum", "words"),
    [
        (0.5, "share pays up to 0.5 (95 % of resamples: 0.5 to 0.5), 5 Worlds"),
        (2.0, "no tipping point in range: the best share is 1, an end"),
    ],
)
def test_a_tipping_point_is_a_sentence_for_each_circumstance(optimum: float, words: str) -> None:
    asked = TippingPoint(kind="tipping_point", lever="share", by=["firm"], profit=PROFIT, risk_weight=0.0)
    frame = tipping_point(dial(optimum), "share", known=["share", "firm"], by=["firm"], profit=PROFIT, risk_weight=0.0)
    text = told(asked, frame, ["share", "firm"])
    assert f"firm a: {words}" in text
    assert f"firm b: {words}" in text
    assert "worst 5 %" not in text  # at risk weight 0


def test_conditions_of_failure_are_sentences() -> None:
    rng = np.random.default_rng(1)
    days = rng.uniform(0.0, 10.0, 200)
    table = pd.DataFrame({"cell": range(200), "days": days, "replication": 0, PROFIT: np.where(days > 7.0, -1.0, 1.0)})
    asked = Discovery(kind="discovery", fails_when=Failure(outcome=PROFIT, below=0.0))
    text = told(asked, discovery(table, ["days"], PROFIT, known=["days"], below=0.0, resamples=20), ["days"])
    assert f"{(days > 7.0).sum()} of 200 cells fail" in text
    assert "days: from 6.98 (quasi-p <0.001" in text  # the step is five cells: one too many is kept
    assert "in 100 % of half samples" in text
    calm = discovery(table, ["days"], PROFIT, known=["days"], below=-5.0, resamples=20)
    assert "no condition tells them from the others" in told(asked, calm, ["days"])


def test_effects_of_inputs_have_the_unit_of_the_outcome() -> None:
    design = Morris(kind="morris", trajectories=4, levels=4)
    points = unit_points(design, 1)[:, 0]
    table = pd.DataFrame({"cell": range(8), "x": points, "replication": 0, "error_share": 0.25 * points})
    text = told(Sensitivity(kind="sensitivity"), sensitivity(table, design, ["error_share"], known=["x"]), ["x"])
    assert "Results that reached the customer wrong (%), 1 World\n" in text
    assert "mu_star" in text
    assert "25.0 (25.0 to 25.0)" in text


def test_what_costs_the_same_is_shown_with_its_cost() -> None:
    asked = IsoBudget(kind="iso_budget", budget_eur_per_year=100.0 * 365.25)
    frame = iso_budget(
        dial(0.5), ["share"], [PROFIT], 100.0 * 365.25, known=["share", "firm"], measured_days=1.0, costs=["wages_eur"]
    )
    assert "36,525 (36,525 to 36,525)" in told(asked, frame, ["share", "firm"])


def test_pairs_are_named_by_both_sides() -> None:
    frame = pairs(dial(0.5), ["share"], [PROFIT], known=["share", "firm"])
    text = told(Pairs(kind="pairs", levers=["share"]), frame, ["share", "firm"])
    assert "share_a" in text
    assert "share_b" in text
    assert "Profit a day (EUR/day), 5 Worlds" in text


def test_values_are_short_and_the_undefined_is_a_dash() -> None:
    assert [value_text(item) for item in (True, None, float("nan"), "on", 3, 0.5)] == [
        "true",
        "–",
        "–",
        "on",
        "3",
        "0.5",
    ]
    assert [plain(item, item) for item in (float("inf"), 1234.5, 12.0, 0.12345)] == ["∞", "1,234", "12", "0.123"]


def test_a_long_table_is_cut_because_its_file_has_all() -> None:
    assert frame_table(pd.DataFrame({"x": range(100)}), {"x": "x"}, {}).row_count == 40
