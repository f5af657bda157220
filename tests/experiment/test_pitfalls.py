"""Pitfalls as switch sets: no field twice, every switch of the model looked at, and as levers of an experiment."""

from collections.abc import Callable
from itertools import combinations
from typing import Any

import pytest

from symbio_sim.config import Config, load_config, stressor_kinds
from symbio_sim.config.layout import block_of
from symbio_sim.config.mechanisms import Mechanisms
from symbio_sim.experiment import cells_of, config_of, load_experiment
from symbio_sim.experiment.pitfalls import PITFALL_NAMES, PITFALLS, PitfallName, cases_in

Refused = Callable[..., list[str]]

NO_PITFALLS = {
    "skill.practice": "learning is no harm, and stays",
    "skill.disuse": "people without bots forget as well, and practise against it; below normal is a pitfall",
    "load.on": "load strains people with or without bots",
    "oversight.on": "off, misses are constant: a simpler law, not a safer firm",
    "trust.on": "off, trust is constant",
    "engagement.on": "what people feel about change",
    "turnover.on": "people quit with or without bots",
    "assistance.on": "advice itself; what it unteaches is in deskilling",
    "customers.on": "how customers judge",
    "innovation.on": "improvements are a good; what starves them is in lost_intuition",
    "prices.on": "general inflation stays",
    "bot_learning.on": "bots that get better",
    "drift.on": "bots that get worse: a flaw of machines, not of leaning on them",
    "retraining.on": "the remedy for drift",
    "market_shift.on": "comes to firms without bots as well",
    "cyber.hits_it": "a constant of attacks",
}
"""Switches of mechanisms that are in no pitfall, and why not."""

EVERYTHING = {
    "mechanisms": {
        "reliance": {"on": True},
        "skill": {"review_weight": -0.1},
        "assistance": {"on": True, "practice_weight": -0.2},
        "innovation": {"on": True},
        "prices": {"on": True},
        "bias": {"on": True},
        "cyber": {"on": True},
    }
}


def test_no_field_belongs_to_two_pitfalls() -> None:
    for one, other in combinations(PITFALL_NAMES, 2):
        assert not set(PITFALLS[one].fields) & set(PITFALLS[other].fields), (one, other)


def test_every_switch_of_the_model_is_in_a_pitfall_or_has_a_reason_not_to_be() -> None:
    covered = {path.removeprefix("mechanisms.") for pitfall in PITFALLS.values() for path in pitfall.fields}
    switches = set(_switches())
    assert len(switches) > 15
    assert switches - covered == set(NO_PITFALLS)


def _switches() -> list[str]:
    found = []
    for name, item in Mechanisms.model_fields.items():
        block = block_of(item.annotation)
        if block is None:
            found.append(name)
        else:
            found += [f"{name}.{field}" for field, inner in block.model_fields.items() if inner.annotation is bool]
    return found


def test_every_planned_shock_of_a_vendor_is_answered_for() -> None:
    of_vendors = {f"stressors.{kind}" for kind, block in stressor_kinds().items() if block.WORDS}
    assert of_vendors == {path for path in PITFALLS["lock_in"].fields if path.startswith("stressors.")}
    assert "stressors.cyber_incident" in PITFALLS["cyber"].fields


@pytest.mark.parametrize("name", PITFALL_NAMES)
def test_switched_off_nothing_of_a_pitfall_is_left_and_nothing_else_has_changed(name: PitfallName) -> None:
    config = everything()
    without = config_of(config.to_dict(), cases_in(name, config, stress=True)["off"])
    assert PITFALLS[name].changes(without) == {}
    changed = _different(config.to_dict(), without.to_dict())
    assert changed
    assert all(any(f"{path}.".startswith(f"{field}.") for field in PITFALLS[name].fields) for path in changed)


def everything() -> Config:
    plain = load_config("bakery").to_dict()
    for mechanism, values in EVERYTHING["mechanisms"].items():
        plain["mechanisms"][mechanism] |= values
    return load_config(plain)


