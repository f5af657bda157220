"""Differences World by World against scipy, by hand, and against known sample sizes."""

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import stats

from symbio_sim.analysis.paired import holm, paired, replications_to_separate


def test_interval_and_p_are_those_of_the_paired_t_test_of_scipy() -> None:
    rng = np.random.default_rng(3)
    ours, theirs = rng.normal(size=17), rng.normal(0.4, 1.3, size=17)
    found, expected = paired(ours, theirs), stats.ttest_rel(theirs, ours)
    low, high = expected.confidence_interval(0.95)
    assert (found.mean, found.ci_low, found.ci_high) == pytest.approx(((theirs - ours).mean(), low, high))
    assert found.p == pytest.approx(expected.pvalue)
    assert found.sd == pytest.approx((theirs - ours).std(ddof=1))


def test_worlds_in_which_one_is_undefined_are_counted_and_left_out() -> None:
    ours, theirs = np.array([1.0, np.nan, 3.0, 4.0]), np.array([2.0, 5.0, np.nan, 7.0])
    found = paired(ours, theirs)
    assert (found.mean, found.n, found.n_undefined) == (2.0, 2, 2)


def test_equal_alternatives_differ_by_nothing_and_equal_differences_are_certain() -> None:
    ours = np.array([0.1, 0.2, 0.7])
    assert (paired(ours, ours).p, paired(ours, ours).ci_low) == (1.0, 0.0)
    shifted = paired(np.zeros(3), np.full(3, 0.3))
    assert (shifted.p, shifted.ci_low, shifted.ci_high, shifted.sd) == (0.0, 0.3, 0.3, 0.0)


@pytest.mark.parametrize(("values", "n"), [([], 0), ([1.0], 1)])
def test_without_two_worlds_there_is_no_interval(values: list[float], n: int) -> None:
    found = paired(np.zeros(len(values)), np.array(values))
    assert found.n == n
    assert math.isnan(found.ci_low)
    assert math.isnan(found.p)


def test_holm_by_hand() -> None:
    # Rising: 0.01 x 4, 0.02 x 3, 0.03 x 2 (not less than the one before), 0.9 x 1.
    assert holm([0.03, 0.01, 0.9, 0.02]) == pytest.approx([0.06, 0.04, 0.9, 0.06])
    assert holm([0.6, 0.7]) == [1.0, 1.0]
    assert holm([]) == []


def test_holm_leaves_out_what_is_undefined() -> None:
    first, second = holm([math.nan, 0.04])
    assert math.isnan(first)
    assert second == 0.04


@given(st.lists(st.floats(0.0, 1.0), min_size=1, max_size=8))
def test_holm_lies_between_the_p_value_and_bonferroni_and_keeps_the_order(p_values: list[float]) -> None:
    adjusted = holm(p_values)
    for p, found in zip(p_values, adjusted, strict=True):
        assert p <= found <= min(1.0, len(p_values) * p) + 1e-12
    assert [x for _, x in sorted(zip(p_values, adjusted, strict=True))] == sorted(adjusted)


@pytest.mark.parametrize(("effect", "worlds"), [(0.2, 199), (0.5, 34), (0.8, 15)])
def test_worlds_needed_are_those_of_the_tables_of_power(effect: float, worlds: int) -> None:
    # Cohen's small, medium and large effect, paired t test, two-sided 5 %, power 0.8.
    assert replications_to_separate(effect, 1.0) == worlds
    assert replications_to_separate(-3.0 * effect, 3.0) == worlds


def test_worlds_needed_give_the_power_promised() -> None:
    n = int(replications_to_separate(0.6, 1.0))
    rng = np.random.default_rng(11)
    p = [stats.ttest_1samp(rng.normal(0.6, 1.0, n), 0.0).pvalue for _ in range(2000)]
    # 2000 trials of a power of about 0.81: three standard errors are 0.026.
    assert np.mean(np.array(p) < 0.05) == pytest.approx(0.81, abs=0.027)


def test_worlds_needed_at_the_ends() -> None:
    assert replications_to_separate(0.0, 1.0) == math.inf
    assert replications_to_separate(1e-9, 1.0) == math.inf
    assert replications_to_separate(1.0, 0.0) == 2.0
    assert math.isnan(replications_to_separate(1.0, math.nan))
