"""Settings of many switches, few enough to run them all, in which any two levels of any two switches meet.

Most faults take one or two switches to show (Kuhn, Wallace and Gallo 2004). A covering array of strength 2 has each
such pair in some row, where trying everything would take more than 2^40 rows.
"""

import itertools
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

Cell = tuple[str, Any]
Pair = frozenset[Cell]
Row = dict[str, Any]


def covering(factors: Mapping[str, Sequence[Any]], impossible: Iterable[Pair] = ()) -> list[Row]:
    """Return rows that hold all pairs of levels of two factors but the impossible ones; always the same.

    Greedily (as AETG, Cohen et al. 1997, but without chance): each row begins with a pair that none has yet; factor by
    factor it takes the level with the most new pairs, of equals the one whose pairs were there least often. So all
    pairs come about equally often.
    """
    never = frozenset(impossible)
    names = sorted(factors, key=lambda name: -len(set(factors[name])))  # the hardest to cover first
    levels = {name: list(dict.fromkeys(factors[name])) for name in names}
    cells = [[(name, level) for level in levels[name]] for name in names]
    met: Counter[Pair] = Counter()
    rows: list[Row] = []
    for start in (pair for one, other in itertools.combinations(cells, 2) for pair in itertools.product(one, other)):
        if frozenset(start) in never or met[frozenset(start)]:
            continue
        row = dict(start)
        for name in (name for name in names if name not in row):
            possible = (level for level in levels[name] if not never.intersection(_pairs(row, name, level)))
            row[name] = max(possible, key=lambda level: _worth([met[pair] for pair in _pairs(row, name, level)]))
        met.update(frozenset(pair) for pair in itertools.combinations(row.items(), 2))
        rows.append(row)
    return rows


def _pairs(row: Row, name: str, level: Any) -> list[Pair]:
    """Return the pairs that a level would bring into a row."""
    return [frozenset((cell, (name, level))) for cell in row.items()]


def _worth(counts: list[int]) -> tuple[int, int]:
    """Rank pairs that were there so many times."""
    return counts.count(0), -sum(counts)
