"""Luck: the same from scalars and arrays, uniform, and independent between purposes, visits, tasks and Worlds."""

from itertools import combinations

import numpy as np
import pytest
from draws import world_key
from hypothesis import given
from hypothesis import strategies as st
from numpy.typing import NDArray
from scipy import stats

from symbio_sim.world.luck import (
    GOLDEN,
    MASK,
    PURPOSES,
    entity_states,
    key_of,
    mix,
    mix_array,
    uniform,
    uniform_array,
)

WORDS = st.integers(0, MASK)
N = 100_000


@pytest.fixture(scope="module")
def states() -> NDArray[np.uint64]:
    """States of consecutive tasks of one function in one World, as both engines make them."""
    with np.errstate(over="ignore"):
        keys = np.uint64(key_of("function/sales")) + np.uint64(GOLDEN) * np.arange(N, dtype=np.uint64)
    return entity_states(world_key(1, 0), keys)


def all_purposes() -> list[str]:
    """Every purpose, those that stand for several with two examples."""
    with_vendor = [name for name in PURPOSES if name.endswith("<vendor>")]
    plain = [name for name in PURPOSES if name not in with_vendor]
    return plain + [name.replace("<vendor>", vendor) for name in with_vendor for vendor in ("acme", "brio")]


# ------------------------------------------------------------------------------------------------ scalar = array


@given(WORDS, WORDS, st.integers(0, MASK - 1))
def test_scalar_and_array_give_the_same_luck_bit_for_bit(state: int, key: int, count: int) -> None:
    array = uniform_array(np.array([state], dtype=np.uint64), key, np.array([count], dtype=np.uint64))
    assert array.tolist() == [uniform(state, key, count)]


@given(WORDS)
def test_scalar_and_array_mix_the_same(z: int) -> None:
    assert int(mix_array(np.array([z], dtype=np.uint64))[0]) == mix(z)


@given(WORDS, WORDS)
def test_entity_state_is_the_key_mixed_with_the_worlds(world: int, entity: int) -> None:
    state = entity_states(world, np.array([entity], dtype=np.uint64))
    assert int(state[0]) == mix(mix((entity + GOLDEN) & MASK) ^ world)


def test_one_count_serves_all_states_and_one_state_all_counts() -> None:
    states = np.array([3, 5, 7], dtype=np.uint64)
    assert uniform_array(states, 11, 2).tolist() == [uniform(s, 11, 2) for s in (3, 5, 7)]
    days = np.arange(4, dtype=np.uint64)
    same = np.full(4, 3, dtype=np.uint64)
    assert uniform_array(same, 11, days).tolist() == [uniform(3, 11, d) for d in range(4)]


def test_mix_is_splitmix64() -> None:
    # The published sequence of the seed 1234567.
    expected = [6457827717110365317, 3203168211198807973, 9817491932198370423, 4593380528125082431]
    assert [mix((1234567 + (i + 1) * GOLDEN) & MASK) for i in range(4)] == expected


def test_keys_do_not_depend_on_the_process() -> None:
    # Python's own hash of a text does.
    assert key_of("share") == 0x3FE42F35AC45BCC3


# ------------------------------------------------------------------------------------------------ in (0, 1)


def unmixed(z: int) -> int:
    """Invert the finaliser: multiplications by odd numbers and shifted exclusive ors are bijections."""
    for shift, factor in ((31, 0x94D049BB133111EB), (27, 0xBF58476D1CE4E5B9), (30, 1)):
        z ^= (z >> shift) ^ (z >> 2 * shift)
        z = z * pow(factor, -1, 1 << 64) & MASK
    return z


@given(WORDS)
def test_the_inverse_used_below_inverts(z: int) -> None:
    assert mix(unmixed(z)) == z


@pytest.mark.parametrize(("word", "luck"), [(0, 2.0**-53), (MASK, 1.0 - 2.0**-53), (1 << 63, 0.5 + 2.0**-53)])
def test_the_extremes_stay_inside_the_open_interval(word: int, luck: float) -> None:
    state = (unmixed(word) - GOLDEN) & MASK
    assert uniform(state, 0, 0) == luck
    assert uniform_array(np.array([state], dtype=np.uint64), 0, 0).tolist() == [luck]
    assert 0.0 < luck < 1.0


# ------------------------------------------------------------------------------------------------ uniform


