"""What an event log says about the firm: which function and type each row is, and the config with what was observed."""

import re
import unicodedata
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from ..config import Config, ConfigError, Function, TaskType, load_config
from ..config.errors import nearest
from ..mechanisms.human_work import speed
from .demand import daily_rates
from .log_table import LogError
from .normal_skill import SPEED, normal_skill

MAX_TYPES = 500
"""More distinct types than this in one function are a sign of the wrong column."""

_MAX_DAYS = 20000
_LONGEST_NAME = 40


@dataclass(frozen=True)
class Kind:
    """What a type as written in a log means: a function and, unless it names just the function, a task type of it."""

    function: str
    task_type: str | None


def kinds_of(path: Path, labels: list[str], config: Config) -> dict[str, Kind]:
    """Return what the types in a log mean; labels that mean nothing are left out.

    A label is, regardless of case and punctuation, the name of a function or of a declared task type. In a config of
    one function any other label is a new task type of it, and a missing one the function itself.

    Raises
    ------
    LogError
        If a label names task types of several functions, or there are too many types.
    """
    names = _declared(path, config)
    only = next(iter(config.functions)) if len(config.functions) == 1 else None
    kinds: dict[str, Kind] = {}
    taken = {kind.task_type.lower() for kind in names.values() if kind.task_type is not None}
    for label in labels:
        declared = names.get(_name(label).lower()) if label else None
        if declared is not None:
            kinds[label] = declared
        elif only is not None:
            kinds[label] = Kind(only, _free_name(label, taken) if label else None)
    if len(taken) > MAX_TYPES:
        raise LogError(
            f"{path}: {len(taken)} different types of task; at most {MAX_TYPES} are allowed. Is this the right column?"
        )
    return kinds


def _declared(path: Path, config: Config) -> dict[str, Kind]:
    """Return all names that the config declares, in lower case; functions come before types."""
    names: dict[str, Kind] = {}
    for function, item in config.functions.items():
        for task_type in item.types:
            kind = Kind(function, task_type)
            other = names.setdefault(task_type.lower(), kind)
            if other.function != function and task_type.lower() not in {name.lower() for name in config.functions}:
                raise LogError(
                    f"{path}: functions {other.function!r} and {function!r} of the config both have a task type "
                    f"{task_type!r}; rename one to read a log"
                )
    return names | {function.lower(): Kind(function, None) for function in config.functions}


def _name(label: str) -> str:
    """Return a label as a name that a config allows: letters, digits and underscores."""
    plain = unicodedata.normalize("NFKD", label).encode("ascii", "ignore").decode()
    name = re.sub(r"[^A-Za-z0-9]+", "_", plain).strip("_")
    return (name if name[:1].isalpha() else f"type_{name}".rstrip("_"))[:_LONGEST_NAME]


def _free_name(label: str, taken: set[str]) -> str:
    """Return a new type's name and take it; labels that differ in signs alone (``A+``, ``A-``) are numbered."""
    name = base = _name(label)
    number = 2
    while name.lower() in taken:
        name = f"{base[: _LONGEST_NAME - 4]}_{number}"
        number += 1
    taken.add(name.lower())
    return name


def nearest_kind(label: str, config: Config) -> str | None:
    """Return the function or task type of the config that an unknown label most resembles."""
    types = [name for item in config.functions.values() for name in item.types]
    return nearest(label, [*config.functions, *types])


def efforts_of(config: Config, function: "pd.Series[str]", handling_min: "pd.Series[float]") -> "pd.Series[float]":
    """Return the model's effort of logged tasks: what a person at skill 1 would have needed (minutes).

    The people in the log had normal skill s0, at which work goes at speed v(s0), so effort = handling time x v(s0).
    """
    at_normal_skill = {
        name: speed(normal_skill(config, name)[SPEED], item.human.speed_unskilled, 1.0)
        for name, item in config.functions.items()
    }
    return handling_min * function.map(at_normal_skill).astype(float)


