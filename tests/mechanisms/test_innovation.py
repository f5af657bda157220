"""Slack, creativity and improvements: limits and directions."""

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from symbio_sim.mechanisms import innovation

UNIT = st.floats(0.0, 1.0)
ANY = st.floats(-1e150, 1e150)


def test_only_time_on_shift_without_work_is_slack() -> None:
    assert innovation.slack_min(480.0, 400.0) == 80.0
    assert innovation.slack_min(480.0, 500.0) == 0.0


def test_a_skilled_creative_persons_slack_yields_the_stated_rate_an_hour() -> None:
    assert innovation.hazard(60.0, 1.0, 1.0, 1.0, 0.002) == 0.002
    assert innovation.hazard(600.0, 0.5, 1.0, 0.4, 0.002) == pytest.approx(0.002 * 10.0 * 0.5 * 0.4)


@given(UNIT, UNIT, UNIT, UNIT, UNIT)
def test_reliance_on_bots_and_on_few_vendors_lowers_creativity(
    share: float, more: float, concentration: float, starvation: float, homogenisation: float
) -> None:
    least = innovation.creativity(share, concentration, starvation, homogenisation)
    assert 0.0 <= least <= 1.0
    assert innovation.creativity(min(share + more, 1.0), concentration, starvation, homogenisation) <= least
    assert innovation.creativity(share, concentration / 2.0, starvation, homogenisation) >= least


def test_creativity_is_whole_without_bots_and_loses_the_stated_shares_with_nothing_else() -> None:
    assert innovation.creativity(0.0, 0.0, 0.5, 0.3) == 1.0
    assert innovation.creativity(1.0, 1.0, 0.5, 0.0) == 0.5
    assert innovation.creativity(1.0, 1.0, 0.0, 0.3) == pytest.approx(0.7)
    assert innovation.creativity(1.0, 0.5, 0.0, 0.3) == pytest.approx(0.85)  # two equal vendors


def test_sameness_is_the_chance_that_two_results_come_from_one_vendor() -> None:
    """Simpson's index, counted over all pairs of 6 results: 2 of people, 3 of one vendor, 1 of another."""
    minds = ["a person", "another person", "acme", "acme", "acme", "globex"]
    pairs = [(one, other) for one in minds for other in minds]
    same = sum(one == other and "person" not in one for one, other in pairs) / len(pairs)
    assert innovation.sameness(4.0 / 6.0, (9.0 + 1.0) / 16.0) == pytest.approx(same)


@given(st.integers(0, 500), st.floats(0.001, 0.2))
def test_improvements_cut_effort_by_the_same_share_each_down_to_the_floor(n: int, cut: float) -> None:
    effort = 1.0
    for _ in range(n):
        effort = innovation.improved(effort, cut, 0.5)
    assert effort == pytest.approx(max((1.0 - cut) ** n, 0.5), rel=1e-9)


@given(ANY, ANY, ANY, ANY, UNIT)
def test_whatever_numbers_they_get_they_give_finite_ones(x: float, y: float, z: float, w: float, share: float) -> None:
    assert innovation.slack_min(x / 2.0, y / 2.0) >= 0.0
    assert math.isfinite(innovation.hazard(abs(x) / 1e100, share, abs(z) / 1e100, share, share))
    assert 0.0 <= innovation.creativity(x, y, share, share) <= 1.0
    assert 0.0 <= innovation.daily_keep(w) <= 1.0
    assert math.isfinite(innovation.improved(x, share, y))
