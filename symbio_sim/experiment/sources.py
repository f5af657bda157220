"""Digests of the code that decides about numbers: the package's own, and a user's allocation rule."""

import hashlib
import importlib.util
from functools import cache
from pathlib import Path

_PACKAGE = Path(__file__).resolve().parent.parent
SOURCES = (
    *(
        "choreography.py",
        "config",
        "extra_days.py",
        "firm",
        "kernel",
        "mechanisms",
        "metrics",
        "model",
        "policies",
        "run.py",
        "world",
    ),
)
"""Files and folders of the package whose code decides about a number."""


@cache
def package_sources() -> str:
    """Return the SHA-256 of the package's own sources that decide about numbers, in hexadecimal digits.

    Ends of lines do not count: checkouts differ in them.
    """
    total = hashlib.sha256()
    for place in SOURCES:
        path = _PACKAGE / place
        for file in [path] if path.is_file() else sorted(path.rglob("*.py")):
            total.update(f"{file.relative_to(_PACKAGE).as_posix()}\0".encode() + _content(file) + b"\0")
    return total.hexdigest()


def sources_of_rule(function: str) -> str | None:
    """Return the SHA-256 of the module of a user's rule ``module:function``; None if no file of it is found."""
    try:
        found = importlib.util.find_spec(function.partition(":")[0])
    except (ImportError, ValueError):
        return None
    if found is None or found.origin is None or not Path(found.origin).is_file():
        return None
    return hashlib.sha256(_content(Path(found.origin))).hexdigest()


def _content(file: Path) -> bytes:
    return file.read_bytes().replace(b"\r\n", b"\n")
