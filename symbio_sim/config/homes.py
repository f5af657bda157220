"""Where a field belongs that was written in another block: it has moved, or its owner looked in the wrong place."""

from functools import cache

from .block import Block
from .errors import Location, path_text
from .inventory import describe_fields
from .root import Config


def elsewhere(location: Location, root: type[Block] = Config) -> str:
    """Return in words in what other block a field has its place; nothing if in none, or in several.

    Parameters
    ----------
    location : tuple
        Where the field was written.
    root : type of Block
        The block that the whole file is.
    """
    homes = _homes(root).get(str(location[-1]), frozenset())
    here = path_text(location[:-1])  # another alternative may have it: another rule, say
    return f" here, but one of {next(iter(homes))}" if len(homes) == 1 and here not in homes else ""


@cache
def _homes(root: type[Block]) -> dict[str, frozenset[str]]:
    """Return the blocks, as paths, that have a field of each name."""
    found: dict[str, set[str]] = {}
    for row in describe_fields(root):
        home, _, name = row.path.rpartition(".")
        found.setdefault(name, set()).add(home or "the whole")
    return {name: frozenset(homes) for name, homes in found.items()}
