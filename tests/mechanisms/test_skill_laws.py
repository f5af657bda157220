"""The other laws of skill and the reliance state, each against its equation computed another way."""

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import integrate

from symbio_sim.mechanisms import (
    practice_share,
    reliance,
    skill_lfcm,
    skill_logistic,
    skill_power,
    skill_replacement,
)

UNIT = st.floats(0.01, 0.99)
RATE = st.floats(1e-4, 0.5)


def solved(slope_of: "object", start: float, days: float) -> float:
    """Integrate ds/dt numerically."""
    answer = integrate.solve_ivp(lambda _, s: slope_of(s), (0.0, days), [start], rtol=1e-10, atol=1e-12)  # type: ignore[operator]
    return float(answer.y[0, -1])


# ---------------------------------------------------------------------------------------------------- share


def test_the_share_of_practice_is_an_exponential_average_of_days() -> None:
    share, days = 1.0, [0.0, 1.4, 0.3]
    for today in days:
        share = practice_share.after_day(share, today, 10.0)
    keep = math.exp(-0.1)
    assert share == pytest.approx(keep**3 + (1.0 - keep) * (0.3 + 1.4 * keep))
    assert practice_share.after_day(0.2, 0.7, 0.0) == 0.7


def test_practice_worse_than_none_is_missed_more_than_none() -> None:
    assert practice_share.missing(1.3) == 0.0
    assert practice_share.missing(0.0) == 1.0
    assert practice_share.missing(-0.2) == pytest.approx(1.2)
    assert practice_share.practised(-0.2) == 0.0


# ---------------------------------------------------------------------------------------------------- linear, logistic


@given(UNIT, UNIT, RATE, RATE)
def test_the_linear_law_is_its_differential_equation(start: float, u: float, alpha: float, beta: float) -> None:
    after = skill_replacement.after_day(start, 1.0, u, alpha, beta)
    assert after == pytest.approx(solved(lambda s: alpha * u * (1.0 - s) - beta * (1.0 - u) * s, start, 1.0), rel=1e-8)


@given(UNIT, UNIT, RATE, RATE, st.floats(0.001, 1.0))
def test_the_logistic_law_is_its_differential_equation(
    start: float, u: float, a: float, b: float, spark: float
) -> None:
    after = skill_logistic.after_day(start, 1.0, u, a, b, spark)

    def slope(h: float) -> float:
        return a * (h + spark) * (1.0 - h) * u - b * h * (1.0 - u)

    assert after == pytest.approx(solved(slope, start, 1.0), rel=1e-8)


@pytest.mark.parametrize("law", ["replacement", "logistic"])
def test_full_disuse_halves_skill_in_its_half_life(law: str) -> None:
    s, loss = 0.8, math.log(2.0) / 100.0
    for _ in range(100):
        if law == "replacement":
            s = skill_replacement.after_day(s, 1.0, 0.0, 0.0128, loss)
        else:
            s = skill_logistic.after_day(s, 1.0, 0.0, 0.02, loss, 0.02)
    assert s == pytest.approx(0.4, rel=1e-9)


def test_logistic_skill_survives_below_the_critical_share_and_collapses_above_it() -> None:
    """With a small spark: fifty years at a little less, and a little more, than D* = a/(a + b)."""
    a, b = 0.02, math.log(2.0) / 198.0
    limit = skill_logistic.critical_share(a, b)
    assert limit == pytest.approx(0.851, abs=0.001)
    ends = []
    for handed_over in (limit - 0.1, limit + 0.1):
        h = 1.0
        for _ in range(18262):
            h = skill_logistic.after_day(h, 1.0, 1.0 - handed_over, a, b, 1e-6)
        ends.append(h)
    assert ends[0] > 0.4
    assert ends[1] < 1e-4


@given(UNIT, UNIT, UNIT, RATE, RATE)
def test_more_practice_leaves_more_skill(start: float, one: float, other: float, gain: float, loss: float) -> None:
    less, more = min(one, other), max(one, other)
    for law, own in ((skill_replacement.after_day, ()), (skill_logistic.after_day, (0.02,))):
        assert law(start, 1.0, less, gain, loss, *own) <= law(start, 1.0, more, gain, loss, *own) + 1e-15


# ---------------------------------------------------------------------------------------------------- power


def test_progress_ratios_give_wrights_exponents() -> None:
    exponents = {0.7: 0.5146, 0.75: 0.4150, 0.85: 0.2345, 0.9: 0.1520, 0.95: 0.0740}
    for ratio, b in exponents.items():
        assert skill_power.exponent(ratio) == pytest.approx(b, abs=5e-5)


@given(st.floats(0.05, 0.9), st.floats(0.0, 0.9), st.floats(1.0, 1e5), st.floats(0.05, 0.6))
def test_speed_on_the_curve_is_the_inverse_of_de_jongs_time(v0: float, m: float, n: float, b: float) -> None:
    time = m + (1.0 - m) * n**-b
    level = skill_power.skill_of_gap(skill_power.gap_of_units(n, b), v0, m)
    assert v0 + (1.0 - v0) * level == pytest.approx(min(v0 / time, 1.0), rel=1e-9)


