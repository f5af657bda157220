"""The normal quantile during a run is that of Python's own library."""

from statistics import NormalDist

from hypothesis import example, given
from hypothesis import strategies as st

from symbio_sim.mechanisms import normal


@given(st.floats(1e-300, 1.0, exclude_max=True))
@example(0.5)
@example(0.075)
@example(1e-15)
@example(1.0 - 1e-16)
def test_the_quantile_is_that_of_the_standard_library(luck: float) -> None:
    assert normal.quantile(luck) == NormalDist().inv_cdf(luck)


def test_beyond_its_range_the_quantile_stays_finite() -> None:
    assert -40.0 < normal.quantile(0.0) < -37.0
    assert 37.0 < normal.quantile(1.0) < 40.0
