import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from symbio_sim.metrics import TooFewWorldsError, conditional_value_at_risk, value_at_risk

LOSSES = np.random.default_rng(1).permutation(np.arange(200.0))


def test_expected_shortfall_is_the_mean_of_the_worst_worlds() -> None:
    # 5 % of 200 is ten Worlds, in binary a little more; the eleventh must not count.
    assert value_at_risk(LOSSES, 0.95) == 190
    assert conditional_value_at_risk(LOSSES, 0.95) == pytest.approx(194.5)


def test_a_broken_world_counts_whole() -> None:
    # 5 % of 210 is 10.5: the worst 11 Worlds.
    assert value_at_risk(np.arange(210.0), 0.95) == 199
    assert conditional_value_at_risk(np.arange(210.0), 0.95) == pytest.approx(204)


def test_too_few_worlds_are_refused_with_the_number_needed() -> None:
    with pytest.raises(TooFewWorldsError, match=r"too few Worlds.*199.*at least 200 replications"):
        conditional_value_at_risk(LOSSES[:199], 0.95)
    with pytest.raises(TooFewWorldsError, match="at least 1000"):
        value_at_risk(LOSSES, 0.99)


def test_undefined_losses_and_impossible_levels_are_refused() -> None:
    with pytest.raises(ValueError, match="undefined in 1 of 201"):
        conditional_value_at_risk([*LOSSES, np.nan], 0.95)
    with pytest.raises(ValueError, match="between 0 and 1"):
        value_at_risk(LOSSES, 1.0)


@given(arrays(np.float64, st.integers(40, 120), elements=st.floats(-1e6, 1e6)))
def test_expected_shortfall_is_at_least_value_at_risk_and_at_most_the_worst(losses: np.ndarray) -> None:
    shortfall = conditional_value_at_risk(losses, 0.75)
    slack = 1e-9 * np.abs(losses).max()
    assert value_at_risk(losses, 0.75) - slack <= shortfall <= losses.max() + slack
