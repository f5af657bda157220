"""Filling the records of the compiled engine."""

from typing import Any

import numpy as np
from numpy.typing import NDArray

Array = NDArray[Any]


def numbers(kind: np.dtype[Any], item: object, own: dict[str, Any], at_rest: tuple[str, ...]) -> dict[str, Any]:
    """Return the values of a record: its own, and under the same names those of the firm's item; a stray name fails."""
    rest = [name for name in kind.names or () if name not in own and name not in at_rest]
    return own | {name: getattr(item, name) for name in rest}


def filled(kind: np.dtype[Any], rows: list[dict[str, Any]]) -> Array:
    """Return records of these values, zero where nothing is said."""
    records = np.zeros(len(rows), kind)
    for record, row in zip(records, rows, strict=True):
        for name, value in row.items():
            record[name] = value
    return records


def flat(groups: Any) -> Array:
    """Return the numbers of all groups, one group after the other."""
    return np.array([number for group in groups for number in group], dtype=np.int64)


def copied(records: Array) -> Array:
    """Return a copy; NumPy's own goes field by field."""
    return np.frombuffer(bytearray(records.tobytes()), records.dtype).reshape(records.shape)
