"""The task book: one column for each thing known or recorded about tasks, one entry a task."""

from array import array
from typing import Any

import numpy as np
from numpy.typing import NDArray

from ..choreography import NO_MODE, NOT_ARRIVED, OPEN
from ..firm import Agenda
from ..world import World

NOBODY = -1


class TaskBook:
    """Plain lists, because Python reads and writes them faster than arrays; arrays of what is mostly only written.

    What is given: `function`, `arrival_min`, `effort_min`, `difficulty`, `machine_z`, `type_z`, `novel`, `needs_human`,
    `patience_min`, `due_min`, `give_up_min`. What happens: everything else, among it `adviser`, the bot to be asked
    when work begins, `advised_at`, the visit at which it was, and `author`, whose result is under review (-1: a bot's).
    """

    def __init__(self, world: World, agenda: Agenda) -> None:
        given = world.tasks
        n = world.n_tasks
        self.n = n
        self.function: list[int] = given["function"].tolist()
        self.arrival_min: list[float] = given["arrival_min"].tolist()
        self.effort_min: list[float] = given["effort_min"].tolist()
        self.difficulty: list[float] = given["difficulty"].tolist()
        self.machine_z: list[float] = given["machine_z"].tolist()
        self.type_z: list[float] = world.type_z[given["task_type"]].tolist() if n else []
        self.novel: list[bool] = given["novel"].tolist()
        self.needs_human: list[bool] = given["needs_human"].tolist()
        self.patience_min: list[float] = given["patience_min"].tolist()
        self.due_min: list[float] = agenda.due_min.tolist()
        self.give_up_min: list[float] = agenda.give_up_min.tolist()

        self.stage = [NOT_ARRIVED] * n
        self.visit = [0] * n
        self.wrong = [False] * n
        self.start_min = [float("nan")] * n
        self.queued_min = [0.0] * n
        self.remaining_min = [0.0] * n

        # Small numbers as bytes: at most 100 visits, so no count of anything per visit overflows.
        self.outcome = bytearray([OPEN]) * n
        self.mode = bytearray([NO_MODE]) * n
        self.bot_visits = bytearray(n)
        self.caught = bytearray(n)
        self.false_alarms = bytearray(n)
        self.outage_failures = bytearray(n)
        self.escaped_human = bytearray(n)
        self.escaped_bot = bytearray(n)
        self.escaped_reviewed = bytearray(n)
        self.escaped_assisted = bytearray(n)
        self.caught_people = bytearray(n)
        self.false_alarms_people = bytearray(n)
        self.staff = array("i", [NOBODY]) * n
        self.bot = array("i", [NOBODY]) * n
        self.waits_at = array("i", [NOBODY]) * n
        self.adviser = array("i", [NOBODY]) * n
        self.advised_at = array("i", [NOBODY]) * n
        self.author = array("i", [NOBODY]) * n
        self.end_min = array("d", [float("nan")]) * n
        self.human_min = array("d", [0.0]) * n
        self.review_min = array("d", [0.0]) * n
        self.bot_min = array("d", [0.0]) * n

    def recorded(self, also: tuple[str, ...] = ()) -> dict[str, NDArray[Any]]:
        """Return due times and the columns of what happened: counts and codes as int16 or int8, times as float64.

        `also` names counts that only some firms record.
        """
        counts = ("bot_visits", "caught", "false_alarms", "outage_failures", *also)
        escaped = ("escaped_human", "escaped_bot", "escaped_reviewed")
        times = ("due_min", "start_min", "end_min", "human_min", "review_min", "bot_min")
        return {
            "stage": np.frombuffer(bytes(self.stage), dtype=np.int8).copy(),
            "visit": np.frombuffer(bytes(self.visit), dtype=np.uint8).astype(np.int16),
            **{name: np.frombuffer(getattr(self, name), dtype=np.int8).copy() for name in ("outcome", "mode")},
            **{name: np.array(getattr(self, name), dtype=np.int32) for name in ("staff", "bot")},
            **{name: np.array(getattr(self, name), dtype=np.float64) for name in times},
            **{name: np.frombuffer(getattr(self, name), dtype=np.uint8).astype(np.int16) for name in counts + escaped},
        }
