"""What people could do without bots: how fast and how well they work, and the most of the work that they could serve.

The greatest service is a linear programme over who spends how long on what. Compiled and as plain Python alike, with
the same result to the last bit; where it would be too large for the tableau given, the result is NaN, and
:mod:`large_programmes` has the same programmes for a solver.
"""

from collections.abc import Sequence
from typing import Final

from ..mechanisms import ability, human_work
from . import simplex
from .simplex import Places, Row, Tableau

Floats = Sequence[float]
Ints = Sequence[int]

# Whose skill, and what an hour served is worth.
SERVED_NOW: Final = 0
SERVED_THEN: Final = 1  # with the skill of day 0
RIGHT_NOW: Final = 2  # weighted with mean accuracy
RIGHT_THEN: Final = 3
MIX_NOW: Final = 4  # the multiple of the mix of day 0
MIX_THEN: Final = 5
N_ANSWERS: Final = 6

NAN: Final = float("nan")
ALL_SERVED: Final = 1e-9
"""Rounding must not pass for a gap where all can be served (relative)."""


def unaided(
    seat: Ints,
    function: Ints,
    skill_speed: Floats,
    skill_accuracy: Floats,
    starting_speed: Floats,
    starting_accuracy: Floats,
    talent: Floats,
    laws: Sequence[Floats],
    hours: Floats,
    demand_h: Floats,
    hours_per_week: Floats,
    mix: Floats,
    speed: Sequence[Row],
    worth: Sequence[Row],
    tableau: Tableau,
    names: Places,
    places: Places,
    answers: Row,
) -> None:
    """Work out what people could serve, today's and those of day 0.

    Parameters
    ----------
    seat, function : sequence of int, length pairs
        Who can do what, seat by seat.
    skill_speed, skill_accuracy : sequence, length pairs
        Skill now.
    starting_speed, starting_accuracy : sequence, length pairs
        Skill on day 0, as a share of talent.
    talent, hours, hours_per_week : sequence, length seats
        Talent; hours in which the demand came; hours of an ordinary week.
    laws : matrix, shape (functions, 4)
        Speed and ability of the unskilled, ability of the skilled, slope.
    demand_h, mix : sequence, length functions
        Effort wanted; expected effort a day, 0 where nobody can do it.
    speed, worth : matrix, shape (2, pairs)
        Filled in: speed and mean accuracy of each pair, now and then.
    tableau, names, places
        Room to work in, see :func:`most_servable`.
    answers : sequence, length N_ANSWERS
        Filled in: effort hours, and multiples of the mix; NaN where the programme is too large.
    """
    for then in range(2):
        for pair in range(len(seat)):
            law, holder = laws[function[pair]], talent[seat[pair]]
            quick = starting_speed[pair] * holder if then else skill_speed[pair]
            sure = starting_accuracy[pair] * holder if then else skill_accuracy[pair]
            speed[then][pair] = human_work.speed(quick, law[0], 1.0)
            # Both without the effect of load; accuracy over the difficulties of tasks.
            worth[then][pair] = ability.mean_accuracy(human_work.ability(sure, law[1], law[2], 0.0), law[3])
    for answer in range(SERVED_NOW, MIX_NOW):
        then = answer % 2
        is_weighted = answer >= RIGHT_NOW
        answers[answer] = most_servable(
            seat, function, hours, speed[then], worth[then], is_weighted, demand_h, tableau, names, places
        )
    for answer in range(MIX_NOW, N_ANSWERS):
        answers[answer] = most_of_mix(seat, function, hours_per_week, speed[answer % 2], mix, tableau, names, places)


def room(n_seats: int, n_functions: int, n_pairs: int) -> tuple[int, int]:
    """Return the rows and columns of the tableau that both programmes need."""
    return n_seats + n_functions + 1, n_pairs + 2


# ----------------------------------------------------------------------------------------------- the most of a demand


