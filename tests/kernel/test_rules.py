"""Rules of one's own give compiled what they give in Python, to the last bit, or are not compiled, with a reason."""

import importlib
import math
import struct
from collections.abc import Callable
from itertools import count
from pathlib import Path
from types import ModuleType

import custom_rules
import pytest
from hypothesis import given
from hypothesis import strategies as st

from symbio_sim.kernel.rule_reading import UncompilableRuleError
from symbio_sim.kernel.rules import compile_rule

ARGUMENTS = (
    "p0, p1, p2, p3, u_share, difficulty, confidence, people_wait_min, people_time_min, bot_wait_min, bot_time_min, "
    "value_eur, due_in_min, people_skill, people_error, people_cost_eur, bot_cost_eur, error_loss_eur, learned"
)
NUMBERS = (
    0.8,
    30.0,
    -1.5,
    0.0,
    0.25,
    0.1,
    0.9,
    12.0,
    7.0,
    0.0,
    2.0,
    35.0,
    float("inf"),
    0.75,
    0.05,
    4.5,
    0.9,
    60.0,
    0.0,
)

Rule = Callable[..., float]
MakeModule = Callable[[str], ModuleType]
_numbers = count()


@pytest.fixture
def module(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> MakeModule:
    """Import code as a user's module."""
    monkeypatch.syspath_prepend(tmp_path)

    def make(code: str) -> ModuleType:
        name = f"users_module_{next(_numbers)}"
        (tmp_path / f"{name}.py").write_text(code)
        return importlib.import_module(name)

    return make


def rule_of(body: str) -> str:
    return f"def rule({ARGUMENTS}):\n" + "".join(f"    {line}\n" for line in body.splitlines())


def bits(number: float) -> bytes:
    return struct.pack("<d", float(number))


def in_python(rule: Rule, numbers: tuple[float, ...]) -> bytes:
    """Return the bits that a rule gives, zero without a sign; NaN where it raises, with which the engine stops."""
    try:
        value = 0.0 + rule(*numbers)
    except (ArithmeticError, ValueError, AssertionError):
        value = math.nan
    return b"NaN" if math.isnan(value) else bits(value)


def compiled(rule: Rule, numbers: tuple[float, ...]) -> bytes:
    value = compile_rule(rule).ctypes(*numbers)
    return b"NaN" if math.isnan(value) else bits(value)


# ---------------------------------------------------------------- what is compiled

COMPILED = [
    "return confidence - p0",
    "return 1 if difficulty < 0 else -1",
    "return difficulty < 0.0 and confidence > p0",
    "return not difficulty < 0.0",
    "score = 0\nif confidence > p0:\n    score += 1\nif difficulty > 0:\n    score = score + 2\nreturn score",
    "n = 3\nreturn n / 7 - n * confidence",
    "if bot_wait_min > people_wait_min:\n    return -1.0\nelif value_eur > 20:\n    return 2\nelse:\n    return 0.5",
    "return 10.0 / (difficulty - 0.1)",
    "return 1 / (p3 - p3)",
    "return people_wait_min / bot_wait_min",
    "return math.sqrt(p2)",
    "return math.log(p3)",
    "return math.log(difficulty)",
    "return math.log1p(p2)",
    "return math.exp(p1 * 100.0)",
    "return math.exp(due_in_min)",
    "return math.expm1(p1 * 100.0)",
    "return exp(-difficulty) + root(confidence)",
    "return math.tanh(difficulty) * math.erf(p2)",
    "return LEAST if math.isfinite(due_in_min) else LEAST / 2.0",
    "return confidence if math.isnan(due_in_min - due_in_min) else 0.0",
    "return min(p0, p1, p2) + max(p3, p2) - abs(p2)",
    "return min(p3, -p3)",
    "return max(0, p2, confidence)",
    "return min(due_in_min - due_in_min, 1.0)",
    "return min(1.0, due_in_min - due_in_min)",
    "return max(due_in_min - due_in_min, 1.0)",
    "return max(1.0, due_in_min - due_in_min)",
    "return float('nan')",
    "return float(N_TIMES) * WEIGHT - float(p2)",
    "return -WANTED",
    "return WANTED + WANTED",
    "return abs(N_TIMES - 5)",
    "assert p0 > 0.0, 'p0 must be positive'\nreturn p0",
    "assert p0 < 0.0\nreturn p0",
    "return 0.0 < confidence < 1.0 <= p1",
    "return confidence or p0",
    "return p3 and p0",
    "x: float\nx = p0\ny: float = 2.0\nreturn x * y",
    "a = b = p0\na -= 1\nreturn a * b",
    "return +p0 - -p2",
    "return math.pi * math.e * (math.inf if p0 > 1.0 else 1.0)",
    "pass\nreturn p0",
    "return 9007199254740991 * confidence",
]
"""Bodies of rules; those that fail do so in both."""

PREAMBLE = """
import math
import math as m
from math import exp, sqrt as root

WEIGHT = 0.25
N_TIMES = 3
WANTED = True
LEAST = -2.5
"""


@pytest.mark.parametrize("body", COMPILED)
def test_a_rule_gives_the_same_bits_compiled(body: str, module: MakeModule) -> None:
    rule = module(PREAMBLE + rule_of(body)).rule
    try:
        result = compiled(rule, NUMBERS)
    except UncompilableRuleError as error:
        pytest.fail(f"refused: {error}")
    assert result == in_python(rule, NUMBERS)


@pytest.mark.parametrize("rule", [custom_rules.give_a_share, custom_rules.undecided, custom_rules.prefer_busy_bots])
def test_a_rule_with_a_star_is_compiled(rule: Rule) -> None:
    assert compiled(rule, NUMBERS) == in_python(rule, NUMBERS)


def test_further_arguments_have_their_defaults(module: MakeModule) -> None:
    rule = module(f"def rule({ARGUMENTS}, weight=2, base=0.5):\n    return base + weight * p0\n").rule
    assert compiled(rule, NUMBERS) == in_python(rule, NUMBERS) == bits(2.1)


MIXED = """
import math
from math import log

WEIGHT = 3

def balance(p0, p1, p2, p3, u, difficulty, sure, *rest):
    gain = sure - p0 * difficulty
    if gain > 0 or rest[-2] < p1:
        return gain / (abs(rest[0]) + 1) - math.tanh(p2)
    elif not p3:
        return WEIGHT * gain
    return math.sqrt(min(rest[1], rest[3], p1)) if u < 0.5 else -max(rest[2], p2, 0)

def failing(p0, p1, p2, p3, u, difficulty, sure, *rest):
    return log(p0) + math.exp(p1) / (difficulty - sure) - math.log1p(p2) * math.expm1(p3)

def steps(p0, p1, p2, p3, u, difficulty, sure, *rest):
    points = 0
    if p0 > p1:
        points += WEIGHT
    if p1 >= p2 != p3:
        points = points * 2 - 1
    if rest[0] == rest[1] or rest[2] <= u:
        points += sure > difficulty
    return points
"""

anything = st.floats(allow_nan=False) | st.sampled_from([0.0, -0.0, 1.0, -1.0, 0.5, 1e308, -1e308, 5e-324, math.inf])


@pytest.mark.parametrize("name", ["balance", "failing", "steps"])
def test_rules_agree_to_the_last_bit_on_any_numbers(name: str, module: MakeModule) -> None:
    rule = getattr(module(MIXED), name)
    run = compile_rule(rule).ctypes

    @given(st.tuples(*[anything] * 19))
    def agree(numbers: tuple[float, ...]) -> None:
        value = run(*numbers)
        assert (b"NaN" if math.isnan(value) else bits(value)) == in_python(rule, numbers)

    agree()


# ---------------------------------------------------------------- what is not

REFUSED = [
    ("return p0 ** 2", "p0 ** 2"),
    ("return p0 % 2.0", "p0 % 2.0"),
    ("return p0 // 2.0", "p0 // 2.0"),
    ("return math.pow(p0, 2.0)", "math.pow"),
    ("return math.sin(p0)", "math.sin"),
    ("return math.log(p0, 2.0)", "math.log"),
    ("return pow(p0, 2.0)", "pow(p0, 2.0)"),
    ("return round(p0)", "round(p0)"),
    ("return int(p0)", "int(p0)"),
    ("return sum([p0, p1])", "[p0, p1]"),
    ("return helper(p0)", "helper(p0)"),
    ("seen.append(p0)\nreturn p0", "seen.append(p0)"),
    ("return seen[0]", "seen[0]"),
    ("return TEXT", "'TEXT', which is no number"),
    ("return NUMPYS", "'NUMPYS', which is no number"),
    ("return thing.weight * p0", "thing.weight"),
    ("return random.random()", "random.random"),
    ("global asked\nasked = 1\nreturn p0", "global asked"),
    ("asked = 0\ndef inner():\n    return asked\nreturn inner()", "def inner()"),
    ("return (lambda x: x)(p0)", "lambda x: x"),
    ("for n in range(3):\n    p0 += n\nreturn p0", "for n in range(3)"),
    ("while p0 > 1:\n    p0 -= 1\nreturn p0", "while p0 > 1"),
    ("try:\n    return p0 / p3\nexcept ZeroDivisionError:\n    return 0.0", "try"),
    ("raise ValueError", "raise ValueError"),
    ("import math\nreturn math.exp(p0)", "import math"),
    ("x, y = p0, p1\nreturn x", "(p0, p1)"),
    ("return (x := p0)", "x := p0"),
    ("return None", "None"),
    ("return", "return"),
    ("return 'yes'", "'yes'"),
    ("return 1j", "1j"),
    ("return f'{p0}'", "f'"),
    ("return p0, p1", "(p0, p1)"),
    ("return p0 is p1", "p0 is p1"),
    ("return p0 in (1.0, 2.0)", "p0 in (1.0, 2.0)"),
    ("if p0 > 1.0:\n    return 1.0", "without returning"),
    ("print(p0)", "print(p0)"),
    ("if p0 > 1.0:\n    x = 1.0\nreturn x", "'x' where it may not have been assigned"),
    ("x += p0\nreturn x", "'x' where it may not have been assigned"),
    ("return nobody", "'nobody'"),
    ("return min(p0)", "min(p0)"),
    ("return abs(p0, p1)", "abs(p0, p1)"),
    ("return math.exp(x=p0)", "math.exp(x=p0)"),
    ("return max(*(p0, p1))", "*(p0, p1)"),
    ("return max(p0, p1)", "a 'max' of its own"),
    ("return 9007199254740992 + p0", "2^53"),
    ("n = 100000000\nn = n * n\nreturn n", "2^53"),
    ("yield p0", "generator"),
]
"""Bodies of rules, and what the reason names."""

SURROUNDINGS = """
import math, random
import numpy as np

seen = [1.0]
TEXT = "yes"
NUMPYS = np.float64(2.0)
asked = 0

def helper(x):
    return x

class Thing:
    weight = 2.0

thing = Thing()
"""


@pytest.mark.parametrize(("body", "reason"), REFUSED)
def test_what_might_differ_is_refused_with_the_reason(body: str, reason: str, module: MakeModule) -> None:
    own = "def max(x, y):\n    return x\n" if "of its own" in reason else ""
    rule = module(SURROUNDINGS + own + rule_of(body)).rule
    with pytest.raises(UncompilableRuleError) as refused:
        compile_rule(rule)
    assert reason in str(refused.value)


KINDS = {
    "rule = lambda *x: 1.0": "not a plain function with a name",
    "first = 1.0; rule = lambda *x: 1.0": "not a plain function with a name",
    "class Rule:\n    def __call__(self, *x):\n        return 1.0\nrule = Rule()": "not a plain function",
    "class Rule:\n    def prefer(self, *x):\n        return 1.0\nrule = Rule().prefer": "not a plain function",
    "import functools\ndef full(a, *x):\n    return a\nrule = functools.partial(full, 1.0)": "not a plain function",
    "import functools\n@functools.cache\ndef rule(*x):\n    return 1.0": "not a plain function",
    "def same(f):\n    return f\n@same\ndef rule(*x):\n    return 1.0": "not a plain function with a name",
    "def make(w):\n    def rule(*x):\n        return w\n    return rule\nrule = make(2.0)": "closes over",
    "def rule(*x, w=1.0):\n    return w": "named arguments",
    "def rule(*x, **w):\n    return 1.0": "named arguments",
    "async def rule(*x):\n    return 1.0": "coroutine",
    "def rule(*x):\n    return x[19]": "`19`",
    "def rule(*x):\n    return x": "'x'",
    "def rule(a, *x):\n    return x[len(x)]": "len(x)",
    "exec('def rule(*x):\\n    return 1.0')": "the rule",
}


@pytest.mark.parametrize("code", KINDS)
def test_other_kinds_of_callables_are_refused_with_the_reason(code: str, module: MakeModule) -> None:
    with pytest.raises(UncompilableRuleError) as refused:
        compile_rule(module(code + "\n").rule)
    assert KINDS[code] in str(refused.value)


def test_a_rule_whose_file_has_changed_since_it_was_imported_is_refused(module: MakeModule) -> None:
    users = module(rule_of("return p0"))
    assert users.__file__ is not None
    Path(users.__file__).write_text(rule_of("return p1"))
    with pytest.raises(UncompilableRuleError, match="is not what runs"):
        compile_rule(users.rule)


# ---------------------------------------------------------------- changes between runs


def test_a_number_of_the_module_that_changes_is_not_taken_from_an_earlier_run(module: MakeModule) -> None:
    users = module("WEIGHT = 2.0\n" + rule_of("return WEIGHT * p0"))
    results = []
    for weight in (2.0, 3.0, 3, True, 2.0):
        users.WEIGHT = weight
        results.append(compiled(users.rule, NUMBERS))
        assert results[-1] == in_python(users.rule, NUMBERS)
    assert len(set(results)) == 3
    users.WEIGHT = "no number"
    with pytest.raises(UncompilableRuleError):
        compile_rule(users.rule)


def test_the_same_rule_is_compiled_once(module: MakeModule) -> None:
    users = module("WEIGHT = 2.0\n" + rule_of("return WEIGHT * p0"))
    assert compile_rule(users.rule) is compile_rule(users.rule)


def test_two_rules_of_one_name_are_two(module: MakeModule) -> None:
    first, second = (module(f"WEIGHT = {weight}\n" + rule_of("return WEIGHT * p0")).rule for weight in (2.0, 3.0))
    assert compiled(first, NUMBERS) == bits(1.6)
    assert compiled(second, NUMBERS) == bits(3.0 * 0.8)
