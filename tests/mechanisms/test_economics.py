"""Discounting: its closed form, its limits and its directions."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from symbio_sim.mechanisms.economics import discount_factor

RATE, DAYS = st.floats(0.0, 1.0), st.floats(0.0, 20000.0)


def test_a_year_at_ten_per_cent_takes_one_part_in_eleven() -> None:
    assert discount_factor(0.1, 365.25) == pytest.approx(1.0 / 1.1, rel=1e-15)
    assert discount_factor(0.1, 4 * 365.25) == pytest.approx(1.1**-4, rel=1e-15)


@given(RATE, DAYS)
def test_today_and_at_rate_zero_a_euro_is_a_euro(rate: float, days: float) -> None:
    assert discount_factor(rate, 0.0) == 1.0
    assert discount_factor(0.0, days) == 1.0


@given(RATE, DAYS, RATE, DAYS)
def test_later_money_at_a_higher_rate_is_worth_less(rate: float, days: float, more: float, later: float) -> None:
    assert 0.0 < discount_factor(rate + more, days + later) <= discount_factor(rate, days) <= 1.0
