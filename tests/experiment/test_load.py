"""An experiment is found by name, path or folder, and holds what its file and its edition say."""

import hashlib
import json
import pickle
from pathlib import Path
from typing import Any

import pytest

from symbio_sim.config import load_config
from symbio_sim.experiment import (
    Experiment,
    ExperimentError,
    Sequential,
    fewest,
    load_experiment,
    most,
    shipped_experiments,
)

VALID = Path(__file__).with_name("valid.yaml")


def test_the_base_is_the_config_with_what_holds_in_all_cells() -> None:
    experiment = load_experiment(VALID)
    assert experiment.base == load_config("bakery", ["policy.rule=fixed_share", "horizon_days=364"])


def test_stressors_replace_the_configs(spec: dict[str, Any]) -> None:
    spec["stressors"] = {"vendor_outage": {"vendor": "all", "working_days": 5}}
    outage = load_experiment(spec).base.stressors.vendor_outage
    assert outage is not None
    assert (outage.vendor, outage.working_days, outage.day) == ("all", 5.0, None)
    assert load_experiment(spec | {"stressors": {"vendor_outage": None}}).base.stressors.vendor_outage is None


def test_changes_from_the_command_line_come_last() -> None:
    assert load_experiment(VALID, overrides=["horizon_days=100"]).base.horizon_days == 100


def test_replications_asked_for_replace_those_of_the_file() -> None:
    assert load_experiment(VALID, replications=3).replications == 3
    assert load_experiment(VALID).replications == Sequential(
        at_least=3, at_most=10, until={"goodput_eur_per_day": 0.05}
    )


def test_levers_come_before_uncertainties() -> None:
    experiment = load_experiment(VALID)
    assert experiment.lever_names == ["automation", "vendors"]
    assert experiment.uncertainty_names == ["half_life"]
    assert list(experiment.inputs) == ["automation", "vendors", "half_life"]


def test_a_file_is_called_like_itself_and_one_in_a_folder_of_its_own_like_the_folder(tmp_path: Path) -> None:
    folder = tmp_path / "how_far"
    folder.mkdir()
    (folder / "experiment.yaml").write_text(VALID.read_text())
    assert load_experiment(VALID).name == "valid"
    assert load_experiment(folder).name == load_experiment(folder / "experiment.yaml").name == "how_far"
    assert load_experiment(folder) == load_experiment(str(folder))


def test_the_config_is_looked_for_beside_the_experiment_before_the_current_folder(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, spec: dict[str, Any]
) -> None:
    beside = tmp_path / "study"
    beside.mkdir()
    for folder, days in ((tmp_path, 100), (beside, 200)):
        config = load_config("bakery", {"horizon_days": days}).to_dict()
        (folder / "mine.yaml").write_text(json.dumps(config))  # JSON is YAML
    del spec["set"]
    (beside / "study.yaml").write_text(json.dumps(spec | {"config": "mine.yaml", "tiers": {}}))
    monkeypatch.chdir(tmp_path)
    assert load_experiment(beside / "study.yaml").base.horizon_days == 200
    (beside / "mine.yaml").unlink()
    assert load_experiment(beside / "study.yaml").base.horizon_days == 100


def test_an_event_log_is_known_by_its_content(tmp_path: Path, spec: dict[str, Any]) -> None:
    (tmp_path / "calls.csv").write_bytes(b"arrival\n")
    spec["log"] = {"file": "calls.csv", "map": {"arrival": "arrival"}}
    (tmp_path / "study.yaml").write_text(json.dumps(spec))
    experiment = load_experiment(tmp_path / "study.yaml")
    assert experiment.log_path == str((tmp_path / "calls.csv").resolve())
    assert experiment.log_sha256 == hashlib.sha256(b"arrival\n").hexdigest()


