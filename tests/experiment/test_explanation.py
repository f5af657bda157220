"""What is run to explain a firm: pitfalls in all combinations, each safeguard, the firm as it is once."""

from typing import Any

import pytest

from symbio_sim import Config, load_config
from symbio_sim.config import ConfigError, Problem, Safeguards
from symbio_sim.experiment import ExperimentError, cells_of, config_of, explanation
from symbio_sim.experiment.explanation import ALL, ANYWAY, AS_IT_IS, ATTENTION, BEFORE, FIRM, NONE, explaining
from symbio_sim.experiment.pitfalls import PITFALL_NAMES

MECHANISMS = ("innovation", "bias", "cyber", "prices", "reliance")


def firm(changes: dict[str, Any] | None = None) -> Config:
    """A firm with all five pitfalls."""
    return load_config("bakery", {f"mechanisms.{name}.on": True for name in MECHANISMS} | (changes or {}))


def test_pitfalls_are_crossed_and_safeguards_added_one_by_one_and_all() -> None:
    asked = explaining(firm(), "bakery", replications=200)
    cells = [cell.levers for cell in cells_of(asked.experiment)]
    crossed = [cell for cell in cells if cell[FIRM] == AS_IT_IS]
    others = [cell for cell in cells if cell[FIRM] != AS_IT_IS]
    assert len({tuple(cell.values()) for cell in crossed}) == 2 ** len(PITFALL_NAMES) == len(crossed)
    safeguards = [*(f"with_{name}" for name in Safeguards.model_fields), ALL]
    assert [cell[FIRM] for cell in others] == [*safeguards, "attentive", BEFORE, BEFORE]
    assert all(cell[name] == "on" for cell in others[:-1] for name in PITFALL_NAMES)
    assert all(others[-1][name] == "off" for name in PITFALL_NAMES)
    assert [item.name for item in asked.compared] == [*Safeguards.model_fields, ALL]
    assert {(item.without, item.in_use) for item in asked.compared} == {(AS_IT_IS, False)}


def test_a_safeguard_in_use_is_held_against_the_firm_without_it_and_all_against_none() -> None:
    asked = explaining(firm({"safeguards.security": {}}), "bakery", replications=200)
    by_name = {item.name: item for item in asked.compared}
    security = by_name["security"]
    assert (security.without, security.with_it, security.in_use) == ("without_security", AS_IT_IS, True)
    assert by_name[ALL].without == "without_security"
    changes = {cell.levers[FIRM]: cell.changes for cell in cells_of(asked.experiment)}
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
    changes = {cell.levers[FIRM]: cell.changes for cell in cells_of(asked.experiment)}
    assert "safeguards.governance" not in changes[ALL]


def test_the_firm_before_automation_has_no_bots_and_one_that_is_attentive_relies_as_much() -> None:
    asked = explaining(firm(), "bakery", replications=200)
    assert [item.name for item in asked.besides] == [ATTENTION, ANYWAY]
    configs = {cell.levers[FIRM]: config_of(firm().to_dict(), cell.changes) for cell in cells_of(asked.experiment)}
    assert (configs[BEFORE].bots, configs[BEFORE].policy.rule) == ({}, "human_only")
    assert (configs["attentive"].mechanisms.reliance.on, configs["attentive"].mechanisms.reliance.depth) == (True, 0.0)


def test_what_cannot_be_compared_besides_is_left_out() -> None:
    without_reliance = explaining(firm({"mechanisms.reliance.on": False}), "bakery", replications=200)
    assert [item.name for item in without_reliance.besides] == [ANYWAY]
    # Nobody answers messages but the bot.
    counters = {f"staff.counter_{half}.functions": ["orders", "books"] for half in ("morning", "afternoon")}
    asked = explaining(firm(counters | {"functions.messages.human_touch_share": 0.0}), "bakery", replications=200)
    assert [item.name for item in asked.besides] == [ATTENTION]


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({"bots": {}, "policy": {"rule": "human_only"}}, "bots: the firm has none: there is nothing to explain"),
        ({"policy": {"rule": "human_only"}}, "policy.rule: human_only gives bots no work"),
    ],
)
def test_where_nothing_leans_on_bots_there_is_nothing_to_explain(changes: dict[str, Any], message: str) -> None:
    with pytest.raises(ExperimentError, match=message):
        explaining(firm(changes), "bakery", replications=200)


@pytest.mark.parametrize(("replications", "risk_weight"), [(199, 0.5), (0, 0.0), (1, 0.0), (200, 1.5)])
def test_what_cannot_be_answered_is_refused_before_anything_is_run(replications: int, risk_weight: float) -> None:
    with pytest.raises(ExperimentError):
        explaining(firm(), "bakery", replications=replications, risk_weight=risk_weight)


def test_risk_weight_and_number_of_worlds_share_the_runs() -> None:
    digests = {
        explaining(firm(), "bakery", replications=n, risk_weight=weight).experiment.digest
        for n, weight in ((200, 0.5), (20, 0.0))
    }
    assert len(digests) == 1
