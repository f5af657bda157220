"""What is run to explain a firm: pitfalls in all combinations, each safeguard, the firm as it is once."""

from typing import Any

import pytest

from symbio_sim import Config, load_config
from symbio_sim.config import ConfigError, Problem, Safeguards
from symbio_sim.experiment import ExperimentError, cells_of, explanation
from symbio_sim.experiment.explanation import ALL, AS_IT_IS, NONE, SAFEGUARDS, explaining
from symbio_sim.experiment.pitfalls import PITFALL_NAMES

MECHANISMS = ("innovation", "bias", "cyber", "prices", "reliance")


def firm(changes: dict[str, Any] | None = None) -> Config:
    """A firm with all five pitfalls."""
    return load_config("bakery", {f"mechanisms.{name}.on": True for name in MECHANISMS} | (changes or {}))


def test_pitfalls_are_crossed_and_safeguards_added_one_by_one_and_all() -> None:
    asked = explaining(firm(), "bakery", replications=200)
    cells = [cell.levers for cell in cells_of(asked.experiment)]
    crossed = [cell for cell in cells if cell[SAFEGUARDS] == AS_IT_IS]
    others = [cell for cell in cells if cell[SAFEGUARDS] != AS_IT_IS]
    assert len({tuple(cell.values()) for cell in crossed}) == 2 ** len(PITFALL_NAMES) == len(crossed)
    assert [cell[SAFEGUARDS] for cell in others] == [*(f"with_{name}" for name in Safeguards.model_fields), ALL]
    assert all(cell[name] == "on" for cell in others for name in PITFALL_NAMES)
    assert [item.name for item in asked.compared] == [*Safeguards.model_fields, ALL]
    assert {(item.without, item.in_use) for item in asked.compared} == {(AS_IT_IS, False)}


def test_a_safeguard_in_use_is_held_against_the_firm_without_it_and_all_against_none() -> None:
    asked = explaining(firm({"safeguards.security": {}}), "bakery", replications=200)
    by_name = {item.name: item for item in asked.compared}
    security = by_name["security"]
    assert (security.without, security.with_it, security.in_use) == ("without_security", AS_IT_IS, True)
    assert by_name[ALL].without == "without_security"
    changes = {cell.levers[SAFEGUARDS]: cell.changes for cell in cells_of(asked.experiment)}
    assert changes["without_security"] == {"safeguards.security": None}
    assert "safeguards.security" not in changes[ALL]


def test_with_all_safeguards_in_use_the_firm_as_it_is_has_them_all() -> None:
    asked = explaining(firm({f"safeguards.{name}": {} for name in Safeguards.model_fields}), "b", replications=200)
    together = asked.compared[-1]
    assert (together.name, together.without, together.with_it, together.in_use) == (ALL, NONE, AS_IT_IS, True)


def test_a_pitfall_that_is_not_at_work_is_no_lever_and_has_its_reason() -> None:
    asked = explaining(firm({"mechanisms.bias.on": False}), "bakery", replications=200)
    assert list(asked.attribution.reference) == [name for name in PITFALL_NAMES if name != "bias"]
    assert asked.absent == {"bias": "this firm has nothing of it that could be switched off (mechanisms.bias.on)"}


def test_a_safeguard_that_does_not_fit_is_left_out_with_its_reason(monkeypatch: pytest.MonkeyPatch) -> None:
    def strict(source: Any, changes: Any) -> Config:
        if changes.get("safeguards.governance") is not None:
            raise ConfigError([Problem("config", None, "safeguards.governance", "there is nobody to audit")])
        return load_config(source, changes)

    monkeypatch.setattr(explanation, "load_config", strict)
    asked = explaining(firm(), "bakery", replications=200)
    assert asked.unfit == {"governance": "safeguards.governance: there is nobody to audit"}
    assert "governance" not in [item.name for item in asked.compared]
    changes = {cell.levers[SAFEGUARDS]: cell.changes for cell in cells_of(asked.experiment)}
    assert "safeguards.governance" not in changes[ALL]


@pytest.mark.parametrize(("replications", "risk_weight"), [(199, 0.5), (0, 0.0), (200, 1.5)])
def test_what_cannot_be_answered_is_refused_before_anything_is_run(replications: int, risk_weight: float) -> None:
    with pytest.raises(ExperimentError):
        explaining(firm(), "bakery", replications=replications, risk_weight=risk_weight)


def test_risk_weight_and_number_of_worlds_share_the_runs() -> None:
    digests = {
        explaining(firm(), "bakery", replications=n, risk_weight=weight).experiment.digest
        for n, weight in ((200, 0.5), (20, 0.0))
    }
    assert len(digests) == 1
