"""Random streams: named, repeatable, and apart from one another."""

from itertools import product

import numpy as np
import pytest
from draws import world_key
from hypothesis import given
from hypothesis import strategies as st
from scipy import stats

from symbio_sim.world.luck import key_of
from symbio_sim.world.streams import Sources, Streams, seed_states


def stream(seed: int, replication: int, name: str) -> np.random.Generator:
    return Streams(Sources.of([name]), seed, replication).open(name)


def first(seed: int, replication: int, name: str) -> float:
    return float(stream(seed, replication, name).random())


def test_same_name_gives_the_same_numbers_however_often_it_is_opened() -> None:
    numbers = stream(7, 3, "demand/sales").random(5).tolist()
    stream(7, 3, "outages/acme/None").random(1000)
    assert stream(7, 3, "demand/sales").random(5).tolist() == numbers


@given(st.integers(0, 2**300), st.integers(0, 2**100), st.lists(st.text(max_size=9), min_size=1, unique=True))
def test_streams_are_those_of_numpys_seed_sequence(seed: int, replication: int, names: list[str]) -> None:
    streams = Streams(Sources.of(names), seed, replication)
    for name in names:
        key = key_of(name)
        sequence = np.random.SeedSequence(seed, spawn_key=(replication, key & 0xFFFFFFFF, key >> 32))
        expected = np.random.Generator(np.random.PCG64(sequence))
        assert streams.open(name).bit_generator.state == expected.bit_generator.state


@pytest.mark.parametrize("number", [0, 1, 2**31, 2**32 - 1, 2**32, 2**64, 2**128 - 1, 2**128, 2**160])
def test_words_of_any_length_and_value_are_hashed_as_numpy_does(number: int) -> None:
    words = np.array([[0, 0], [0, 2**32 - 1], [2**32 - 1, 0], [1, 2]], dtype=np.uint32)
    for seed, replication in ((number, 3), (3, number), (number, number)):
        expected = [
            np.random.SeedSequence(seed, spawn_key=(replication, *pair)).generate_state(4, np.uint64).tolist()
            for pair in words.tolist()
        ]
        assert seed_states(seed, replication, words).tolist() == expected


def test_a_stream_opened_again_begins_again() -> None:
    streams = Streams(Sources.of(["a", "b"]), 1, 2)
    numbers = streams.open("a").random(5).tolist()
    streams.open("b").random(3)
    assert streams.open("a").random(5).tolist() == numbers


def test_a_source_that_was_not_named_is_refused() -> None:
    with pytest.raises(KeyError, match="c"):
        Streams(Sources.of(["a", "b"]), 1, 2).open("c")


def test_numbers_do_not_depend_on_the_process() -> None:
    # Recorded once: a World is the same in every process, on every machine.
    assert stream(1, 0, "demand/sales").integers(0, 1 << 62, 2).tolist() == [1704484998179321446, 3652378690537866306]
    assert world_key(1, 0) == 6096138753407334472


def test_seed_replication_and_name_each_make_another_stream() -> None:
    names = ["demand/sales", "demand/service", "times/sales", "normal/sales"]
    drawn = [first(*which) for which in product(range(8), range(8), names)]
    assert len(set(drawn)) == len(drawn)


def test_seed_and_replication_do_not_stand_in_for_each_other() -> None:
    assert first(1, 2, "a") != first(2, 1, "a")
    assert first(0, 12, "a") != first(12, 0, "a")


def test_worlds_have_keys_of_their_own() -> None:
    keys = {world_key(seed, replication) for seed in range(40) for replication in range(100)}
    assert len(keys) == 4000


def test_huge_seeds_are_told_apart() -> None:
    assert first(2**64, 0, "a") != first(2**64 + 1, 0, "a") != first(0, 0, "a")


@pytest.mark.parametrize("step", [(0, 1), (1, 0)])
def test_neighbouring_worlds_are_independent(step: tuple[int, int]) -> None:
    # First draws of 4,000 neighbours: uniform (KS bound passed once in 10,000) and uncorrelated (4 standard errors).
    drawn = np.array([first(1 + i * step[0], i * step[1], "demand/sales") for i in range(4000)])
    assert stats.kstest(drawn, "uniform").statistic * np.sqrt(4000) < stats.kstwobign.isf(1e-4)
    assert abs(np.corrcoef(drawn[:-1], drawn[1:])[0, 1]) * np.sqrt(4000) < 4.0


def test_streams_of_one_world_are_independent() -> None:
    sales = stream(1, 0, "normal/sales").standard_normal(100_000)
    service = stream(1, 0, "normal/service").standard_normal(100_000)
    assert abs(np.corrcoef(sales, service)[0, 1]) * np.sqrt(100_000) < 4.0
