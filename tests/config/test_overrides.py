"""Overrides change what they name, and nothing else; those that name nothing are refused by name."""

from collections.abc import Callable
from typing import Any

import pytest

from symbio_sim.config import Config, load_config

Refusals = Callable[..., list[str]]
Shop = dict[str, Any]


def _changed(shop: Shop, *overrides: str) -> dict[str, tuple[Any, Any]]:
    """The fields in which two configs differ, with both values."""
    before, after = (_flat(load_config(shop, given).to_dict()) for given in ((), overrides))
    return {
        path: (before.get(path), after.get(path))
        for path in sorted(before.keys() | after.keys())
        if before.get(path) != after.get(path)
    }


def _flat(data: Any, path: str = "") -> dict[str, Any]:
    if not isinstance(data, (dict, list)) or not data:
        return {path: data}
    items = data.items() if isinstance(data, dict) else enumerate(data)
    return {key: value for name, item in items for key, value in _flat(item, f"{path}.{name}".strip(".")).items()}


@pytest.mark.parametrize(
    ("override", "path", "before", "after"),
    [
        ("policy.share=0.7", "policy.share", 0.4, 0.7),
        ("policy.share=1e-3", "policy.share", 0.4, 0.001),
        ("horizon_days=100", "horizon_days", 300, 100),
        ("staff.clerk.count=5", "staff.clerk.count", 2, 5),
        ("functions.sales.arrivals.weekday_weights.5=2", "functions.sales.arrivals.weekday_weights.5", 0.5, 2.0),
        ("mechanisms.outages.on=false", "mechanisms.outages.on", True, False),
        ("mechanisms.trust.memory_interactions=null", "mechanisms.trust.memory_interactions", 50.0, None),
        ("economics.overtime_factor=1.5", "economics.overtime_factor", 1.25, 1.5),
        ("business.hours.sat=10:00-14:00", "business.hours.sat", "09:00-13:00", "10:00-14:00"),
        ("bots.till.accuracy.sales=0.9", "bots.till.accuracy.sales", None, 0.9),
        ("bots.chat.accuracy.support=0.8", "bots.chat.accuracy.support", 0.9, 0.8),
        ("business.name= A, b ", "business.name", "Corner shop", "A, b"),
        ("business.description='1=2'", "business.description", "", "1=2"),
    ],
)  # fmt: skip
def test_an_override_changes_the_field_it_names(shop: Shop, override: str, path: str, before: Any, after: Any) -> None:
    shop["stressors"] = {"vendor_outage": {"day": 50}}
    changed = _changed(shop, override)
    assert changed.pop(path) == (before, after)
    assert set(changed) <= {"bots.till.accuracy"}  # the None that gave way to a mapping


def test_a_new_rule_drops_parameters_of_its_own_and_keeps_what_all_rules_share(shop: Shop) -> None:
    shop["policy"] |= {"review_share": 0.5, "fallback": "wait"}
    policy = load_config(shop, ["policy.rule=bot_only"]).policy
    assert policy.model_dump() == {
        "rule": "bot_only",
        "mode": "reviewed",
        "review_share": 0.5,
        "fallback": "wait",
    }


def test_a_threshold_of_one_rule_is_not_taken_for_that_of_another(shop: Shop) -> None:
    shop["policy"] = {"rule": "confidence", "threshold": 0.99}
    assert load_config(shop, ["policy.rule=difficulty_threshold"]).policy.threshold == 0.0  # type: ignore[union-attr]


def test_the_same_rule_keeps_its_parameters(shop: Shop) -> None:
    assert _changed(shop, "policy.rule=fixed_share") == {}


@pytest.mark.parametrize("order", [1, -1])
def test_a_rule_and_its_parameters_may_come_in_any_order(shop: Shop, order: int) -> None:
    overrides = ["policy.rule=confidence", "policy.threshold=0.75"][::order]
    policy = load_config(shop, overrides).policy
    assert (policy.rule, policy.threshold) == ("confidence", 0.75)  # type: ignore[union-attr]


def test_a_policy_can_be_set_where_none_is_given(shop: Shop) -> None:
    del shop["policy"]
    assert load_config(shop, ["policy.rule=bot_only"]).policy.rule == "bot_only"


def test_of_two_overrides_of_a_field_the_last_counts(shop: Shop) -> None:
    assert load_config(shop, ["horizon_days=100", "horizon_days=90", "stressors.vendor_outage=null"]).horizon_days == 90


def test_a_block_can_be_replaced_added_and_then_changed(shop: Shop) -> None:
    config = load_config(
        shop, ["staff.helper={count: 1, functions: [sales]}", "staff.helper.count=3", "bots={}", "vendors={}"]
    )
    assert (config.staff["helper"].count, config.bots) == (3, {})


def test_setting_a_field_below_null_brings_its_block_back(shop: Shop) -> None:
    shop["stressors"] = {"vendor_outage": None}
    outage = load_config(shop, ["stressors.vendor_outage.day=9"]).stressors.vendor_outage
    assert outage is not None
    assert outage.day == 9