def test_an_experiment_survives_the_ways_between_processes_and_through_json() -> None:
    experiment = load_experiment(VALID, "smoke")
    assert pickle.loads(pickle.dumps(experiment)) == experiment
    assert Experiment.model_validate(json.loads(json.dumps(experiment.model_dump(mode="json")))) == experiment


def test_an_error_survives_the_way_between_processes(spec: dict[str, Any]) -> None:
    with pytest.raises(ExperimentError) as caught:
        load_experiment(spec | {"seed": -1})
    assert str(pickle.loads(pickle.dumps(caught.value))) == str(caught.value)


def test_reading_an_experiment_leaves_the_mapping_as_it_was(spec: dict[str, Any]) -> None:
    before = json.dumps(spec)
    load_experiment(spec, "smoke", replications=2)
    assert json.dumps(spec) == before


# ------------------------------------------------------------------------------------------------------------ tiers


def test_a_tier_is_merged_over_the_rest() -> None:
    full, smoke = load_experiment(VALID), load_experiment(VALID, "smoke")
    assert (full.tier, smoke.tier) == (None, "smoke")
    assert smoke.base == load_config("bakery", ["policy.rule=fixed_share", "horizon_days=60"])
    assert smoke.replications == 2
    assert smoke.levers["automation"].path == "policy.share"
    assert smoke.levers["automation"].sweep == [0, 1]
    assert smoke.levers["vendors"] == full.levers["vendors"]
    assert smoke.outcomes == full.outcomes


def test_every_experiment_has_the_full_tier(spec: dict[str, Any]) -> None:
    del spec["tiers"]
    full = load_experiment(spec, "full")
    assert full.model_copy(update={"tier": None}) == load_experiment(spec)


@pytest.mark.parametrize(
    ("before", "said", "after"),
    [
        ({"kind": "saltelli", "samples": 8, "second_order": True}, {"samples": 2}, ("saltelli", 2)),
        ({"kind": "saltelli", "samples": 8, "second_order": True}, {"kind": "lhs", "samples": 3}, ("lhs", 3)),
    ],
)
def test_a_tier_changes_a_design_or_puts_another_in_its_place(
    spec: dict[str, Any], before: Any, said: Any, after: tuple[str, int]
) -> None:
    spec |= {"design": before, "tiers": {"quick": {"design": said}}}
    design: Any = load_experiment(spec, "quick").design
    assert (design.kind, design.samples) == after


def test_a_tier_replaces_the_cases_of_a_lever_as_a_whole(spec: dict[str, Any]) -> None:
    spec["tiers"]["quick"] = {"levers": {"vendors": {"sweep": {"three": {"staff.baker.count": 3}}}}}
    assert load_experiment(spec, "quick").levers["vendors"].sweep == {"three": {"staff.baker.count": 3}}


def test_a_tier_may_change_the_rule_of_replications(spec: dict[str, Any]) -> None:
    spec["tiers"]["quick"] = {"replications": {"at_most": 5}}
    assert load_experiment(spec, "quick").replications == Sequential(
        at_least=3, at_most=5, until={"goodput_eur_per_day": 0.05}
    )


# ---------------------------------------------------------------------------------------------------------- shipped


@pytest.mark.parametrize("name", sorted(shipped_experiments()))
def test_every_shipped_experiment_is_in_order_in_all_its_editions(name: str) -> None:
    for tier in ("smoke", "quick", "full"):
        try:
            experiment = load_experiment(name, tier)
        except ExperimentError as error:
            # An event log that may not be handed on is the user's to fetch.
            assert all(problem.field == "log.file" for problem in error.problems), str(error)  # noqa: PT017
        else:
            assert (experiment.name, experiment.tier) == (name, tier)


def test_a_rule_of_replications_says_what_it_takes_at_least_and_at_most(spec: dict[str, Any]) -> None:
    rule = load_experiment(spec).replications
    assert (fewest(rule), most(rule)) == (3, 10)
    assert (fewest(7), most(7)) == (7, 7)
