"""The ready-made businesses that come with the package, found by name."""

import shutil
from pathlib import Path

from .errors import ConfigError, Problem, nearest

SCHEMA_FILE = "symbio_sim.schema.json"
"""The schema that ready-made configs name in their first line, in the same folder."""

_PACKAGE = Path(__file__).resolve().parents[1]


def shipped_folder() -> Path | None:
    """The folder of the ready-made configs: inside an installed package, beside it in a checkout.

    The schema marks it: next to an installed package there may be a folder ``configs`` of someone else's.
    """
    for folder in (_PACKAGE / "_shipped" / "configs", _PACKAGE.parent / "configs"):
        if (folder / SCHEMA_FILE).is_file():
            return folder
    return None


def shipped_configs() -> dict[str, Path]:
    """The ready-made businesses.

    Returns
    -------
    dict of str to Path
        File of each, by name, sorted.
    """
    folder = shipped_folder()
    files = [] if folder is None else folder.glob("*.yaml")
    return {path.stem: path for path in sorted(files)}


def copy_config(name: str, target: str | Path, overwrite: bool = False) -> Path:
    """Copy a ready-made business to a file of one's own, to be edited.

    The schema that its first line names is put into the same folder, for editors that check with it.

    Parameters
    ----------
    name
        Name of the ready-made business.
    target
        File to write, or a folder that exists, in which the copy is called like the original.
    overwrite
        Whether a file that exists may be replaced.

    Returns
    -------
    Path
        The file written.

    Raises
    ------
    ConfigError
        If there is no such business, the file exists already, or it cannot be written.
    """
    known = shipped_configs()
    if name not in known:
        problem = Problem(name, None, "", "not a ready-made business", tuple(known), nearest(name, known))
        raise ConfigError([problem])
    path = Path(target)
    if path.is_dir():
        path = path / known[name].name
    if path.exists() and not overwrite:
        raise ConfigError([Problem(str(path), None, "", "exists already: nothing was written")])
    try:
        for source, copy in (
            (known[name], path),
            (known[name].with_name(SCHEMA_FILE), path.with_name(SCHEMA_FILE)),
        ):
            shutil.copyfile(source, copy)
    except OSError as error:
        raise ConfigError([Problem(str(path), None, "", f"cannot be written: {error.strerror}")]) from None
    return path
