"""The search for the best levers: the same from its seed, whatever interrupts it; judged as stated."""

import json
import sys
from pathlib import Path
from typing import Any

import numpy as np
import optuna
import pandas as pd
import pytest

from symbio_sim.analysis import AnalysisError
from symbio_sim.analysis.optimise import BATCH, Search, optimise
from symbio_sim.analysis.proposals import proposed
from symbio_sim.analysis.trials import cases_of, judged, search_cells
from symbio_sim.experiment import Experiment, Lever, load_experiment
from symbio_sim.sweep import InProcess, read_sweep

BOTH = ("profit_eur_per_day", "error_share")
SPEC: dict[str, Any] = {
    "question": "Which mix?",
    "expect": "Some of both.",
    "config": "bakery",
    "set": {"policy.rule": "fixed_share", "horizon_days": 28, "warm_up_days": 7},
    "levers": {
        "automation": {"path": "policy.share", "sweep": {"low": 0, "high": 1}},
        "oversight": {
            "sweep": {"none": {"policy.mode": "bot"}, "all": {"policy.mode": "reviewed", "policy.review_share": 1.0}}
        },
    },
    "uncertainties": {"disuse": {"path": "mechanisms.skill.disuse", "sweep": [True, False]}},
    "design": {"kind": "lhs", "samples": 2},
    "outcomes": list(BOTH),
    "replications": 2,
    "stress": False,
}


def experiment(**changes: Any) -> Experiment:
    return load_experiment(SPEC | changes)


def found(folder: Path, trials: int = 12, of: Experiment | None = None, **options: Any) -> pd.DataFrame:
    search = {name: options.pop(name) for name in ("budget_eur_per_year", "robust", "seed") if name in options}
    asked = experiment() if of is None else of
    return optimise(asked, Search(trials, BOTH, **search), folder=folder, executor=InProcess(), **options)


class StoppedError(Exception):
    pass


def test_a_search_is_the_same_from_its_seed_stopped_or_not_and_longer_ones_begin_alike(tmp_path: Path) -> None:
    whole = found(tmp_path / "whole", 2 * BATCH)

    def stop(done: int, trials: int) -> None:
        raise StoppedError

    with pytest.raises(StoppedError):
        found(tmp_path / "stopped", 2 * BATCH, progress=stop)
    pd.testing.assert_frame_equal(found(tmp_path / "stopped", 2 * BATCH), whole)
    assert len(read_sweep(tmp_path / "stopped").table()) == 2 * BATCH * 2 * 2

    shorter = found(tmp_path / "whole", BATCH)
    names = ["automation", "oversight", *BOTH]
    pd.testing.assert_frame_equal(shorter[names], whole[names].head(BATCH))
    other = found(tmp_path / "whole", BATCH, seed=2)
    assert other["automation"].tolist() != shorter["automation"].tolist()


