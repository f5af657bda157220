"""The engine against recursions of a few lines that know nothing of events: every single task, not only means."""

import heapq

import numpy as np
import pytest
from builders import bot, firm, function, role
from numpy.testing import assert_allclose

from symbio_sim.choreography import ABANDONED
from symbio_sim.config import Config
from symbio_sim.run import Run, simulate

OFFICE = {"mon-fri": "08:00-12:00, 13:00-17:00"}
NIGHT_AND_LUNCH = {"mon-sat": "22:00-02:00, 02:30-06:15"}


def served_in_order(arrivals: list[float], works: list[float], servers: int) -> list[tuple[float, float]]:
    """Return (start, end) of each task, first come first served (Kiefer and Wolfowitz; Lindley for one server)."""
    free = [0.0] * servers
    served = []
    for arrival, work in zip(arrivals, works, strict=True):
        start = max(arrival, free[0])
        heapq.heapreplace(free, start + work)
        served.append((start, start + work))
    return served


class WorkClock:
    """Minutes of shift passed until a wall time, and back; built minute by minute from the hours as text."""

    def __init__(self, hours: dict[str, str], days: int) -> None:
        open_minute = np.zeros(days * 1440 + 1, dtype=bool)
        names = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"]
        for span, text in hours.items():
            first, last = (names.index(name) for name in (span.split("-") * 2)[:2])
            for day in range(days):
                if first <= day % 7 <= last:
                    for piece in text.split(", "):
                        begin, end = (int(clock[:2]) * 60 + int(clock[3:]) for clock in piece.split("-"))
                        end += 1440 if end <= begin else 0
                        open_minute[day * 1440 + begin : min(day * 1440 + end, days * 1440)] = True
        self.passed = np.concatenate(([0.0], np.cumsum(open_minute)))
        self.open = open_minute

    def read(self, wall: float) -> float:
        minute = int(wall)
        return float(self.passed[minute] + self.open[minute] * (wall - minute))

    def wall(self, worked: float) -> float:
        """The first wall time at which so much has been worked."""
        minute = int(np.searchsorted(self.passed, worked, side="left")) - 1
        return minute + worked - float(self.passed[minute])


def given(run: Run) -> tuple[list[float], list[float]]:
    return run.world.tasks["arrival_min"].tolist(), run.world.tasks["effort_min"].tolist()


def check(run: Run, expected: list[tuple[float, float]], tolerance: float) -> None:
    """Demand equal starts and ends of all tasks, up to the horizon."""
    horizon = run.world.horizon_days * 1440.0
    for column, values in zip(("start_min", "end_min"), np.array(expected).T, strict=True):
        seen = np.where(values <= horizon, values, np.nan)
        assert np.isfinite(seen).sum() > 100
        assert_allclose(run.columns[column], seen, rtol=0.0, atol=tolerance, err_msg=column)


def test_one_person_serves_as_lindley_says() -> None:
    run = simulate(firm({"a": function(216, 6.0, "lognormal")}, {"p": role(1, ["a"])}, horizon_days=20), 7)
    check(run, served_in_order(*given(run), 1), 1e-9)


def test_several_people_serve_as_kiefer_and_wolfowitz_say() -> None:
    for count in (2, 3, 7):
        work = {"a": function(200 * count, 7.0)}
        run = simulate(firm(work, {"p": role(count, ["a"])}, horizon_days=10), 7)
        check(run, served_in_order(*given(run), count), 1e-9)


def test_two_roles_with_the_same_function_are_one_pool() -> None:
    staff = {"p": role(2, ["a"]), "q": role(1, ["a"])}
    run = simulate(firm({"a": function(560, 7.0)}, staff, horizon_days=10), 7)
    check(run, served_in_order(*given(run), 3), 1e-9)


def test_slower_people_take_proportionally_longer() -> None:
    work = {"a": function(150, 6.0, human={"speed_unskilled": 0.4})}
    staff = {"p": role(1, ["a"], starting_skill={"speed": 0.5, "accuracy": 1.0})}
    run = simulate(firm(work, staff, horizon_days=20), 7)
    arrivals, efforts = given(run)
    check(run, served_in_order(arrivals, [effort / 0.7 for effort in efforts], 1), 1e-8)


def test_customers_without_patience_leave_when_the_recursion_says() -> None:
    patience = {"law": "exponential", "mean_min": 10.0, "clock": "wall"}
    run = simulate(firm({"a": function(480, 7.5, patience=patience)}, {"p": role(3, ["a"])}, horizon_days=10), 7)
    horizon = 10 * 1440.0
    free = [0.0] * 3
    for task, (arrival, effort) in enumerate(zip(*given(run), strict=True)):
        allowed = float(run.world.tasks["patience_min"][task])
        if free[0] - arrival > allowed:
            if arrival + allowed < horizon:
                assert run.columns["outcome"][task] == ABANDONED
                assert run.columns["end_min"][task] == arrival + allowed
        else:
            start = max(arrival, free[0])
            heapq.heapreplace(free, start + effort)
            if start < horizon:
                assert abs(run.columns["start_min"][task] - start) < 1e-9


