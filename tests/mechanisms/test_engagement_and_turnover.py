"""The laws of engagement and of quitting: their closed forms, limits and directions."""

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from symbio_sim.mechanisms import engagement, turnover

UNIT = st.floats(0.0, 1.0)
EFFECT = st.floats(0.01, 10.0)
INSIDE = st.floats(0.05, 0.95)


@given(INSIDE)
def test_without_strain_the_goal_is_the_baseline(baseline: float) -> None:
    assert engagement.goal(baseline, 0.0) == pytest.approx(baseline, rel=1e-12)


@given(INSIDE, UNIT, UNIT, UNIT, UNIT, EFFECT, st.integers(0, 3), st.floats(0.01, 1.0))
def test_each_strain_lowers_engagement(
    baseline: float, a: float, b: float, c: float, d: float, effect: float, which: int, more: float
) -> None:
    felt = [a, b, c, d]
    calm = engagement.strain(*felt, *[effect] * 4)
    felt[which] += more
    assert engagement.strain(*felt, *[effect] * 4) > calm
    assert engagement.goal(baseline, calm + effect * more) < engagement.goal(baseline, calm)


def test_engagement_closes_its_gap_to_a_lasting_goal_exponentially() -> None:
    memory_days, level, goal = 60.0, 0.7, 0.4
    for _ in range(60):
        level = engagement.follow(level, goal, math.exp(-1.0 / memory_days))
    assert level == pytest.approx(goal + 0.3 * math.exp(-1.0), rel=1e-12)


def test_overload_counts_beyond_the_turning_point_up_to_one_unit() -> None:
    assert [engagement.overload(load, 0.9) for load in (0.0, 0.9, 1.4, 50.0)] == pytest.approx([0.0, 0.0, 0.5, 1.0])


def test_a_lasting_share_of_bots_threatens_less_with_habituation_and_not_at_all_with_full_one() -> None:
    assert [engagement.threat(0.6, 0.6, habituation) for habituation in (0.0, 0.5, 1.0)] == [0.6, 0.3, 0.0]
    assert engagement.threat(0.6, 0.2, 1.0) == pytest.approx(0.4), "its growth threatens still"


def test_the_hazard_at_ease_is_the_stated_rate_in_days() -> None:
    per_day = turnover.quit_hazard(0.02, 0.0, 0.0, 0.0, 1.0, 2.0, 0.5)
    assert per_day == 0.02 / 30.4375
    assert per_day * 365.25 == pytest.approx(12 * 0.02), "a year has twelve months"


@given(UNIT, st.floats(-0.5, 0.5), UNIT, EFFECT, st.integers(0, 2), st.floats(0.01, 1.0))
def test_overload_lost_engagement_and_threat_each_raise_the_hazard_proportionally(
    overload: float, shortfall: float, threat: float, effect: float, which: int, more: float
) -> None:
    felt = [overload, shortfall, threat]
    before = turnover.quit_hazard(0.02, *felt, effect, effect, effect)
    felt[which] += more
    assert turnover.quit_hazard(0.02, *felt, effect, effect, effect) == pytest.approx(before * math.exp(effect * more))


def test_somebody_quits_with_the_probability_that_the_hazard_gives_over_a_day() -> None:
    probability = 1.0 - math.exp(-0.1)
    assert turnover.quits(probability - 1e-12, 0.1)
    assert not turnover.quits(probability + 1e-12, 0.1)
    assert not turnover.quits(1e-300, 0.0)


def test_the_time_to_hire_is_lognormal_in_whole_days() -> None:
    assert turnover.days_to_hire(42.0, 0.5, 0.5) == 42.0
    upper = 0.8413447460685429  # one standard deviation above
    assert turnover.days_to_hire(42.0, 0.5, upper) == math.floor(42.0 * math.exp(0.5) + 0.5)
    assert turnover.days_to_hire(42.0, 0.0, 1e-9) == 42.0
    assert turnover.days_to_hire(0.01, 0.5, 0.5) == 1.0, "nobody is replaced on the same day"


def test_a_hire_of_middling_luck_has_the_talent_of_the_role() -> None:
    assert turnover.talent(0.8, 0.1, 0.5) == 0.8
    assert turnover.talent(0.8, 0.3, 1e-12) == pytest.approx(0.16), "at least a fifth"
