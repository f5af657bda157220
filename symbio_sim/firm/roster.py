"""A roster: when people work, seat by seat and function by function."""

from dataclasses import dataclass

import numpy as np

from .duties import Floats, Ints, Mask
from .timeline import Timeline


@dataclass(frozen=True)
class Roster:
    """When people work; times in minutes since day 0, arrays read-only: Worlds may share a roster.

    Attributes
    ----------
    shift_start_min, shift_end_min : ndarray
        Working intervals, seat after seat.
    first_shift : ndarray of int64, length seats + 1
        Seat s owns the intervals from ``first_shift[s]`` to ``first_shift[s + 1]``.
    scheduled_min : ndarray, shape (seats, days)
        Minutes each seat is scheduled on each day.
    duty_start_min, first_duty : ndarray
        When somebody who can do a function begins a day's duty: sorted, function after function, laid out like shifts.
    staffed_start_min, staffed_end_min, first_staffed : ndarray
        When somebody who can do a function is on shift: disjoint intervals, function after function.
    events : Timeline
        Beginnings and ends of shifts and bots' hours, and midnights, up to the horizon.
    """

    shift_start_min: Floats
    shift_end_min: Floats
    first_shift: Ints
    scheduled_min: Floats
    duty_start_min: Floats
    first_duty: Ints
    staffed_start_min: Floats
    staffed_end_min: Floats
    first_staffed: Ints
    events: Timeline

    def __post_init__(self) -> None:
        times = (self.shift_start_min, self.shift_end_min, self.scheduled_min, self.duty_start_min)
        firsts = (self.first_shift, self.first_duty, self.first_staffed)
        for array in (*times, *firsts, self.staffed_start_min, self.staffed_end_min):
            array.flags.writeable = False


def begins_day(start_day: Ints, last_day: Ints, first_shift: Ints) -> Mask:
    """Tell which shifts are the first of their seat's day; work that goes on past midnight counts for both days."""
    begins = np.ones(len(start_day), dtype=np.bool_)
    begins[1:] = start_day[1:] > last_day[:-1]
    begins[first_shift[:-1][first_shift[:-1] < len(start_day)]] = True
    return begins


def united(start_min: Floats, end_min: Floats) -> tuple[Mask, Floats]:
    """Join overlapping and touching intervals, sorted by start: tell which ones begin a joint one, and its end."""
    reach = np.maximum.accumulate(end_min)
    begins = np.ones(len(start_min), dtype=np.bool_)
    begins[1:] = start_min[1:] > reach[:-1]
    ends = np.ones(len(start_min), dtype=np.bool_)
    ends[:-1] = begins[1:]
    return begins, reach[ends]


def firsts(owner: Ints, n_owners: int) -> Ints:
    """Return where each owner's items begin, and where the last one's end; items come owner after owner."""
    first = np.zeros(n_owners + 1, dtype=np.int64)
    np.cumsum(np.bincount(owner, minlength=n_owners), out=first[1:])
    return first
