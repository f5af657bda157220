"""Reading a user's allocation rule, to see that it keeps to what compiled code does exactly as Python does.

It may compute with its arguments, numbers of its module, `math` and `min`, `max`, `abs`, `float`, `len`, by
assignments, `if` and `return`. Whole numbers must stay below 2^53: up to there Python's, the machine's and
floating-point ones agree. What compilers round otherwise (`**`, `%`, `//`), what would make up a value (a name not yet
assigned, no `return`) and what they know nothing of is refused. There are no loops, so one walk sees every path.
"""

import ast
import inspect
import math
import textwrap
from types import CodeType, FunctionType
from typing import Any

from ..firm.features import N_NUMBERS
from . import checked_math

MATH = tuple(name for name, _ in inspect.getmembers(checked_math, inspect.isfunction) if hasattr(math, name))
"""Functions of `math` that a rule may use."""

_CONSTANTS = ("pi", "e", "inf", "nan")
_COMPARISONS = (ast.Lt, ast.LtE, ast.Gt, ast.GtE, ast.Eq, ast.NotEq)
_LARGEST_WHOLE = 2.0**53
_NO_FUNCTION = inspect.CO_GENERATOR | inspect.CO_COROUTINE | inspect.CO_ASYNC_GENERATOR

Whole = float | None
"""Of a value: how large it can be if it can be a whole number (or a truth value), None if it is floating-point."""


class UncompilableRuleError(ValueError):
    """A rule that compiled code would not, or might not, follow to the letter."""


def is_plain_number(value: Any) -> bool:
    """Tell whether a value is one of Python's own numbers; NumPy's divide by zero."""
    return type(value) in (bool, int, float)


def read_rule(rule: FunctionType) -> None:
    """See that a rule keeps to what compiled code does as Python does.

    Raises
    ------
    UncompilableRuleError
        If it does not; the message says what is in the way, and in which line of the rule.
    """
    code = rule.__code__
    if rule.__closure__ or code.co_kwonlyargcount or code.co_flags & inspect.CO_VARKEYWORDS:
        raise UncompilableRuleError("the rule closes over variables or takes named arguments")
    if code.co_flags & _NO_FUNCTION:
        raise UncompilableRuleError("the rule is a generator or a coroutine")
    tree, definition = _source(rule)
    if not _Reading(rule).always_returns(definition.body):
        raise UncompilableRuleError("the rule can end without returning a number")
    if not any(_essence(code) in _functions_compiled(module, rule) for module in (tree, _with_imports(tree, rule))):
        raise UncompilableRuleError("the source of the rule is not what runs: it has changed since it was imported")


def _source(rule: FunctionType) -> tuple[ast.Module, ast.FunctionDef]:
    """Return the source of a rule, as a module and as the function in it."""
    try:
        tree = ast.parse(textwrap.dedent(inspect.getsource(rule)))
    except (OSError, TypeError, SyntaxError) as error:
        raise UncompilableRuleError("the source of the rule cannot be read") from error
    if len(tree.body) != 1 or not isinstance(tree.body[0], ast.FunctionDef) or tree.body[0].decorator_list:
        raise UncompilableRuleError("the rule is not a plain function with a name of its own")
    return tree, tree.body[0]


def _with_imports(tree: ast.Module, rule: FunctionType) -> ast.Module:
    """Return the source of a rule below the import of `math`: Python then compiles `math.exp(x)` to other code."""
    names = [name for name in rule.__code__.co_names if rule.__globals__.get(name) is math]
    imports = [ast.Import([ast.alias("math", None if name == "math" else name)]) for name in names]
    return ast.fix_missing_locations(ast.Module([*imports, *tree.body], []))


def _functions_compiled(module: ast.Module, rule: FunctionType) -> list[tuple[Any, ...]]:
    """Return what the functions of a module do."""
    code = compile(module, rule.__code__.co_filename, "exec", dont_inherit=True)
    return [_essence(part) for part in code.co_consts if isinstance(part, CodeType)]


