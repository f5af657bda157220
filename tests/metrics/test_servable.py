"""The most that people can serve, by hand and against a solver."""

import math
from collections.abc import Sequence

import numpy as np
import pytest
from builders import bot, firm, function, role
from hypothesis import given, settings
from hypothesis import strategies as st

from symbio_sim.metrics import large_programmes, measure, servable, unaided
from symbio_sim.run import simulate

PAIRS = ((0, 0), (0, 1), (1, 1))
HOURS = [10.0, 10.0]

Pairs = Sequence[tuple[int, int]]


def people(pairs: Pairs) -> tuple[list[int], list[int]]:
    return [seat for seat, _ in pairs], [which for _, which in pairs]


def room(n_seats: int, n_functions: int, n_pairs: int) -> tuple[list[list[float]], list[int], list[int]]:
    rows, columns = servable.room(n_seats, n_functions, n_pairs)
    return [[0.0] * columns for _ in range(rows)], [0] * (rows + columns), [0] * (rows + columns)


def most_servable(
    pairs: Pairs, hours: list[float], speed: list[float], demand: list[float], worth: list[float] | None = None
) -> float:
    work = room(len(hours), len(demand), len(pairs))
    return servable.most_servable(*people(pairs), hours, speed, worth or [], worth is not None, demand, *work)


def most_of_mix(pairs: Pairs, hours: list[float], speed: list[float], mix: list[float]) -> float:
    return servable.most_of_mix(*people(pairs), hours, speed, mix, *room(len(hours), len(mix), len(pairs)))


def test_people_are_put_where_they_serve_most() -> None:
    # The first is twice as fast at the second function, where only 10 hours are left to the second person's 10.
    speed, demand = [1.0, 2.0, 1.0], [8.0, 20.0]
    assert most_servable(PAIRS, HOURS, speed, demand) == pytest.approx(10 + 10 + 5)
    # Work that is right half the time counts half: the same division of hours, weighted.
    assert most_servable(PAIRS, HOURS, speed, demand, [0.5] * 3) == pytest.approx(12.5)


def test_who_can_serve_all_serves_exactly_all() -> None:
    demand = [0.1, 0.2]
    assert most_servable(PAIRS, HOURS, [0.3, 0.7, 0.9], demand) == 0.1 + 0.2


def test_nobody_serves_nothing_and_no_demand_needs_nobody() -> None:
    assert most_servable((), [], [], [5.0]) == 0
    assert most_servable(PAIRS, HOURS, [1.0] * 3, [0.0, 0.0]) == 0


def test_the_mix_of_work_is_kept_when_demand_is_no_limit() -> None:
    assert most_of_mix(PAIRS, HOURS, [1.0] * 3, [1.0, 1.0]) == pytest.approx(10)
    assert most_of_mix(PAIRS, HOURS, [1.0] * 3, [3.0, 1.0]) == pytest.approx(10 / 3)
    assert most_of_mix(PAIRS, HOURS, [1.0] * 3, [0.0, 2.0]) == pytest.approx(10)
    assert most_of_mix(PAIRS, HOURS, [1.0] * 3, [0.0, 0.0]) == 0


@given(
    st.lists(st.tuples(st.integers(0, 2), st.floats(0.0, 100.0), st.floats(0.01, 2.0)), min_size=1, max_size=6),
    st.lists(st.floats(0.1, 200.0), min_size=3, max_size=3),
)
def test_without_a_choice_the_closed_form_is_the_linear_programme(
    staff: list[tuple[int, float, float]], demand: list[float]
) -> None:
    pairs = [(seat, job) for seat, (job, _, _) in enumerate(staff)]
    hours, speed = [h for _, h, _ in staff], [v for _, _, v in staff]
    closed = most_servable(pairs, hours, speed, demand)
    assert closed == pytest.approx(most_servable(pairs, hours, speed, demand, [1.0] * len(pairs)), rel=1e-9, abs=1e-9)


@settings(max_examples=200)
@given(st.integers(1, 12), st.integers(1, 5), st.booleans(), st.integers(0, 2**32 - 1))
def test_the_small_programmes_are_the_solvers(n_seats: int, n_functions: int, is_tied: bool, seed: int) -> None:
    rng = np.random.default_rng(seed)
    can = rng.random((n_seats, n_functions)) < 0.6
    can[np.arange(n_seats), rng.integers(0, n_functions, n_seats)] = True
    pairs = [(int(seat), int(which)) for seat, which in np.argwhere(can)]
    n = len(pairs)
    # Colleagues alike, in round numbers, make ties; real ones differ in everything.
    speed = np.full(n, 0.5) if is_tied else rng.uniform(0.001, 1.0, n)
    worth = np.full(n, 0.75) if is_tied else rng.uniform(0.1, 1.0, n)
    hours = np.full(n_seats, 40.0) if is_tied else rng.uniform(0.0, 160.0, n_seats)
    demand = rng.integers(0, 4, n_functions) * 10.0 if is_tied else rng.uniform(0.0, 300.0, n_functions)
    mix = np.where(can.any(axis=0), demand, 0.0)
    seat, which = (np.array(column) for column in people(pairs))
    for weights in (None, worth):
        ours = most_servable(
            pairs, hours.tolist(), speed.tolist(), demand.tolist(), None if weights is None else weights.tolist()
        )
        theirs = large_programmes.most_servable(seat, which, hours, speed, weights, demand)
        assert ours == pytest.approx(theirs, rel=1e-9, abs=1e-9)
    if mix.any():
        ours = most_of_mix(pairs, hours.tolist(), speed.tolist(), mix.tolist())
        assert ours == pytest.approx(large_programmes.most_of_mix(seat, which, hours, speed, mix), rel=1e-9, abs=1e-9)


def test_what_is_too_large_for_the_tableau_is_left_to_the_solver_with_the_same_answer(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    tasks = {"a": function(30, 40.0, human={"accuracy_unskilled": 0.6}), "b": function(20, 60.0), "c": function(4, 9.0)}
    office = {"mon-fri": "09:00-17:00"}
    staff = {"p": role(3, ["a", "b"], talent_sd=0.2, hours=office), "q": role(1, ["b", "c"], hours=office)}
    run = simulate(firm(tasks, staff, {"m": bot(["a"])}, horizon_days=30), 3)
    small = measure(run)
    monkeypatch.setattr(unaided, "LARGEST_TABLEAU", 10)
    large = measure(run)
    assert large == pytest.approx(small, rel=1e-9, abs=1e-9, nan_ok=True)
    assert 0.0 < small["dependence_share"] < small["dependence_correct_share"] < 1.0


def test_an_empty_tableau_gives_no_answer_where_a_programme_is_needed() -> None:
    none: list[list[float]] = []
    seat, which = people(PAIRS)
    ones = [1.0] * 3
    assert math.isnan(servable.most_servable(seat, which, HOURS, ones, ones, False, [5.0, 5.0], none, [], []))
    assert math.isnan(servable.most_of_mix(seat, which, HOURS, ones, [5.0, 5.0], none, [], []))
    # Where nobody has a choice, none is needed.
    assert servable.most_servable([0, 1], [0, 1], HOURS, ones, ones, False, [5.0, 20.0], none, [], []) == 15.0
