"""The task book: one column for each thing known or recorded about tasks, one entry a task."""

from typing import Any

import numpy as np
from numpy.typing import NDArray

from ..choreography import NO_MODE, NOT_ARRIVED, OPEN
from ..firm import Agenda
from ..world import World

NOBODY = -1


class TaskBook:
    """Plain lists, because Python reads and writes them faster than arrays.

    What is given: `function`, `effort_min`, `difficulty`, `machine_z`, `type_z`, `novel`, `needs_human`,
    `patience_min`, `due_min`, `give_up_min`, `luck_state`. What happens: everything else.
    """

    def __init__(self, world: World, agenda: Agenda) -> None:
        given = world.tasks
        n = world.n_tasks
        self.n = n
        self.arrival_min: list[float] = given["arrival_min"].tolist()
        self.function: list[int] = given["function"].tolist()
        self.effort_min: list[float] = given["effort_min"].tolist()
        self.difficulty: list[float] = given["difficulty"].tolist()
        self.machine_z: list[float] = given["machine_z"].tolist()
        self.type_z: list[float] = world.type_z[given["task_type"]].tolist() if n else []
        self.novel: list[bool] = given["novel"].tolist()
        self.needs_human: list[bool] = given["needs_human"].tolist()
        self.patience_min: list[float] = given["patience_min"].tolist()
        self.due_min: list[float] = agenda.due_min.tolist()
        self.give_up_min: list[float] = agenda.give_up_min.tolist()
        self.luck_state: list[int] = agenda.luck_state.tolist()

        self.stage = [NOT_ARRIVED] * n
        self.visit = [0] * n
        self.outcome = [OPEN] * n
        self.mode = [NO_MODE] * n
        self.staff = [NOBODY] * n
        self.bot = [NOBODY] * n
        self.start_min = [float("nan")] * n
        self.end_min = [float("nan")] * n
        self.queued_min = [0.0] * n
        self.remaining_min = [0.0] * n
        self.wrong = [False] * n
        self.human_min = [0.0] * n
        self.review_min = [0.0] * n
        self.bot_min = [0.0] * n
        self.bot_visits = [0] * n
        self.caught = [0] * n
        self.false_alarms = [0] * n
        self.outage_failures = [0] * n
        self.escaped_human = [0] * n
        self.escaped_bot = [0] * n
        self.escaped_reviewed = [0] * n

    def recorded(self) -> dict[str, NDArray[Any]]:
        """Return the columns of what happened as arrays."""
        kinds: dict[str, type] = {
            "stage": np.int8,
            "visit": np.int16,
            "outcome": np.int8,
            "mode": np.int8,
            "staff": np.int32,
            "bot": np.int32,
            "start_min": np.float64,
            "end_min": np.float64,
            "human_min": np.float64,
            "review_min": np.float64,
            "bot_min": np.float64,
            "bot_visits": np.int16,
            "caught": np.int16,
            "false_alarms": np.int16,
            "outage_failures": np.int16,
            "escaped_human": np.int16,
            "escaped_bot": np.int16,
            "escaped_reviewed": np.int16,
        }
        return {name: np.array(getattr(self, name), dtype=kind) for name, kind in kinds.items()}
