"""A user's allocation rule, compiled where it then is what it is in Python, its failures included.

It may compute with its arguments, numbers of its module, `math` and `min`, `max`, `abs`, `float`. What compilers round
otherwise than Python (`**`, `%`, `//`) or know nothing of stays with the Mesa engine.
"""

import ast
import inspect
import math
import textwrap
from collections.abc import Callable, Iterator
from types import FunctionType
from typing import Any

import numba
from numba import types
from numba.core.errors import NumbaError

from . import checked_math

RULE_SIGNATURE = types.float64(*[types.float64] * 14)
"""Of allocation rules; see :mod:`symbio_sim.policies`."""

_BUILTINS = ("min", "max", "abs", "float")
_FUNCTIONS = tuple(name for name, _ in inspect.getmembers(checked_math, inspect.isfunction) if hasattr(math, name))
_CONSTANTS = ("pi", "e", "inf", "nan")
_NODES = (
    *(ast.FunctionDef, ast.arguments, ast.arg, ast.Return, ast.Assign, ast.AugAssign, ast.AnnAssign, ast.If, ast.Expr),
    *(ast.IfExp, ast.BinOp, ast.UnaryOp, ast.BoolOp, ast.Compare, ast.Call, ast.Attribute, ast.Name, ast.Constant),
    *(ast.Add, ast.Sub, ast.Mult, ast.Div, ast.USub, ast.UAdd, ast.Not, ast.And, ast.Or, ast.Load, ast.Store),
    *(ast.Lt, ast.LtE, ast.Gt, ast.GtE, ast.Eq, ast.NotEq, ast.Pass),
)


class UncompilableRuleError(ValueError):
    """A rule that compiled code would not, or might not, follow to the letter."""


def compile_rule(rule: Callable[..., float]) -> Any:
    """Compile a rule to a function that compiled code can be handed.

    Where the rule raises, the compiled one returns NaN, with which the engine stops.

    Raises
    ------
    UncompilableRuleError
        If the rule is no plain function, or does what cannot be compiled to the same numbers; the message says what.
    """
    if not isinstance(rule, FunctionType):
        raise UncompilableRuleError("the rule is not a plain function")
    names = _globals_of(rule)
    plain = numba.njit(FunctionType(rule.__code__, names, rule.__name__, rule.__defaults__, rule.__closure__))

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
    ) -> float:
        try:
            return plain(a, b, c, d, e, f, g, h, i, j, k, l, m, n)  # type: ignore[no-any-return]
        except Exception:
            return math.nan

    try:
        return numba.cfunc(RULE_SIGNATURE)(guarded)
    except NumbaError as error:
        reason = str(error).strip().splitlines()[0]
        raise UncompilableRuleError(f"the rule cannot be compiled ({type(error).__name__}: {reason})") from error


def _globals_of(rule: FunctionType) -> dict[str, Any]:
    """Return the names that a rule uses, with `math` replaced by functions that fail as Python's do."""
    if rule.__closure__ or rule.__kwdefaults__:
        raise UncompilableRuleError("the rule closes over variables or has keyword-only arguments")
    for node in _nodes(rule):
        _refuse(node)
    return {name: _value(name, rule.__globals__[name]) for name in rule.__code__.co_names if name in rule.__globals__}


def _nodes(rule: FunctionType) -> Iterator[ast.AST]:
    """Yield all that a rule's body is made of."""
    try:
        tree = ast.parse(textwrap.dedent(inspect.getsource(rule)))
    except (OSError, SyntaxError) as error:
        raise UncompilableRuleError("the source of the rule cannot be read") from error
    (definition,) = tree.body
    if not isinstance(definition, ast.FunctionDef) or definition.decorator_list:
        raise UncompilableRuleError("the rule is not a plain function with a name of its own")
    for statement in definition.body:
        yield from ast.walk(_without_annotations(statement))


def _without_annotations(statement: ast.stmt) -> ast.stmt:
    for node in ast.walk(statement):
        if isinstance(node, ast.AnnAssign):
            node.annotation = ast.Constant(None)
    return statement


def _refuse(node: ast.AST) -> None:
    """Refuse what compiled code would not follow to the letter."""
    where = f" (line {node.lineno} of the rule)" if hasattr(node, "lineno") else ""
    if not isinstance(node, _NODES):
        raise UncompilableRuleError(f"the rule uses {type(node).__name__}{where}")
    if isinstance(node, ast.Attribute):
        if not isinstance(node.value, ast.Name) or node.value.id != "math":
            raise UncompilableRuleError(f"the rule uses an attribute of something else than math{where}")
        if node.attr not in _FUNCTIONS + _CONSTANTS:
            raise UncompilableRuleError(f"the rule uses math.{node.attr}{where}")


def _value(name: str, value: Any) -> Any:
    """Return what a global name stands for in the compiled rule."""
    if value is math:
        return checked_math
    if isinstance(value, bool | int | float):
        return value
    if getattr(math, name, None) is value and name in _FUNCTIONS:
        return getattr(checked_math, name)
    raise UncompilableRuleError(f"the rule uses {name!r}, which is no number of its module")
