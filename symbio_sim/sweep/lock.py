"""One writer a folder: a second one is refused, and told who the first is."""

import contextlib
import json
import logging
import os
import platform
from collections.abc import Iterator
from pathlib import Path

from filelock import FileLock, Timeout

from .errors import SweepError

log = logging.getLogger("symbio_sim")

LOCK = ".lock"
WRITER = ".writer.json"

PATIENCE_S = 0.5
"""How long to try: one who only looks (:func:`is_being_written`) holds the lock for a moment."""


@contextlib.contextmanager
def sole_writer(folder: Path) -> Iterator[None]:
    """Be the only process that writes to a folder; the lock goes with the process, however it ends.

    Raises
    ------
    SweepError
        If another process writes there.
    """
    lock = FileLock(folder / LOCK)
    try:
        lock.acquire(timeout=PATIENCE_S)
    except Timeout:
        raise SweepError(f"{folder}: {_writer(folder)} is writing there; wait for it, or name another folder") from None
    except (OSError, NotImplementedError) as error:
        # Rows of two writers are whole all the same, and told apart: work done twice is all there is to fear.
        log.warning("%s cannot be locked (%s): see that no other process writes there.", folder, error)
    try:
        (folder / WRITER).write_text(json.dumps({"process": os.getpid(), "host": platform.node()}), encoding="utf-8")
        yield
    finally:
        with contextlib.suppress(OSError):
            (folder / WRITER).unlink()
        lock.release()


def _writer(folder: Path) -> str:
    try:
        facts = json.loads((folder / WRITER).read_text(encoding="utf-8"))
        return f"process {facts['process']} on {facts['host']}"
    except (OSError, ValueError, KeyError, TypeError):
        return "another process"


def is_being_written(folder: Path) -> bool:
    """Tell whether a process writes to a folder at this moment."""
    if not (folder / WRITER).exists():
        return False
    lock = FileLock(folder / LOCK)
    try:
        lock.acquire(timeout=0)
    except Timeout:
        return True
    except (OSError, NotImplementedError):
        return False
    lock.release()
    return False
