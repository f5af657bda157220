"""Levers over whole businesses: a case is that business, under what the experiment says of time and mechanisms."""

from typing import Any

import pytest

from symbio_sim.config import load_config
from symbio_sim.experiment import ExperimentError, cells_of, config_of, load_experiment
from symbio_sim.experiment.businesses import BLOCKS

SPEC: dict[str, Any] = {
    "question": "Is it the same everywhere?",
    "expect": "No.",
    "config": "bakery",
    "set": {"horizon_days": 42, "mechanisms.trust.on": False},
    "levers": {"forgetting": {"path": "mechanisms.skill.disuse", "sweep": [True, False]}},
    "uncertainties": {"where": {"businesses": ["helpdesk", "smb"]}},
    "outcomes": ["profit_eur_per_day"],
}


def test_each_case_is_that_business_under_the_conditions_of_the_experiment() -> None:
    experiment = load_experiment(SPEC)
    base = experiment.base.to_dict()
    for cell in cells_of(experiment):
        ours, theirs = config_of(base, cell.changes), load_config(str(cell.levers["where"]))
        assert all(getattr(ours, block) == getattr(theirs, block) for block in BLOCKS)
        assert (ours.horizon_days, ours.mechanisms.trust.on) == (42, False)
        assert ours.mechanisms.skill.disuse is cell.levers["forgetting"]


def test_an_experiment_with_businesses_survives_being_sent_to_workers() -> None:
    experiment = load_experiment(SPEC)
    again = type(experiment).model_validate(experiment.model_dump(mode="json"))
    assert [cell.key for cell in cells_of(again)] == [cell.key for cell in cells_of(experiment)]


@pytest.mark.parametrize(
    ("lever", "message"),
    [
        ({"businesses": ["helpdesk", "smbb"]}, "'smbb' is not a ready-made business; did you mean 'smb'?"),
        ({"businesses": ["smb", "smb"]}, "'smb' is listed twice"),
        ({"businesses": ["smb"], "sweep": [1]}, "leave out `sweep`"),
        ({"businesses": ["smb"], "pitfall": "bias"}, "leave out `pitfall`"),
    ],
)
def test_a_wrong_business_is_refused_in_words(lever: dict[str, Any], message: str) -> None:
    with pytest.raises(ExperimentError, match=r"uncertainties\.where") as refused:
        load_experiment(SPEC | {"uncertainties": {"where": lever}})
    assert message in str(refused.value)


@pytest.mark.parametrize("path", ["bots", "policy.share", "staff.baker.count"])
def test_what_a_business_sets_cannot_be_set_in_all_cells(path: str) -> None:
    value: Any = {} if path == "bots" else 1
    with pytest.raises(ExperimentError) as refused:
        load_experiment(SPEC | {"set": {path: value}})
    assert f"set.{path}: is set by 'where' in every cell" in str(refused.value)


def test_what_a_lever_changes_in_some_cells_only_may_be_set_in_all() -> None:
    cases = {"alone": {"bots": {}, "policy": {"rule": "human_only"}}, "as_it_is": {}}
    spec = SPEC | {"set": {"policy.share": 0.2}, "levers": {"bots": {"sweep": cases}}, "uncertainties": {}}
    assert load_experiment(spec).base.policy.share == 0.2  # type: ignore[union-attr]  # a fixed share, as in the bakery


def test_what_a_business_sets_no_other_lever_may_set() -> None:
    levers = {"share": {"path": "policy.share", "sweep": [0.2, 0.8]}}
    with pytest.raises(ExperimentError, match="one field, one lever"):
        load_experiment(SPEC | {"levers": levers})