def test_overrides_leave_the_mapping_given_as_it_was(shop: Shop) -> None:
    load_config(shop, ["policy.share=0.9", "staff.clerk.functions.0=sales"])
    assert shop["policy"]["share"] == 0.4


def test_overrides_change_a_config_into_another(shop: Shop) -> None:
    config = load_config(shop)
    other = load_config(config, ["policy.share=0.9"])
    assert isinstance(other, Config)
    assert (config.policy.share, other.policy.share) == (0.4, 0.9)  # type: ignore[union-attr]


@pytest.mark.parametrize(
    ("override", "message"),
    [
        ("policy.share=2", "policy.share: must be at most 1, got 2"),
        ("policy.share=abc", "policy.share: expected a number, got the text 'abc'"),
        ("policy.shar=1", "policy.shar: unknown field; did you mean 'share'? Allowed: mode, ..."),
        ("polciy.share=1", "polciy: unknown field; did you mean 'policy'? Allowed: schema_version, ..."),
        ("policy.rule=bot_olny", "policy.rule: the text 'bot_olny' is not a rule; did you mean 'bot_only'? ..."),
        ("policy.rule=difficulty", "policy.rule: the text 'difficulty' is not a rule; did you mean ..."),
        ("policy.rule=custom", "policy.function: missing: The rule as `module:function`"),
        ("policy.rule=[1]", "policy.rule: a list is not a rule. Allowed: human_only, ..."),
        ("staff.clrk.count=1", "staff.clrk: 'clrk' is not declared; did you mean 'clerk'? Allowed: clerk"),
        ("staff.clerk.functions.2=sales", "staff.clerk.functions.2: no such item. Allowed: 0, 1"),
        ("staff.clerk.functions.first=sales", "staff.clerk.functions.first: no such item. Allowed: 0, 1"),
        ("staff.clerk.functions.-1=sales", "staff.clerk.functions.-1: no such item; did you mean '1'? Allowed: 0, 1"),
        ("staff.clerk.functions.1=sals", "staff.clerk.functions.1: 'sals' is not a declared function; did ..."),
        ("staff.clerk.starting_skill.speed=1", "staff.clerk.starting_skill.accuracy: missing: Accuracy ..."),
        ("staff.clerk.count.x=1", "staff.clerk.count: is a single value: it has nothing below it"),
        ("bots.chat.hours.mon=09:00-10:00", "bots.chat.hours: is not given in the config: set it as a whole"),
        ("functions.sales.due.target=1", "functions.sales.due.target: unknown field; did you mean ..."),
        ("functions.support.arrivals.hour_weights.3=1",
         "functions.support.arrivals.hour_weights: is not given in the config: set it as a whole"),
        ("mechanisms.outages.on=no", "mechanisms.outages.on: write true or false, got the text 'no'"),
        ("horizon_days=1e2", "horizon_days: expected a whole number, got 100.0"),
        ("horizon_days=010", "horizon_days: 010 has a leading zero: drop it, or put quotes around it if it is text"),
        ("horizon_days=null", "horizon_days: expected a whole number, got nothing (null)"),
        ("business.name=a: b: c", "business.name: a ':' stands where no field can begin..."),
        ("bots.till.slope=.nan", "bots.till.slope: must be a finite number, got nan"),
        ("policy.share=&a 1", "policy.share: anchors (&a) are not read: remove it"),
        ("policy.share=", "an override is written path=value, as in policy.share=0.5 (null unsets a field)"),
        ("policy.share", "an override is written path=value, as in policy.share=0.5 (null unsets a field)"),
        ("=3", "an override is written path=value, as in policy.share=0.5 (null unsets a field)"),
        ("policy..share=3", "an override is written path=value, as in policy.share=0.5 (null unsets a field)"),
        ("policy.share=0.5\n---\n1", "policy.share: a second document begins here (---): a file is one document"),
    ],
)  # fmt: skip
def test_a_wrong_override_is_named_as_it_was_given(
    shop: Shop, refusals: Refusals, check: Callable[[list[str], list[str]], None], override: str, message: str
) -> None:
    label = override if override.isprintable() else ascii(override)
    check(refusals(shop, override), [f"--set {label}: {message}"])


def test_an_override_below_what_is_no_block_is_refused(shop: Shop, refusals: Refusals) -> None:
    shop["policy"] = "bot_only"
    assert "--set policy.share=1: policy: is the text 'bot_only': set it as a whole" in refusals(shop, "policy.share=1")


def test_problems_of_overrides_and_of_the_file_are_told_together(shop: Shop, refusals: Refusals) -> None:
    shop["horizon_days"] = -1
    assert refusals(shop, "policy.shar=1", "policy.share=3") == [
        "config: horizon_days: must be at least 1, got -1",
        "--set policy.shar=1: policy.shar: unknown field; did you mean 'share'? "
        "Allowed: mode, review_share, fallback, rule, share",
        "--set policy.share=3: policy.share: must be at most 1, got 3",
    ]
