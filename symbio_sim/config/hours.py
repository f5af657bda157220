"""Weekly opening hours and shifts, as people write them: ``mon-fri: 08:00-12:00, 13:00-17:00``."""

import re
from collections.abc import Mapping
from typing import Any

from pydantic import GetCoreSchemaHandler, GetJsonSchemaHandler
from pydantic.json_schema import JsonSchemaValue
from pydantic_core import CoreSchema, core_schema

DAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
DAY_MIN = 1440
WEEK_MIN = 7 * DAY_MIN

_INTERVAL = re.compile(r"^(\d{1,2}):([0-5]\d)-(\d{1,2}):([0-5]\d)$")
_ALLOWED = (
    "'always', 'never', or a mapping of days to hours such as {mon-fri: '08:00-12:00, 13:00-17:00', "
    "sat: '09:00-13:00'}; days are mon, tue, wed, thu, fri, sat, sun or a range of them; "
    "an interval that ends at or before its start runs past midnight"
)


_WORDS: dict[tuple[tuple[int, int], ...], str] = {((0, WEEK_MIN),): "always", (): "never"}


class WeeklyHours:
    """Minutes of the week during which a business is open or a person works.

    Attributes
    ----------
    intervals_min : tuple of (int, int)
        Disjoint half-open intervals in minutes since Monday 00:00, sorted, each within [0, 10080].
    """

    __slots__ = ("intervals_min", "text")

    def __init__(self, intervals_min: tuple[tuple[int, int], ...], text: Any) -> None:
        self.intervals_min = intervals_min
        self.text = text

    @classmethod
    def parse(cls, value: Any) -> "WeeklyHours":
        """Read hours from what a user wrote.

        Raises
        ------
        ValueError
            If the text does not describe hours; the message says what is allowed.
        """
        if isinstance(value, WeeklyHours):
            return value
        for intervals, word in _WORDS.items():
            if value == word:
                return cls(intervals, word)
        if not isinstance(value, Mapping) or not value:
            raise ValueError(f"must be {_ALLOWED}")
        pieces: list[tuple[int, int]] = []
        for days, text in value.items():
            for day in _days(str(days)):
                for start, end in _day_intervals(text):
                    pieces += _wrapped(day * DAY_MIN + start, day * DAY_MIN + end)
        return cls(_disjoint(pieces), dict(value))

    @property
    def hours_per_week(self) -> float:
        """Total length of the week's intervals (hours)."""
        return sum(end - start for start, end in self.intervals_min) / 60.0

    def to_plain(self) -> str | dict[str, str]:
        """The hours in one fixed spelling, whatever the user's was: equal hours are written alike.

        `parse` reads it back. What runs past midnight is cut there; neighbouring days that are alike share a
        line.
        """
        if self.intervals_min in _WORDS:
            return _WORDS[self.intervals_min]
        texts = [_day_text(self.intervals_min, day) for day in range(7)]
        plain, first = {}, 0
        for day in range(7):
            if day < 6 and texts[day + 1] == texts[day]:
                continue
            if texts[day]:
                plain[DAYS[day] if first == day else f"{DAYS[first]}-{DAYS[day]}"] = texts[day]
            first = day + 1
        return plain

    def __eq__(self, other: object) -> bool:
        return isinstance(other, WeeklyHours) and self.intervals_min == other.intervals_min

    def __hash__(self) -> int:
        return hash(self.intervals_min)

    def __repr__(self) -> str:
        return f"WeeklyHours({self.text!r})"

    @classmethod
    def __get_pydantic_core_schema__(cls, source: Any, handler: GetCoreSchemaHandler) -> CoreSchema:
        return core_schema.no_info_plain_validator_function(
            cls.parse, serialization=core_schema.plain_serializer_function_ser_schema(cls.to_plain)
        )

    @classmethod
    def __get_pydantic_json_schema__(cls, schema: CoreSchema, handler: GetJsonSchemaHandler) -> JsonSchemaValue:
        by_day = {
            "type": "object",
            "additionalProperties": {"type": "string"},
            "description": _ALLOWED,
            "minProperties": 1,
        }
        return {"anyOf": [{"enum": ["always", "never"]}, by_day]}


def _days(text: str) -> list[int]:
    ends = text.strip().lower().split("-")
    if len(ends) > 2 or any(day not in DAYS for day in ends):
        raise ValueError(f"{text!r} is not a day or a range of days; allowed are {', '.join(DAYS)}, mon-fri")
    first, last = DAYS.index(ends[0]), DAYS.index(ends[-1])
    return [(first + offset) % 7 for offset in range((last - first) % 7 + 1)]


def _day_intervals(text: Any) -> list[tuple[int, int]]:
    if not isinstance(text, str):
        raise ValueError(f"{text!r} is not text; write hours like 08:00-12:00, 13:00-17:00")
    intervals = []
    for piece in text.split(","):
        found = _INTERVAL.match(piece.strip().replace(" ", ""))
        if found is None:
            raise ValueError(f"{piece.strip()!r} is not an interval; write hours like 08:00-12:00, 13:00-17:00")
        h1, m1, h2, m2 = (int(group) for group in found.groups())
        start, end = 60 * h1 + m1, 60 * h2 + m2
        if start >= DAY_MIN or end > DAY_MIN:
            raise ValueError(f"{piece.strip()!r} is outside the day; hours run from 00:00 to 24:00")
        intervals.append((start, end if end > start else end + DAY_MIN))
    return intervals


def _day_text(intervals_min: tuple[tuple[int, int], ...], day: int) -> str:
    """The part of the intervals that lies in one day, as a user would write it."""
    begin, end = day * DAY_MIN, (day + 1) * DAY_MIN
    return ", ".join(
        f"{_clock_text(max(first, begin) - begin)}-{_clock_text(min(last, end) - begin)}"
        for first, last in intervals_min
        if first < end and last > begin
    )


def _clock_text(minute: int) -> str:
    return f"{minute // 60:02d}:{minute % 60:02d}"


def _wrapped(start: int, end: int) -> list[tuple[int, int]]:
    """Cut an interval that runs past the end of Sunday."""
    if end <= WEEK_MIN:
        return [(start, end)]
    return [(start, WEEK_MIN), (0, end - WEEK_MIN)]


def _disjoint(pieces: list[tuple[int, int]]) -> tuple[tuple[int, int], ...]:
    """Sort the intervals, join those that touch, refuse those that overlap."""
    joined: list[tuple[int, int]] = []
    for start, end in sorted(pieces):
        if joined and start < joined[-1][1]:
            raise ValueError("hours overlap: the same minute of the week is named twice")
        if joined and start == joined[-1][1]:
            joined[-1] = (joined[-1][0], end)
        else:
            joined.append((start, end))
    return tuple(joined)
