"""The layout of configs as a JSON schema, with which editors complete fields and mark mistakes."""

import json
from typing import Any

from .library import SCHEMA_FILE
from .root import Config

SCHEMA_HINT = f"# yaml-language-server: $schema={SCHEMA_FILE}"
"""First line of a config by which editors find the schema."""


def json_schema() -> dict[str, Any]:
    """Describe what a config may contain.

    Returns
    -------
    dict
        A JSON schema (draft 2020-12). What must hold between fields is beyond it and only checked on loading.
    """
    schema = Config.model_json_schema()
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "symbio_sim config",
        **{key: value for key, value in schema.items() if key != "title"},
    }


def schema_text() -> str:
    """The schema as it stands in the file next to the ready-made configs."""
    return json.dumps(json_schema(), indent=2, ensure_ascii=False) + "\n"
