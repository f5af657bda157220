"""Which engine runs: the Mesa engine at once, or the compiled one, which has to be loaded or even compiled first.

Both give the same run to the last bit, so the choice is one of time alone. What a process will be asked for is not known
beforehand, unless somebody says so (:func:`work_ahead`); so `auto` rents before it buys: it takes the Mesa engine until
the time that the compiled one would have saved reaches what it costs to get ready, which at worst doubles the time.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, Literal

from .firm import Firm
from .model import find_rule

Engine = Literal["auto", "kernel", "mesa"]
ENGINES: tuple[Engine, ...] = ("auto", "kernel", "mesa")

SAVED_S_PER_TASK = 8e-6
"""What the compiled engine saves (seconds a task): an order of magnitude, measured with `benchmarks/`."""
LOADING_S = 1.5
COMPILING_S = 20.0
"""What it costs to get ready in a process, from disk and for the first time (seconds, on a slow machine)."""

_ahead: ContextVar[int] = ContextVar("tasks_ahead", default=0)
_tasks_so_far = 0


class EngineError(ValueError):
    """An engine that is not known or cannot run this firm."""


@dataclass(frozen=True)
class Choice:
    """The engine that runs, and why."""

    engine: Literal["kernel", "mesa"]
    why: str


@contextmanager
def work_ahead(n_tasks: int) -> Iterator[None]:
    """Say how many tasks are going to be simulated within, so that `auto` can choose well from the first run on."""
    token = _ahead.set(n_tasks)
    try:
        yield
    finally:
        _ahead.reset(token)


def choose(engine: Engine, firm: Firm, n_tasks: int) -> Choice:
    """Return the engine for a run of `n_tasks` tasks.

    Raises
    ------
    EngineError
        If the engine is not known, or is the compiled one and the firm's own rule cannot be compiled.
    RuleError
        If the firm's own rule cannot be found.
    """
    if engine not in ENGINES:
        raise EngineError(f"unknown engine {engine!r}; known: {', '.join(ENGINES)}")
    if engine == "mesa":
        return Choice("mesa", "asked for")
    obstacle = _obstacle(firm) if engine == "kernel" or _may_pay(n_tasks) else None
    if engine == "kernel":
        if obstacle is not None:
            raise EngineError(f"the compiled engine cannot run this firm: {obstacle}")
        return Choice("kernel", "asked for")
    if obstacle is not None:
        return Choice("mesa", f"auto: {obstacle}")
    return _sooner(n_tasks)


def _sooner(n_tasks: int) -> Choice:
    """Return the engine with which this process is expected to finish sooner."""
    global _tasks_so_far
    _tasks_so_far += n_tasks
    work_s = SAVED_S_PER_TASK * (_tasks_so_far + _ahead.get())
    if work_s < LOADING_S:
        return Choice("mesa", f"auto: would save {work_s:.1f} s of work and take {LOADING_S:g} s to load")
    from .kernel.engine import PROGRAM  # Numba takes its time to import

    if PROGRAM.is_loaded:
        return Choice("kernel", "auto: is loaded")
    if PROGRAM.is_kept():
        return Choice("kernel", f"auto: saves {work_s:.1f} s of work and takes {LOADING_S:g} s to load")
    if work_s < COMPILING_S:
        return Choice("mesa", f"auto: would save {work_s:.1f} s of work and take {COMPILING_S:g} s to compile")
    return Choice("kernel", f"auto: saves {work_s:.1f} s of work and takes {COMPILING_S:g} s to compile")


def _may_pay(n_tasks: int) -> bool:
    return SAVED_S_PER_TASK * (_tasks_so_far + _ahead.get() + n_tasks) >= LOADING_S


def _obstacle(firm: Firm) -> str | None:
    """Return why the compiled engine cannot run a firm; None if it can."""
    from .kernel.rules import UncompilableRuleError

    try:
        compiled_rule(firm)
    except UncompilableRuleError as error:
        return str(error)
    return None


@lru_cache(maxsize=128)
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
