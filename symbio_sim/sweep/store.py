"""The folder of a sweep: what was asked for, the cells, and the rows that are finished.

sweep.json        the manifest
base.json         the base config, for commands that repeat a run
designs/          the cells of each design asked for, written before the first run
shards/           finished rows; shards/damaged/ holds what was found damaged
searches/         journals and results of `optimise`, which may be there first
table.parquet     the tidy table; like summary.csv and failures.csv made from the shards when a sweep ends
"""

import contextlib
import errno
import json
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from .errors import StorageError, SweepError
from .files import write_whole
from .lock import sole_writer
from .manifest import MANIFEST, RESCUE, Manifest, read_manifest
from .shards import Shards

BASE = "base.json"
DESIGNS, SHARDS, SEARCHES = "designs", "shards", "searches"
PARTS = {
    "config_hash": "base config",
    "stress": "stress",
    "seed": "seed",
    "log_sha256": "event log",
    "log_map": "columns of the log",
    "sources": "release of symbio_sim",
    "rule": "source of the allocation rule",
}
"""The parts of an identity in words."""

TABLE, SUMMARY, FAILURES = "table.parquet", "summary.csv", "failures.csv"

_FULL = {errno.ENOSPC, errno.EDQUOT}
"""Errors of the system that mean that there is no room left, on the disk or for this user."""


def is_sweep(folder: str | Path) -> bool:
    """Tell whether a folder is that of a sweep, even of one whose manifest is lost."""
    return (Path(folder) / MANIFEST).is_file() or (Path(folder) / SHARDS).is_dir()


def refuse_lost(folder: Path) -> None:
    """Refuse rows of which nothing says what they are of.

    Raises
    ------
    SweepError
        If a folder holds rows and no manifest.
    """
    if not (folder / MANIFEST).exists() and any((folder / SHARDS).glob("*.parquet")):
        raise SweepError(f"{folder}: holds rows, but {MANIFEST}, which says what they are of, is missing. {RESCUE}")


class Store:
    """The folder of one sweep.

    Parameters
    ----------
    folder : Path
    stress : bool
        Whether rows have the measures of the stress test.
    """

    def __init__(self, folder: Path, *, stress: bool) -> None:
        self.folder = folder
        self.shards = Shards(folder / SHARDS, stress=stress)

    @contextlib.contextmanager
    def writing(self, identity: Mapping[str, Any]) -> Iterator[None]:
        """Make the folder ready for rows of a sweep, and be the only one who writes there.

        Raises
        ------
        SweepError
            If it holds something else, or another process writes there.
        StorageError
            If it cannot be written to.
        """
        with contextlib.ExitStack() as held:
            with self.told():
                self.refuse_others(identity)
                for part in (self.folder, self.folder / DESIGNS, self.shards.folder):
                    part.mkdir(parents=True, exist_ok=True)
                held.enter_context(sole_writer(self.folder))
                self.refuse_others(identity)  # who held the lock until now may have begun another sweep
                self.shards.mend()
            yield

    def refuse_others(self, identity: Mapping[str, Any]) -> None:
        """Refuse a folder that holds anything but rows of this identity; one that is not there yet is welcome.

        Raises
        ------
        SweepError
            If it does.
        """
        if not self.folder.exists():
            return
        if not self.folder.is_dir():
            raise SweepError(f"{self.folder}: is a file; name a folder")
        if not (self.folder / MANIFEST).exists():
            refuse_lost(self.folder)
            may_be_there = (DESIGNS, SHARDS, SEARCHES)
            if any(item.name not in may_be_there and item.name[0] != "." for item in self.folder.iterdir()):
                raise SweepError(f"{self.folder}: holds something else; name another folder, or an empty one")
            return
        there = read_manifest(self.folder).identity
        differ = [words for name, words in PARTS.items() if there.get(name) != identity.get(name)]
        if differ:
            raise SweepError(
                f"{self.folder}: holds rows of another sweep (other: {', '.join(differ)}); name another folder"
            )

    def note(self, manifest: Manifest) -> None:
        """Write down what is asked for, beside what was asked for before.

        Raises
        ------
        StorageError
            If it cannot be written.
        """
        before = read_manifest(self.folder).asked if (self.folder / MANIFEST).exists() else ()
        with self.told():
            content = json.dumps(manifest.config, indent=2, ensure_ascii=False) + "\n"
            write_whole(self.folder / BASE, content.encode())
            manifest.after(before).write(self.folder)

    @contextlib.contextmanager
    def told(self) -> Iterator[None]:
        """Tell in plain words why results can no longer be written.

        Raises
        ------
        StorageError
            In place of an error of the system.
        """
        try:
            yield
        except OSError as error:
            remedy = "make room" if error.errno in _FULL else "mend that, or name another folder"
            raise StorageError(
                f"{self.folder}: cannot be written ({error.strerror or error}). What was finished before is kept; "
                f"{remedy}, and repeat the command to go on"
            ) from error
