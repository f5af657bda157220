"""Working days of the business: a day on which it opens, with the hours that begin on that day."""

from dataclasses import dataclass
from functools import lru_cache

from ..config import DAY_MIN, WeeklyHours

Pieces = tuple[tuple[float, float], ...]


@dataclass(frozen=True)
class WorkingDay:
    """A day on which the business opens; `pieces` are its open intervals (minutes since day 0)."""

    day: int
    pieces: Pieces

    @property
    def opens_min(self) -> float:
        """When the business opens."""
        return self.pieces[0][0]

    @property
    def open_min(self) -> float:
        """How long it is open."""
        return sum(end - start for start, end in self.pieces)

    def after(self, open_min: float) -> float:
        """Return the time at which it has been open for `open_min` minutes that day (at most all of them)."""
        for start, end in self.pieces:
            if open_min <= end - start:
                return start + open_min
            open_min -= end - start
        return self.pieces[-1][1]


@lru_cache(maxsize=128)
def working_days(hours: WeeklyHours, first_weekday: int, n_days: int) -> tuple[WorkingDay, ...]:
    """Lay weekly hours over `n_days` and return the working days; hours past midnight belong to the day they began."""
    by_weekday = [_pieces_of(hours, weekday) for weekday in range(7)]
    found = []
    for day in range(n_days):
        weekday = (first_weekday + day) % 7
        own = by_weekday[weekday]
        if own and _continues(by_weekday, weekday):
            own = own[1:]
        if not own:
            continue
        tomorrow = (weekday + 1) % 7
        if _continues(by_weekday, tomorrow):
            own = (*own[:-1], (own[-1][0], DAY_MIN + by_weekday[tomorrow][0][1]))
        found.append(WorkingDay(day, tuple((day * DAY_MIN + start, day * DAY_MIN + end) for start, end in own)))
    return tuple(found)


def _pieces_of(hours: WeeklyHours, weekday: int) -> Pieces:
    """Return the parts of the weekly intervals that lie in a weekday, in its own minutes."""
    begin, end = weekday * DAY_MIN, (weekday + 1) * DAY_MIN
    return tuple(
        (float(max(first, begin) - begin), float(min(last, end) - begin))
        for first, last in hours.intervals_min
        if first < end and last > begin
    )


def _continues(by_weekday: list[Pieces], weekday: int) -> bool:
    """Tell whether a weekday's first piece began the evening before; a piece that fills the day is the day's own."""
    own, before = by_weekday[weekday], by_weekday[(weekday - 1) % 7]
    if not own or not before or own[0][0] > 0.0 or own[0][1] >= DAY_MIN:
        return False
    return before[-1][1] == DAY_MIN and before[-1][0] > 0.0
