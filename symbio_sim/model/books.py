"""The books: what the model writes down at the end of each day."""

from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from ..choreography import ABANDONED, CORRECT, ERROR, UNRESOLVED
from ..firm import ACCURACY, SPEED

if TYPE_CHECKING:
    from .symbio_model import SymbioModel

DAY_COLUMNS = ("arrivals", "returns", "correct", "errors", "abandoned", "unresolved", "backlog", "waiting")


class Books:
    """Counters of the running day by function, and the closed days, each an entry by day."""

    def __init__(self, model: "SymbioModel") -> None:
        self._model = model
        n = len(model.functions)
        self.arrivals = [0] * n
        self.returns = [0] * n
        self.correct = [0] * n
        self.errors = [0] * n
        self.abandoned = [0] * n
        self.unresolved = [0] * n
        self.ended = {
            CORRECT: self.correct,
            ERROR: self.errors,
            ABANDONED: self.abandoned,
            UNRESOLVED: self.unresolved,
        }
        self.days: dict[str, list[list[int]]] = {name: [] for name in DAY_COLUMNS}
        self.staff: dict[str, list[list[float]]] = {name: [] for name in ("busy_min", "overtime_min", "load", "trust")}
        self.skill: dict[str, list[list[float]]] = {
            name: [] for name in ("speed", "accuracy", "peak_speed", "peak_accuracy")
        }
        self.bots: dict[str, list[list[float]]] = {name: [] for name in ("busy_min", "visits", "failures")}
        self.extra: dict[str, list[list[float]]] = {}
        self.skill_pairs = [(person, function) for person in model.staff for function in person.role.functions]

    def last(self, column: str) -> int:
        """Return the last closed day's total of a column over all functions (0 before the first)."""
        days = self.days[column]
        return sum(days[-1]) if days else 0

    def note(self, column: str, values: list[float]) -> None:
        """Write down what a mechanism has of the day that ends; see :mod:`symbio_sim.extra_days` for the names."""
        self.extra.setdefault(column, []).append(values)

    def close_day(self, day: int, worked: list[tuple[float, float]], bot_min: list[float]) -> None:
        """Write the day that ends and begin the next."""
        model = self._model
        counters = (self.arrivals, self.returns, self.correct, self.errors, self.abandoned, self.unresolved)
        for name, counter in zip(DAY_COLUMNS[:6], counters, strict=True):
            self.days[name].append(counter.copy())
            counter[:] = [0] * len(counter)
        self.days["backlog"].append(model.open_tasks.copy())
        self.days["waiting"].append([queue.waiting for queue in model.queues])
        self.staff["busy_min"].append([busy for busy, _ in worked])
        self.staff["overtime_min"].append([overtime for _, overtime in worked])
        self.staff["load"].append([person.load for person in model.staff])
        self.staff["trust"].append([person.trust for person in model.staff])
        pairs = self.skill_pairs
        nobody = ((0.0, 0.0), (0.0, 0.0))
        levels = [nobody if person.job.vacant else (person.current[f], person.peak[f]) for person, f in pairs]
        self.skill["speed"].append([current[SPEED] for current, _ in levels])
        self.skill["accuracy"].append([current[ACCURACY] for current, _ in levels])
        self.skill["peak_speed"].append([peak[SPEED] for _, peak in levels])
        self.skill["peak_accuracy"].append([peak[ACCURACY] for _, peak in levels])
        if model.config.mechanisms.reliance.on:
            self.note("pair_reliance", [person.reliance(f) for person, f in pairs])
        self.bots["busy_min"].append(bot_min)
        self.bots["visits"].append([bot.visits for bot in model.bots])
        self.bots["failures"].append([bot.failures for bot in model.bots])

    def arrays(self) -> dict[str, dict[str, NDArray[Any]]]:
        """Return the closed days as arrays (days x entities), and what was noted."""
        return {
            "days": {name: np.array(rows, dtype=np.int64) for name, rows in self.days.items()},
            "staff": {name: np.array(rows, dtype=np.float64) for name, rows in self.staff.items()},
            "skill": {name: np.array(rows, dtype=np.float64) for name, rows in self.skill.items()},
            "bots": {name: np.array(rows, dtype=np.float64) for name, rows in self.bots.items()},
            "extra": {name: np.array(rows, dtype=np.float64) for name, rows in self.extra.items()},
        }
