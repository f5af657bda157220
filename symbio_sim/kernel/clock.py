"""The clock of the opening hours, and when somebody is on shift."""

from .jitable import jitable
from .state import State


@jitable
def open_deadline_min(s: State, wall_min: float, open_min: float) -> float:
    """Return the wall time at which `open_min` more open minutes have passed; infinite if that is never.

    Times never run backwards in a run, so the place in the opening hours is kept from one question to the next.
    """
    hours, firm = s.open_hours, s.firm[0]
    n = len(hours)
    if n == 0:
        return float("inf")
    place = firm.open_place
    while place + 1 < n and hours[place + 1].start_min <= wall_min:
        place += 1
    firm.open_place = place
    reading = 0.0
    if place >= 0:
        reading = hours[place].before_min + (min(wall_min, hours[place].end_min) - hours[place].start_min)
    target = reading + open_min
    if target > firm.open_total_min:
        return float("inf")
    place = max(place, 0)
    while place > 0 and hours[place].before_min >= target:
        place -= 1
    while place + 1 < n and hours[place + 1].before_min < target:
        place += 1
    reached_min = hours[place].start_min + (target - hours[place].before_min)
    return float(max(reached_min, wall_min))


@jitable
def next_staffed_min(s: State, function: int) -> float:
    """Return the next time somebody who can do a function is on shift (now, if somebody is)."""
    now = s.firm[0].now_min
    low, high = s.first_staffed[function], s.first_staffed[function + 1]
    last = high
    while low < high:  # the first interval that begins later than now
        middle = (low + high) >> 1
        if s.staffed[middle].start_min <= now:
            low = middle + 1
        else:
            high = middle
    if low > s.first_staffed[function] and now < s.staffed[low - 1].end_min:
        return float(now)
    return float(s.staffed[low].start_min) if low < last else float("inf")


@jitable
def next_duty_min(s: State, function: int) -> float:
    """Return when the next duty of somebody who can do a function begins: now or later."""
    now = s.firm[0].now_min
    low, high = s.first_duty[function], s.first_duty[function + 1]
    last = high
    while low < high:
        middle = (low + high) >> 1
        if s.duty_start_min[middle] < now:
            low = middle + 1
        else:
            high = middle
    return float(s.duty_start_min[low]) if low < last else float("inf")
