"""An experiment as a function: what it returns is what a sweep finds."""

import pickle
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from symbio_sim.analysis import AnalysisError, as_ema_model
from symbio_sim.experiment import Experiment, load_experiment
from symbio_sim.sweep import InProcess, sweep

SPEC: dict[str, Any] = {
    "question": "Which mix?",
    "expect": "Some of both.",
    "config": "bakery",
    "set": {"policy.rule": "fixed_share", "horizon_days": 28, "warm_up_days": 7},
    "levers": {"automation": {"path": "policy.share", "sweep": {"low": 0, "high": 1}}},
    "uncertainties": {"skill": {"sweep": {"kept": {"mechanisms.skill.disuse": False}, "lost": {}}}},
    "design": {"kind": "list", "cells": [{"automation": 0.25, "skill": "kept"}, {"automation": 0.75, "skill": "lost"}]},
    "outcomes": ["profit_eur_per_day", "error_share_reviewed"],
    "replications": 2,
    "stress": False,
}


@pytest.fixture(scope="module")
def mix() -> Experiment:
    return load_experiment(SPEC)


def test_it_returns_the_means_of_a_sweep(mix: Experiment, tmp_path: Path) -> None:
    table = sweep(mix, folder=tmp_path, executor=InProcess()).table()
    model = as_ema_model(mix)
    for (automation, skill), rows in table.groupby(["automation", "skill"]):
        found = model(automation=automation, skill=skill)
        assert found["profit_eur_per_day"] == pytest.approx(rows["profit_eur_per_day"].mean(), rel=1e-12)
        assert list(found) == SPEC["outcomes"]
        assert np.isnan(found["error_share_reviewed"])  # nobody reviews here


def test_other_processes_can_have_it_and_numbers_of_numpy_will_do(mix: Experiment) -> None:
    model = pickle.loads(pickle.dumps(as_ema_model(mix, calls=10)))
    assert model(automation=np.float64(0.5)) == pytest.approx(as_ema_model(mix)(automation=0.5), nan_ok=True)


def test_what_is_left_out_stays_as_in_the_base(mix: Experiment) -> None:
    share = mix.base.to_dict()["policy"]["share"]
    model = as_ema_model(mix)
    assert model() == pytest.approx(model(automation=share), nan_ok=True)


def test_names_and_values_must_be_the_experiments(mix: Experiment) -> None:
    model = as_ema_model(mix)
    with pytest.raises(AnalysisError, match="no lever is called 'automatoin'; did you mean 'automation'"):
        model(automatoin=0.5)
    with pytest.raises(AnalysisError, match="automation: 2 is not allowed; it must be from 0"):
        model(automation=2)
    with pytest.raises(AnalysisError, match="skill: 'gone' is not allowed; it must be one of kept, lost"):
        model(skill="gone")


def test_a_run_that_fails_is_an_error() -> None:
    own = {"policy.rule": "custom", "policy.function": "custom_rules:undecided"}
    broken = load_experiment(
        SPEC | {"levers": {}, "set": own | {"horizon_days": 28, "warm_up_days": 7}, "design": {"kind": "grid"}}
    )
    with pytest.raises(RuntimeError, match="2 of 2 runs failed, the first with RuleError: "):
        as_ema_model(broken)()
