"""Weekly hours: what people write becomes disjoint minutes of the week, in one spelling."""

from itertools import pairwise
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from symbio_sim.config import DAY_MIN, WeeklyHours
from symbio_sim.config.hours import DAYS, WEEK_MIN


def _clock(minute: int) -> str:
    return f"{minute // 60:02d}:{minute % 60:02d}"


@st.composite
def _weeks(draw: st.DrawFn) -> dict[str, list[tuple[int, int]]]:
    """Days with intervals that do not overlap; the last of a day may reach midnight."""
    week = {}
    for day in draw(st.lists(st.sampled_from(DAYS), unique=True, min_size=1)):
        cuts = sorted(draw(st.sets(st.integers(0, DAY_MIN), min_size=2, max_size=8)))
        week[day] = list(zip(cuts[::2], cuts[1::2], strict=False))
    return week


def _text(week: dict[str, list[tuple[int, int]]]) -> dict[str, str]:
    return {day: ", ".join(f"{_clock(a)}-{_clock(b)}" for a, b in pieces) for day, pieces in week.items()}


@given(_weeks())
def test_the_week_has_all_hours_written_and_no_others(week: dict[str, list[tuple[int, int]]]) -> None:
    hours = WeeklyHours.parse(_text(week))
    written = {
        DAYS.index(day) * DAY_MIN + minute for day, pieces in week.items() for a, b in pieces for minute in range(a, b)
    }
    open_minutes = {minute for first, last in hours.intervals_min for minute in range(first, last)}
    assert open_minutes == written
    assert hours.hours_per_week == pytest.approx(len(written) / 60.0)


@given(_weeks())
def test_intervals_are_sorted_apart_and_within_the_week(week: dict[str, list[tuple[int, int]]]) -> None:
    ends = [end for interval in WeeklyHours.parse(_text(week)).intervals_min for end in interval]
    assert all(first < second for first, second in pairwise(ends))
    assert ends[0] >= 0
    assert ends[-1] <= WEEK_MIN


@given(_weeks(), st.randoms())
def test_the_order_of_days_and_of_intervals_does_not_matter(
    week: dict[str, list[tuple[int, int]]], random: Any
) -> None:
    shuffled = {}
    for day in random.sample(sorted(week), len(week)):
        shuffled[day] = random.sample(week[day], len(week[day]))
    hours, other = WeeklyHours.parse(_text(week)), WeeklyHours.parse(_text(shuffled))
    assert other == hours
    assert hash(other) == hash(hours)
    assert other.to_plain() == hours.to_plain()


@given(_weeks())
def test_the_one_spelling_is_read_back_as_the_same_hours(week: dict[str, list[tuple[int, int]]]) -> None:
    hours = WeeklyHours.parse(_text(week))
    assert WeeklyHours.parse(hours.to_plain()) == hours


@pytest.mark.parametrize(
    ("text", "intervals", "spelling"),
    [
        ("always", ((0, WEEK_MIN),), "always"),
        ({"mon-sun": "00:00-24:00"}, ((0, WEEK_MIN),), "always"),
        ({"mon-sun": "08:00-08:00"}, ((0, WEEK_MIN),), "always"),
        ("never", (), "never"),
        ({"Mon": " 9:00 - 12:00 ,13:00-17:30"}, ((540, 720), (780, 1050)), {"mon": "09:00-12:00, 13:00-17:30"}),
        ({"mon": "09:00-12:00, 12:00-17:00"}, ((540, 1020),), {"mon": "09:00-17:00"}),
        ({"mon": "22:00-06:00"}, ((1320, 1800),), {"mon": "22:00-24:00", "tue": "00:00-06:00"}),
        ({"sun": "22:00-06:00"}, ((0, 360), (9960, 10080)), {"mon": "00:00-06:00", "sun": "22:00-24:00"}),
        ({"sun-mon": "01:00-02:00"}, ((60, 120), (8700, 8760)), {"mon": "01:00-02:00", "sun": "01:00-02:00"}),
        ({"sat": "01:00-02:00", "sun": "01:00-02:00"}, ((7260, 7320), (8700, 8760)), {"sat-sun": "01:00-02:00"}),
    ],
)  # fmt: skip
def test_hours_as_people_write_them(text: Any, intervals: tuple[tuple[int, int], ...], spelling: Any) -> None:
    hours = WeeklyHours.parse(text)
    assert hours.intervals_min == intervals
    assert hours.to_plain() == spelling


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ({}, "must be 'always', 'never', or a mapping"),
        (None, "must be 'always'"),
        ({"mon-wed-fri": "09:00-10:00"}, "'mon-wed-fri' is not a day"),
        ({"monday": "09:00-10:00"}, "'monday' is not a day"),
        ({"mon": ""}, "'' is not an interval"),
        ({"mon": None}, "None is not text"),
        ({"mon": "09:60-10:00"}, "'09:60-10:00' is not an interval"),
        ({"mon": "24:00-02:00"}, "outside the day"),
        ({"mon": "09:00-24:01"}, "outside the day"),
        ({"mon-tue": "09:00-10:00", "tue": "09:59-11:00"}, "overlap"),
        ({"mon": "22:00-06:00", "tue": "05:00-07:00"}, "overlap"),
        ({"sun": "22:00-06:00", "mon": "05:00-07:00"}, "overlap"),
    ],
)
def test_what_is_no_hours_is_refused(text: Any, message: str) -> None:
    with pytest.raises(ValueError, match=message):
        WeeklyHours.parse(text)
