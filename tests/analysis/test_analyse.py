"""From what an experiment asks to its answer: the right function, the right defaults, clear refusals."""

from typing import Any

import numpy as np
import pandas as pd
import pytest
from sweep_tables import noise

from symbio_sim.analysis import AnalysisError, analyse, effect, frontier, ranking
from symbio_sim.analysis.sensitivity import COLUMNS as SENSITIVITY_COLUMNS
from symbio_sim.cli.analyse import _kinds
from symbio_sim.experiment import Experiment, ExperimentError, cells_of, load_experiment
from symbio_sim.experiment.analyses import Sensitivity
from symbio_sim.experiment.misfits import is_column
from symbio_sim.experiment.requests import requested

SPEC: dict[str, Any] = {
    "question": "How far?",
    "expect": "Not too far.",
    "config": "bakery",
    "set": {"policy.rule": "fixed_share", "horizon_days": 100, "warm_up_days": 10},
    "levers": {"automation": {"path": "policy.share", "sweep": [0, 0.5, 1]}},
    "uncertainties": {
        "skill": {"sweep": {"kept": {"mechanisms.skill.disuse": False}, "lost": {"mechanisms.skill.disuse": True}}}
    },
    "outcomes": ["profit_eur_per_day", "error_share", "bot_task_share"],
    "replications": 12,
}


def experiment(**changes: Any) -> Experiment:
    return load_experiment(SPEC | changes)


def table_of(asked: Experiment) -> pd.DataFrame:
    """Every cell in every World, with measures made up: the middle of the dial pays most."""
    rows = []
    for cell in cells_of(asked):
        a = float(cell.levers.get("automation", 0.0))
        for world in range(12):
            luck = noise(world).normal() + 0.1 * noise(world, cell.number).normal()
            measured = {
                "profit_eur_per_day": 100.0 - 60.0 * (a - 0.5) ** 2 + luck,
                "stressed_discounted_profit_eur_per_day": 90.0 - 60.0 * (a - 0.5) ** 2 + luck,
                "error_share": 0.1 + 0.05 * a + 0.001 * noise(world, cell.number, 2).normal(),
                "bot_task_share": 0.8 * a,
                "wages_eur": 9000.0,
                "overtime_eur": 0.0,
                "bot_usage_eur": 900.0 * a,
                "bot_subscription_eur": 0.0,
                "fixed_eur": 0.0,
            }
            rows.append(
                {"cell": cell.number, **cell.levers, "seed": 1, "replication": world, "status": "done"} | measured
            )
    return pd.DataFrame(rows)


GRID = experiment()
TABLE = table_of(GRID)
KNOWN = ["automation", "skill"]


def answered(asked: dict[str, Any], *, of: Experiment = GRID, table: pd.DataFrame = TABLE) -> pd.DataFrame:
    return analyse(of, table, requested(of, asked))


def test_a_ranking_takes_the_experiments_outcomes_that_have_a_better_side() -> None:
    found = answered({"kind": "ranking", "levers": ["automation"]})
    expected = ranking(TABLE, ["automation"], ["profit_eur_per_day", "error_share"], known=KNOWN)
    pd.testing.assert_frame_equal(found, expected)


def test_effects_and_pairs_take_all_outcomes() -> None:
    found = answered({"kind": "effect", "lever": "automation", "reference": 0, "within": ["skill"]})
    expected = effect(TABLE, "automation", 0, SPEC["outcomes"], known=KNOWN, within=["skill"])
    pd.testing.assert_frame_equal(found, expected)
    assert set(answered({"kind": "pairs", "levers": ["automation"]})["outcome"]) == set(SPEC["outcomes"])


def test_a_frontier_is_of_the_levers_and_averages_over_uncertainties() -> None:
    found = answered({"kind": "frontier", "resamples": 100})
    outcomes = ["profit_eur_per_day", "error_share"]
    expected = frontier(TABLE, ["automation"], outcomes, known=KNOWN, resamples=100)
    pd.testing.assert_frame_equal(found, expected)
    assert len(found) == 3


def test_where_selects_cells() -> None:
    found = answered({"kind": "ranking", "levers": ["automation"], "where": {"skill": "lost"}})
    lost = TABLE[TABLE["skill"] == "lost"]
    mean = lost[lost["automation"] == 0.5]["profit_eur_per_day"].mean()
    assert found["mean"].iloc[0] == pytest.approx(mean)


def test_a_tipping_point_for_each_circumstance() -> None:
    asked = {"kind": "tipping_point", "lever": "automation", "by": ["skill"], "risk_weight": 0, "resamples": 100}
    found = answered(asked)
    assert found["a_star"].tolist() == [0.5] * 6
    assert found["profit_mean"].max() == pytest.approx(90.0, abs=1.0)  # with the planned outage


def test_a_budget_is_held_against_the_costs_of_a_year_of_measured_days() -> None:
    # 9,000 in 90 days, 365.25 days a year.
    found = answered({"kind": "iso_budget", "budget_eur_per_year": 9000 * 365.25 / 90, "tolerance": 0.06})
    assert found["automation"].unique().tolist() == [0.5, 0.0]
    assert found["cost_eur_per_year"].min() == pytest.approx(36525.0)


