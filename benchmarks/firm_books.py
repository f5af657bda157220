"""The peers' books: what is written down at the end of each day, the same as the engine writes."""

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from symbio_sim import choreography as c
from symbio_sim.firm import ACCURACY, SPEED
from symbio_sim.mechanisms import trust as trust_law

if TYPE_CHECKING:
    from .firm_core import ReferenceFirm

Arrays = dict[str, NDArray[Any]]

COUNTED = ("arrivals", "returns", "correct", "errors", "abandoned", "unresolved")
ENDED = {c.CORRECT: "correct", c.ERROR: "errors", c.UNRESOLVED: "unresolved"}
SKILL = ("speed", "accuracy", "peak_speed", "peak_accuracy")


@dataclass(frozen=True)
class FirmRun:
    """What happened: columns of tasks, then per day what the engine's `Run` holds under the same names."""

    columns: Arrays
    days: Arrays
    staff_days: Arrays
    skill_days: Arrays
    bot_days: Arrays


class Books:
    """Counters of the running day by function, and the closed days."""

    def __init__(self, firm: "ReferenceFirm[Any, Any]") -> None:
        self.firm = firm
        n = len(firm.functions)
        self.today = {name: [0] * n for name in COUNTED}
        self.open_tasks = [0] * n
        self.days: dict[str, list[list[int]]] = {name: [] for name in (*COUNTED, "backlog", "waiting")}
        self.staff: dict[str, list[list[float]]] = {name: [] for name in ("busy_min", "overtime_min", "load", "trust")}
        self.skill: dict[str, list[list[float]]] = {name: [] for name in SKILL}
        self.bots: dict[str, list[list[float]]] = {name: [] for name in ("busy_min", "visits", "failures")}
        self.pairs = [(person, function) for person in firm.people for function in person.role.functions]

    def come(self, function: int, how: str) -> None:
        """Count a task that arrives or returns."""
        self.today[how][function] += 1
        self.open_tasks[function] += 1

    def go(self, function: int, how: str) -> None:
        """Count a task that ends, or is sent out in error."""
        self.today[how][function] += 1
        self.open_tasks[function] -= 1

    def close_day(self, waiting: list[int], busy_min: list[float], bot_min: list[float]) -> None:
        """Write the day that ends and begin the next."""
        for name, counts in self.today.items():
            self.days[name].append(counts.copy())
            counts[:] = [0] * len(counts)
        self.days["backlog"].append(self.open_tasks.copy())
        self.days["waiting"].append(waiting)
        people, bots = self.firm.people, self.firm.bots
        self.staff["busy_min"].append(busy_min)
        self.staff["overtime_min"].append([0.0] * len(people))  # all work here pauses with the shift
        self.staff["load"].append([person.load for person in people])
        self.staff["trust"].append([trust_law.trust(*person.trust) for person in people])
        for name, skills, part in zip(
            SKILL, ("current", "current", "peak", "peak"), 2 * (SPEED, ACCURACY), strict=True
        ):
            self.skill[name].append([getattr(person, skills)[function][part] for person, function in self.pairs])
        self.bots["busy_min"].append(bot_min)
        self.bots["visits"].append([bot.visits for bot in bots])
        self.bots["failures"].append([bot.failures for bot in bots])

    def run(self, columns: Arrays) -> FirmRun:
        """Return the closed days as arrays, with the tasks' columns."""
        per_day = (
            {name: np.array(rows) for name, rows in kept.items()} for kept in (self.staff, self.skill, self.bots)
        )
        return FirmRun(columns, {name: np.array(rows) for name, rows in self.days.items()}, *per_day)
