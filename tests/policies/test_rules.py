"""Each allocation rule says what its name promises, and takes the one documented signature."""

import importlib
import inspect
import math
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from symbio_sim import policies
from symbio_sim.model import find_rule
from symbio_sim.model.rules import RULES

FEATURES = {
    "p0": 0.0,
    "p1": 0.0,
    "p2": 0.0,
    "p3": 0.0,
    "u_share": 0.5,
    "difficulty": 0.0,
    "confidence": 0.5,
    "people_wait_min": 0.0,
    "people_time_min": 10.0,
    "bot_wait_min": 0.0,
    "bot_time_min": 1.0,
    "value_eur": 10.0,
    "due_in_min": math.inf,
    "people_skill": 1.0,
}


def preference(rule: str, **changes: float) -> float:
    return find_rule(rule)(*(FEATURES | changes).values())


def test_every_rule_has_its_module_and_the_documented_signature() -> None:
    for name, rule in RULES.items():
        module: Any = importlib.import_module(f"{policies.__name__}.{name}")
        assert module.prefer_bot is rule
        assert list(inspect.signature(rule).parameters) == list(FEATURES)
    for feature in FEATURES:
        assert feature in str(policies.__doc__)


@pytest.mark.parametrize("rule", sorted(RULES))
@given(numbers=st.lists(st.floats(allow_nan=False), min_size=14, max_size=14))
def test_every_rule_answers_any_numbers_with_a_number(rule: str, numbers: list[float]) -> None:
    if rule == "shortest_completion":
        numbers = [min(max(number, -1e300), 1e300) for number in numbers]  # infinite minus infinite is no number
    assert not math.isnan(find_rule(rule)(*numbers))


def test_human_only_and_bot_only_never_waver() -> None:
    assert preference("human_only", confidence=1.0, people_wait_min=1e9) < 0.0
    assert preference("bot_only", confidence=0.0, bot_wait_min=1e9) > 0.0


@given(st.floats(0.0, 1.0), st.floats(0.0, 1.0), st.floats(0.001, 0.999))
def test_fixed_shares_nest(small: float, large: float, luck: float) -> None:
    small, large = min(small, large), max(small, large)
    if preference("fixed_share", p0=small, u_share=luck) > 0.0:
        assert preference("fixed_share", p0=large, u_share=luck) > 0.0
    assert (preference("fixed_share", p0=small, u_share=luck) > 0.0) == (luck < small)


def test_difficulty_threshold_gives_the_easier_part_to_bots() -> None:
    assert preference("difficulty_threshold", p0=0.5, difficulty=0.4) > 0.0
    assert preference("difficulty_threshold", p0=0.5, difficulty=0.6) < 0.0


def test_confidence_prefers_the_surest_bot_that_reaches_the_threshold() -> None:
    at = [preference("confidence", p0=0.7, confidence=sure) for sure in (0.2, 0.69, 0.7, 0.9)]
    assert at == sorted(at)
    assert [value > 0.0 for value in at] == [False, False, True, True]


def test_overflow_rules_look_at_the_wait_of_their_favourite() -> None:
    assert preference("human_first", p0=5.0, people_wait_min=5.0) < 0.0
    assert preference("human_first", p0=5.0, people_wait_min=5.1) > 0.0
    assert preference("bot_first", p0=5.0, bot_wait_min=5.0) > 0.0
    assert preference("bot_first", p0=5.0, bot_wait_min=5.1) < 0.0


def test_shortest_completion_compares_wait_and_work_of_both() -> None:
    times = {"people_wait_min": 3.0, "people_time_min": 10.0, "bot_time_min": 4.0}
    assert preference("shortest_completion", bot_wait_min=8.0, **times) > 0.0
    assert preference("shortest_completion", bot_wait_min=10.0, **times) < 0.0
    assert preference("shortest_completion", bot_wait_min=9.0, **times) == 0.0
