"""A week of a firm small enough to follow by hand, and how to write a run's records by hand."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import numpy as np
import pytest
from builders import bot, firm, function, role

from symbio_sim.run import Run, simulate

OFFICE = {"hours": {"mon-fri": "09:00-17:00"}}
HOURLY: dict[str, Any] = {"arrivals": {"law": "regular"}}
"""Eight tasks a day at half past each hour of 09:00 to 17:00."""


@pytest.fixture(scope="session")
def office_week() -> Run:
    """Two weeks, the first warm-up, of one person and eight tasks a day of 60 minutes, due within 60 minutes.

    Work begins when a task comes and takes until the next. The last of the day comes at 16:30, pauses at 17:00 and is
    done at 09:30 of the next working day: too late, and on Friday after the horizon.
    """
    task = function(8, 60.0, "deterministic", due={"target_min": 60, "clock": "wall"}, late_penalty_eur=3.0, **HOURLY)
    return simulate(firm({"a": task}, {"p": role(1, ["a"])}, horizon_days=14, warm_up_days=7, business=OFFICE), 1)


@pytest.fixture(scope="session")
def bot_week() -> Run:
    """The same work of a bot of two slots that needs half the time; nobody reviews it."""
    task = function(8, 60.0, "deterministic", due={"target_min": 60, "clock": "wall"}, **HOURLY)
    prices = {"usage_eur_per_task": 0.5, "subscription_eur_per_month": 304.375, "integration_eur": 1000.0}
    bots = {"b": bot(["a"], concurrency=2, time_ratio=0.5, accuracy=0.9999, **prices)}
    economics = {"fixed_eur_per_day": 11.0}
    config = firm({"a": task}, {}, bots, horizon_days=14, warm_up_days=7, business=OFFICE, economics=economics)
    return simulate(config, 1)


@pytest.fixture(scope="session")
def rewritten() -> Callable[..., Run]:
    """Write columns of a run anew: a value for all tasks, or a dict of task to value."""

    def rewrite(run: Run, **columns: Any) -> Run:
        new = {name: column.copy() for name, column in run.columns.items()}
        for name, values in columns.items():
            if isinstance(values, dict):
                for task, value in values.items():
                    new[name][task] = value
            else:
                new[name] = np.full_like(new[name], values) if np.isscalar(values) else np.asarray(values)
        return replace(run, columns=new)

    return rewrite