def _essence(code: CodeType) -> tuple[Any, ...]:
    """Return what a function does, texts apart (documentation is indented as it stands in its file)."""
    constants = [(type(value), repr(value)) for value in code.co_consts if not isinstance(value, str)]
    arguments = (code.co_posonlyargcount, code.co_argcount, code.co_kwonlyargcount)
    return code.co_code, constants, code.co_names, code.co_varnames, arguments


class _Reading:
    """One walk through a rule, in the order in which it runs."""

    def __init__(self, rule: FunctionType) -> None:
        code = rule.__code__
        self.globals = rule.__globals__
        self.local_names = code.co_varnames
        self.star = code.co_varnames[code.co_argcount] if code.co_flags & inspect.CO_VARARGS else None
        self.n_star = max(0, N_NUMBERS - code.co_argcount)
        self.known: dict[str, Whole] = dict.fromkeys(code.co_varnames[: code.co_argcount])
        surplus = code.co_varnames[N_NUMBERS : code.co_argcount]
        for name, value in zip(surplus, (rule.__defaults__ or ())[-len(surplus) :], strict=False):
            self.known[name] = self._number(value, f"the default of {name!r}", None)

    # ---------------------------------------------------------------- statements

    def always_returns(self, body: list[ast.stmt]) -> bool:
        """Read statements up to the first that always returns, and tell whether there is one."""
        return any(self._returns(statement) for statement in body)

    def _returns(self, statement: ast.stmt) -> bool:
        match statement:
            case ast.Return(value=ast.expr() as value):
                self._value(value)
                return True
            case ast.Assign(targets=targets, value=value):
                self._assign(targets, self._value(value))
            case ast.AnnAssign(target=target, value=ast.expr() as value):
                self._assign([target], self._value(value))
            case ast.AugAssign(target=ast.Name(id=name) as target, op=op, value=value):
                result = ast.copy_location(ast.BinOp(ast.Name(id=name, ctx=ast.Load()), op, value), statement)
                self._assign([target], self._value(ast.fix_missing_locations(result)))
            case ast.If(test=test, body=body, orelse=orelse):
                return self._branches(test, body, orelse)
            case ast.Assert(test=test, msg=None | ast.Constant()):
                self._value(test)
            case ast.Pass() | ast.Expr(value=ast.Constant(value=str())) | ast.AnnAssign(value=None):
                pass
            case _:
                raise _refusal(statement)
        return False

    def _assign(self, targets: list[ast.expr], value: Whole) -> None:
        for target in targets:
            if not isinstance(target, ast.Name):
                raise _refusal(target)
            self.known[target.id] = value

    def _branches(self, test: ast.expr, body: list[ast.stmt], orelse: list[ast.stmt]) -> bool:
        """Read both branches; known afterwards is what is known at the end of each that goes on."""
        self._value(test)
        before, ends = dict(self.known), []
        for branch in (body, orelse):
            self.known = dict(before)
            if not self.always_returns(branch):
                ends.append(self.known)
        if not ends:
            return True
        self.known = {name: _either(*(end[name] for end in ends)) for name in ends[0] if name in ends[-1]}
        return False

    # ---------------------------------------------------------------- expressions

    def _value(self, node: ast.expr) -> Whole:
        match node:
            case ast.Constant(value=value):
                return self._number(value, repr(value), node)
            case ast.Name(id=name):
                return self._name(name, node)
            case ast.Attribute(value=ast.Name(id=module), attr=name) if self._is_math(module) and name in _CONSTANTS:
                return None
            case ast.UnaryOp(op=ast.UAdd() | ast.USub() | ast.Not() as op, operand=operand):
                value = self._value(operand)
                return 1.0 if isinstance(op, ast.Not) else value
            case ast.BinOp(left=left, op=ast.Add() | ast.Sub() | ast.Mult() | ast.Div() as op, right=right):
                return self._result(self._value(left), op, self._value(right), node)
            case ast.Compare(left=left, ops=ops, comparators=others) if all(isinstance(op, _COMPARISONS) for op in ops):
                for part in (left, *others):
                    self._value(part)
                return 1.0
            case ast.BoolOp(values=values):
                return _either(*[self._value(value) for value in values])
            case ast.IfExp(test=test, body=body, orelse=orelse):
                self._value(test)
                return _either(self._value(body), self._value(orelse))
            case ast.Subscript(value=ast.Name(id=name), slice=index) if name == self.star:
                return self._item(index)
            case ast.Call(func=function, args=arguments, keywords=[]):
                return self._call(function, arguments, node)
        raise _refusal(node)

    def _name(self, name: str, node: ast.expr) -> Whole:
        if name in self.known:
            return self.known[name]
        if name in self.local_names:
            raise UncompilableRuleError(f"the rule uses {name!r} where it may not have been assigned{_where(node)}")
        if name not in self.globals:
            raise UncompilableRuleError(f"the rule uses {name!r}{_where(node)}")
        return self._number(self.globals[name], repr(name), node)

    def _number(self, value: Any, words: str, node: ast.expr | None) -> Whole:
        if not is_plain_number(value):
            raise UncompilableRuleError(f"the rule uses {words}, which is no number of its module{_where(node)}")
        return None if isinstance(value, float) else self._within(abs(value), node)

    def _result(self, left: Whole, op: ast.operator, right: Whole, node: ast.expr) -> Whole:
        if left is None or right is None or isinstance(op, ast.Div):
            return None
        return self._within(left * right if isinstance(op, ast.Mult) else left + right, node)

    def _within(self, size: float, node: ast.expr | None) -> float:
        if size >= _LARGEST_WHOLE:
            raise UncompilableRuleError(f"the rule may reach whole numbers of 2^53 and more{_where(node)}")
        return float(size)

    def _item(self, index: ast.expr) -> Whole:
        place = index.operand if isinstance(index, ast.UnaryOp) and isinstance(index.op, ast.USub) else index
        if not isinstance(place, ast.Constant) or type(place.value) is not int:
            raise _refusal(index)
        if not (place.value < self.n_star if place is index else 1 <= place.value <= self.n_star):
            raise _refusal(index)
        return None

    def _call(self, function: ast.expr, arguments: list[ast.expr], node: ast.expr) -> Whole:
        match function, arguments:
            case ast.Name(id="float"), [ast.Constant(value="nan" | "inf" | "-inf")]:
                return self._builtin("float", None, node)
            case ast.Name(id="len"), [ast.Name(id=name)] if name == self.star:
                return self._builtin("len", float(self.n_star), node)
        values = [self._value(argument) for argument in arguments]
        match function, values:
            case ast.Name(id="min" | "max" as name), [_, _, *_]:
                return self._builtin(name, _either(*values), node)
            case ast.Name(id="abs"), [value]:
                return self._builtin("abs", value, node)
            case ast.Name(id="float"), [_]:
                return self._builtin("float", None, node)
            case ast.Attribute(value=ast.Name(id=module), attr=name), [_] if self._is_math(module) and name in MATH:
                return 1.0 if name.startswith("is") else None
            case ast.Name(id=name), [_] if is_function_of_math(self.globals.get(name)):
                return 1.0 if self.globals[name].__name__.startswith("is") else None
        raise _refusal(function if isinstance(function, ast.Attribute) else node)

    def _builtin(self, name: str, value: Whole, node: ast.expr) -> Whole:
        if name in self.local_names or name in self.globals:
            raise UncompilableRuleError(f"the rule uses a {name!r} of its own{_where(node)}")
        return value

    def _is_math(self, name: str) -> bool:
        return name not in self.local_names and self.globals.get(name) is math


def is_function_of_math(value: Any) -> bool:
    """Tell whether a value is one of the functions of `math` that a rule may use."""
    return any(value is getattr(math, name) for name in MATH)


def _either(*values: Whole) -> Whole:
    """Return what is known of a value that is one of several."""
    sizes = [value for value in values if value is not None]
    return max(sizes, default=None)


def _where(node: ast.AST | None) -> str:
    return f" (line {node.lineno} of the rule)" if isinstance(node, ast.expr | ast.stmt) else ""


def _refusal(node: ast.AST) -> UncompilableRuleError:
    """Return the error that names what a rule uses."""
    return UncompilableRuleError(f"the rule uses `{ast.unparse(node).splitlines()[0]}`{_where(node)}")