def on_calendar(path: Path, config: Config, first: date, days: int) -> Config:
    """Return the config with the log's first day and length; a shorter horizon of its own stays.

    A warm-up that does not fit into the log is cut to a quarter of it.

    Raises
    ------
    LogError
        If the log is too long, or the rest of the config does not fit into it.
    """
    if days > _MAX_DAYS:
        raise LogError(
            f"{path}: the log runs over {days} days from {first}; at most {_MAX_DAYS} are allowed. Is a date wrong?"
        )
    horizon = min(config.horizon_days, days)
    warm_up = config.warm_up_days if config.warm_up_days < horizon else horizon // 4
    data = config.to_dict()
    data["business"]["start_date"] = first.isoformat()
    return _validated(path, data | {"horizon_days": horizon, "warm_up_days": warm_up})


def with_observed(path: Path, config: Config, tasks: pd.DataFrame) -> Config:
    """Return the config with the types, mean effort and demand of each function that a log shows.

    Parameters
    ----------
    path : Path
        For messages.
    config : Config
        On the log's calendar.
    tasks : DataFrame
        Usable rows: `function`, `task_type` (None: the function's own mix), `effort_min` (NaN: not known).

    Raises
    ------
    LogError
        If an observed number is outside what a config may hold.
    """
    data = config.to_dict()
    for name, item in config.functions.items():
        mine = tasks[tasks["function"] == name]
        block = data["functions"][name]
        block["arrivals"]["per_day"] = _per_day(config, item, len(mine))
        by_type = _by_type(item, mine)
        if len(by_type):
            block["types"] = _types(by_type)
        mean = _mean_effort(mine)
        if np.isfinite(mean):
            block["effort"]["mean_min"] = mean
    return _validated(path, data)


def _per_day(config: Config, function: Function, tasks: int) -> float:
    """Return the demand on a day of weight 1 at which the function's calendar expects this many tasks."""
    unit = function.arrivals.model_copy(update={"per_day": 1.0})
    expected = float(daily_rates(unit, config.business, config.horizon_days).sum())
    return tasks / (expected if expected > 0.0 else config.horizon_days)


def _by_type(function: Function, mine: pd.DataFrame) -> pd.DataFrame:
    """Return count and mean effort of each type named in the log, declared ones first."""
    table = mine.groupby("task_type", sort=False)["effort_min"].agg(["size", "mean"])
    known = [name for name in function.types if name in table.index]
    return table.loc[[*known, *(name for name in table.index if name not in known)]]


def _mean_effort(mine: pd.DataFrame) -> float:
    """Return the mean effort of all tasks, those without one counted with the mean of their type."""
    effort = mine["effort_min"]
    of_type = effort.groupby(mine["task_type"]).transform("mean")
    return float(effort.fillna(of_type).fillna(effort.mean()).mean())


def _types(by_type: pd.DataFrame) -> dict[str, Any]:
    """Return observed shares, and mean efforts relative to that of all tasks."""
    share = by_type["size"] / by_type["size"].sum()
    mean = by_type["mean"].fillna(by_type["mean"].mean()).fillna(1.0)
    ratio = mean / float((share * mean).sum())
    # Only ratios between types matter, and a config allows none above its bound.
    bound = next(float(limit.le) for limit in TaskType.model_fields["effort_factor"].metadata if hasattr(limit, "le"))
    ratio *= min(1.0, bound / float(ratio.max()))
    return {str(name): {"share": float(share[name]), "effort_factor": float(ratio[name])} for name in by_type.index}


def _validated(path: Path, data: dict[str, Any]) -> Config:
    try:
        return load_config(data)
    except ConfigError as error:
        faults = "; ".join(f"{problem.field}: {problem.message}" for problem in error.problems)
        raise LogError(f"{path}: the config does not fit this log: {faults}") from error


def type_indices(function: Function, task_type: "pd.Series[str]") -> NDArray[np.int64]:
    """Return the place of each type within its function; -1 where the log does not name one."""
    return pd.Index(list(function.types)).get_indexer(pd.Index(task_type))
