import math
from fractions import Fraction

import numpy as np
import pytest
from builders import bot, firm, function, role
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from symbio_sim.metrics import TooFewWorldsError, conditional_value_at_risk, replicate, value_at_risk

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


@given(st.integers(1, 2000), st.sampled_from(["0.5", "0.75", "0.9", "0.95", "0.975", "0.99"]), st.integers(0, 9))
def test_the_worst_worlds_are_counted_as_exact_arithmetic_counts_them(n: int, level: str, seed: int) -> None:
    """The worst ceil((1 - a) R) Worlds, and none unless R (1 - a) >= 10, whatever 1 - a is in binary."""
    tail = (1 - Fraction(level)) * n
    losses = np.random.default_rng(seed).integers(0, 50, n).astype(float)  # ties, too
    if tail < 10:
        with pytest.raises(TooFewWorldsError):
            conditional_value_at_risk(losses, float(level))
        return
    worst = sorted(losses, reverse=True)[: math.ceil(tail)]
    assert conditional_value_at_risk(losses, float(level)) == pytest.approx(sum(worst) / len(worst), rel=1e-12)
    assert value_at_risk(losses, float(level)) == worst[-1]


def test_stress_loss_of_simulated_worlds_against_a_count_by_hand() -> None:
    config = firm(
        {"a": function(30, 25.0, due={"target_min": 120.0})},
        {"p": role(1, ["a"], hours={"mon-fri": "09:00-17:00"})},
        {"b": bot(["a"])},
        horizon_days=14,
        business={"hours": {"mon-fri": "09:00-17:00"}},
        policy={"rule": "fixed_share", "share": 0.7, "fallback": "people"},
        stressors={"vendor_outage": {"day": 3, "working_days": 2.0}},
    )
    losses = replicate(config, seed=1, replications=21, engine="mesa")["resilience_loss_share"]
    worst = sorted(losses, reverse=True)[:11]  # half of 21 Worlds is ten and a half
    assert len(set(losses)) > 15
    assert value_at_risk(losses, 0.5) == worst[-1] > 0.0
    assert conditional_value_at_risk(losses, 0.5) == pytest.approx(sum(worst) / 11.0)
    assert conditional_value_at_risk(losses, 0.5) > losses.mean()