def with_shifts(hours: dict[str, str], count: int) -> tuple[Config, int]:
    days = 35
    work = {"a": function(50 * count, 7.0, "lognormal")}
    return firm(work, {"p": role(count, ["a"], hours=hours)}, horizon_days=days), days


def test_work_pauses_with_the_shift_and_goes_on_with_the_next() -> None:
    """With one shift for all, time spent at work is the only clock that counts: serve on it, and translate."""
    for hours in (OFFICE, NIGHT_AND_LUNCH):
        for count in (1, 3):
            config, days = with_shifts(hours, count)
            run = simulate(config, 11)
            clock = WorkClock(hours, days + 60)
            arrivals, efforts = given(run)
            served = served_in_order([clock.read(arrival) for arrival in arrivals], efforts, count)
            ends = np.array([clock.wall(end) for _, end in served])
            seen = np.where(ends <= days * 1440.0, ends, np.nan)
            assert np.isfinite(seen).sum() > 500
            assert_allclose(run.columns["end_min"], seen, rtol=0.0, atol=1e-6)


def test_work_that_cannot_be_interrupted_is_finished_as_overtime() -> None:
    days = 35
    calls = function(50, 7.0, interruptible=False)
    run = simulate(firm({"a": calls}, {"p": role(1, ["a"], hours=OFFICE)}, horizon_days=days), 11)
    expected = serve_within(hours_of(OFFICE, days + 60), *given(run), 1)
    check(run, expected, 1e-9)
    shift_ends = [end for _, end in hours_of(OFFICE, days)]
    late = sum(max(0.0, end - next(e for e in shift_ends if e > start)) for start, end in expected if end < days * 1440)
    assert late > 30.0
    assert_allclose(run.staff_days["overtime_min"].sum(), late, atol=1e-6)


def hours_of(hours: dict[str, str], days: int) -> list[tuple[float, float]]:
    clock = WorkClock(hours, days)
    edges = np.flatnonzero(np.diff(np.concatenate(([False], clock.open)).astype(int)))
    return [(float(a), float(b)) for a, b in edges.reshape(-1, 2)]


def serve_within(
    hours: list[tuple[float, float]], arrivals: list[float], works: list[float], servers: int
) -> list[tuple[float, float]]:
    """Serve in order; work begins within hours only, and is finished once begun."""
    ends = [end for _, end in hours]
    free = [0.0] * servers
    served = []
    for arrival, work in zip(arrivals, works, strict=True):
        ready = max(arrival, free[0])
        begin = hours[int(np.searchsorted(ends, ready, side="right"))][0]
        start = max(ready, begin)
        heapq.heapreplace(free, start + work)
        served.append((start, start + work))
    return served


def bot_visits(run: Run) -> list[float]:
    return [0.5 + 0.8 * effort for effort in given(run)[1]]


def test_a_bot_works_on_as_many_tasks_at_once_as_its_concurrency() -> None:
    for slots in (1, 2, 5):
        machine = bot(["a"], concurrency=slots, setup_min=0.5, time_ratio=0.8)
        run = simulate(firm({"a": function(220 * slots, 7.0)}, bots={"b": machine}, horizon_days=10), 3)
        check(run, served_in_order(given(run)[0], bot_visits(run), slots), 1e-9)


def test_a_bot_begins_in_its_hours_and_finishes_what_it_began() -> None:
    for slots in (1, 3):
        machine = bot(["a"], concurrency=slots, setup_min=0.5, time_ratio=0.8, hours=OFFICE)
        run = simulate(firm({"a": function(50 * slots, 7.0)}, bots={"b": machine}, horizon_days=35), 3)
        check(run, serve_within(hours_of(OFFICE, 100), given(run)[0], bot_visits(run), slots), 1e-9)


def test_people_serve_the_most_urgent_function_first() -> None:
    """One person, two functions: a list of who waits, sorted anew each time, tells who is next."""
    functions = {"later": function(100, 6.0, priority=7), "first": function(100, 6.0, priority=2)}
    run = simulate(firm(functions, {"p": role(1, ["later", "first"])}, horizon_days=15), 5)
    arrivals, efforts = given(run)
    kind = run.world.tasks["function"].tolist()
    left, free, starts = list(range(len(arrivals))), 0.0, [0.0] * len(arrivals)
    while left:
        free = max(free, arrivals[left[0]])
        here = [task for task in left[:400] if arrivals[task] <= free]
        task = min(here, key=lambda task: (-kind[task], arrivals[task]))
        starts[task] = free
        free += efforts[task]
        left.remove(task)
    check(run, [(start, start + effort) for start, effort in zip(starts, efforts, strict=True)], 1e-9)


def test_the_recursions_tell_two_servers_from_one() -> None:
    """The comparison itself can fail."""
    run = simulate(firm({"a": function(216, 6.0)}, {"p": role(1, ["a"])}, horizon_days=5), 7)
    with pytest.raises(AssertionError):
        check(run, served_in_order(*given(run), 2), 1e-9)