@pytest.mark.parametrize("purpose", all_purposes())
@pytest.mark.parametrize("visit", [0, 1])
def test_luck_is_uniform(states: NDArray[np.uint64], purpose: str, visit: int) -> None:
    # 32 fixed samples; the bounds are passed by chance once in 20,000 each, so all hold unless uniformity fails.
    luck = uniform_array(states, key_of(purpose), visit)
    distance = stats.kstest(luck, "uniform").statistic
    assert distance * np.sqrt(N) < stats.kstwobign.isf(5e-5)
    counts = np.bincount((luck * 256).astype(int), minlength=256)
    chi2 = float(((counts - N / 256) ** 2).sum() / (N / 256))
    low, high = stats.chi2.ppf([2.5e-5, 1 - 2.5e-5], 255)
    assert low < chi2 < high


def test_uniformity_test_would_see_a_small_fault(states: NDArray[np.uint64]) -> None:
    luck = uniform_array(states, key_of("share"), 0)
    assert stats.kstest(luck**1.03, "uniform").statistic * np.sqrt(N) > stats.kstwobign.isf(5e-5)


# ------------------------------------------------------------------------------------------------ independent


def assert_independent(x: NDArray[np.float64], y: NDArray[np.float64]) -> None:
    """Correlation within 4.5 standard errors and 16 x 16 chi-square within its 1 in 200,000 bounds."""
    # A few hundred fixed pairs are tried in this file: by chance about one in a thousand such files would fail.
    n = len(x)
    assert abs(float(np.corrcoef(x, y)[0, 1])) * np.sqrt(n) < 4.5
    cells = np.bincount((x * 16).astype(int) * 16 + (y * 16).astype(int), minlength=256)
    chi2 = float(((cells - n / 256) ** 2).sum() / (n / 256))
    assert stats.chi2.ppf(5e-6, 255) < chi2 < stats.chi2.isf(5e-6, 255)


def test_purposes_are_independent(states: NDArray[np.uint64]) -> None:
    few = states[:40_000]
    luck = {purpose: uniform_array(few, key_of(purpose), 0) for purpose in all_purposes()}
    for one, other in combinations(luck, 2):
        assert_independent(luck[one], luck[other])


@pytest.mark.parametrize("purpose", ["share", "correct_human", "detect", "correct_bot/acme"])
def test_visits_are_independent(states: NDArray[np.uint64], purpose: str) -> None:
    visits = [uniform_array(states, key_of(purpose), visit) for visit in range(4)]
    for one, other in combinations(visits, 2):
        assert_independent(one, other)


@pytest.mark.parametrize("lag", [1, 2, 7])
def test_tasks_are_independent(states: NDArray[np.uint64], lag: int) -> None:
    luck = uniform_array(states, key_of("correct_human"), 0)
    assert_independent(luck[:-lag], luck[lag:])


def test_one_purpose_at_a_visit_and_another_at_the_next_are_independent(states: NDArray[np.uint64]) -> None:
    assert_independent(
        uniform_array(states, key_of("correct_human"), 1), uniform_array(states, key_of("correct_bot/acme"), 0)
    )


@pytest.mark.parametrize("other", [(1, 1), (2, 0)])
def test_worlds_are_independent(other: tuple[int, int]) -> None:
    keys = np.arange(N, dtype=np.uint64)
    share = key_of("share")
    here = uniform_array(entity_states(world_key(1, 0), keys), share, 0)
    assert_independent(here, uniform_array(entity_states(world_key(*other), keys), share, 0))


def test_days_of_a_seat_are_independent() -> None:
    state = np.full(N, int(entity_states(world_key(1, 0), np.array([5], dtype=np.uint64))[0]), dtype=np.uint64)
    luck = uniform_array(state, key_of("absence"), np.arange(N, dtype=np.uint64))
    assert_independent(luck[:-1], luck[1:])
    assert_independent(luck, uniform_array(state, key_of("absence_length"), np.arange(N, dtype=np.uint64)))


def test_all_purposes_have_keys_of_their_own() -> None:
    purposes = all_purposes()
    assert len({key_of(name) for name in purposes}) == len(purposes) >= len(PURPOSES)


def test_tasks_of_a_firm_have_states_of_their_own(states: NDArray[np.uint64]) -> None:
    keys = np.uint64(key_of("function/service")) + np.uint64(GOLDEN) * np.arange(N, dtype=np.uint64)
    assert len(np.unique(np.concatenate([states, entity_states(world_key(1, 0), keys)]))) == 2 * N
