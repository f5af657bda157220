"""The small simplex against a solver, on programmes of every kind."""

import math

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.typing import NDArray
from scipy import optimize

from symbio_sim.metrics.simplex import maximise

Floats = NDArray[np.float64]


def greatest(aim: Floats, limits: Floats, bounds: Floats) -> float:
    """Maximise aim @ x for x >= 0 and limits @ x <= bounds."""
    n_rows, n_columns = limits.shape
    tableau = [[*row, bound] for row, bound in zip(limits.tolist(), bounds.tolist(), strict=True)]
    tableau.append([*(-aim).tolist(), 0.0])
    return maximise(tableau, n_rows, n_columns, [0] * (n_rows + n_columns), [0] * (n_columns + 1))


def solved(aim: Floats, limits: Floats, bounds: Floats) -> float:
    result = optimize.linprog(-aim, A_ub=limits, b_ub=bounds, method="highs")
    assert result.success
    return float(-result.fun)


@settings(max_examples=300)
@given(st.integers(1, 9), st.integers(1, 9), st.integers(0, 2**32 - 1))
def test_the_greatest_aim_of_a_bounded_programme_is_the_solvers(n_rows: int, n_columns: int, seed: int) -> None:
    rng = np.random.default_rng(seed)
    limits = np.vstack((rng.uniform(-1.0, 1.0, (n_rows, n_columns)), np.ones(n_columns)))
    aim, bounds = rng.normal(size=n_columns), rng.uniform(0.0, 5.0, n_rows + 1)
    assert greatest(aim, limits, bounds) == pytest.approx(solved(aim, limits, bounds), rel=1e-9, abs=1e-9)


@settings(max_examples=300)
@given(st.integers(1, 8), st.integers(1, 8), st.integers(0, 2**32 - 1))
def test_whole_numbers_and_bounds_of_zero_where_many_bases_are_one_corner(
    n_rows: int, n_columns: int, seed: int
) -> None:
    rng = np.random.default_rng(seed)
    limits = np.vstack((rng.integers(-2, 3, (n_rows, n_columns)), np.ones(n_columns)))
    bounds = np.append(rng.integers(0, 2, n_rows), 4.0)
    aim = rng.integers(-2, 4, n_columns).astype(np.float64)
    assert greatest(aim, limits, bounds) == pytest.approx(solved(aim, limits, bounds), rel=1e-9, abs=1e-9)


def test_a_programme_on_which_the_plain_method_goes_round_in_circles() -> None:
    # Beale 1955: six exchanges by the greatest gain lead back to the start.
    aim = np.array([0.75, -150.0, 0.02, -6.0])
    limits = np.array([[0.25, -60.0, -0.04, 9.0], [0.5, -90.0, -0.02, 3.0], [0.0, 0.0, 1.0, 0.0]])
    assert greatest(aim, limits, np.array([0.0, 0.0, 1.0])) == pytest.approx(0.05)


def test_what_has_no_bound_is_no_number() -> None:
    assert math.isnan(greatest(np.array([1.0, 1.0]), np.array([[1.0, -1.0]]), np.array([1.0])))


def test_without_anything_to_gain_nothing_is_done() -> None:
    assert greatest(np.array([-1.0, 0.0]), np.array([[1.0, 1.0]]), np.array([3.0])) == 0.0
