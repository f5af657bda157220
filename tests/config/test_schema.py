"""The schema next to the ready-made configs is that of the models, and closed like them."""

from collections.abc import Iterator
from typing import Any

import pytest

from symbio_sim.config import SCHEMA_HINT, describe_fields, json_schema
from symbio_sim.config.block import NAME_PATTERN
from symbio_sim.config.schema import schema_text
from symbio_sim.config.shipped import SCHEMA_FILE, shipped_folder

SCHEMA = json_schema()


def _objects(schema: Any) -> Iterator[dict[str, Any]]:
    if isinstance(schema, dict):
        if "properties" in schema:
            yield schema
        for item in schema.values():
            yield from _objects(item)
    elif isinstance(schema, list):
        for item in schema:
            yield from _objects(item)


def test_the_file_is_up_to_date() -> None:
    folder = shipped_folder()
    assert folder is not None
    written = (folder / SCHEMA_FILE).read_text(encoding="utf-8")
    assert written == schema_text(), "write symbio_sim.config.schema.schema_text() to configs/symbio_sim.schema.json"


def test_it_is_of_the_draft_that_it_names() -> None:
    assert SCHEMA["$schema"] == "https://json-schema.org/draft/2020-12/schema"
    assert "$defs" in SCHEMA
    assert SCHEMA["required"] == ["business", "functions", "policy"]


def test_every_block_refuses_what_it_does_not_know_and_says_what_it_is() -> None:
    blocks = list(_objects(SCHEMA))
    assert len(blocks) > 25
    for block in blocks:
        assert block["additionalProperties"] is False
        assert block["title"]
        assert block["description"]


def test_blocks_with_names_of_the_user_refuse_what_is_no_name() -> None:
    for name in ("functions", "staff", "bots", "vendors"):
        block = SCHEMA["properties"][name]
        assert list(block["patternProperties"]) == [NAME_PATTERN]
        assert block["additionalProperties"] is False


def test_every_field_is_described() -> None:
    for block in _objects(SCHEMA):
        for field in block["properties"].values():
            assert field["description"]


@pytest.mark.parametrize(
    "row", [row for row in describe_fields() if row.when], ids=lambda row: f"{row.when} {row.path}"
)
def test_policies_are_told_apart_by_their_rule(row: Any) -> None:
    policy = SCHEMA["properties"]["policy"]
    assert policy["discriminator"]["propertyName"] == "rule"
    names = {reference["$ref"].rpartition("/")[2] for reference in policy["oneOf"]}
    (block,) = (
        SCHEMA["$defs"][name] for name in names if SCHEMA["$defs"][name]["properties"]["rule"]["const"] == row.when
    )
    assert "rule" in block["required"]
    assert row.path.removeprefix("policy.") in block["properties"]


def test_the_hint_names_the_file() -> None:
    assert SCHEMA_HINT == "# yaml-language-server: $schema=symbio_sim.schema.json"
