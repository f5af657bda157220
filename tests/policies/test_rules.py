"""Each allocation rule says what its name promises, and takes the one documented signature."""

import ast
import importlib
import inspect
import math
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from symbio_sim import policies
from symbio_sim.firm.features import FEATURES as IN_ORDER
from symbio_sim.firm.features import LOOKS_AT, N_NUMBERS
from symbio_sim.model import find_rule
from symbio_sim.model.rules import RULES
from symbio_sim.policies import bandit, experienced, resilience_aware, skill_preserving

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
    "people_error": 0.05,
    "people_cost_eur": 5.0,
    "bot_cost_eur": 0.5,
    "error_loss_eur": 40.0,
    "learned": 0.5,
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
@given(numbers=st.lists(st.floats(allow_nan=False), min_size=len(FEATURES), max_size=len(FEATURES)))
def test_every_rule_answers_any_numbers_with_a_number(rule: str, numbers: list[float]) -> None:
    if rule in ("shortest_completion", "expected_cost"):  # infinite minus infinite is no number
        numbers = [min(max(number, -1e100), 1e100) for number in numbers]
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


def features_read_by(rule: str) -> set[str]:
    """Return which features a rule's function reads."""
    tree = ast.parse(inspect.getsource(RULES[rule]))
    return {node.id for node in ast.walk(tree) if isinstance(node, ast.Name)} & set(FEATURES)


@pytest.mark.parametrize("rule", sorted(RULES))
def test_engines_are_told_what_each_rule_looks_at(rule: str) -> None:
    assert {name for name in features_read_by(rule) if name not in ("p0", "p1", "p2", "p3")} == LOOKS_AT[rule]


def test_features_are_those_that_rules_are_handed() -> None:
    assert tuple(FEATURES)[4:] == IN_ORDER
    assert len(FEATURES) == N_NUMBERS


# ---------------------------------------------------------------------------------------------- weighing costs

COSTS = st.floats(0.0, 1e4)
SHARES = st.floats(0.0, 1.0)


@given(COSTS, COSTS, COSTS, SHARES, SHARES)
def test_expected_cost_prefers_the_bot_iff_work_and_likely_errors_cost_less_with_it(
    c_b: float, c_h: float, loss: float, sure: float, p_h: float
) -> None:
    costs = {"bot_cost_eur": c_b, "people_cost_eur": c_h, "error_loss_eur": loss}
    found = preference("expected_cost", confidence=sure, people_error=p_h, **costs)
    assert found == pytest.approx(c_h + p_h * loss - c_b - (1.0 - sure) * loss, abs=1e-6)


@given(COSTS, COSTS, SHARES, SHARES, SHARES)
def test_dearer_errors_favour_whoever_errs_less(
    small: float, large: float, sure: float, p_h: float, found: float
) -> None:
    """With a review that finds a share of the bot's errors, too."""
    small, large = min(small, large), max(small, large)
    reach = (1.0 - sure) * (1.0 - found)
    at = [
        preference("expected_cost", p1=found, confidence=sure, people_error=p_h, error_loss_eur=x)
        for x in (small, large)
    ]
    if reach > p_h:
        assert at[1] <= at[0] + 1e-9
    else:
        assert at[1] >= at[0] - 1e-9


def test_a_review_costs_time_and_saves_what_the_errors_it_finds_would_cost() -> None:
    plain = {"confidence": 0.8, "people_cost_eur": 10.0, "bot_cost_eur": 1.0, "error_loss_eur": 100.0}
    assert preference("expected_cost", people_error=0.0, **plain) == pytest.approx(10.0 - 1.0 - 20.0)
    reviewed = preference("expected_cost", p1=0.9, p2=0.3, people_error=0.0, **plain)
    assert reviewed == pytest.approx(10.0 - (1.0 + 3.0) - 0.2 * (0.9 * 10.0 + 0.1 * 100.0))


def test_waits_count_only_where_they_cost_something() -> None:
    base = preference("expected_cost")
    assert preference("expected_cost", people_wait_min=math.inf, bot_wait_min=30.0) == base
    dear = {"p0": 60.0, "people_wait_min": 30.0, "bot_wait_min": 10.0}
    assert preference("expected_cost", **dear) == pytest.approx(base + 20.0)
    assert math.isfinite(preference("expected_cost", p0=60.0, people_wait_min=math.inf, bot_wait_min=math.inf))


