"""The layout of configs as a JSON schema, with which editors complete fields and mark mistakes."""

import json
from typing import Any

from .block import Block
from .root import Config
from .shipped import SCHEMA_FILE

SCHEMA_HINT = f"# yaml-language-server: $schema={SCHEMA_FILE}"
"""First line of a config by which editors find the schema."""


def json_schema() -> dict[str, Any]:
    """Describe what a config may contain.

    Returns
    -------
    dict
        A JSON schema (draft 2020-12). What must hold between fields is beyond it and only checked on loading.
    """
    return schema_of(Config, "symbio_sim config")


def schema_of(block: type[Block], title: str) -> dict[str, Any]:
    """Describe what a file may contain that is such a block."""
    schema = _with_names_closed(block.model_json_schema())
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": title,
        **{key: value for key, value in schema.items() if key != "title"},
    }


def _with_names_closed(schema: Any) -> Any:
    """Refuse the names that a mapping's pattern refuses; pydantic only says what stands behind those it allows."""
    if isinstance(schema, list):
        return [_with_names_closed(item) for item in schema]
    if not isinstance(schema, dict):
        return schema
    closed = {key: _with_names_closed(item) for key, item in schema.items()}
    return {**closed, "additionalProperties": False} if "patternProperties" in schema else closed


def schema_text() -> str:
    """The schema as it stands in the file next to the ready-made configs, to be written anew when fields change."""
    return json.dumps(json_schema(), indent=2, ensure_ascii=False) + "\n"