def test_rows_of_a_search_are_rows_of_a_sweep_and_its_values_their_means(tmp_path: Path) -> None:
    trials = found(tmp_path, 3, budget_eur_per_year=150_000.0)
    table = read_sweep(tmp_path).table()
    assert len(table) == 3 * 2 * 2
    assert set(table["disuse"]) == {True, False}
    by_trial = table.groupby(table["cell"] // 2)
    for outcome in BOTH:
        assert trials[outcome].tolist() == pytest.approx(by_trial[outcome].mean().tolist())
    costs = ["wages_eur", "overtime_eur", "bot_usage_eur", "bot_subscription_eur", "fixed_eur"]
    spent = table[costs].sum(axis=1).groupby(table["cell"] // 2).mean() * 365.25 / 21
    assert trials["cost_eur_per_year"].tolist() == pytest.approx(spent.tolist())
    assert trials["within_budget"].tolist() == (trials["cost_eur_per_year"] <= 150_000.0).tolist()
    (journal,) = (tmp_path / "searches").glob("*.journal")
    assert all(json.loads(line) for line in journal.read_text("utf-8").splitlines())
    written = pd.read_csv(journal.with_suffix(".csv"))
    assert written["trial"].tolist() == [0, 1, 2]


def test_nothing_beyond_the_budget_is_on_the_frontier(tmp_path: Path) -> None:
    free = found(tmp_path, 6)
    assert "within_budget" not in free
    assert free["on_frontier"].any()
    costly = found(tmp_path, 6, budget_eur_per_year=1.0)
    assert not costly["within_budget"].any()
    assert not costly["on_frontier"].any()
    assert (costly["frontier_share"] == 0.0).all()


def test_a_choice_without_the_outcome_is_counted_and_left_behind(tmp_path: Path) -> None:
    # Where nobody reviews, reviewed results have no share of errors.
    search = Search(8, ("profit_eur_per_day", "error_share_reviewed"))
    trials = optimise(experiment(), search, folder=tmp_path, executor=InProcess())
    without = trials["oversight"] == "none"
    assert 0 < without.sum() < 8
    assert (trials["n_undefined"][without] == 2).all()
    assert not trials["on_frontier"][without].any()
    assert trials["on_frontier"].any()


# --------------------------------------------------------------------------------------------------- judged by hand


def rows(values: np.ndarray[Any, Any]) -> pd.DataFrame:
    """Profits of shape (cells, Worlds) as a sweep's rows; errors are 0."""
    return pd.DataFrame(
        [
            {"cell": cell, "replication": world, "profit_eur_per_day": value, "error_share": 0.0}
            for cell, of_cell in enumerate(values.tolist())
            for world, value in enumerate(of_cell)
        ]
    )


TWO_TRIALS = np.array([[10.0, 12.0], [2.0, 4.0], [6.0, 8.0], [5.0, 7.0]])  # two cases each
CHOSEN = [{"a": 0}, {"a": 1}]


def test_the_mean_counts_all_cases_and_the_worst_the_worst_of_them() -> None:
    mean = judged(rows(TWO_TRIALS), CHOSEN, 2, BOTH, ((), 1.0), "mean").frame(None, seed=1)
    worst = judged(rows(TWO_TRIALS), CHOSEN, 2, BOTH, ((), 1.0), "worst").frame(None, seed=1)
    assert mean["profit_eur_per_day"].tolist() == [7.0, 6.5]
    assert worst["profit_eur_per_day"].tolist() == [3.0, 6.0]
    assert mean["on_frontier"].tolist() == [True, False]
    assert worst["on_frontier"].tolist() == [False, True]
    assert worst["frontier_share"].tolist() == [0.0, 1.0]  # in either World


@pytest.mark.parametrize("robust", ["mean", "worst"])
def test_a_trial_that_is_undefined_in_some_world_is_counted_and_never_best(robust: Any) -> None:
    values = TWO_TRIALS.copy()
    values[0, 1] = np.nan
    table = judged(rows(values), CHOSEN, 2, BOTH, ((), 1.0), robust).frame(None, seed=1)
    assert table["n_undefined"].tolist() == [1, 0]
    assert table["on_frontier"].tolist() == [False, True]


def test_less_is_better_where_the_measure_says_so() -> None:
    table = rows(TWO_TRIALS).rename(columns={"profit_eur_per_day": "error_share", "error_share": "profit_eur_per_day"})
    worst = judged(table, CHOSEN, 2, ["error_share"], ((), 1.0), "worst").frame(None, seed=1)
    assert worst["error_share"].tolist() == [11.0, 7.0]
    assert worst["on_frontier"].tolist() == [False, True]


# ------------------------------------------------------------------------------------------------ what is proposed


def test_proposals_keep_to_ranges_scales_lists_and_cases() -> None:
    levers = {
        "log": Lever.model_validate({"path": "x", "sweep": {"low": 1, "high": 1000, "scale": "log"}}),
        "whole": Lever.model_validate({"path": "y", "sweep": {"low": 2, "high": 5, "scale": "whole"}}),
        "listed": Lever.model_validate({"path": "z", "sweep": [8, 1, 4]}),
        "words": Lever.model_validate({"path": "w", "sweep": ["b", "a"]}),
        "switch": Lever.model_validate({"path": "s", "sweep": [True, False]}),
    }
    study = optuna.create_study(sampler=optuna.samplers.RandomSampler(seed=1))
    frame = pd.DataFrame([proposed(study.ask(), levers) for _ in range(300)])
    assert frame["log"].between(1, 1000).all()
    assert (frame["log"] < 31.6).mean() == pytest.approx(0.5, abs=0.1)
    assert all(float(f"{value:.6g}") == value for value in frame["log"])
    assert set(frame["whole"]) == {2, 3, 4, 5}
    assert set(frame["listed"]) == {1, 4, 8}
    assert set(frame["words"]) == {"a", "b"}
    assert set(frame["switch"]) == {True, False}
    assert study.trials[0].distributions["listed"].high == 2  # places, so that near values are near


def test_every_trial_meets_the_cases_of_the_design() -> None:
    assert cases_of(experiment()) == [{"disuse": True}, {"disuse": False}] or len(cases_of(experiment())) == 2
    assert cases_of(experiment(uncertainties={}, design={"kind": "lhs", "samples": 2})) == [{}]
    levers = {"automation": {"path": "policy.share", "sweep": [0, 1]}}
    grid = experiment(levers=levers, design={"kind": "grid"})
    assert cases_of(grid) == [{"disuse": True}, {"disuse": False}]
    cells = [{"automation": a, "disuse": d} for a, d in ((0, True), (1, True), (1, False))]
    assert cases_of(experiment(levers=levers, design={"kind": "list", "cells": cells})) == cases_of(grid)
    assert search_cells([{"a": 1}, {"a": 2}], [{"d": 0}, {"d": 1}])[2] == {"a": 2, "d": 0}


# ---------------------------------------------------------------------------------------------------- refusals


def test_what_cannot_be_searched_is_refused_before_anything_runs(tmp_path: Path) -> None:
    def refusal(search: Search, of: Experiment | None = None) -> str:
        with pytest.raises(AnalysisError) as error:
            optimise(experiment() if of is None else of, search, folder=tmp_path / "none", executor=InProcess())
        assert not (tmp_path / "none").exists()
        return str(error.value)

    assert "no levers to choose" in refusal(Search(5, BOTH), experiment(levers={}))
    assert "name one or more outcomes" in refusal(Search(5, ()))
    assert "neither more nor less of it is better" in refusal(Search(5, ("bot_task_share",)))
    assert "it needs twins of each World" in refusal(Search(5, ("natural_loss_eur",)))
    assert "did you mean 'wages_eur'?" in refusal(Search(5, BOTH, costs=("wage_eur",)))
    assert "1 to 100,000 cells; 60000 trials make 120,000" in refusal(Search(60_000, BOTH))
    morris = experiment(design={"kind": "morris", "trajectories": 2})
    assert "optimise takes uncertainties from a grid, list, lhs or sobol, not morris" in refusal(
        Search(5, BOTH), morris
    )
    long = experiment(uncertainties={"days": {"path": "horizon_days", "sweep": [28, 35]}}, set={"warm_up_days": 7})
    assert "days sets horizon_days" in refusal(Search(5, BOTH, budget_eur_per_year=1.0), long)


def test_without_optuna_it_says_how_to_get_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "optuna", None)
    with pytest.raises(AnalysisError, match=r"pip install 'symbio-sim\[optimise\]'"):
        found(tmp_path)


def test_two_at_the_same_search_are_told_apart(tmp_path: Path) -> None:
    def second(done: int, trials: int) -> None:
        with pytest.raises(AnalysisError, match="another process is at the same search"):
            found(tmp_path, 1)

    found(tmp_path, 1, progress=second)
