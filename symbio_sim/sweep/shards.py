"""Shards: files of finished rows, each under a checksum that is part of its name.

A shard is never changed. What is damaged is set aside, and its runs are done again.
"""

import contextlib
import hashlib
import logging
import uuid
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from .files import remove_drafts, write_whole
from .jobs import Row
from .rows import as_table, schema

log = logging.getLogger("symbio_sim")

DIGITS = 16
"""How many digits of the checksum stand in the name."""

DAMAGED = "damaged"


class Shards:
    """The shards of one sweep.

    Parameters
    ----------
    folder : Path
        Where they lie; made if need be.
    stress : bool
        Whether rows have the measures of the stress test.
    """

    def __init__(self, folder: Path, *, stress: bool) -> None:
        self.folder = folder
        self.stress = stress

    def files(self) -> list[Path]:
        """Return the shards that are there, by name."""
        return sorted(self.folder.glob("*.parquet"))

    def write(self, rows: Sequence[Row]) -> Path:
        """Write rows as one more shard and return its file.

        Raises
        ------
        OSError
            If it cannot be written; nothing of it is then there.
        """
        content = _encoded(as_table(rows, stress=self.stress))
        digest = hashlib.sha256(content).hexdigest()[:DIGITS]
        path = self.folder / f"{uuid.uuid4().hex}-{digest}.parquet"
        write_whole(path, content)
        return path

    def mend(self) -> list[Path]:
        """Set damaged shards aside, remove what was never finished, and return where the damaged ones now lie.

        Only for the one process that writes.
        """
        remove_drafts(self.folder)
        aside = []
        for path in self.files():
            if _read(path, ["key"]) is None:
                target = self.folder / DAMAGED / path.name
                target.parent.mkdir(exist_ok=True)
                path.replace(target)
                log.warning("%s is damaged; it was moved to %s, and its runs are done again.", path, target)
                aside.append(target)
        return aside

    def read(self, columns: Iterable[str] | None = None, keys: Any = None) -> Any:
        """Return the rows of all whole shards as one Arrow table, in no special order.

        Parameters
        ----------
        columns : iterable of str, optional
            Which columns; all if left out.
        keys : pyarrow array of text, optional
            Of which cells; of all if left out.
        """
        names = schema(stress=self.stress).names if columns is None else list(columns)
        wanted = pa.schema([schema(stress=self.stress).field(name) for name in names])
        return pa.concat_tables([wanted.empty_table(), *self._tables(names, keys)])

    def _tables(self, names: list[str], keys: Any) -> Iterator[Any]:
        for path in self.files():
            table = _read(path, names)
            if table is not None:
                yield table if keys is None else table.filter(pc.is_in(table["key"], keys))


def _encoded(table: Any) -> bytes:
    sink = pa.BufferOutputStream()
    texts = [field.name for field in table.schema if pa.types.is_string(field.type)]
    pq.write_table(table, sink, compression="zstd", use_dictionary=texts, write_statistics=False)
    return bytes(sink.getvalue().to_pybytes())


def read_alone(content: bytes, names: list[str] | None = None) -> Any:
    """Return columns of a Parquet file, read in this thread: a process that ends as Arrow starts threads may abort."""
    return pq.ParquetFile(pa.BufferReader(content)).read(names, use_threads=False)


def _read(path: Path, names: list[str]) -> Any:
    """Return columns of a shard; None if it is not what its name says."""
    with contextlib.suppress(FileNotFoundError):  # the one who writes may set it aside while others look
        content = path.read_bytes()
        if hashlib.sha256(content).hexdigest()[:DIGITS] != path.stem.rpartition("-")[2]:
            return None
        with contextlib.suppress(pa.ArrowException, KeyError, ValueError):
            return read_alone(content, names).select(names)
    return None