def most_servable(
    seat: Ints,
    function: Ints,
    hours: Floats,
    speed: Floats,
    worth: Floats,
    is_weighted: bool,
    demand_h: Floats,
    tableau: Tableau,
    names: Places,
    places: Places,
) -> float:
    """Return the most effort that people can serve of a demand.

    Parameters
    ----------
    seat, function : sequence of int, length pairs
        Who can do what, seat by seat.
    hours : sequence, length seats
        Hours of each person.
    speed, worth : sequence, length pairs
        Effort hours served in an hour of work, and what each of them counts.
    is_weighted : bool
        Whether `worth` counts; if not, each effort hour counts 1.
    demand_h : sequence, length functions
        Effort hours wanted.
    tableau, names, places
        Room to work in: :func:`room` says how many rows and columns, `names` and `places` as many as both together. An
        empty tableau stands for one that would be too large.

    Returns
    -------
    float
        The maximum of sum(worth x speed x hours spent), effort hours.
    """
    total = 0.0
    for wanted in demand_h:
        total += wanted
    if len(seat) == 0 or total <= 0.0:
        return 0.0
    if not is_weighted and _has_no_choice(seat):
        return _served_without_choice(seat, function, hours, speed, demand_h)
    if len(tableau) == 0:
        return NAN
    n_rows, n_columns = len(hours) + len(demand_h), len(seat)
    _clear(tableau, n_rows + 1, n_columns + 1)
    for row in range(len(hours)):
        tableau[row][n_columns] = hours[row]
    for which in range(len(demand_h)):
        tableau[len(hours) + which][n_columns] = demand_h[which]
    for pair in range(n_columns):
        tableau[seat[pair]][pair] = 1.0
        tableau[len(hours) + function[pair]][pair] = speed[pair]
        tableau[n_rows][pair] = -speed[pair] * worth[pair] if is_weighted else -speed[pair]
    most = simplex.maximise(tableau, n_rows, n_columns, names, places)
    return total if not is_weighted and abs(total - most) < ALL_SERVED * total else most


def _has_no_choice(seat: Ints) -> bool:
    """Tell whether everyone can do one thing only."""
    for pair in range(1, len(seat)):  # noqa: SIM110 -- a generator cannot be compiled
        if seat[pair] == seat[pair - 1]:
            return False
    return True


def _served_without_choice(seat: Ints, function: Ints, hours: Floats, speed: Floats, demand_h: Floats) -> float:
    """Return the effort that people serve if everyone does the one thing that they can."""
    served = 0.0
    for which in range(len(demand_h)):
        offered = 0.0
        for pair in range(len(seat)):
            if function[pair] == which:
                offered += speed[pair] * hours[seat[pair]]
        served += min(offered, demand_h[which])
    return served


# ---------------------------------------------------------------------------------------------- the most of a mix


def most_of_mix(
    seat: Ints,
    function: Ints,
    hours: Floats,
    speed: Floats,
    mix: Floats,
    tableau: Tableau,
    names: Places,
    places: Places,
) -> float:
    """Return the greatest multiple of a mix of work (effort hours by function) that people can serve.

    Parameters and NaN as in :func:`most_servable`.
    """
    n_wanted, only = 0, -1
    for which in range(len(mix)):
        if mix[which] > 0.0:
            n_wanted, only = n_wanted + 1, which
    if len(seat) == 0 or n_wanted == 0:
        return 0.0
    if n_wanted == 1:
        offered = 0.0
        for pair in range(len(seat)):
            if function[pair] == only:
                offered += speed[pair] * hours[seat[pair]]
        return offered / mix[only]
    if len(tableau) == 0:
        return NAN
    # Variables: hours by pair, then the multiple. A function's service must be at least that many times its share.
    n_rows, n_columns = len(hours) + len(mix), len(seat) + 1
    _clear(tableau, n_rows + 1, n_columns + 1)
    for row in range(len(hours)):
        tableau[row][n_columns] = hours[row]
    for pair in range(len(seat)):
        tableau[seat[pair]][pair] = 1.0
        tableau[len(hours) + function[pair]][pair] = -speed[pair]
    for which in range(len(mix)):
        tableau[len(hours) + which][n_columns - 1] = mix[which]
    tableau[n_rows][n_columns - 1] = -1.0
    return simplex.maximise(tableau, n_rows, n_columns, names, places)


def _clear(tableau: Tableau, n_rows: int, n_columns: int) -> None:
    for row in range(n_rows):
        for column in range(n_columns):
            tableau[row][column] = 0.0
