"""`sweep.json`: what a sweep's folder holds, where it came from, and what has been asked of it so far."""

import json
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import Any

from pydantic import TypeAdapter

from .errors import SweepError
from .files import write_whole

MANIFEST = "sweep.json"

RESCUE = (
    "The rows in shards/ have checksums of their own. If you know what they are of, keep them so: rename this folder, "
    "begin the same sweep anew with the same release, stop it (Ctrl-C) when its first rows are there, move the files "
    "from the old shards/ to the new one, and repeat the command: it goes on with all of them"
)
"""What to do with a folder whose manifest is lost."""


@dataclass(frozen=True)
class Asked:
    """One experiment that was asked for: the same store serves all that differ in cells and replications only.

    Attributes
    ----------
    experiment : dict
        All of it but the base config.
    command : list of str or None
        The command line, if it came from one.
    design : str
        Name of the file in `designs/` that holds its cells.
    asked_utc : str
        When.
    """

    experiment: dict[str, Any]
    command: list[str] | None
    design: str
    asked_utc: str

    def is_same(self, other: "Asked") -> bool:
        """Tell whether it is the same experiment, whenever it was asked for."""
        return (self.experiment, self.design) == (other.experiment, other.design)


@dataclass(frozen=True)
class Manifest:
    """What a sweep's folder holds.

    Attributes
    ----------
    name : str
    identity : dict
        What settles the meaning of every row; see :func:`symbio_sim.experiment.identity`.
    digest : str
        Of the identity.
    config : dict
        The base config.
    provenance : dict
        Versions of the package, of Python and of the libraries.
    asked : tuple of Asked
        The last one is the one that was asked for last.
    """

    name: str
    identity: dict[str, Any]
    digest: str
    config: dict[str, Any]
    provenance: dict[str, Any]
    asked: tuple[Asked, ...]

    def after(self, before: tuple[Asked, ...]) -> "Manifest":
        """Return it with what was asked for before in front; what is asked for again is moved, not repeated."""
        others = tuple(old for old in before if not any(old.is_same(new) for new in self.asked))
        return replace(self, asked=(*others, *self.asked))

    def write(self, folder: Path) -> None:
        """Write it.

        Raises
        ------
        OSError
            If that fails; the one before then still stands.
        """
        text = json.dumps(asdict(self), indent=2, ensure_ascii=False) + "\n"
        write_whole(folder / MANIFEST, text.encode())


def read_manifest(folder: Path) -> Manifest:
    """Read the manifest of a sweep's folder.

    Raises
    ------
    SweepError
        If there is none, or it is damaged.
    """
    path = folder / MANIFEST
    try:
        manifest = TypeAdapter(Manifest).validate_json(path.read_bytes())
    except FileNotFoundError:
        raise SweepError(f"{folder}: holds no sweep (there is no {MANIFEST} in it)") from None
    except OSError as error:
        raise SweepError(f"{path}: cannot be read ({error.strerror or error})") from None
    except ValueError as error:
        raise SweepError(f"{path}: is damaged ({type(error).__name__}). {RESCUE}") from None
    if not manifest.asked:
        raise SweepError(f"{path}: is damaged (nothing is asked for). {RESCUE}")
    return manifest
