"""The layout of experiments as a JSON schema, with which editors complete fields and mark mistakes."""

import json
from typing import Any

from ..config.schema import schema_of
from .spec import Spec


def experiment_schema() -> dict[str, Any]:
    """Return what an experiment may contain as a JSON schema (draft 2020-12).

    What must hold between fields is beyond it and only checked on loading.
    """
    return schema_of(Spec, "symbio_sim experiment")


def schema_text() -> str:
    """Return the schema as it stands in the file next to the experiments, to be written anew when fields change."""
    return json.dumps(experiment_schema(), indent=2, ensure_ascii=False) + "\n"
