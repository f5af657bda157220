"""The folder of a report: named by its content, filled beside its place, and put there in one step."""

import json
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

PROVENANCE = "provenance.json"


class FolderError(ValueError):
    """A folder that cannot be written, or must not be written over."""


@contextmanager
def staged(parent: Path) -> Iterator[Path]:
    """Give an empty folder inside `parent` to fill; it is gone afterwards unless it was published.

    Raises
    ------
    FolderError
        If nothing can be written there, or no longer.
    """
    made = [folder for folder in (parent, *parent.parents) if not folder.exists()]
    try:
        parent.mkdir(parents=True, exist_ok=True)
        stage = Path(tempfile.mkdtemp(prefix=".symbio-sim-", dir=parent))
        stage.chmod(0o755)
    except OSError as error:
        raise FolderError(f"{parent}: cannot be written ({error.strerror or error})") from None
    try:
        yield stage
    except OSError as error:  # a full disk, a folder taken away
        raise FolderError(f"{parent}: cannot be written ({error.strerror or error})") from None
    finally:
        shutil.rmtree(stage, ignore_errors=True)
        for folder in made:  # what was made for nothing goes again
            try:
                folder.rmdir()
            except OSError:
                break


def refuse_others(target: Path, identity: dict[str, Any]) -> None:
    """Refuse a target that holds anything but an earlier result of the same command.

    Parameters
    ----------
    target : Path
        Where a result is to go.
    identity : dict
        What names the result; it stands under ``identity`` in the provenance of a folder.

    Raises
    ------
    FolderError
        If the target is a file, or a folder that holds something else.
    """
    if not target.exists() or (target.is_dir() and not any(target.iterdir())):
        return
    if not target.is_dir():
        raise FolderError(f"{target}: is a file; name a folder")
    if _identity_in(target) != identity:
        raise FolderError(f"{target}: holds something else; nothing was written. Name another folder, or remove it")


def publish(stage: Path, target: Path) -> bool:
    """Put a filled folder in its place, in one step for whoever looks at it.

    Returns
    -------
    bool
        Whether it replaced an earlier one.

    Raises
    ------
    FolderError
        If it cannot be moved there; the earlier one then stays.
    """
    replaced = target.exists() and any(target.iterdir())
    aside = stage.with_name(f"{stage.name}-old")
    try:
        if target.exists():
            target.rename(aside)
        stage.rename(target)
    except OSError as error:
        if aside.exists() and not target.exists():
            aside.rename(target)
        raise FolderError(f"{target}: cannot be written ({error.strerror or error})") from None
    shutil.rmtree(aside, ignore_errors=True)
    return replaced


def _identity_in(folder: Path) -> Any:
    try:
        return json.loads((folder / PROVENANCE).read_text(encoding="utf-8"))["identity"]
    except (OSError, ValueError, KeyError, TypeError):
        return None
