"""The business itself: its name, its place on the clock and the calendar, its money."""

import datetime
from typing import Annotated, Any

from pydantic import BeforeValidator

from .block import Block, field
from .hours import WeeklyHours

CURRENCY_PATTERN = r"^[A-Z]{3}$"
NOT_BLANK_PATTERN = r"\S"


def _date(value: Any) -> datetime.date:
    """Read an ISO date; nothing else, or a number would be taken for seconds since 1970."""
    if isinstance(value, datetime.date) and not isinstance(value, datetime.datetime):
        return value
    if isinstance(value, str) and len(value) == len("2027-01-04"):
        try:
            return datetime.date.fromisoformat(value)
        except ValueError:
            pass
    raise ValueError(f"must be a date of the calendar written like 2027-01-04, got {value!r}")


Date = Annotated[datetime.date, BeforeValidator(_date)]


class Business(Block):
    """Who the firm is and when it is open."""

    name: str = field(
        ..., "Name of the business, shown on every output", pattern=NOT_BLANK_PATTERN, min_length=1, max_length=80
    )
    description: str = field("", "What the business does, in a sentence or two")
    currency: str = field("EUR", "ISO code of the currency that reports show", pattern=CURRENCY_PATTERN)
    currency_per_eur: float = field(
        1.0, "Units of that currency per euro; all amounts in a config are in euros", gt=0.0, le=1e6
    )
    utc_offset_h: float = field(
        1.0, "The firm's local time minus UTC (hours); vendors' outages cluster in UTC hours", ge=-12, le=14
    )
    start_date: Date = field(
        datetime.date(2027, 1, 4),
        "Calendar date of day 0; fixes weekdays and the season",
        source="a Monday, chosen for convenience",
        status="assumed",
        ge=datetime.date(1900, 1, 1),
        le=datetime.date(2200, 1, 1),
    )
    hours: WeeklyHours = field(
        {"mon-fri": "09:00-17:00"},
        "Opening hours of the business",
        source="common office hours",
        status="assumed",
    )
