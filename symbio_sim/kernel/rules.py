"""A user's allocation rule, compiled where it then is what it is in Python, its failures included."""

import math
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import lru_cache
from types import CodeType, FunctionType
from typing import Any

import numba
from numba import types
from numba.core.errors import NumbaError

from ..firm.features import N_NUMBERS
from . import checked_math
from .rule_reading import UncompilableRuleError, is_function_of_math, is_plain_number, read_rule

RULE_SIGNATURE = types.float64(*[types.float64] * N_NUMBERS)
"""Of allocation rules; see :mod:`symbio_sim.policies`."""

_EVERYWHERE = "Failed in nopython mode pipeline (step: nopython frontend)"
"""How Numba begins to say what is wrong."""


def compile_rule(rule: Callable[..., float]) -> Any:
    """Compile a rule to a function that compiled code can be handed.

    Where the rule raises, the compiled one returns NaN, with which the engine stops. The last ones are remembered, as
    long as the numbers that they take from their modules are the same.

    Raises
    ------
    UncompilableRuleError
        If the rule is no plain function, or does what cannot be compiled to the same numbers; the message says what.
    """
    if not isinstance(rule, FunctionType):
        raise UncompilableRuleError("the rule is not a plain function")
    result = _compiled(_Rule(rule.__code__, _surroundings(rule), rule))
    if isinstance(result, UncompilableRuleError):
        raise result
    return result


@dataclass(frozen=True)
class _Rule:
    """A rule, equal to another if it does the same."""

    code: CodeType
    surroundings: tuple[Any, ...]
    function: FunctionType = field(compare=False)


def _surroundings(rule: FunctionType) -> tuple[Any, ...]:
    """Return all that a rule depends on beside its code, told apart to the last bit."""
    used = [(name, rule.__globals__[name]) for name in rule.__code__.co_names if name in rule.__globals__]
    given = [("", value) for value in (*(rule.__defaults__ or ()), rule.__closure__, rule.__kwdefaults__)]
    return tuple(
        (name, type(value), repr(value) if is_plain_number(value) else id(value)) for name, value in used + given
    )


@lru_cache(maxsize=128)
def _compiled(rule: _Rule) -> Any:
    """Return the compiled rule, or the error that says why there is none."""
    try:
        read_rule(rule.function)
        return _guarded(rule.function)
    except UncompilableRuleError as error:
        return error


def _guarded(rule: FunctionType) -> Any:
    """Compile a rule that has been read."""
    names = {name: _stand_in(rule.__globals__[name]) for name in rule.__code__.co_names if name in rule.__globals__}
    plain = numba.njit(FunctionType(rule.__code__, names, rule.__name__, rule.__defaults__))

    def guarded(
        a: float,
        b: float,
        c: float,
        d: float,
        e: float,
        f: float,
        g: float,
        h: float,
        i: float,
        j: float,
        k: float,
        l: float,  # noqa: E741
        m: float,
        n: float,
        o: float,
        p: float,
        q: float,
        r: float,
        s: float,
    ) -> float:
        try:
            # Python's -0 of whole numbers is 0, compiled code's may be -0.0: zero loses its sign.
            return 0.0 + plain(a, b, c, d, e, f, g, h, i, j, k, l, m, n, o, p, q, r, s)  # type: ignore[no-any-return]
        except Exception:
            return math.nan

    try:
        return numba.cfunc(RULE_SIGNATURE)(guarded)
    except NumbaError as error:
        reason = str(error).removeprefix(_EVERYWHERE).strip().splitlines()[0]
        raise UncompilableRuleError(f"the rule cannot be compiled ({type(error).__name__}: {reason})") from error


def _stand_in(value: Any) -> Any:
    """Return what takes the place of a name's value: for `math` and its functions, those that fail as Python's do."""
    if value is math:
        return checked_math
    return getattr(checked_math, value.__name__) if is_function_of_math(value) else value
