"""The cells of a design as columns: a million of them are a few hundred megabytes, and lie in one file."""

import hashlib
import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq
from numpy.typing import NDArray

from ..experiment import Cell
from .errors import SweepError
from .files import write_whole
from .shards import read_alone

DIGITS = 16
_MENDED = "the same `symbio-sim sweep` writes it anew, and runs nothing that is done"
_JSON = "json"
"""What a column of the file is marked with whose values stand there as JSON."""


@dataclass(frozen=True, eq=False)
class Design:
    """The cells that an experiment asks for.

    Attributes
    ----------
    number : ndarray of int64
        Of each cell.
    keys : pyarrow array of text
        Key of each cell; two cells that change the config alike have the same.
    levers : dict of str to list
        Value of each lever and uncertainty, cell by cell.
    changes : pyarrow array of text
        What each cell changes in the base config, as JSON.
    """

    number: NDArray[np.int64]
    keys: Any
    levers: Mapping[str, Sequence[Any]]
    changes: Any

    @classmethod
    def of(cls, cells: Iterable[Cell], names: Sequence[str]) -> "Design":
        """Put cells into columns."""
        number: list[int] = []
        keys: list[str] = []
        changes: list[str] = []
        levers: dict[str, list[Any]] = {name: [] for name in names}
        for cell in cells:
            number.append(cell.number)
            keys.append(cell.key)
            changes.append(json.dumps(cell.changes))
            for name, column in levers.items():
                column.append(cell.levers[name])
        return cls(
            np.array(number, dtype=np.int64), pa.array(keys, pa.string()), levers, pa.array(changes, pa.string())
        )

    def __len__(self) -> int:
        return len(self.number)

    @cached_property
    def distinct(self) -> Any:
        """The keys, each once, in order of their first cells."""
        return pc.unique(self.keys)

    @cached_property
    def place(self) -> NDArray[np.int64]:
        """Place of each cell's key among the distinct ones."""
        return np.asarray(pc.index_in(self.keys, self.distinct), dtype=np.int64)

    @cached_property
    def first_cell(self) -> NDArray[np.int64]:
        """The first cell of each distinct key."""
        return np.unique(self.place, return_index=True)[1]

    def part(self, first: int, beyond: int) -> "Design":
        """Return some of the cells, from the one at `first` to the one before `beyond`."""
        mine = slice(first, beyond)
        levers = {name: values[mine] for name, values in self.levers.items()}
        return Design(self.number[mine], self.keys[mine], levers, self.changes[mine])

    def changes_of(self, cell: int) -> dict[str, Any]:
        """Return what a cell (by its place in the design) changes."""
        changes: dict[str, Any] = json.loads(self.changes[cell].as_py())
        return changes

    @property
    def mixed(self) -> list[str]:
        """The levers whose values are of several kinds, as numbers and words are."""
        return [name for name, values in self.levers.items() if _is_mixed(values)]

    def frame(self) -> pd.DataFrame:
        """Return the cells as a table: cell, key, then the levers."""
        columns = {"cell": self.number, "key": self.keys.to_pylist()}
        return pd.DataFrame(columns | {name: _column(values) for name, values in self.levers.items()})

    def save(self, folder: Path) -> str:
        """Write it into a folder under a name made of its content, and return the name.

        Raises
        ------
        OSError
            If it cannot be written.
        """
        columns = {"cell": pa.array(self.number), "key": self.keys, "changes": self.changes}
        columns |= {name: _arrow(values) for name, values in self.levers.items()}
        sink = pa.BufferOutputStream()
        fields = [pa.field(name, column.type, metadata=self._marks(name)) for name, column in columns.items()]
        pq.write_table(pa.table(columns, schema=pa.schema(fields)), sink, compression="zstd")
        name = f"{_digest(columns)[:DIGITS]}.parquet"
        write_whole(folder / name, sink.getvalue().to_pybytes())  # also if it is there: it may be damaged
        return name

    def _marks(self, name: str) -> dict[str, str]:
        """Return what the file says of a column: whether its values, being of several kinds, stand there as JSON."""
        return {_JSON: "yes"} if name in self.mixed else {}

    @classmethod
    def load(cls, path: Path) -> "Design":
        """Read a design from its file.

        Raises
        ------
        SweepError
            If it is not there, cannot be read, or is damaged.
        """
        try:
            table = read_alone(path.read_bytes()).combine_chunks()
        except OSError as error:
            raise SweepError(f"{path}: cannot be read ({error.strerror or error}); {_MENDED}") from None
        except pa.ArrowException as error:
            raise SweepError(f"{path}: is damaged ({error}); {_MENDED}") from None
        columns = {field.name: _one(table[field.name]) for field in table.schema}
        levers = {}
        for field in table.schema:
            if field.name not in ("cell", "key", "changes"):
                values = columns[field.name].to_pylist()
                levers[field.name] = [json.loads(value) for value in values] if field.metadata else values
        return cls(columns["cell"].to_numpy(), columns["key"], levers, columns["changes"])


def _one(chunked: Any) -> Any:
    """Return a column in one piece."""
    return pa.concat_arrays(chunked.chunks) if chunked.num_chunks else pa.array([], chunked.type)


def _is_mixed(values: Sequence[Any]) -> bool:
    """Tell whether values are of several kinds, as numbers and words are."""
    kinds = {type(value) for value in values}
    return len(kinds) > 1 and not kinds <= {int, float}


def _arrow(values: Sequence[Any]) -> Any:
    if _is_mixed(values):
        return pa.array([json.dumps(value) for value in values], pa.string())
    if any(isinstance(value, float) for value in values):
        return pa.array([float(value) for value in values], pa.float64())
    return pa.array(values)


def _column(values: Sequence[Any]) -> "pd.Series[Any]":
    """Return values of a lever as a column: numbers as numbers, what is of several kinds as it is."""
    return pd.Series(list(values), dtype=object if _is_mixed(values) else None)


def _digest(columns: Mapping[str, Any]) -> str:
    """Return the SHA-256 of columns, whatever pieces they lie in."""
    digest = hashlib.sha256()
    for name, column in columns.items():
        digest.update(f"{name} {column.type} {len(column)}\0".encode())
        if pa.types.is_string(column.type):
            digest.update("\0".join(column.to_pylist()).encode())
        else:
            digest.update(np.ascontiguousarray(column.to_numpy(zero_copy_only=False)).tobytes())
    return digest.hexdigest()
