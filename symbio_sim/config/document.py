"""What was read from a file or a mapping: plain data, where each part stands, what was wrong already."""

import numbers
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from .errors import ConfigError, Location, Problem, path_text, shown

MAX_DEPTH = 20
"""Deepest nesting that is read; the deepest field of a config stands at level 6."""

MAX_INTEGER = 2**63 - 1

NUMBER_TOO_LARGE = "the number is too large"
NESTED_TOO_DEEPLY = f"nested more than {MAX_DEPTH} levels deep"


@dataclass
class Document:
    """Plain data and what is known of its origin.

    Attributes
    ----------
    file : str
        Name to show in messages.
    data : object
        Dicts, lists, text, numbers, truth values and None.
    lines : dict of Location to int
        Line of each key and list item, from 1.
    problems : list of Problem
        What was wrong in the reading, though it could go on.
    unread : set of Location
        Where `data` holds a stand-in: what is found wrong there later is an echo of a problem named already.
    partial : set of Location
        Mappings of which some part was left out: what seems to miss there may be what was left out.
    origins : dict of Location to str
        What an override put there, and the name of the override to show in messages.
    moved : dict of Location to Location
        What stands elsewhere in the file, and where.
    """

    file: str
    data: Any = None
    lines: dict[Location, int] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)
    unread: set[Location] = field(default_factory=set)
    partial: set[Location] = field(default_factory=set)
    origins: dict[Location, str] = field(default_factory=dict)
    moved: dict[Location, Location] = field(default_factory=dict)

    def complain(self, location: Location, line: int | None, message: str) -> None:
        """Note a problem and go on reading."""
        self.problems.append(Problem(self.file, line, path_text(location), message))

    def place_of(self, location: Location) -> tuple[str, int | None]:
        """File (or override) and line of a location, or of the nearest thing around it."""
        for length in range(len(location), 0, -1):
            if location[:length] in self.origins:
                return self.origins[location[:length]], None
            if location[:length] in self.lines:
                return self.file, self.lines[location[:length]]
        return self.file, None

    def field_of(self, location: Location) -> str:
        """The field at a location, by its name in the file."""
        for length in range(len(location), 0, -1):
            if location[:length] in self.moved:
                return path_text((*self.moved[location[:length]], *location[length:]))
        return path_text(location)

    def forget(self, location: Location) -> None:
        """Forget where a part came from that is about to be replaced, and what was within it."""
        size = len(location)
        known: tuple[dict[Location, Any], ...] = (self.lines, self.origins, self.moved)
        for places in known:
            for inner in [inner for inner in places if inner[:size] == location]:
                del places[inner]

    def value_at(self, location: Location) -> Any:
        """The value at a location, None where there is none."""
        value = self.data
        for part in location:
            try:
                value = value[part]
            except (KeyError, IndexError, TypeError):
                return None
        return value


def from_mapping(source: Mapping[Any, Any], file: str = "config") -> Document:
    """Take a config that stands in Python already.

    Other mappings become dicts, tuples lists and the integers and floats of NumPy Python's own, so that it
    does not matter from which library a value comes.

    Raises
    ------
    ConfigError
        If the mapping is nested too deeply, as one that holds itself is.
    """
    document = Document(file)
    document.data = _plain(document, source, ())
    return document


def _plain(document: Document, value: Any, location: Location) -> Any:
    if len(location) > MAX_DEPTH:
        raise ConfigError([Problem(document.file, None, path_text(location[:1]), NESTED_TOO_DEEPLY)])
    if isinstance(value, Mapping):
        return {
            key: _plain(document, item, (*location, key))
            for key, item in value.items()
            if _is_name(document, key, location)
        }
    if isinstance(value, (list, tuple)):
        return [_plain(document, item, (*location, place)) for place, item in enumerate(value)]
    if isinstance(value, (bool, str)) or value is None:
        return value
    if isinstance(value, numbers.Integral):
        return _integer(document, int(value), location)
    return float(value) if isinstance(value, numbers.Real) else value


def _is_name(document: Document, key: Any, location: Location) -> bool:
    if isinstance(key, str):
        return True
    document.complain(location, None, f"a key must be text, not {shown(key)}")
    document.partial.add(location)
    return False


def _integer(document: Document, value: int, location: Location) -> int:
    if abs(value) <= MAX_INTEGER:
        return value
    document.complain(location, None, NUMBER_TOO_LARGE)
    document.unread.add(location)
    return 0
