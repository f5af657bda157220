"""Which engine runs: the Mesa engine at once, or the compiled one, which has to be loaded or even compiled first.

Both give the same run to the last bit, so the choice is one of time alone. What a process will be asked for is not
known beforehand, unless somebody says so (:func:`work_ahead`); so `auto` rents before it buys: it takes the Mesa
engine until the time that the compiled one would have saved reaches what it costs to get ready, which at worst doubles
the time.
"""

import logging
import sys
from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass, field
from functools import cache
from threading import Lock
from typing import TYPE_CHECKING, Any, Literal

from .firm import Firm
from .model import find_rule

if TYPE_CHECKING:
    from .kernel.linked import LinkedProgram

log = logging.getLogger("symbio_sim")

Engine = Literal["auto", "kernel", "mesa"]
ENGINES: tuple[Engine, ...] = ("auto", "kernel", "mesa")

SAVED_S_PER_TASK = 2e-5
"""What the compiled engine saves (seconds a task, all mechanisms on). Only proportions matter, which machines share."""
LOADING_S = 0.6
COMPILING_S = 20.0
COMPILING_RULE_S = 0.3
"""What it costs to get ready in a process: from disk, for the first time, for a rule of the firm's own (seconds).

By processor time of one machine: as much as 30,000, a million and 15,000 tasks.
"""


class EngineError(ValueError):
    """An engine that is not known or cannot run this firm."""


@dataclass(frozen=True)
class Choice:
    """The engine that runs, and why."""

    engine: Literal["kernel", "mesa"]
    why: str


@dataclass
class _Work:
    """How many tasks this process has been asked to simulate, and how many more it has been told of."""

    so_far: int = 0
    ahead: int = 0
    lock: Lock = field(default_factory=Lock)

    def ask_for(self, n_tasks: int) -> int:
        """Add a run, which is one of those told of if there are any; return how many tasks there are in all."""
        with self.lock:
            self.so_far += n_tasks
            self.ahead = max(0, self.ahead - n_tasks)
            return self.so_far + self.ahead

    @contextmanager
    def told_of(self, n_tasks: int) -> Iterator[None]:
        """Count on tasks within, and no longer on those of them that have not come."""
        with self.lock:
            self.ahead += n_tasks
            before = self.so_far
        try:
            yield
        finally:
            with self.lock:
                self.ahead = max(0, self.ahead - max(0, n_tasks - (self.so_far - before)))


_work = _Work()
_along: list[str] = []


def compile_along(place: str) -> None:
    """Let something that is compiled as well be compiled beside the engine, wherever that is to be compiled.

    Parameters
    ----------
    place : str
        Of a function without arguments that does so, and leaves the result on disk: ``module:function``.
    """
    if place not in _along:
        _along.append(place)


def work_ahead(n_tasks: int) -> AbstractContextManager[None]:
    """Say how many tasks this process is going to simulate within, so that `auto` chooses well from the first run on.

    It holds for all threads.
    """
    return _work.told_of(n_tasks)


def choose(engine: Engine, firm: Firm, n_tasks: int) -> Choice:
    """Return the engine for a run of `n_tasks` tasks, ready to run.

    Raises
    ------
    EngineError
        If the engine is not known, or is the compiled one, which cannot run here or cannot run the firm's own rule.
    RuleError
        If the firm's own rule cannot be found.
    """
    if engine not in ENGINES:
        raise EngineError(f"unknown engine {engine!r}; known: {', '.join(ENGINES)}")
    if engine == "mesa":
        return Choice("mesa", "asked for")
    if engine == "kernel":
        obstacle = _obstacle(firm)
        if obstacle is not None:
            raise EngineError(f"the compiled engine cannot run this firm: {obstacle}")
        return Choice("kernel", "asked for")
    sooner = _sooner(firm, n_tasks)
    obstacle = _obstacle(firm) if sooner.engine == "kernel" else None
    return sooner if obstacle is None else Choice("mesa", f"auto: {obstacle}")


def _sooner(firm: Firm, n_tasks: int) -> Choice:
    """Return the engine with which this process is expected to finish sooner."""
    saved_s = SAVED_S_PER_TASK * _work.ask_for(n_tasks)
    rule_s = COMPILING_RULE_S if firm.config.policy.rule == "custom" else 0.0
    if _is_loaded():
        return _weighed(saved_s, rule_s, "compile the rule") if rule_s else Choice("kernel", "auto: is loaded")
    least = _weighed(saved_s, LOADING_S + rule_s, "load")
    if least.engine == "mesa":
        return least
    program = _program()
    if isinstance(program, str):
        return Choice("mesa", f"auto: {program}")
    return least if _is_kept(program) else _weighed(saved_s, COMPILING_S + rule_s, "compile")


def _weighed(saved_s: float, cost_s: float, what_for: str) -> Choice:
    if saved_s < cost_s:
        return Choice("mesa", f"auto: would save {saved_s:.1f} s of work and take {cost_s:.1f} s to {what_for}")
    return Choice("kernel", f"auto: saves {saved_s:.1f} s of work and takes {cost_s:.1f} s to {what_for}")


def _is_loaded() -> bool:
    """Tell whether this process has the compiled engine already; importing it to ask would take as long as a run."""
    engine = sys.modules.get(f"{__package__}.kernel.engine")
    return engine is not None and engine.PROGRAM.is_loaded


@cache
def _is_kept(program: "LinkedProgram") -> bool:
    return program.is_kept()


def _obstacle(firm: Firm) -> str | None:
    """Make the compiled engine ready for a firm and return None, or return why that cannot be."""
    program = _program()
    if isinstance(program, str):
        return program
    from .kernel.rule_reading import UncompilableRuleError
    from .kernel.unchanged import replaced

    name = replaced()
    if name is not None:
        return f"{name} has been replaced in this process, and is compiled as its file says"
    try:
        compiled_rule(firm)
    except UncompilableRuleError as error:
        return str(error)
    return _made_ready(program)


@cache
def _program() -> "LinkedProgram | str":
    """Return the compiled engine, or why this process cannot have it."""
    try:
        from .kernel.engine import PROGRAM  # Numba takes its time to import
        from .kernel.program import obstacle
    except ImportError as error:  # Numba names the releases of NumPy that it knows
        return f"Numba cannot be imported ({error})"
    return obstacle() or PROGRAM


@cache
def _made_ready(program: "LinkedProgram") -> str | None:
    """Load or compile the engine; a release of Numba in which that fails is no reason not to simulate."""
    try:
        program.load(_along)
    except Exception as error:
        reason = f"{type(error).__name__}: {str(error).splitlines()[0] if str(error) else 'no reason given'}"
        log.warning("This release of Numba cannot compile the fast engine (%s).", reason)
        return f"it cannot be compiled ({reason})"
    return None


def compiled_rule(firm: Firm) -> Any:
    """Return the firm's own rule for the compiled engine; None if it has none.

    Raises
    ------
    UncompilableRuleError
        If it cannot be compiled to what it is in Python.
    RuleError
        If it cannot be found.
    """
    policy = firm.config.policy
    if policy.rule != "custom":
        return None
    from .kernel.rules import compile_rule

    return compile_rule(find_rule(policy.rule, policy.function))
