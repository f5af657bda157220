"""What a run adds up to: one pass over its tasks and one over its days."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from ..choreography import DECLINED
from ..config import DAY_MIN
from ..run import Run
from . import passes
from .day_tally import N_DAY_SUMS, tally_days
from .firm_facts import FirmFacts, facts_of
from .task_tally import ENDS, N_MODES, N_TASK_SUMS, RIGHT, tally_tasks

TRAILING_DAYS = 28
"""The days whose work is the demand of the moment that follows them."""

_GIVEN = {"function": np.int16, "effort_min": np.float64}
_HAPPENED = {
    **{"outcome": np.int8, "mode": np.int8, "bot": np.int32},
    **{"due_min": np.float64, "start_min": np.float64, "end_min": np.float64},
    **{"escaped_human": np.int16, "escaped_bot": np.int16, "escaped_reviewed": np.int16},
    **{"caught": np.int16, "false_alarms": np.int16},
    **{"escaped_assisted": np.int16, "caught_people": np.int16},
}
"""What is read of tasks beside their arrival, in the order of the pass, as which type; none is nought."""

Floats = NDArray[np.float64]


@dataclass(frozen=True)
class Tally:
    """What a run adds up to after warm-up.

    Attributes
    ----------
    tasks : list of list of float
        Sums over tasks, function by function; the places are those of :mod:`symbio_sim.metrics.task_tally`.
    total : list of float
        The same of all functions.
    days : list of float
        Sums over days; the places are those of :mod:`symbio_sim.metrics.day_tally`.
    served : list of list of float
        Correct tasks that bots served, by bot and function; the last row belongs to no bot.
    demand_h : ndarray, length functions
        Effort that arrived in the last 28 days (hours).
    cycle_min : ndarray
        Arrival to end of each correct task (minutes).
    """

    tasks: list[list[float]]
    total: list[float]
    days: list[float]
    served: list[list[float]]
    demand_h: Floats
    cycle_min: Floats

    def ended(self, outcome: int | None = None, mode: int | None = None) -> float:
        """Return how many tasks ended so; with any outcome of those that came, or any mode, if left out."""
        ends = self.total[ENDS:]
        if outcome is None:
            ends = ends[: N_MODES * DECLINED] + ends[N_MODES * (DECLINED + 1) :]
        else:
            ends = ends[N_MODES * outcome : N_MODES * (outcome + 1)]
        return sum_of(ends if mode is None else ends[mode::N_MODES])

    def worth(self, place: int, prices: Sequence[float]) -> float:
        """Return a sum over tasks, each at its function's price."""
        return sum_of(row[place] * price for row, price in zip(self.tasks, prices, strict=True))


def sum_of(values: Iterable[float]) -> float:
    """Add one by one: `sum` rounds otherwise from Python 3.12 on."""
    total = 0.0
    for value in values:
        total += value
    return total


def tallied(run: Run, *, compiled: bool) -> Tally:
    """Return what a run adds up to, whether in compiled code or not: the numbers are the same."""
    facts = facts_of(run.firm)
    n_functions = len(facts.value_eur)
    sums, day_sums = np.zeros((n_functions, N_TASK_SUMS)), np.zeros(N_DAY_SUMS)
    served = np.zeros((len(facts.usage_eur) + 1, n_functions))
    demand_h, cycle_min = np.zeros(n_functions), np.empty(run.world.n_tasks)
    given, happened, none = run.world.tasks, run.columns, np.zeros(run.world.n_tasks)
    arguments = [
        _arrivals(run),
        *(np.asarray(given[name], kind) for name, kind in _GIVEN.items()),
        *(np.asarray(happened.get(name, none), kind) for name, kind in _HAPPENED.items()),
        *(facts.judged_until_min, facts.warm_up_min, facts.horizon_min),
        max(facts.horizon_min - TRAILING_DAYS * DAY_MIN, 0.0),
    ]
    passes.do(tally_tasks, arguments, (sums, served, demand_h, cycle_min), compiled=compiled)
    passes.do(tally_days, _days(run, facts), (day_sums,), compiled=compiled)
    total: list[float] = sums.sum(axis=0).tolist()
    return Tally(
        tasks=sums.tolist(),
        total=total,
        days=day_sums.tolist(),
        served=served.tolist(),
        demand_h=demand_h,
        cycle_min=cycle_min[: int(total[RIGHT])],
    )


def _arrivals(run: Run) -> Floats:
    """Return when tasks arrive; candidates for demand above the base that did not come never do.

    A task of the base demand that was declined is lost demand; such a candidate is none.
    """
    arrival_min = np.asarray(run.world.tasks["arrival_min"], np.float64)
    never_were = run.world.extra & (run.columns["outcome"] == DECLINED)
    return np.where(never_were, np.inf, arrival_min)


def _days(run: Run, facts: FirmFacts) -> list[object]:
    days, staff, bots, skills = run.days, run.staff_days, run.bot_days, run.skill_days
    return [
        *(days["arrivals"], days["returns"], days["backlog"], staff["busy_min"], staff["overtime_min"]),
        *(bots["busy_min"], bots["visits"], skills["speed"], skills["accuracy"], run.scheduled_min),
        *(facts.wage_eur_per_h, facts.usage_eur, facts.first_day),
    ]
