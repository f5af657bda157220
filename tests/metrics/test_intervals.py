"""Means with control variates: exact where they can be, without bias on a queue of known mean, with honest errors."""

import math

import numpy as np
import pytest
from numpy.typing import NDArray
from scipy import stats

from symbio_sim.metrics import estimate
from symbio_sim.metrics.intervals import controlled_mean, plain_mean

Floats = NDArray[np.float64]

ARRIVAL_RATE, SERVICE_RATE = 0.8, 1.0
SECOND_WAIT = ARRIVAL_RATE / (ARRIVAL_RATE + SERVICE_RATE) / SERVICE_RATE
"""Mean wait of the second customer of an empty M/M/1: the first's service outlasts the gap, and then has no memory."""


def second_waits(rng: np.random.Generator, n: int) -> tuple[Floats, Floats]:
    """Return waits of second customers, and what is known of them: service and gap above their means."""
    service, gap = rng.exponential(1.0 / SERVICE_RATE, n), rng.exponential(1.0 / ARRIVAL_RATE, n)
    known = np.column_stack([service - 1.0 / SERVICE_RATE, gap - 1.0 / ARRIVAL_RATE])
    return np.maximum(service - gap, 0.0), known


def test_a_linear_law_is_seen_through_exactly() -> None:
    controls = np.random.default_rng(1).normal(size=(20, 2))
    found = controlled_mean(3.0 + controls @ [2.0, -5.0], controls)
    assert found.mean == pytest.approx(3.0)
    assert found.error == pytest.approx(0.0, abs=1e-12)
    assert found.freedom == 17


def test_the_wait_in_a_queue_is_estimated_without_bias_from_fewer_worlds() -> None:
    rng, worlds, repeats = np.random.default_rng(2), 40, 4_000
    studies = [second_waits(rng, worlds) for _ in range(repeats)]
    plain = [plain_mean(waits) for waits, _ in studies]
    found = [controlled_mean(waits, known) for waits, known in studies]
    means = np.array([item.mean for item in found])
    # The error of the mean of so many studies is a sixtieth of one study's; plain regression is off by a fifth of it.
    assert abs(means.mean() - SECOND_WAIT) < 4.0 * means.std() / math.sqrt(repeats)
    assert means.var() < 0.4 * np.var([item.mean for item in plain])
    # The error that a study states is the one it has.
    assert np.mean([item.error for item in found]) == pytest.approx(means.std(), rel=0.1)
    covers = [abs(item.mean - SECOND_WAIT) <= stats.t.ppf(0.975, item.freedom) * item.error for item in found]
    assert np.mean(covers) > 0.88  # the plain interval covers 0.91: waits are skewed


def test_where_all_is_normal_the_interval_covers_as_often_as_it_says() -> None:
    rng, repeats = np.random.default_rng(3), 4_000
    covers = 0
    for _ in range(repeats):
        controls = rng.normal(size=(12, 3))
        found = controlled_mean(7.0 + controls.sum(axis=1) + rng.normal(size=12), controls)
        covers += abs(found.mean - 7.0) <= stats.t.ppf(0.975, found.freedom) * found.error
    assert covers / repeats == pytest.approx(0.95, abs=0.01)


def test_the_quick_way_is_the_regression_of_all_others_world_by_world() -> None:
    rng = np.random.default_rng(6)
    controls, values = rng.normal(size=(15, 3)), rng.exponential(size=15)
    controls[:, 2] = np.arange(15) == 7  # a control that only one World has: nobody else knows what it means
    freed = []
    for world in range(15):
        others = np.arange(15) != world
        design = np.column_stack([np.ones(14), controls[others]])
        coefficients = np.linalg.lstsq(design, values[others], rcond=None)[0]
        freed.append(values[world] - controls[world] @ coefficients[1:])
    assert controlled_mean(values, controls).mean == pytest.approx(np.mean(freed))


def test_what_never_varies_or_says_the_same_costs_nothing() -> None:
    rng = np.random.default_rng(4)
    control, values = rng.normal(size=(30, 1)), rng.normal(size=30)
    one = controlled_mean(values, control)
    more = controlled_mean(values, np.column_stack([control, np.zeros(30), -3.0 * control]))
    assert more == pytest.approx(one)
    assert controlled_mean(values, np.zeros((30, 2))) == pytest.approx(plain_mean(values))


def test_controls_that_say_nothing_cost_worlds_and_the_estimate_says_so() -> None:
    rng = np.random.default_rng(5)
    saved = [estimate(rng.normal(size=20), rng.normal(size=(20, 5)))["worlds_saved_share"] for _ in range(300)]
    assert np.mean(saved) < -0.2


def test_a_measure_that_is_undefined_somewhere_is_not_adjusted() -> None:
    values, controls = np.arange(20.0), np.arange(20.0)[:, None] - 3.0
    values[4] = math.nan
    found = estimate(values, controls)
    assert found.pop("worlds_saved_share") == 0.0
    assert found == estimate(values)
