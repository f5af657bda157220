"""Learning, drift, retraining and bias of bots, and tasks of a new kind: equations, directions, limits."""

import math

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from symbio_sim.mechanisms import ability, bias, bot_learning, curves, drift, market_shift, retraining

UNIT = st.floats(0.01, 0.99)
COUNT = st.floats(0.0, 1e6)
ANY = st.floats(-1e150, 1e150)


# ------------------------------------------------------------------------------------------------ learning


@given(UNIT, UNIT, COUNT, st.floats(0.1, 1e5), st.floats(0.0, 1.0))
def test_the_error_falls_as_a_power_law_with_a_plateau(e0: float, share: float, n: float, n0: float, g: float) -> None:
    expected = share * e0 + (e0 - share * e0) * (1.0 + n / n0) ** -g
    assert bot_learning.mean_error(e0, share * e0, n, n0, g) == pytest.approx(expected, rel=1e-9)


@given(UNIT, UNIT, st.floats(0.1, 1e5), st.floats(0.0, 1.0), st.floats(0.5, 3.0))
def test_without_corrections_ability_is_exactly_what_it_was(
    e0: float, share: float, n0: float, g: float, k: float
) -> None:
    assert bot_learning.ability_gain(e0, share * e0, 0.0, n0, g, k) == 0.0


@given(UNIT, UNIT, COUNT, COUNT, st.floats(0.1, 1e5), st.floats(0.0, 1.0))
def test_more_corrections_never_make_a_bot_worse_and_never_better_than_the_plateau(
    e0: float, share: float, n: float, more: float, n0: float, g: float
) -> None:
    first = bot_learning.ability_gain(e0, share * e0, n, n0, g, 1.0)
    second = bot_learning.ability_gain(e0, share * e0, n + more, n0, g, 1.0)
    assert -1e-12 <= first <= second + 1e-12
    assert second <= curves.logit(1.0 - share * e0) - curves.logit(1.0 - e0) + 1e-12


@pytest.mark.parametrize("error", [0.03, 0.12, 0.4])
@pytest.mark.parametrize("spread", [0.6, 1.5, 3.0])
def test_the_mean_error_of_the_ability_gained_is_that_of_the_law(error: float, spread: float) -> None:
    """Exactly at both ends, and in between within two results in a thousand."""
    plateau = 0.5 * error
    start, best = ability.ability_for(1.0 - error, spread), ability.ability_for(1.0 - plateau, spread)
    per_logit = (best - start) / (curves.logit(1.0 - plateau) - curves.logit(1.0 - error))
    for n in (1.0, 50.0, 200.0, 2000.0, 1e9):
        gain = bot_learning.ability_gain(error, plateau, n, 200.0, 0.9, per_logit)
        expected = bot_learning.mean_error(error, plateau, n, 200.0, 0.9)
        assert 1.0 - ability.mean_accuracy(start + gain, spread) == pytest.approx(expected, abs=2e-3)
    endless = bot_learning.ability_gain(error, plateau, 1e300, 1e-3, 1.0, per_logit)
    assert endless == pytest.approx(best - start, rel=1e-9)


@given(st.floats(0.0, 1.5), st.floats(0.0, 1.5), st.floats(0.0, 1.0))
def test_what_the_less_skilled_do_teaches_less(low: float, high: float, effect: float) -> None:
    low, high = min(low, high), max(low, high)
    assert 0.0 <= curves.worth_by_skill(low, effect) <= curves.worth_by_skill(high, effect) <= 1.0
    assert curves.worth_by_skill(1.0, effect) == 1.0
    assert curves.worth_by_skill(low, 0.0) == 1.0


# ------------------------------------------------------------------------------------------------ drift, retraining


def test_drift_is_the_sum_of_its_jumps_less_the_days_decay() -> None:
    now = 0.0
    for day in range(100):
        now = drift.after_day(drift.after_update(now, 0.3 if day == 40 else 0.0), 0.001)
    assert now == pytest.approx(0.3 - 0.1)


@pytest.mark.parametrize(
    ("days", "share", "due"), [(179.0, 0.1, False), (180.0, 0.1, True), (1.0, 0.151, True), (1.0, 0.149, False)]
)
def test_a_bot_is_retrained_by_plan_or_when_too_much_is_rejected(days: float, share: float, due: bool) -> None:
    assert retraining.is_due(days, 180.0, share, 0.1, 0.05) is due


def test_what_is_rejected_is_held_against_what_was_rejected_after_the_last_training() -> None:
    assert retraining.rejected_share(0.0, 0.0) == 0.0
    assert retraining.rejected_share(3.0, 9.0) == 0.25
    assert retraining.reference(retraining.UNKNOWN, 199.0, 200.0, 0.3) == retraining.UNKNOWN
    assert retraining.reference(retraining.UNKNOWN, 200.0, 200.0, 0.3) == 0.3
    assert retraining.reference(0.3, 500.0, 200.0, 0.6) == 0.3
    assert not retraining.is_due(1.0, 180.0, 1.0, retraining.UNKNOWN, 0.0)


