"""The simplex method on a small dense tableau: exact, within rounding, and quick where a solver's set-up is not.

Maximise c x for x >= 0 and A x <= b, where b >= 0, so that doing nothing is allowed and the search starts there. The
tableau is a matrix of rows [A | b] and a last row [-c | 0]; a variable that enters changes places with one that leaves.
Compiled and as plain Python alike, with the same result to the last bit.
"""

from collections.abc import MutableSequence, Sequence
from typing import Final

Row = MutableSequence[float]
Tableau = Sequence[Row]
Places = MutableSequence[int]

NAN: Final = float("nan")
ROUNDING: Final = 1e-12
"""Gains smaller than this, relative to the greatest coefficient of the aim, are rounding."""
LEAST_PIVOT: Final = 1e-10
EXCHANGES_PER_VARIABLE: Final = 50
"""Far more exchanges than it takes; the guard against going round in circles by rounding."""


def maximise(tableau: Tableau, n_rows: int, n_columns: int, names: Places, places: Places) -> float:
    """Return the greatest aim.

    Parameters
    ----------
    tableau : matrix, at least (n_rows + 1, n_columns + 1)
        Constraints with their bounds, then the negative aim; it is worked on.
    n_rows, n_columns : int
        Numbers of constraints and of variables.
    names, places : sequence of int, at least n_rows + n_columns and n_columns
        Room to work in.

    Returns
    -------
    float
        The maximum; NaN if it is infinite or was not found.
    """
    for place in range(n_rows + n_columns):
        names[place] = place
    aim = tableau[n_rows]
    rounding = 0.0
    for column in range(n_columns):
        rounding = max(rounding, -ROUNDING * aim[column])
    is_stuck = False
    for _ in range(EXCHANGES_PER_VARIABLE * (n_rows + n_columns)):
        column = _entering(aim, n_columns, names, is_stuck, rounding)
        if column < 0:
            return aim[n_columns]
        row = _leaving(tableau, n_rows, n_columns, column, names)
        if row < 0:
            return NAN
        is_stuck = tableau[row][n_columns] <= 0.0
        _exchange(tableau, n_rows, n_columns, row, column, places)
        names[column], names[n_columns + row] = names[n_columns + row], names[column]
    return NAN


def _entering(aim: Row, n_columns: int, names: Places, is_stuck: bool, rounding: float) -> int:
    """Return the column that gains most a unit, or while nothing is gained the first by name (Bland); -1: none."""
    best, best_gain = -1, rounding
    for column in range(n_columns):
        gain = -aim[column]
        if gain <= rounding:
            continue
        if (is_stuck and (best < 0 or names[column] < names[best])) or (not is_stuck and gain > best_gain):
            best, best_gain = column, gain
    return best


def _leaving(tableau: Tableau, n_rows: int, n_columns: int, column: int, names: Places) -> int:
    """Return the row that limits a column first, of several the first by name (Bland); -1: none."""
    best, least = -1, 0.0
    for row in range(n_rows):
        step = tableau[row][column]
        if step <= LEAST_PIVOT:
            continue
        ratio = max(tableau[row][n_columns], 0.0) / step
        if best < 0 or ratio < least or (ratio == least and names[n_columns + row] < names[n_columns + best]):
            best, least = row, ratio
    return best


def _exchange(tableau: Tableau, n_rows: int, n_columns: int, row: int, column: int, places: Places) -> None:
    """Let a row's and a column's variable change places."""
    pivot_row = tableau[row]
    pivot = pivot_row[column]
    n = 0
    for place in range(n_columns + 1):  # most entries are zero: go through the others only
        if place != column and pivot_row[place] != 0.0:
            pivot_row[place] /= pivot
            places[n] = place
            n += 1
    pivot_row[column] = 1.0 / pivot
    for other in range(n_rows + 1):
        factor = tableau[other][column]
        if other == row or factor == 0.0:
            continue
        changed = tableau[other]
        for k in range(n):
            changed[places[k]] -= factor * pivot_row[places[k]]
        changed[column] = -factor / pivot
