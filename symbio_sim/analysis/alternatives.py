"""The tidy table of a sweep as analyses see it: alternatives, met in the same Worlds.

An alternative is a combination of values of the levers that an analysis names. What it does not name is averaged over:
within each World, with equal weights, and only if every alternative was run with the same combinations of the rest.
A World in which a run failed, is missing, or leaves the outcome undefined counts as undefined for that alternative; it
is counted and never filled in.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from ..config.errors import nearest
from ..experiment.analysis_misfits import NO_BEST
from ..experiment.unanswerable import NO_OTHER
from ..metrics import MEASURES
from .errors import AnalysisError

Floats = NDArray[np.float64]
Values = tuple[Any, ...]


@dataclass(frozen=True)
class Group:
    """Alternatives that are compared with each other.

    Attributes
    ----------
    within : dict of str to value
        The levers that are the same in the whole group.
    levers : tuple of str
        The levers whose values tell alternatives apart.
    alternatives : list of tuple
        Their values, in the order of the table's cells.
    worlds : list of int
        Numbers of the Worlds (replications), rising.
    """

    within: dict[str, Any]
    levers: tuple[str, ...]
    alternatives: list[Values]
    worlds: list[int]
    _rows: pd.DataFrame
    _n_others: int

    def outcome(self, name: str) -> Floats:
        """Return an outcome of each alternative in each World, shape (alternatives, Worlds); NaN where undefined.

        Raises
        ------
        AnalysisError
            If the table has no such outcome.
        """
        found = column_of(self._rows, name)
        places = {values: number for number, values in enumerate(self.alternatives)}
        worlds = {number: place for place, number in enumerate(self.worlds)}
        row = np.array([places[values] for values in _values(self._rows, self.levers)], dtype=np.int64)
        column = np.array([worlds[number] for number in self._rows["replication"].tolist()], dtype=np.int64)
        total = np.zeros((len(places), len(worlds)))
        count = np.zeros_like(total)
        np.add.at(total, (row, column), found)
        np.add.at(count, (row, column), 1.0)
        return np.where(count == self._n_others, total / self._n_others, np.nan)

    def described(self, number: int) -> dict[str, Any]:
        """Return all levers that are settled for an alternative, by name."""
        return self.within | dict(zip(self.levers, self.alternatives[number], strict=True))


def groups(table: pd.DataFrame, levers: Sequence[str], within: Sequence[str], known: Sequence[str]) -> Iterator[Group]:
    """Give the groups of alternatives in a table.

    Parameters
    ----------
    table : DataFrame
        One row a cell and replication: cell, the levers, replication, then outcomes.
    levers : sequence of str
        Their combinations are the alternatives.
    within : sequence of str
        One group for each combination of these.
    known : sequence of str
        All levers and uncertainties of the table.

    Raises
    ------
    AnalysisError
        If a lever is not known or named twice, the table is empty, or alternatives were not run under the same
        circumstances.
    """
    for name in (*levers, *within):
        check_lever(name, known)
    twice = {name for name in (*levers, *within) if [*levers, *within].count(name) > 1}
    if twice:
        raise AnalysisError(f"named twice: {', '.join(sorted(twice))}; a lever tells alternatives apart or groups them")
    if table.empty:
        raise AnalysisError("the table has no runs")
    others = [name for name in known if name not in (*levers, *within)]
    ordered = table.sort_values(["cell", "replication"], kind="stable")
    keys = _values(ordered, within)
    for key in dict.fromkeys(keys):
        rows = ordered[[other == key for other in keys]]
        yield _group(rows, dict(zip(within, key, strict=True)), tuple(levers), others)


def compared(table: pd.DataFrame, levers: Sequence[str], within: Sequence[str], known: Sequence[str]) -> list[Group]:
    """Return the groups of alternatives as :func:`groups` does, and refuse them if there is nothing to compare.

    Raises
    ------
    AnalysisError
        If every group has one alternative only, or as in `groups`.
    """
    found = list(groups(table, levers, within, known))
    if all(len(group.alternatives) < 2 for group in found):
        raise AnalysisError(NO_OTHER)
    return found


def selected(table: pd.DataFrame, where: Mapping[str, Any], known: Sequence[str]) -> pd.DataFrame:
    """Return the rows in which levers have given values.

    Raises
    ------
    AnalysisError
        If a lever or a value of it does not occur; the message names those that do.
    """
    for name, value in where.items():
        check_lever(name, known)
        present = table[name].tolist()
        if value not in present:
            raise AnalysisError(f"where: {name} is never {value!r}; its values: {listed(dict.fromkeys(present))}")
        table = table[[found == value for found in present]]
    return table


def check_lever(name: str, known: Sequence[str]) -> None:
    """Refuse a lever that the table does not have."""
    if name not in known:
        raise AnalysisError(unknown("lever", name, known))


def column_of(table: pd.DataFrame, outcome: str) -> Floats:
    """Return a column of outcomes; refuse one that the table does not have."""
    check_outcome(outcome, list(table.columns))
    return table[outcome].to_numpy(dtype=np.float64)


def check_outcome(outcome: str, measured: Sequence[str]) -> None:
    """Refuse an outcome that is not known, or not among those that were measured."""
    if outcome not in MEASURES:
        raise AnalysisError(unknown("outcome", outcome, list(MEASURES)))
    if outcome not in measured:
        raise AnalysisError(f"{outcome} was not measured: it needs twins of each World (`stress: true`)")


def sign_of(outcome: str) -> float:
    """Return 1 where more of an outcome is better, -1 where less is; refuse one for which that is not settled."""
    if outcome not in MEASURES:
        raise AnalysisError(unknown("outcome", outcome, list(MEASURES)))
    better = MEASURES[outcome].better
    if better == "neither":
        raise AnalysisError(f"{outcome}: {NO_BEST}")
    return 1.0 if better == "higher" else -1.0


def unknown(kind: str, name: str, known: Sequence[str]) -> str:
    """Say that a name is not known, and which was most likely meant."""
    close = nearest(name, known)
    hint = "" if close is None else f"; did you mean {close!r}?"
    return f"no {kind} is called {name!r}{hint} Allowed: {listed(known)}"


def listed(names: Any, most: int = 12) -> str:
    """Return names in a line, cut where there are many."""
    shown = [str(name) for name in names]
    more = f", ... ({len(shown)} in all)" if len(shown) > most else ""
    return ", ".join(shown[:most]) + more


def _group(rows: pd.DataFrame, within: dict[str, Any], levers: tuple[str, ...], others: list[str]) -> Group:
    met: dict[Values, set[Values]] = {}
    for alternative, rest in zip(_values(rows, levers), _values(rows, others), strict=True):
        met.setdefault(alternative, set()).add(rest)
    circumstances = next(iter(met.values()))
    for alternative, mine in met.items():
        if mine != circumstances:
            raise AnalysisError(_not_crossed(levers, alternative, others))
    worlds = sorted(set(rows["replication"].tolist()))
    return Group(within, levers, list(met), worlds, rows, len(circumstances))


def _not_crossed(levers: tuple[str, ...], alternative: Values, others: list[str]) -> str:
    mine = ", ".join(f"{name} = {value}" for name, value in zip(levers, alternative, strict=True))
    return (
        f"{mine} was not run with the same values of {listed(others)} as the other alternatives, so they cannot be "
        "compared; use `design: {kind: grid}`, name more levers, or select with `where`"
    )


def _values(table: pd.DataFrame, names: Sequence[str]) -> list[Values]:
    """Return the values of some columns, row by row, as Python's own."""
    if not names:
        return [()] * len(table)
    return list(zip(*(table[name].tolist() for name in names), strict=True))
