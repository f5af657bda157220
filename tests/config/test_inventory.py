"""Every field says what it means and where its default comes from; what is assumed can be listed."""

from typing import Any

import pytest

from symbio_sim.config import TECHNOLOGIES, Technology, assumed_fields, describe_fields, load_config
from symbio_sim.config.inventory import FieldRow

ROWS = describe_fields()


def _row(path: str, when: str = "") -> FieldRow:
    (row,) = (row for row in ROWS if (row.path, row.when) == (path, when))
    return row


@pytest.mark.parametrize("row", ROWS, ids=lambda row: f"{row.path} {row.when}".strip())
def test_every_field_has_a_meaning_a_source_and_a_status(row: FieldRow) -> None:
    assert len(row.description) > 2
    assert row.source
    assert row.status in ("verified", "assumed", "stated")
    assert row.type
    assert row.status == "stated" or not row.is_required, "a required field has no default to be sourced"


def test_every_number_but_those_of_task_names_has_bounds() -> None:
    unbounded = [row.path for row in ROWS if row.type.startswith(("a number", "a whole number")) and not row.bounds]
    assert unbounded == []


def test_fields_are_told_apart_by_path_and_rule() -> None:
    keys = [(row.path, row.when) for row in ROWS]
    assert len(set(keys)) == len(keys)


def test_rows_hold_what_the_models_declare() -> None:
    assert _row("functions.*.arrivals.overdispersion").default == 0.03
    assert _row("functions.*.arrivals.overdispersion").bounds == ">= 0, <= 4"
    assert _row("functions.*.arrivals.weekday_weights").type == "a list of numbers or null"
    assert _row("functions.*.arrivals.weekday_weights").bounds == "length >= 7, length <= 7, each >= 0, <= 1000000"
    assert _row("staff.*.count").is_required
    assert _row("staff").is_block
    assert not _row("staff.*.count").is_block
    assert _row("business.hours").default == {"mon-fri": "09:00-17:00"}
    assert _row("business.start_date").default == "2027-01-04"
    assert _row("mechanisms.outages.repair_law").type == "one of lognormal, exponential"
    assert _row("mechanisms.outages.on").type == "true or false"
    assert _row("bots.*.accuracy").type == "a number or a mapping of names to numbers or null"


def test_parameters_of_policies_are_listed_with_their_rule() -> None:
    assert _row("policy.threshold", "confidence").default == 0.9
    assert _row("policy.threshold", "difficulty_threshold").default == 0.0
    assert _row("policy.share", "fixed_share").is_required
    assert _row("policy.review_share").default == 1.0
    assert "shortest_completion" in _row("policy.rule").type


def test_a_part_of_the_layout_can_be_listed_alone() -> None:
    assert [row.path for row in describe_fields(Technology)] == list(Technology.model_fields)


def _assumed(shop: dict[str, Any], *overrides: str) -> dict[str, Any]:
    return {row.path: row.value for row in assumed_fields(load_config(shop, overrides))}


def test_assumed_are_defaults_that_rest_on_judgement(shop: dict[str, Any]) -> None:
    found = _assumed(shop)
    assert found["functions.sales.novel_share"] == 0.05
    assert found["staff.clerk.talent_sd"] == 0.1
    assert found["staff.clerk.starting_skill"] is None
    assert found["mechanisms.trust.failure_weight"] == 3.0
    assert found["bots.chat.hours"] == "always"
    assert found["stressors.vendor_outage.severity"] == 1.0
    assert "mechanisms.outages.shape" not in found, "verified in its source"
    assert "functions.sales.value_eur" not in found, "stated by the user"
    assert "mechanisms.trust" not in found, "a block, listed by its fields"
    assert "staff.clerk.wage_eur_per_h" not in found, "set by the user"
    assert "stressors.vendor_outage.day" not in found, "set by the user"


@pytest.mark.parametrize(
    ("path", "value"),
    [
        ("functions.sales.novel_share", "0.06"),
        ("mechanisms.trust.failure_weight", "4"),
        ("bots.chat.hours", "never"),
        ("business.start_date", "2027-01-05"),
        ("staff.clerk.starting_skill", "{speed: 1, accuracy: 1}"),
    ],
)
def test_a_field_that_is_set_is_no_longer_assumed(shop: dict[str, Any], path: str, value: str) -> None:
    assert set(_assumed(shop)) - set(_assumed(shop, f"{path}={value}")) == {path}


def test_presets_of_technologies_are_assumed_until_a_bot_has_its_own(shop: dict[str, Any]) -> None:
    found = _assumed(shop)
    assert found["bots.chat.slope"] == TECHNOLOGIES["nlp"].slope
    assert found["bots.till.accuracy"] == TECHNOLOGIES["rpa"].accuracy
    assert "bots.till.slope" not in found, "the bot has its own"
    assert "bots.chat.usage_eur_per_task" not in found, "a price, not a judgement"
    assert "bots.till.usage_eur_per_task" in found


def test_a_function_without_an_accuracy_of_its_own_falls_back_to_the_preset(shop: dict[str, Any]) -> None:
    shop["bots"]["chat"]["functions"] = ["support", "sales"]
    found = _assumed(shop)
    assert found["bots.chat.accuracy.sales"] == TECHNOLOGIES["nlp"].accuracy
    assert "bots.chat.accuracy.support" not in found


def test_a_block_switched_off_assumes_nothing(shop: dict[str, Any]) -> None:
    assert not [path for path in _assumed(shop, "stressors.vendor_outage=null") if path.startswith("stressors")]
