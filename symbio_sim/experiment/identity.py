"""What settles the meaning of a sweep's rows: with the cell and the World it decides about every number."""

import hashlib
import importlib.util
import json
from functools import cache
from pathlib import Path
from typing import Any

from ..config import Custom, config_hash
from .spec import Experiment

_PACKAGE = Path(__file__).resolve().parent.parent
SOURCES = (
    *("choreography.py", "config", "firm", "kernel", "mechanisms", "metrics", "model", "policies", "run.py", "world"),
)
"""Files and folders of the package whose code decides about a number."""


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
        "seed": experiment.seed,
        "log_sha256": experiment.log_sha256,
        "log_map": dict(experiment.log.map) if experiment.log is not None else None,
        "sources": package_sources(),
        "rule": sources_of_rule(policy.function) if isinstance(policy, Custom) else None,
    }


def digest_of(facts: dict[str, Any]) -> str:
    """Return the SHA-256 of an identity, in hexadecimal digits."""
    return hashlib.sha256(json.dumps(facts, sort_keys=True, separators=(",", ":")).encode()).hexdigest()


@cache
def package_sources() -> str:
    """Return the SHA-256 of the package's own sources that decide about numbers, in hexadecimal digits.

    Ends of lines do not count: checkouts differ in them.
    """
    total = hashlib.sha256()
    for place in SOURCES:
        path = _PACKAGE / place
        for file in [path] if path.is_file() else sorted(path.rglob("*.py")):
            total.update(f"{file.relative_to(_PACKAGE).as_posix()}\0".encode() + _content(file) + b"\0")
    return total.hexdigest()


def sources_of_rule(function: str) -> str | None:
    """Return the SHA-256 of the module of a user's rule ``module:function``; None if no file of it is found."""
    try:
        found = importlib.util.find_spec(function.partition(":")[0])
    except (ImportError, ValueError):
        return None
    if found is None or found.origin is None or not Path(found.origin).is_file():
        return None
    return hashlib.sha256(_content(Path(found.origin))).hexdigest()


def _content(file: Path) -> bytes:
    return file.read_bytes().replace(b"\r\n", b"\n")