def test_a_bot_without_plan_or_measure_is_never_retrained() -> None:
    assert not retraining.is_due(1e9, math.inf, 1.0, 0.0, math.inf)


# ------------------------------------------------------------------------------------------------ bias


@given(UNIT, st.floats(0.0, 5.0), UNIT)
def test_bias_leaves_the_mean_accuracy_of_each_task_as_it_is(p: float, gap: float, share: float) -> None:
    a, b = (bias.accuracy_in_group(p, gap, share, in_b) for in_b in (False, True))
    assert (1.0 - share) * a + share * b == pytest.approx(p, rel=1e-9)
    assert math.log(a / (1.0 - a)) - math.log(b / (1.0 - b)) == pytest.approx(gap, abs=1e-6)


@given(UNIT, st.floats(0.01, 5.0), st.floats(0.01, 1.0), UNIT)
def test_a_wider_gap_is_worse_for_b_and_better_for_a(p: float, gap: float, more: float, share: float) -> None:
    assert bias.accuracy_in_group(p, gap + more, share, True) < bias.accuracy_in_group(p, gap, share, True) < p
    assert bias.accuracy_in_group(p, gap + more, share, False) > bias.accuracy_in_group(p, gap, share, False) > p


@given(UNIT, UNIT, st.booleans())
def test_without_a_gap_both_groups_fare_alike(p: float, share: float, in_b: bool) -> None:
    assert bias.accuracy_in_group(p, 0.0, share, in_b) == pytest.approx(p, rel=1e-12)


@given(st.floats(0.01, 1.0), UNIT, UNIT, st.floats(1.01, 5.0))
def test_the_loop_multiplies_the_gap_by_more_the_more_the_bot_learns_from_itself(
    gap: float, w: float, more: float, growth: float
) -> None:
    assert bias.amplified(gap, w, growth, 1e9) == pytest.approx(gap * (1.0 + w * (growth - 1.0)), rel=1e-12)
    assert bias.amplified(gap, min(w + more, 1.0), growth, 1e9) >= bias.amplified(gap, w, growth, 1e9) > gap
    assert bias.amplified(gap, 0.0, growth, 1e9) == gap
    assert bias.amplified(gap, w, 1.0, 1e9) == gap


def test_amplification_ends_at_its_limit_and_leaves_a_gap_beyond_it_alone() -> None:
    assert bias.amplified(2.9, 1.0, 5.0, 3.0) == 3.0
    assert bias.amplified(4.0, 1.0, 5.0, 3.0) == 4.0


def test_an_audit_takes_its_share_of_the_gap() -> None:
    assert bias.audited(0.8, 0.25) == pytest.approx(0.6)
    assert bias.audited(0.8, 1.0) == 0.0


def test_the_own_share_of_nothing_is_nothing() -> None:
    assert bias.own_share(0, 0) == 0.0
    assert bias.own_share(30, 120) == 0.25


# ------------------------------------------------------------------------------------------------ tasks of a new kind


@given(st.floats(0.0, 10.0), st.floats(0.0, 1e4), st.floats(0.0, 1e4), st.floats(1.0, 1e4))
def test_the_drop_falls_exponentially_in_lessons(full: float, n: float, more: float, scale: float) -> None:
    assert market_shift.ability_drop(full, n, scale) == pytest.approx(full * math.exp(-n / scale), rel=1e-12)
    assert market_shift.ability_drop(full, n + more, scale) <= market_shift.ability_drop(full, n, scale)
    assert market_shift.ability_drop(full, 0.0, scale) == full


# ------------------------------------------------------------------------------------------------ totality


@given(ANY, ANY, ANY, ANY, ANY, st.booleans())
def test_whatever_finite_numbers_they_get_they_give_finite_ones(
    a: float, b: float, c: float, d: float, e: float, flag: bool
) -> None:
    unit = curves.clip(abs(b), 0.0, 1.0)
    assert 0.0 <= bias.accuracy_in_group(a, c, unit, flag) <= 1.0
    assert math.isfinite(bias.own_share(a, b))
    assert math.isfinite(bias.audited(curves.clip(a, -1e9, 1e9), unit))
    assert math.isfinite(market_shift.ability_drop(curves.clip(a, 0.0, 1e9), b, c))
    assert math.isfinite(bot_learning.mean_error(unit, 0.5 * unit, c, d, curves.clip(e, 0.0, 1.0)))
    assert 0.0 <= curves.worth_by_skill(a, unit) <= 1.0


@given(UNIT, UNIT, st.floats(-30.0, 30.0))
def test_the_two_groups_accuracies_are_probabilities(p: float, share: float, gap: float) -> None:
    assume(abs(gap) > 0.0)
    for in_b in (False, True):
        assert 0.0 <= bias.accuracy_in_group(p, gap, share, in_b) <= 1.0
