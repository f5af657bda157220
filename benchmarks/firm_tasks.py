"""The peers' tasks."""

from dataclasses import dataclass, fields
from typing import Any

import numpy as np
from numpy.typing import NDArray

from symbio_sim import choreography as c

NOBODY = -1


@dataclass(slots=True, eq=False)
class Task:
    """A task: what the World says of it, then what happens to it; `remaining_min` is work left for people."""

    number: int
    function: int
    effort_min: float
    difficulty: float
    type_z: float
    machine_z: float
    novel: bool
    needs_human: bool
    due_min: float
    remaining_min: float = 0.0
    queued_min: float = 0.0
    back_min: float = 0.0
    visit_start_min: float = 0.0
    in_review: bool = False
    wrong: bool = False
    outcome: int = c.OPEN
    visit: int = 0
    mode: int = c.NO_MODE
    staff: int = NOBODY
    bot: int = NOBODY
    start_min: float = float("nan")
    end_min: float = float("nan")
    human_min: float = 0.0
    review_min: float = 0.0
    bot_min: float = 0.0
    bot_visits: int = 0
    caught: int = 0
    false_alarms: int = 0
    outage_failures: int = 0
    escaped_human: int = 0
    escaped_bot: int = 0
    escaped_reviewed: int = 0


_NAMES = [field.name for field in fields(Task)]
RECORDED = tuple(_NAMES[_NAMES.index("outcome") :])
"""What is recorded of a task, as the engine names it."""


def recorded(tasks: list[Task]) -> dict[str, NDArray[Any]]:
    """Return what happened to the tasks, one entry a task."""
    return {name: np.array([getattr(task, name) for task in tasks]) for name in RECORDED}
