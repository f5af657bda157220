"""The cells of an experiment: the combinations of values that are run."""

import hashlib
import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import product
from math import prod
from typing import Any

from ..config import Config, config_hash, load_config
from .analyses import Value
from .designs import Grid, Listed
from .sampled import n_points, unit_points
from .sources import sources_of_rule
from .spec import Experiment, Spec

KEY_DIGITS = 32


@dataclass(frozen=True)
class Cell:
    """One combination of values.

    Attributes
    ----------
    number : int
        Its place in the design, from 0.
    key : str
        What it means, as 32 hexadecimal digits: equal for equal changes of an equal config. Sampled designs may hold
        the same combination several times, under several numbers but one key.
    levers : dict
        The value (or name of the case) of every lever and uncertainty, by name.
    changes : dict
        What that sets: values by field of the config.
    """

    number: int
    key: str
    levers: dict[str, Value]
    changes: dict[str, Any]


def cells_of(experiment: Experiment) -> Iterator[Cell]:
    """Give the cells of an experiment, in the order of its design."""
    base_hash = config_hash(experiment.base)
    for number, levers in enumerate(combinations_of(experiment)):
        changes = experiment.changes_of(levers)
        yield Cell(number, cell_key(base_hash, changes), levers, changes)


def n_cells(experiment: Spec) -> int:
    """Return how many cells there are, without making them."""
    design = experiment.design
    if isinstance(design, Grid):
        return prod(len(lever.values) for lever in experiment.inputs.values())
    if isinstance(design, Listed):
        return len(design.cells)
    return n_points(design, len(experiment.inputs))


def combinations_of(experiment: Spec) -> Iterator[dict[str, Value]]:
    """Give the value (or case) of every lever and uncertainty, cell by cell."""
    design, inputs = experiment.design, experiment.inputs
    if isinstance(design, Grid):
        for values in product(*(lever.values for lever in inputs.values())):
            yield dict(zip(inputs, values, strict=True))
    elif isinstance(design, Listed):
        for cell in design.cells:
            yield {name: cell[name] for name in inputs}
    else:
        for point in unit_points(design, len(inputs)).tolist():
            yield {name: lever.at(quantile) for (name, lever), quantile in zip(inputs.items(), point, strict=True)}


def cell_key(base_hash: str, changes: Mapping[str, Any]) -> str:
    """Return what names a cell: a hash of the config it changes and of the changes, whatever their order.

    A change to a rule of the user's own counts with the source of that rule.
    """
    content: dict[str, Any] = {"base": base_hash, "changes": _plain(dict(changes))}
    rule = changes.get("policy.function")
    if isinstance(rule, str):
        content["rule"] = sources_of_rule(rule)
    text = json.dumps(content, sort_keys=True, separators=(",", ":"), allow_nan=False)
    return hashlib.sha256(text.encode()).hexdigest()[:KEY_DIGITS]


def _plain(value: Any) -> Any:
    """Return plain data in which equal numbers look equal: 1 for 1.0."""
    if isinstance(value, Mapping):
        return {key: _plain(item) for key, item in value.items()}
    if isinstance(value, (list, tuple)):
        return [_plain(item) for item in value]
    return int(value) if isinstance(value, float) and value.is_integer() else value


def config_of(base: Mapping[str, Any], changes: Mapping[str, Any]) -> Config:
    """Return the config of a cell.

    Parameters
    ----------
    base : mapping
        The experiment's base config as plain data (`Config.to_dict`).
    changes : mapping
        The cell's changes.

    Raises
    ------
    ConfigError
        If the changes do not make a valid config.
    """
    return load_config(base, changes)
