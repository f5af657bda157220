"""Random streams: named, repeatable, and apart from one another."""

from itertools import product

import numpy as np
import pytest
from scipy import stats

from symbio_sim.world.streams import stream, world_key


def first(seed: int, replication: int, name: str) -> float:
    return float(stream(seed, replication, name).random())


def test_same_name_gives_the_same_numbers_however_often_it_is_opened() -> None:
    numbers = stream(7, 3, "demand/sales").random(5).tolist()
    stream(7, 3, "outages/acme/None").random(1000)
    assert stream(7, 3, "demand/sales").random(5).tolist() == numbers


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
