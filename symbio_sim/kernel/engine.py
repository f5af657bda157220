"""Running a firm through its World in compiled code."""

from typing import Any

import numpy as np
from numba import types
from numpy.typing import NDArray

from ..firm import Agenda, Firm
from ..mechanisms.turnover import DAYS_PER_MONTH
from ..simulation_error import hazard_above_cap
from ..world import World
from . import day, loop
from .linked import LinkedProgram
from .pack import pack, with_longer_heap
from .passing import table_of
from .program import Addressed, Program
from .rules import RULE_SIGNATURE
from .state import EXTRA_DAYS, FINISHED, QUEUE_FULL, RULE_FAILED, State
from .template import template_of

TASK_COLUMNS = (
    *("stage", "outcome", "mode", "staff", "bot"),
    *("due_min", "start_min", "end_min", "human_min", "review_min", "bot_min"),
    *("visit", "bot_visits", "caught", "false_alarms", "outage_failures"),
    *("escaped_human", "escaped_bot", "escaped_reviewed"),
)
"""What is recorded of each task, in the order of the Mesa engine's task book."""

ASSISTED_COLUMNS: tuple[str, ...] = ("escaped_assisted",)
PEOPLE_REVIEW_COLUMNS: tuple[str, ...] = ("caught_people", "false_alarms_people")
"""What is recorded besides, where people get advice and where they check each other."""

SOURCES = ("choreography.py", "kernel", "mechanisms", "policies")


class RuleFailedError(Exception):
    """A custom rule has failed or returned no number; the Mesa engine can tell the story."""


class _NoRule(Addressed):
    """What stands for a custom rule where there is none; it is never called."""

    def __wrapper_address__(self) -> int:
        return 1  # Numba refuses 0

    def signature(self) -> Any:
        return RULE_SIGNATURE


_TABLE = types.Array(types.int64, 1, "C")
_MIDNIGHT = types.void(_TABLE, types.int64)


def _signature_of_midnight() -> Any:
    return _MIDNIGHT


def _signature_of_loop() -> Any:
    return types.void(_TABLE, types.FunctionType(RULE_SIGNATURE), types.FunctionType(_MIDNIGHT), types.int64)


LOOP = Program(loop.run, _signature_of_loop, SOURCES, about_s=16.0)
MIDNIGHT = Program(day.midnight, _signature_of_midnight, SOURCES, about_s=10.0, name="the fast engine's midnight")
PROGRAM = LinkedProgram(LOOP, {f"{__name__}:MIDNIGHT.load": MIDNIGHT})
"""The compiled engine: the loop calls midnight, and both can be compiled at the same time."""

_NO_RULE = _NoRule()


def run(firm: Firm, agenda: Agenda, world: World, rule: Any = None) -> State:
    """Run a firm through its World and return all that happened.

    Parameters
    ----------
    firm, agenda, world
        What meets.
    rule : compiled function, optional
        The custom rule, where the policy has one.

    Raises
    ------
    RuleFailedError
        If the custom rule fails or does not return a number.
    SimulationError
        If a rate has left the range for which its law is meant.
    """
    template = template_of(firm)
    s = pack(template, agenda, world)
    while True:
        midnight = MIDNIGHT.pointer()
        LOOP(table_of(s), _NO_RULE if rule is None else rule, midnight, template.most_servers)
        status = s.firm["status"][0]
        if status == QUEUE_FULL:
            s = with_longer_heap(s)
        elif status == FINISHED:
            return s
        else:
            raise _stopped(s, firm)


def _stopped(s: State, firm: Firm) -> Exception:
    """Return why a run has stopped."""
    if s.firm["status"][0] == RULE_FAILED:
        return RuleFailedError()
    seat, day, hazard = (s.firm[name][0].item() for name in ("failed_seat", "failed_day", "failed_hazard"))
    cap = firm.config.mechanisms.turnover.hazard_cap_per_month
    return hazard_above_cap(firm.seats[seat], day, hazard * DAYS_PER_MONTH, cap)


def recorded(s: State) -> dict[str, dict[str, NDArray[Any]]]:
    """Return what a run has written down, columns by group under the Mesa engine's names: tasks, days, ..., extra.

    They are views of the records, not copies.
    """
    law = s.parameters[0]
    also = ASSISTED_COLUMNS if law["assists"] else ()
    also += PEOPLE_REVIEW_COLUMNS if law["reviews_people"] else ()
    return {
        "tasks": {name: s.tasks[name] for name in TASK_COLUMNS + also},
        **{
            group: {name: records[name] for name in records.dtype.names or ()}
            for group, records in (
                ("days", s.days),
                ("staff", s.staff_days),
                ("skill", s.skill_days),
                ("bots", s.bot_days),
            )
        },
        "extra": {
            f"{owner}_{name}": records[name]
            for book, owner in EXTRA_DAYS.items()
            if len(records := getattr(s, book))
            for name in records.dtype.names
        },
    }


def run_plain(firm: Firm, agenda: Agenda, world: World, rule: Any = None) -> State:
    """Do as :func:`run` does, in plain Python: slow, and the same to the last bit."""
    template = template_of(firm)
    s = pack(template, agenda, world)
    with np.errstate(all="ignore"):  # the arithmetic of luck wraps
        while True:
            loop.run(_as_attributes(s), rule, day.midnight, template.most_servers)
            status = s.firm["status"][0]
            if status == QUEUE_FULL:
                s = with_longer_heap(s)
            elif status == FINISHED:
                return s
            else:
                raise _stopped(s, firm)


def _as_attributes(s: State) -> State:
    """Return views whose records have their fields as attributes, as they have in compiled code."""
    return State(*(array.view(np.recarray) if array.dtype.names else array for array in s))
