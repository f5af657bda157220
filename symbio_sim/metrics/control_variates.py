"""Control variates: what is known beforehand of all Worlds takes some of the chance out of an estimate.

A World may bring more work than is expected, or fewer people. How much a config expects is known exactly, so the
excess of each World has mean 0, and what goes along with it can be taken out by a regression (see
:mod:`symbio_sim.metrics.intervals`). Only what has an exact mean is used. Outages have none: they begin long before
day 0, and are stationary then up to a small error only.
"""

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from ..config import DAY_MIN, Config
from ..world import World
from ..world.plan import plan_of
from .stress_plan import shock_times

if TYPE_CHECKING:
    import pandas as pd

PREFIX = "control_"
"""How the names of columns with controls begin."""

CONTROLS: dict[str, str] = {
    "control_demand_eur": "value of the tasks that arrive after warm-up (euros)",
    "control_effort_h": "their effort (hours)",
    "control_absent_days": "days on which people are away unplanned, of all seats",
    "control_talent_z": "talent of the seats' holders, their mean (standard normal)",
    "control_type_z": "machine difficulty of the task types, weighted by the tasks expected (standard normal)",
}
"""What is compared with its expectation, by the name of its column."""

SHOCK_CONTROLS: dict[str, str] = {
    "control_shock_effort_h": "effort of the tasks that arrive on the days of the planned shock (hours)",
    "control_shock_absent_days": "days on which people are away unplanned during them, of all seats",
}
"""The same with a stress test."""

WORLDS_PER_CONTROL = 4
"""Worlds that an estimate needs for each control: with fewer, guessing the coefficients costs more than a third."""

Deviations = dict[str, float]
Floats = NDArray[np.float64]
Days = tuple[int, int]
"""The first day, and the one after the last."""


def names_of(stress: bool) -> list[str]:
    """Return the names of the controls, without or with a stress test."""
    return [*CONTROLS, *(SHOCK_CONTROLS if stress else ())]


def deviations(config: Config, world: World, *, stress: bool = False) -> Deviations:
    """Return by how much a World exceeds what its config expects.

    Parameters
    ----------
    config : Config
    world : World
        Drawn from the config, or a twin of such a World.
    stress : bool
        Whether to look at the days of the planned shock, too; there is no excess on them if none is planned.

    Returns
    -------
    dict of str to float
        Named as :func:`names_of` says; each has mean 0 over Worlds.

    Raises
    ------
    ValueError
        If the World was read from an event log, which has no expectation, or drawn for another firm.
    """
    if world.origin != "drawn":
        raise ValueError(f"control variates need Worlds drawn from the config; this one comes from {world.origin}")
    drawn_for = (world.functions, world.seats, world.horizon_days)
    if drawn_for != (tuple(config.functions), plan_of(config).seats.names, config.horizon_days):
        raise ValueError("control variates need Worlds drawn from the config; this one was drawn for another firm")
    measured = (config.warm_up_days, config.horizon_days)
    tasks = _expected_tasks(config, measured)
    value_eur = np.array([function.value_eur for function in config.functions.values()])
    found = [
        float((_tasks_that_came(world, measured) - tasks) @ value_eur),
        _excess_effort_h(config, world, measured),
        _excess_absent_days(config, world, (0, config.horizon_days)),
        float(world.talent_z.mean()) if len(world.talent_z) else 0.0,
        float(world.type_z @ _type_weights(config, tasks)),
    ]
    if stress:
        days = _shock_days(config)
        found += [_excess_effort_h(config, world, days), _excess_absent_days(config, world, days)]
    return dict(zip(names_of(stress), found, strict=True))


def _shock_days(config: Config) -> Days:
    times = shock_times(config)
    if times is None:
        return 0, 0
    over = -int(-(times.start_min + times.length_min) // DAY_MIN)
    return int(times.start_min // DAY_MIN), min(over, config.horizon_days)


def _expected_tasks(config: Config, days: Days) -> Floats:
    """Return how many tasks of each function are expected on some days; under the regular law, how many come."""
    return np.array(
        [
            float(plan.demand.rates[slice(*days)].sum())
            if plan.regular_min is None
            else float(np.diff(np.searchsorted(plan.regular_min, _minutes(days)))[0])
            for plan in plan_of(config).tasks
        ]
    )


def _minutes(days: Days) -> Floats:
    return np.array(days) * float(DAY_MIN)


def _arrivals(world: World, days: Days) -> NDArray[np.bool_]:
    """Return which tasks of the base demand arrive on some days; those beyond it come only if customers want."""
    first, last = _minutes(days).tolist()
    arrival_min = world.tasks["arrival_min"]
    here: NDArray[np.bool_] = (arrival_min >= first) & (arrival_min < last)
    return here & ~world.extra


def _tasks_that_came(world: World, days: Days) -> NDArray[np.int64]:
    return np.bincount(world.tasks["function"][_arrivals(world, days)], minlength=len(world.functions))


def _excess_effort_h(config: Config, world: World, days: Days) -> float:
    mean_min = np.array([function.effort.mean_min for function in config.functions.values()])
    came_min = float(world.tasks["effort_min"][_arrivals(world, days)].sum())
    return (came_min - float(_expected_tasks(config, days) @ mean_min)) / 60.0


def _excess_absent_days(config: Config, world: World, days: Days) -> float:
    first, end = days
    away = sum(max(min(until + 1, end) - max(since, first), 0) for _, since, until in world.absences)
    return away - float(plan_of(config).seats.absent_share.sum()) * (end - first)


def _type_weights(config: Config, tasks: Floats) -> Floats:
    """Return the share of each task type in the tasks expected of all functions."""
    weights: list[float] = []
    for function, expected in zip(config.functions.values(), tasks.tolist(), strict=True):
        shares = [kind.share for kind in function.types.values()] or [1.0]
        weights += [expected * share / sum(shares) for share in shares]
    total = sum(weights)
    return np.array(weights) / total if total > 0.0 else np.zeros(len(weights))


def with_controls(rows: Sequence[Mapping[str, Any]], found: Sequence[Deviations]) -> "pd.DataFrame":
    """Return rows as a table, each with its World's deviations in the last columns."""
    import pandas as pd

    return pd.DataFrame([{**row, **mine} for row, mine in zip(rows, found, strict=True)])


def controls_in(frame: "pd.DataFrame") -> Floats | None:
    """Return the controls of a table, shape (Worlds, controls); None if there are none.

    Raises
    ------
    ValueError
        If there are too few Worlds for them.
    """
    names = control_columns(frame)
    if not names:
        return None
    refuse_too_few(len(frame), names)
    return frame[names].to_numpy(dtype=np.float64)


def control_columns(frame: "pd.DataFrame") -> list[str]:
    """Return the names of a table's columns that hold controls."""
    return [str(name) for name in frame.columns if str(name).startswith(PREFIX)]


def refuse_too_few(n_worlds: int, controls: Sequence[str]) -> None:
    """Refuse too few Worlds for so many controls.

    Raises
    ------
    ValueError
        Saying how many it takes.
    """
    least = WORLDS_PER_CONTROL * len(controls)
    if n_worlds < least:
        raise ValueError(f"{len(controls)} control variates need at least {least} Worlds, got {n_worlds}")


def union(ours: Sequence[Deviations], theirs: Sequence[Deviations]) -> Floats:
    """Return the controls of two firms' Worlds, shape (Worlds, controls): those that are the same in both once."""
    first, second = (np.array([list(world.values()) for world in worlds]) for worlds in (ours, theirs))
    return np.concatenate((first, second[:, (first != second).any(axis=0)]), axis=1)
