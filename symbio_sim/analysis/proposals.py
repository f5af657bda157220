"""What Optuna proposes, as values of levers."""

from collections.abc import Mapping
from typing import TYPE_CHECKING

from ..experiment import Lever, Range
from ..experiment.analyses import Value

if TYPE_CHECKING:
    import optuna

DIGITS = 6
"""Significant digits of what is chosen from a range: nobody sets a lever more finely, and tables can be read."""

Levers = dict[str, Value]


def proposed(trial: "optuna.Trial", levers: Mapping[str, Lever]) -> Levers:
    """Return the values (or names of cases) that a trial proposes for each lever.

    Numbers in a list keep their order, so that the search can tell near from far; cases have none.
    """
    return {name: _one(trial, name, lever) for name, lever in levers.items()}


def _one(trial: "optuna.Trial", name: str, lever: Lever) -> Value:
    sweep = lever.sweep
    if isinstance(sweep, Range):
        if sweep.scale == "whole":
            return int(trial.suggest_int(name, int(sweep.low), int(sweep.high)))
        value = float(trial.suggest_float(name, sweep.low, sweep.high, log=sweep.scale == "log"))
        return min(max(float(f"{value:.{DIGITS}g}"), sweep.low), sweep.high)
    values = lever.values
    if all(isinstance(value, (int, float)) and not isinstance(value, bool) for value in values):
        ordered = sorted(values, key=float)
        return ordered[int(trial.suggest_int(name, 0, len(ordered) - 1))]
    chosen: Value | None = trial.suggest_categorical(name, values)
    assert chosen is not None  # Optuna would allow it as a choice
    return chosen
