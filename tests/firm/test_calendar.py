"""Hours laid over days, and clocks that run within them, against minutes counted one by one."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st
from numpy.typing import NDArray

from symbio_sim.config import WeeklyHours
from symbio_sim.firm import Clock, lay_out


def open_minutes(hours: WeeklyHours, first_weekday: int, n_days: int) -> set[int]:
    week = {minute for start, end in hours.intervals_min for minute in range(start, end)}
    return {m for m in range(n_days * 1440) if (m + first_weekday * 1440) % 10080 in week}


def minutes_of(intervals: NDArray[np.float64]) -> list[int]:
    return [minute for start, end in intervals.tolist() for minute in range(int(start), int(end))]


HOURS = st.sampled_from(
    [
        "always",
        "never",
        {"mon-fri": "09:00-17:00"},
        {"mon-fri": "08:00-12:00, 13:00-17:00"},
        {"mon-sun": "22:00-06:00"},
        {"sun": "20:00-04:00", "wed": "00:00-24:00"},
        {"sat-mon": "23:00-01:00, 02:00-03:00"},
    ]
).map(WeeklyHours.parse)


@given(HOURS, st.integers(0, 6), st.integers(1, 16))
def test_intervals_cover_exactly_the_weeks_hours_in_order(hours: WeeklyHours, first: int, days: int) -> None:
    """A night shift that began before day 0 is left out, one that begins on the last day is whole."""
    intervals = lay_out(hours, first, days)
    seen, expected = set(minutes_of(intervals)), open_minutes(hours, first, days)
    assert {m for m in seen if 1440 <= m < days * 1440} == {m for m in expected if m >= 1440}
    assert {m for m in seen if m < 1440} <= expected
    assert max(seen, default=0) < (days + 1) * 1440
    if 0 not in expected:
        assert {m for m in seen if m < 1440} == {m for m in expected if m < 1440}
    assert (intervals[:-1, 1] < intervals[1:, 0]).all(), "touching intervals are joined"


@given(HOURS, st.integers(0, 6), st.integers(3, 16), st.integers(0, 15))
def test_an_absent_day_takes_away_the_shifts_that_begin_on_it(
    hours: WeeklyHours, first: int, days: int, absent: int
) -> None:
    """A night shift belongs to the evening on which it begins."""
    everything = set(minutes_of(lay_out(hours, first, days)))
    left = set(minutes_of(lay_out(hours, first, days, [absent])))
    gone = everything - left
    assert left <= everything
    assert gone <= set(range(absent * 1440, (absent + 2) * 1440))
    evening = [m for m in gone if m >= (absent + 1) * 1440]
    assert not evening or ((absent + 1) * 1440 - 1 in everything), "only a night shift reaches into the next day"


def test_a_night_of_absence_is_a_whole_night() -> None:
    nights = WeeklyHours.parse({"mon-sun": "22:00-06:00"})
    the_night_before = (0.0, 360.0)
    expected = [the_night_before, (1320.0, 1800.0), (4200.0, 4680.0), (5640.0, 6120.0)]
    np.testing.assert_array_equal(lay_out(nights, 0, 4, [1]), expected)


@given(HOURS, st.integers(0, 6), st.floats(0.0, 14000.0), st.floats(0.0, 3000.0))
def test_a_deadline_is_reached_when_the_clock_has_run_so_long(
    hours: WeeklyHours, first: int, wall: float, allowed: float
) -> None:
    clock = Clock.over(lay_out(hours, first, 40))
    deadline = clock.deadline_of(wall, allowed)
    if np.isinf(deadline):
        assert clock.total_min - clock.reading(np.array([wall]))[0] < allowed or clock.total_min == 0.0
        return
    assert deadline >= wall
    read = clock.reading(np.array([wall, deadline]))
    assert abs(read[1] - read[0] - allowed) < 1e-6


@given(HOURS, st.integers(0, 6))
def test_a_clock_reads_the_open_minutes_passed(hours: WeeklyHours, first: int) -> None:
    intervals = lay_out(hours, first, 9)
    opened = set(minutes_of(intervals))
    passed = np.concatenate(([0], np.cumsum([minute in opened for minute in range(9 * 1440)])))
    at = np.arange(0, 9 * 1440, 97)
    np.testing.assert_array_equal(Clock.over(intervals).reading(at.astype(float)), passed[at])
