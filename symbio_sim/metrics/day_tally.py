"""One pass over a run's daily books.

Compiled and as plain Python alike, as :mod:`task_tally`. A new measure of days gets a place, a line in the pass, and
its formula in the module where it belongs.
"""

from collections.abc import MutableSequence, Sequence
from typing import Final

Floats = Sequence[float]
Ints = Sequence[int]
Sums = MutableSequence[float]

# Places among the sums over the days after warm-up.
ARRIVALS: Final = 0
RETURNS: Final = 1
BACKLOG: Final = 2  # tasks at midnight
BACKLOG_END: Final = 3  # tasks at the last midnight
BUSY_MIN: Final = 4
OVERTIME_MIN: Final = 5
SCHEDULED_MIN: Final = 6
OVERTIME_EUR: Final = 7  # without premium
WAGES_EUR: Final = 8
BOT_BUSY_MIN: Final = 9
USAGE_EUR: Final = 10
SKILL_SPEED: Final = 11  # of all people and their functions on the last day
SKILL_ACCURACY: Final = 12
N_DAY_SUMS: Final = 13


def tally_days(
    arrivals: Sequence[Ints],
    returns: Sequence[Ints],
    backlog: Sequence[Ints],
    busy_min: Sequence[Floats],
    overtime_min: Sequence[Floats],
    bot_busy_min: Sequence[Floats],
    visits: Sequence[Floats],
    skill_speed: Sequence[Floats],
    skill_accuracy: Sequence[Floats],
    scheduled_min: Sequence[Floats],
    wage_eur_per_h: Floats,
    usage_eur: Floats,
    first_day: int,
    sums: Sums,
) -> None:
    """Add up the days from the first after warm-up on.

    Parameters
    ----------
    arrivals, returns, backlog, busy_min, overtime_min, bot_busy_min, visits, skill_speed, skill_accuracy
        The daily books, a row a day; `visits` since day 0.
    scheduled_min : matrix, shape (seats, days)
    wage_eur_per_h, usage_eur : sequence
        Price of an hour by seat, of a visit by bot.
    first_day : int
        The first day after warm-up.
    sums : sequence of zeros, length N_DAY_SUMS
        Added to.
    """
    n_days = len(arrivals)
    for day in range(first_day, n_days):
        sums[ARRIVALS] += _total(arrivals[day])
        sums[RETURNS] += _total(returns[day])
        sums[BACKLOG] += _total(backlog[day])
        sums[BUSY_MIN] += _total(busy_min[day])
        sums[BOT_BUSY_MIN] += _total(bot_busy_min[day])
        overtime = overtime_min[day]
        for seat in range(len(overtime)):
            sums[OVERTIME_MIN] += overtime[seat]
            sums[OVERTIME_EUR] += wage_eur_per_h[seat] * overtime[seat] / 60.0
    for seat in range(len(scheduled_min)):
        minutes = 0.0
        for day in range(first_day, n_days):
            minutes += scheduled_min[seat][day]
        sums[SCHEDULED_MIN] += minutes
        sums[WAGES_EUR] += wage_eur_per_h[seat] * minutes / 60.0
    last = n_days - 1
    for bot in range(len(usage_eur)):
        begun = visits[last][bot]
        if first_day > 0:
            begun -= visits[first_day - 1][bot]
        sums[USAGE_EUR] += begun * usage_eur[bot]
    sums[BACKLOG_END] = _total(backlog[last])
    sums[SKILL_SPEED] = _total(skill_speed[last])
    sums[SKILL_ACCURACY] = _total(skill_accuracy[last])


def _total(values: Floats) -> float:
    """Add one by one: `sum` rounds otherwise from Python 3.12 on."""
    total = 0.0
    for value in values:
        total += value
    return total
