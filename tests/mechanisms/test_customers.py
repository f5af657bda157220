"""Satisfaction, goodwill and how demand follows it: limits, directions, and what a long time brings."""

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from symbio_sim.mechanisms import customers

LOGITS = st.floats(0.0, 20.0)
ANY = st.floats(-1e150, 1e150)
UNIT = st.floats(0.0, 1.0)


@given(ANY, ANY, LOGITS, LOGITS, LOGITS)
def test_satisfaction_is_a_share_whatever_happens(
    waiting: float, best: float, per_wait: float, per_miss: float, by_bot: float
) -> None:
    assert 0.0 <= customers.satisfaction(best, waiting, per_wait, 3.0, per_miss, by_bot) <= 1.0


@given(st.floats(-5.0, 10.0), UNIT, UNIT, st.integers(0, 5), st.floats(0.1, 3.0), st.floats(0.1, 3.0))
def test_waiting_misses_and_bots_lower_satisfaction(
    best: float, waiting: float, longer: float, misses: int, per_wait: float, per_miss: float
) -> None:
    before = customers.satisfaction(best, waiting, per_wait, misses, per_miss, 0.0)
    assert customers.satisfaction(best, waiting + 0.1 + longer, per_wait, misses, per_miss, 0.0) < before
    assert customers.satisfaction(best, waiting, per_wait, misses + 1, per_miss, 0.0) < before
    assert customers.satisfaction(best, waiting, per_wait, misses, per_miss, 0.3) < before


def test_a_customer_served_at_once_and_correctly_has_the_stated_satisfaction() -> None:
    assert customers.satisfaction(2.2, 0.0, 1.0, 0.0, 2.0, 0.0) == pytest.approx(0.9002495108803148, abs=1e-15)


def test_nobody_gets_angrier_than_after_ten_times_what_can_be_borne() -> None:
    longest = customers.satisfaction(2.2, customers.LONGEST, 1.0, 0.0, 2.0, 0.0)
    assert customers.satisfaction(2.2, 1e9, 1.0, 0.0, 2.0, 0.0) == longest


def test_waiting_as_long_as_was_promised_is_a_wait_of_one() -> None:
    assert customers.relative_wait(240.0, 240.0) == 1.0
    assert customers.relative_wait(240.0, math.inf) == 0.0


@given(st.floats(0.1, 3.0), UNIT, st.floats(0.5, 20.0), st.integers(1, 400))
def test_goodwill_goes_to_what_satisfaction_implies_as_an_exponential_of_the_stated_time_constant(
    response: float, satisfied: float, memory_weeks: float, days: int
) -> None:
    implied = customers.implied_goodwill(response, satisfied, 0.8)
    keep, goodwill = customers.daily_keep(memory_weeks), 1.0
    for _ in range(days):
        goodwill = customers.goodwill_after_day(goodwill, implied, keep, 0.0, 0.05, 100.0)
    expected = implied + (1.0 - implied) * math.exp(-days / (7.0 * memory_weeks))
    assert goodwill == pytest.approx(expected, rel=1e-9)


def test_normal_satisfaction_holds_the_base_demand() -> None:
    assert customers.implied_goodwill(0.5, 0.8, 0.8) == 1.0
    assert customers.goodwill_after_day(1.0, 1.0, 0.98, 0.0, 0.05, 100.0) == 1.0


def test_bad_outcomes_for_all_customers_at_once_drive_away_the_stated_share_of_them() -> None:
    """A share c of the customers of n bad outcomes among N leaves: to first order c n / N of demand."""
    lost = 1.0 - customers.goodwill_after_day(1.0, 1.0, 1.0, 100.0, 0.05, 100.0)
    assert lost == pytest.approx(1.0 - math.exp(-0.05), rel=1e-12)
    one = 1.0 - customers.goodwill_after_day(1.0, 1.0, 1.0, 1.0, 0.05, 100.0)
    assert one == pytest.approx(0.05 / 100.0, rel=1e-3)


@given(st.floats(0.0, 3.0), st.floats(1.0, 3.0))
def test_tasks_come_at_goodwill_times_the_base_rate(goodwill: float, highest: float) -> None:
    """Base demand at rate 1 and candidates at rate g_max - 1, thinned, make demand at rate g up to the cap."""
    base = customers.acceptance(goodwill, highest, False)
    extra = customers.acceptance(goodwill, highest, True)
    if goodwill <= highest:
        assert base + (highest - 1.0) * extra == pytest.approx(goodwill, rel=1e-9, abs=1e-9)
    assert 0.0 <= base <= 1.0
    assert (extra == 0.0) if goodwill <= 1.0 else base == 1.0


@given(ANY, ANY, ANY, ANY, ANY, ANY)
def test_goodwill_is_finite_whatever_numbers_it_gets(
    goodwill: float, implied: float, bad: float, churn: float, base: float, weeks: float
) -> None:
    keep = customers.daily_keep(weeks)
    assert 0.0 <= keep <= 1.0
    assert math.isfinite(
        customers.goodwill_after_day(goodwill / 4.0, implied / 4.0, keep, abs(bad) / 1e150, 0.05, base)
    )
    assert 0.0 < customers.implied_goodwill(churn / 1e150, 0.5, 0.8) < math.inf
    assert math.isfinite(customers.acceptance(goodwill, base, True))
    assert math.isfinite(customers.relative_wait(goodwill, abs(base)) * 0.0) or abs(base) < 1.0
