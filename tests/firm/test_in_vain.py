"""What a config asks for in vain is told, and nothing else is."""

from typing import Any

import pytest
from builders import bot, firm, function, role

from symbio_sim.config import load_config, shipped_configs
from symbio_sim.firm.in_vain import asked_in_vain
from symbio_sim.firm.outlook import outlook

BOTS = {"x": bot(["a"])}


def told(bots: dict[str, Any], **changes: Any) -> list[str]:
    functions = {"a": function(8, 15.0), "b": function(8, 15.0)}
    config = firm(functions, {"clerk": role(2, ["a", "b"])}, bots, horizon_days=30, **changes)
    found = list(asked_in_vain(config))
    assert set(found) <= set(outlook(config).warnings)
    return found


@pytest.mark.parametrize("name", ["human_centric", "diversification", "governance"])
def test_safeguards_of_bots_do_nothing_in_a_firm_without(name: str) -> None:
    assert told({}, safeguards={name: {}}) == [f"safeguards.{name} does nothing: the firm has no bots"]
    assert told(BOTS, safeguards={name: {}}) == []


def test_safeguards_that_are_about_people_too_are_not_in_vain() -> None:
    about_people = {"core_competence": {}, "security": {}, "governance": {"review_of_people_share": 0.1}}
    assert told({}, safeguards=about_people) == []


def test_a_roadmap_needs_bots_that_can_do_its_functions_before_the_run_ends() -> None:
    assert told(BOTS, roadmap=[{"functions": ["a"], "start_day": 29}]) == []
    assert told(BOTS, roadmap=[{"functions": ["a"], "start_day": 30}]) == [
        "roadmap.0 begins on day 30: the run is over after 30 days"
    ]
    assert told(BOTS, roadmap=[{"functions": ["a", "b"], "start_day": 9}]) == [
        "roadmap.0 hands nothing over in b: no bot can do it"
    ]
    [without] = told({}, roadmap=[{"functions": ["a"], "start_day": 9}])
    assert without.endswith("the firm has no bots")


@pytest.mark.parametrize("name", shipped_configs())
def test_no_ready_made_business_asks_for_anything_in_vain(name: str) -> None:
    assert list(asked_in_vain(load_config(name))) == []
