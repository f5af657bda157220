"""What settles the meaning of a sweep's rows: with the cell and the World it decides about every number."""

import hashlib
import json
from typing import Any

from ..config import Custom, config_hash
from .sources import package_sources, sources_of_rule
from .spec import Experiment


def identity(experiment: Experiment) -> dict[str, Any]:
    """Return what the rows of an experiment owe their meaning to, beside cell and World.

    Not in it: cells, number of replications, outcomes, analyses, texts. More of these ask for more rows, not for
    others. Of a user's own rule only its module counts, not what that imports.

    Returns
    -------
    dict
        Plain data, equal for experiments that may share rows.
    """
    policy = experiment.base.policy
    return {
        "config_hash": config_hash(experiment.base),
        "stress": experiment.stress,
        "measures": experiment.measures,
        "seed": experiment.seed,
        "log_sha256": experiment.log_sha256,
        "log_map": dict(experiment.log.map) if experiment.log is not None else None,
        "sources": package_sources(),
        "rule": sources_of_rule(policy.function) if isinstance(policy, Custom) else None,
    }


def digest_of(facts: dict[str, Any]) -> str:
    """Return the SHA-256 of an identity, in hexadecimal digits."""
    return hashlib.sha256(json.dumps(facts, sort_keys=True, separators=(",", ":")).encode()).hexdigest()
