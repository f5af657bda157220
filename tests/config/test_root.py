"""What a whole config answers about its parts."""

from typing import Any

import pydantic
import pytest

from symbio_sim.config import TECHNOLOGIES, Config, WeeklyHours, load_config


def test_people_without_a_shift_of_their_own_work_when_the_business_is_open(shop: dict[str, Any]) -> None:
    shop["staff"]["helper"] = {"count": 1, "functions": ["sales"]}
    config = load_config(shop)
    assert config.role_hours("helper") == config.business.hours
    assert config.role_hours("clerk") == WeeklyHours.parse({"mon-fri": "08:00-12:00, 13:00-17:00"})


def test_a_bot_is_its_technology_with_its_own_values_put_in(shop: dict[str, Any]) -> None:
    config = load_config(shop)
    assert config.technology_of("chat") == TECHNOLOGIES["nlp"]
    assert config.technology_of("till") == TECHNOLOGIES["rpa"].model_copy(update={"slope": 1.2})


def test_accuracy_is_the_bots_by_function_or_for_all_or_the_technologys(shop: dict[str, Any]) -> None:
    shop["bots"]["chat"]["functions"] = ["support", "sales"]
    config = load_config(shop)
    assert config.accuracy_of("chat", "support") == 0.9
    assert config.accuracy_of("chat", "sales") == TECHNOLOGIES["nlp"].accuracy
    assert config.accuracy_of("till", "sales") == TECHNOLOGIES["rpa"].accuracy
    assert load_config(shop, ["bots.till.accuracy=0.5"]).accuracy_of("till", "sales") == 0.5


def test_a_function_that_only_bots_can_do_needs_a_rule_that_uses_them(shop: dict[str, Any], refusals: Any) -> None:
    shop["staff"]["clerk"]["functions"] = ["sales"]
    assert refusals(shop, "policy={rule: human_only}") == [
        "--set policy={rule: human_only}: policy.rule: human_only, but no person can do function 'support'"
    ]


def test_a_role_without_people_serves_nothing(shop: dict[str, Any], refusals: Any) -> None:
    del shop["bots"]
    assert refusals(shop, "staff.clerk.count=0", "policy.mode=bot") == [
        "config: functions.sales: nobody can do this function: name it in a role's functions or a bot's",
        "config: functions.support: nobody can do this function: name it in a role's functions or a bot's",
    ]


def test_a_config_made_in_python_names_all_misfits_too(shop: dict[str, Any]) -> None:
    shop |= {"warm_up_days": 400, "vendors": {}}
    with pytest.raises(pydantic.ValidationError, match=r"must be less than horizon_days.*'cloud' is not a declared"):
        Config.model_validate(shop)


def test_a_config_cannot_be_changed(shop: dict[str, Any]) -> None:
    config = load_config(shop)
    with pytest.raises(pydantic.ValidationError, match="frozen"):
        config.horizon_days = 3  # type: ignore[misc]