def test_a_sensitivity_needs_its_design_and_gets_its_table() -> None:
    asked = {"kind": "sensitivity", "resamples": 100}
    with pytest.raises(ExperimentError, match="this one is grid"):
        answered(asked)
    with pytest.raises(AnalysisError, match="this one is grid"):
        analyse(experiment(), table_of(experiment()), Sensitivity(kind="sensitivity"))
    levers = {"automation": {"path": "policy.share", "sweep": {"low": 0, "high": 1}}}
    sampled = experiment(levers=levers, uncertainties={}, design={"kind": "morris", "trajectories": 4, "levels": 4})
    found = answered(asked, of=sampled, table=table_of(sampled)).set_index(["outcome", "index"])
    assert found.loc[("bot_task_share", "mu"), "value"] == pytest.approx(0.8)
    with pytest.raises(AnalysisError, match="sensitivity needs all cells"):
        answered({**asked, "where": {"automation": 0.5}}, of=sampled, table=table_of(sampled).assign(automation=0.5))


def test_discovery_looks_at_uncertainties_and_at_levers_if_they_are_named() -> None:
    fails = {"outcome": "profit_eur_per_day", "below": 95}
    found = answered({"kind": "discovery", "fails_when": fails, "over": ["automation", "skill"], "resamples": 10})
    assert found["n_all_failed"].iloc[0] == 4
    alone = answered({"kind": "discovery", "fails_when": fails, "resamples": 10})
    assert set(alone["input"]) <= {"", "skill"}
    no_uncertainties = experiment(uncertainties={})
    with pytest.raises(AnalysisError, match="the experiment has no uncertainties"):
        answered({"kind": "discovery", "fails_when": fails}, of=no_uncertainties, table=table_of(no_uncertainties))


def test_costs_a_year_are_refused_where_runs_differ_in_length() -> None:
    levers = {"days": {"path": "horizon_days", "sweep": [100, 200]}}
    of = experiment(levers=levers, set={"policy.rule": "fixed_share", "policy.share": 0.5, "warm_up_days": 10})
    with pytest.raises(AnalysisError, match="days sets horizon_days"):
        answered({"kind": "iso_budget", "budget_eur_per_year": 1000.0}, of=of, table=table_of(of))


def test_a_frontier_without_levers_asks_for_uncertainties() -> None:
    of = experiment(levers={})
    with pytest.raises(AnalysisError, match="name uncertainties to compare"):
        answered({"kind": "frontier"}, of=of, table=table_of(of))


def test_a_failed_run_is_undefined_and_counted() -> None:
    table = TABLE.copy()
    broken = (table["cell"] == 1) & (table["replication"] == 5)
    table.loc[broken, ["profit_eur_per_day", "error_share", "bot_task_share"]] = np.nan
    table.loc[broken, "status"] = "failed"
    found = answered({"kind": "ranking", "levers": ["automation"]}, table=table)
    assert found.set_index(["outcome", "automation"]).loc[("profit_eur_per_day", 0.0), "n_undefined"] == 1


ONE_OF_EACH: list[dict[str, Any]] = [
    {"kind": "ranking", "levers": ["automation"]},
    {"kind": "pairs", "levers": ["automation"]},
    {"kind": "effect", "lever": "automation", "reference": 0},
    {"kind": "frontier", "resamples": 100},
    {"kind": "tipping_point", "lever": "automation", "risk_weight": 0, "resamples": 100},
    {"kind": "attribution", "reference": {"skill": "kept"}, "risk_weight": 0, "resamples": 100},
    {"kind": "synergy", "lever": "automation", "people": 0, "bots": 1},
    {
        "kind": "discovery",
        "fails_when": {"outcome": "profit_eur_per_day", "below": 95},
        "over": ["automation"],
        "resamples": 10,
    },
    {"kind": "iso_budget", "budget_eur_per_year": 37_000.0},
]


def test_no_lever_can_be_called_like_a_column_of_an_answer() -> None:
    assert {asked["kind"] for asked in ONE_OF_EACH} | {"sensitivity"} == set(_kinds())
    columns = {name for asked in ONE_OF_EACH for name in answered(asked)} | set(SENSITIVITY_COLUMNS)
    assert [name for name in sorted(columns) if name not in KNOWN and not is_column(name, KNOWN)] == []
    assert {"automation_a", "automation_b", "V_ci_low", "beyond_sum_ci_high"} <= columns
    for name in ("V_ci_low", "automation_a", "error_share_ci_high"):
        lever = {"path": "policy.share", "sweep": [0, 0.5]}
        with pytest.raises(ExperimentError, match=f"{name}: tables have a column of this name"):
            experiment(levers={name: lever}, uncertainties={"automation": SPEC["uncertainties"]["skill"]})
    assert not any(is_column(name, KNOWN) for name in (*KNOWN, "vendors", "plan_a"))


@pytest.mark.parametrize("kind", ["ranking", "pairs", "effect"])
def test_a_single_alternative_has_nothing_to_be_compared_with(kind: str) -> None:
    (asked,) = (item for item in ONE_OF_EACH if item["kind"] == kind)
    with pytest.raises(AnalysisError, match="one alternative only"):
        answered(asked | {"where": {"automation": 0}})


@pytest.mark.parametrize(
    ("asked", "words"),
    [
        ({"kind": "rankng", "levers": ["automation"]}, "did you mean 'ranking'?"),
        (
            {"kind": "ranking", "levers": ["automatoin"]},
            "levers.0: 'automatoin' is not a lever or uncertainty; did you mean",
        ),
        ({"kind": "effect", "lever": "automation", "reference": 0.2}, "reference: 0.2 is not a value of this lever"),
        ({"kind": "discovery", "fails_when": {"outcome": "error_share"}}, "give either `below` or `above`"),
        ({"kind": "frontier", "resamples": 5}, "resamples: "),
    ],
)
def test_a_request_is_checked_like_one_in_the_file(asked: dict[str, Any], words: str) -> None:
    with pytest.raises(ExperimentError) as error:
        requested(GRID, asked, "the command")
    assert words in str(error.value)
    assert str(error.value).startswith("the command: ")