@given(st.floats(0.05, 1.0), st.floats(1.0, 1e4), st.floats(0.0, 1e4), st.floats(0.1, 0.6))
def test_units_done_in_two_parts_are_units_done_in_one(v0: float, first: float, second: float, b: float) -> None:
    """At the plateau of the function itself."""
    start = skill_power.skill_of_gap(skill_power.gap_of_units(first, b), v0, v0)
    once = skill_power.practise(start, 1.0, second, b, v0, v0)
    gap = skill_power.gap_of_units(first + second, b)
    assert once == pytest.approx(skill_power.skill_of_gap(gap, v0, v0), rel=1e-7)


def test_accuracy_closes_its_gap_by_the_power() -> None:
    assert skill_power.practise(0.0, 1.0, 99.0, 0.3, skill_power.NO_TIME, 0.0) == pytest.approx(1.0 - 100.0**-0.3)


@given(UNIT, UNIT, st.floats(0.0, 0.45), UNIT)
def test_on_the_curve_skill_fades_only_as_far_as_practice_is_missing(
    peak: float, share: float, floor: float, kept: float
) -> None:
    current = peak
    assert skill_power.forget(peak, current, floor, kept, 1.0) == pytest.approx(current, rel=1e-15)
    partly = skill_power.forget(peak, current, floor, kept, share)
    assert partly == pytest.approx(floor * peak + (current - floor * peak) * kept ** (1.0 - share), rel=1e-12)


# ---------------------------------------------------------------------------------------------------- lfcm


def published(n: float, tau: float, b: float, first: float, total: float) -> float:
    """Units remembered as Jaber and Bonney print it, in three steps."""
    made = first * n ** (1.0 - b) / (1.0 - b)
    f = b * (1.0 - b) * math.log(n) / math.log(1.0 + total / made)
    y = ((1.0 - b) / first * (made + tau)) ** (1.0 / (1.0 - b))
    return float(n ** (1.0 + f / b) * y ** (-f / b))


@given(st.floats(2.0, 1e5), st.floats(0.01, 0.99), st.floats(0.05, 0.6), st.floats(0.01, 2.0), st.floats(0.2, 20.0))
def test_what_is_remembered_is_the_published_formula(
    n: float, part: float, b: float, first: float, times: float
) -> None:
    total = times * skill_lfcm.production_days(n, b, first)
    left = skill_lfcm.remembered(n, part * total, b, first, total)
    assert left == pytest.approx(published(n, part * total, b, first, total), rel=1e-6)


def test_all_is_forgotten_after_the_time_of_total_forgetting() -> None:
    for tau in (500.0, 5000.0):
        assert skill_lfcm.remembered(1000.0, tau, 0.3, 0.05, 500.0) == pytest.approx(1.0, rel=1e-12)
    assert skill_lfcm.remembered(1000.0, 0.0, 0.3, 0.05, 500.0) == 1000.0


@given(st.floats(10.0, 1e5), st.floats(10.0, 1000.0), st.floats(0.05, 0.6), st.floats(0.01, 2.0))
def test_the_time_of_total_forgetting_is_such_that_the_gain_halves_in_the_half_life(
    n: float, half_life: float, b: float, first: float
) -> None:
    total = skill_lfcm.total_forgetting_days(half_life, n, 0.5 * (1.0 + n**-b), b, first)
    left = skill_lfcm.remembered(n, half_life, b, first, total)
    assert 1.0 - left**-b == pytest.approx(0.5 * (1.0 - n**-b), rel=1e-6)


def test_a_longer_break_leaves_less() -> None:
    left = [skill_lfcm.remembered(5000.0, tau, 0.23, 0.05, 400.0) for tau in np.linspace(0.0, 400.0, 50).tolist()]
    assert left == sorted(left, reverse=True)
    assert len(set(left)) == 50


# ---------------------------------------------------------------------------------------------------- reliance


def test_reliance_rises_to_the_share_of_aided_work_and_is_gone_some_weeks_after_it() -> None:
    alone, aided, course = 400.0, 0.0, []
    for day in range(400):
        machines = day < 200
        alone = reliance.after_day(alone, 200.0 if machines else 400.0, 21.0)
        aided = reliance.after_day(aided, 200.0 if machines else 0.0, 21.0)
        course.append(reliance.reliance(alone, aided))
    assert course[20] == pytest.approx(0.5 * (1.0 - math.exp(-1.0)), rel=1e-9)
    assert course[199] == pytest.approx(0.5, rel=1e-3)
    assert course[220] == pytest.approx(0.5 * math.exp(-1.0), rel=2e-3)
    assert course[399] < 1e-4


@given(st.floats(0.0, 1e4), st.floats(0.0, 1e4), st.floats(0.0, 1e4))
def test_the_more_is_aided_the_more_is_relied_on(alone: float, one: float, other: float) -> None:
    less, more = min(one, other), max(one, other)
    assert reliance.reliance(alone, less) <= reliance.reliance(alone, more)


def test_who_has_done_nothing_relies_on_nothing() -> None:
    assert reliance.reliance(0.0, 0.0) == 0.0
    assert reliance.ability_drop(1.5, 0.4) == pytest.approx(0.6)


@given(st.floats(0.0, 1.0), st.floats(-0.5, 3.0), st.floats(1.0, 20.0))
def test_what_is_below_the_peak_of_the_curve_comes_back_exponentially(gap: float, e: float, kappa: float) -> None:
    assert skill_power.regain(gap, e, kappa) == pytest.approx(gap * math.exp(-kappa * max(e, 0.0)))
