"""Trying an experiment's values on its config before anything is run."""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Any

from ..config import ConfigError, Custom, config_hash
from ..config.document import Document
from ..config.errors import Location, Problem
from ..model import RuleError, find_rule
from .analyses import Value
from .cells import combinations_of, config_of, n_cells
from .designs import Listed
from .levers import Lever, Range
from .spec import Experiment

MOST_TRIED = 100
"""Values of a lever, and cells, that are tried; of more, as many, evenly spread, first and last among them."""

_MOST_TOLD = 5
"""Cells of which each is told by itself."""


def problems_of_values(experiment: Experiment, document: Document) -> list[Problem]:
    """Say which values do not make a valid config, or the same one.

    Each value alone, then cells. A cell that is not tried here and turns out invalid fails by itself later on.
    """
    base = experiment.base.to_dict()
    alone = [] if isinstance(experiment.design, Listed) else list(_of_levers(experiment, base))
    found = alone or _shortened(list(_of_cells(experiment, base)))
    problems = []
    for at, message in found:
        file, line = document.place_of(at)
        problems.append(Problem(file, line, document.field_of(at), message))
    return problems


def _of_levers(experiment: Experiment, base: Mapping[str, Any]) -> Iterator[tuple[Location, str]]:
    for group, levers in (("levers", experiment.levers), ("uncertainties", experiment.uncertainties)):
        for name, lever in levers.items():
            found = list(_of_lever((group, name, "sweep"), lever, base))
            messages = {message for _, message in found}
            if len(found) > 1 and len(messages) == 1 and len(found) == len(spread(len(lever.values))):
                # It is not this value or that.
                yield (group, name, "path" if lever.path else "paths" if lever.paths else "sweep"), found[0][1]
            else:
                yield from found


def _of_lever(at: Location, lever: Lever, base: Mapping[str, Any]) -> Iterator[tuple[Location, str]]:
    seen: dict[str, Value] = {}
    for place, value in _tried_values(at, lever):
        try:
            found = _tried(base, lever.changes(value))
        except (ConfigError, RuleError) as error:
            yield place, _in_words(error) + _hint(lever, error)
            continue
        if found in seen:
            yield place, f"{value} gives the same config as {seen[found]}: it changes nothing"
        seen.setdefault(found, value)


def _tried(base: Mapping[str, Any], changes: Mapping[str, Any]) -> str:
    """Return the hash of a cell's config.

    Raises
    ------
    ConfigError, RuleError
        If it is not valid, or its rule is the user's own and cannot be used.
    """
    config = config_of(base, changes)
    if isinstance(config.policy, Custom):
        find_rule(config.policy.rule, config.policy.function)
    return config_hash(config)


def _tried_values(at: Location, lever: Lever) -> Iterator[tuple[Location, Value]]:
    """Give values with the place that they stand at."""
    if isinstance(lever.sweep, Range):
        yield from (((*at, bound), value) for bound, value in zip(("low", "high"), lever.values, strict=True))
        return
    values = lever.values
    for place in spread(len(values)):
        yield (*at, str(values[place]) if isinstance(lever.sweep, dict) else place), values[place]


def _of_cells(experiment: Experiment, base: Mapping[str, Any]) -> Iterator[tuple[Location, str]]:
    tried = set(spread(n_cells(experiment)))
    seen: dict[str, int] = {}
    for number, levers in enumerate(combinations_of(experiment)):
        if number not in tried:
            continue
        listed = isinstance(experiment.design, Listed)
        at: Location = ("design", "cells", number) if listed else ("design",)
        what = f"cell {number} ({', '.join(f'{name}={value}' for name, value in levers.items())})"
        try:
            found = _tried(base, experiment.changes_of(levers))
        except (ConfigError, RuleError) as error:
            yield at, f"{what}: {_in_words(error)}"
            continue
        if listed and found in seen:
            yield at, f"{what} is the same as cell {seen[found]}"
        seen[found] = number


def _shortened(found: list[tuple[Location, str]]) -> list[tuple[Location, str]]:
    """Return the first of many findings, and how many more there are."""
    more = len(found) - _MOST_TOLD
    return found if more <= 1 else [*found[:_MOST_TOLD], (("design",), f"{more} more of the cells tried are not valid")]


def spread(n: int, most: int = MOST_TRIED) -> list[int]:
    """Return at most `most` of the numbers below n, evenly spread, the first and the last among them."""
    if n <= most:
        return list(range(n))
    return [round(step * (n - 1) / (most - 1)) for step in range(most)]


def _in_words(error: ConfigError | RuleError) -> str:
    """Return what a config lacks, in one line; where it stands is told by the fields."""
    if isinstance(error, RuleError):
        return str(error)
    return "; ".join(str(replace(problem, file="", line=None)) for problem in error.problems)


def _hint(lever: Lever, error: ConfigError | RuleError) -> str:
    if not isinstance(lever.sweep, Range) or lever.sweep.scale == "whole" or "a whole number" not in _in_words(error):
        return ""
    return "; write scale: whole"