# ---------------------------------------------------------------------------------------------- learning


@given(st.floats(0.0, 1e5), st.floats(0.0, 1e3), st.floats(0.0, 1e3), st.floats(-5.0, 5.0))
def test_a_draw_of_the_bandit_centres_on_the_mean_and_narrows_with_experience(
    tasks: float, mean: float, sd: float, z: float
) -> None:
    """Tasks of a given mean and spread, and a prior of the same mean: var and n + 1 as in the textbook."""
    squares = tasks * (mean * mean + sd * sd)
    drawn = bandit.drawn_cost_eur(tasks, tasks * mean, squares, mean, z)
    variance = (tasks * sd * sd + mean * mean) / (tasks + 1.0)
    assert drawn == pytest.approx(mean + z * math.sqrt(variance / (tasks + 1.0)), rel=1e-6, abs=1e-3)


def test_without_experience_the_bandit_draws_around_what_it_expects() -> None:
    assert bandit.drawn_cost_eur(0.0, 0.0, 0.0, 12.0, 0.0) == 12.0
    assert bandit.drawn_cost_eur(0.0, 0.0, 0.0, 12.0, 1.0) == 24.0


@given(st.floats(0.01, 0.99), SHARES, SHARES, st.floats(0.0, 10.0))
def test_the_share_of_bots_moves_towards_who_did_better(share: float, bots: float, people: float, rate: float) -> None:
    new = experienced.next_share(share, bots, people, rate)
    assert 0.0 < new < 1.0
    assert (new - share) * (bots - people) >= -1e-12
    log_odds = math.log(share / (1.0 - share)) + rate * (bots - people)
    assert new == pytest.approx(1.0 / (1.0 + math.exp(-log_odds)), abs=1e-5)


def test_small_steps_of_the_share_follow_the_replicator_equation() -> None:
    share, rate = 0.3, 1e-4
    step = experienced.next_share(share, 0.9, 0.7, rate) - share
    assert step == pytest.approx(rate * share * (1.0 - share) * 0.2, rel=1e-3)


def test_stated_accuracy_counts_until_experience_outweighs_it() -> None:
    assert experienced.share_right(0.0, 0.0, 0.1, 10.0) == pytest.approx(0.9)
    assert experienced.share_right(90.0, 0.0, 0.1, 10.0) == pytest.approx(0.99)
    assert experienced.share_right(1e6, 3e5, 0.1, 10.0) == pytest.approx(0.7, abs=1e-4)
    assert experienced.share_right(1.0, 50.0, 0.1, 10.0) == 0.0


# ---------------------------------------------------------------------------------------------- keeping skill and reach


@given(COSTS, COSTS, SHARES, COSTS)
def test_what_is_owed_brings_a_person_to_the_quota_within_the_shift(
    quota: float, practised: float, keep: float, scheduled: float
) -> None:
    owed = skill_preserving.owed_min(quota, practised, keep, scheduled)
    assert 0.0 <= owed <= scheduled
    if owed < scheduled:
        assert keep * practised + owed >= quota - 1e-6


@given(COSTS, COSTS, st.floats(0.1, 1e4), SHARES, st.floats(0.01, 2.0))
def test_the_more_people_could_do_alone_the_more_goes_to_bots(
    little: float, much: float, demand: float, kept: float, band: float
) -> None:
    shares = [resilience_aware.share_for_bots(x, demand, kept, band) for x in sorted((little, much))]
    assert 0.0 <= shares[0] <= shares[1] <= 1.0
    assert resilience_aware.share_for_bots(kept * demand * 0.999, demand, kept, band) == 0.0
    assert resilience_aware.share_for_bots((kept + band) * demand * 1.001, demand, kept, band) == 1.0


def test_rules_that_learn_do_what_they_were_told() -> None:
    for rule in ("experienced", "resilience_aware"):
        assert preference(rule, learned=0.5, u_share=0.4) > 0.0
        assert preference(rule, learned=0.5, u_share=0.6) < 0.0
    assert preference("skill_preserving", learned=1.0) < 0.0
    assert preference("skill_preserving", learned=0.0) > 0.0
    assert preference("bandit", learned=-1.0) < 0.0 < preference("bandit", learned=1.0)