def _different(one: Any, other: Any, at: str = "") -> list[str]:
    if isinstance(one, dict) and isinstance(other, dict):
        return [path for key in one for path in _different(one[key], other[key], f"{at}.{key}" if at else key)]
    return [] if one == other else [at]


def test_weights_of_practice_are_raised_to_zero_only_where_they_unteach() -> None:
    deskilling = PITFALLS["deskilling"]
    config = load_config("bakery", {"mechanisms.assistance.practice_weight": -0.2})
    assert deskilling.changes(config)["mechanisms.assistance.practice_weight"] == 0.0
    assert "mechanisms.skill.review_weight" not in deskilling.changes(config)
    coach = load_config("bakery", {"mechanisms.assistance.practice_weight": 0.8})
    assert "mechanisms.assistance.practice_weight" not in deskilling.changes(coach)


def test_a_lever_names_a_pitfall_and_is_off_or_on(spec: dict[str, Any]) -> None:
    spec["levers"] = {"outages": {"pitfall": "lock_in"}}
    spec["uncertainties"] = {"forgetting": {"pitfall": "deskilling"}}
    spec["analyses"] = [{"kind": "attribution", "reference": {"outages": "off", "forgetting": "off"}, "risk_weight": 0}]
    spec["figures"], spec["tiers"] = [], {}
    experiment = load_experiment(spec)
    cells = [(cell.levers, cell.changes) for cell in cells_of(experiment)]
    assert [levers for levers, _ in cells] == [
        {"outages": one, "forgetting": other} for one in ("off", "on") for other in ("off", "on")
    ]
    assert cells[-1][1] == {}
    assert cells[0][1] == PITFALLS["lock_in"].changes(experiment.base) | PITFALLS["deskilling"].changes(experiment.base)
    again = type(experiment).model_validate(experiment.model_dump(mode="json"))
    assert [cell.key for cell in cells_of(again)] == [cell.key for cell in cells_of(experiment)]


@pytest.mark.parametrize(
    ("lever", "message"),
    [
        ("{pitfall: deskiling}", "8: levers.automation.pitfall: the text 'deskiling' is not a choice; did you mean "),
        ("{pitfall: bias, sweep: [1]}", "8: levers.automation: a pitfall knows what it sets: leave out `sweep`"),
        ("{pitfall: bias, path: policy.share}", "8: levers.automation: a pitfall knows what it sets: leave out `path`"),
        ("{path: policy.share}", "8: levers.automation: say to which values it is set: give `sweep`"),
        ("{pitfall: deskilling}\n  more: {path: mechanisms.reliance.on, sweep: [true, false]}",
         "9: levers.more: mechanisms.reliance.on is set by 'automation' and by 'more': one field, one lever"),
    ],
)  # fmt: skip
def test_a_wrong_pitfall_is_told_with_its_line(broken: Refused, lever: str, message: str) -> None:
    found = broken("{path: policy.share, sweep: [0, 0.25, 0.5]}", lever)
    assert any(line.startswith(message) for line in found), found


def test_a_pitfall_that_the_firm_does_not_have_is_refused(spec: dict[str, Any], refused: Refused) -> None:
    spec["set"]["mechanisms.bias.on"] = False
    spec["levers"]["unfair"] = {"pitfall": "bias"}
    spec["set"]["mechanisms.innovation.on"] = False
    spec["levers"]["dull"] = {"pitfall": "lost_intuition"}
    dull, unfair = sorted(refused(spec))
    nothing = "this firm has nothing of it that could be switched off"
    assert unfair == f"experiment: levers.unfair.pitfall: bias: {nothing} (mechanisms.bias.on)"
    assert dull.startswith(f"experiment: levers.dull.pitfall: lost_intuition: {nothing} (mechanisms.innovation.")


def test_a_pitfall_may_not_hide_the_first_shock_behind_a_second_one() -> None:
    config = load_config("bakery", {"stressors.demand_surge": {}})
    with pytest.raises(ValueError, match=r"without stressors.vendor_outage .* that of stressors.demand_surge"):
        cases_in("lock_in", config, stress=True)
    assert "stressors.vendor_outage" in cases_in("lock_in", config, stress=False)["off"]
