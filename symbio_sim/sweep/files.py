"""Files that are there whole or not at all, whenever the machine stops."""

import contextlib
import hashlib
import os
import uuid
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO

DRAFT = ".draft"
"""Ending of a file that is being written."""


def write_whole(path: Path, content: bytes) -> None:
    """Write a file so that it is either there with all of its content or not there, even if the power fails.

    Raises
    ------
    OSError
        If it cannot be written; what stood there before then still does.
    """
    with whole_file(path) as file:
        rest = memoryview(content)
        while rest:  # the system may take a part only
            rest = rest[os.write(file.fileno(), rest) :]


@contextlib.contextmanager
def whole_file(path: Path) -> Iterator[BinaryIO]:
    """Give a file to write that takes its place only when all is written.

    Raises
    ------
    OSError
        If it cannot be written; what stood there before then still does.
    """
    draft = path.with_name(f"{path.name}.{uuid.uuid4().hex}{DRAFT}")
    try:
        with draft.open("wb") as file:
            yield file
            file.flush()
            os.fsync(file.fileno())
        draft.replace(path)
    except BaseException:
        with contextlib.suppress(OSError):
            draft.unlink()
        raise
    _sync_folder(path.parent)


def _sync_folder(folder: Path) -> None:
    """Have the folder's list of files on the disk, where the system can do that (Windows cannot)."""
    if not hasattr(os, "O_DIRECTORY"):
        return
    descriptor = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def remove_drafts(folder: Path) -> None:
    """Remove what killed processes have left half written."""
    for file in folder.glob(f"*{DRAFT}"):
        with contextlib.suppress(OSError):
            file.unlink()


def sha256_of(path: str | Path) -> str:
    """Return the SHA-256 of a file's content."""
    with Path(path).open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
