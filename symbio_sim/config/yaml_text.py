"""Strict YAML: the core schema of YAML 1.2, read into plain data together with the line of everything in it.

PyYAML follows YAML 1.1, where ``no`` is false, ``1:30`` is ninety, ``1e-3`` is text and the last of two equal
keys wins. Here only PyYAML's parser is used; what a word means is decided by the few patterns below. Anchors,
aliases, tags, merge keys and directives are refused: our files have no need of them, and each can make a file
mean something other than it says.
"""

import re
from collections.abc import Iterator
from typing import Any

import yaml
from yaml.events import (
    AliasEvent,
    CollectionEndEvent,
    CollectionStartEvent,
    DocumentStartEvent,
    Event,
    MappingEndEvent,
    MappingStartEvent,
    ScalarEvent,
    SequenceEndEvent,
    SequenceStartEvent,
    StreamEndEvent,
)

from .document import MAX_DEPTH, MAX_INTEGER, NESTED_TOO_DEEPLY, NUMBER_TOO_LARGE, Document
from .errors import ConfigError, Location, Problem, path_text, shown
from .yaml_syntax import syntax_problem

_NULL = ("", "~", "null", "Null", "NULL")
_TRUTH = {"true": True, "True": True, "TRUE": True, "false": False, "False": False, "FALSE": False}
_INTEGER = re.compile(r"[-+]?[0-9]+")
_BASED = re.compile(r"0(?:o[0-7]+|x[0-9a-fA-F]+)")
_FLOAT = re.compile(r"[-+]?(?:\.[0-9]+|[0-9]+(?:\.[0-9]*)?)(?:[eE][-+]?[0-9]+)?")
_INFINITE = re.compile(r"([-+]?)\.(?:inf|Inf|INF)")
_NOT_A_NUMBER = (".nan", ".NaN", ".NAN")

CONFIG_TOP = "a config has fields at its top (business: ..., functions: ...)"


def read_yaml(text: str, file: str, top: str = CONFIG_TOP) -> Document:
    """Read the text of a config, or of another file in the same YAML.

    Parameters
    ----------
    text
        YAML with a mapping at its top.
    file
        Name of the file for messages.
    top
        What stands at its top, in words.

    Returns
    -------
    Document
        The data, the lines, and the problems that did not stop the reading (a key given twice, ...).

    Raises
    ------
    ConfigError
        If the reading cannot go on: a syntax error, nothing in the file, no mapping, a second document,
        nesting too deep.
    """
    document = _read(text, file)
    if document.data is None and not document.problems:
        raise ConfigError([Problem(file, None, "", "the file is empty")])
    if not isinstance(document.data, dict):
        message = f"{top}, not {shown(document.data)}"
        raise ConfigError([*document.problems, Problem(file, 1, "", message)])
    return document


def read_value(text: str, file: str) -> Document:
    """Read one value, as it stands behind the ``=`` of an override.

    Raises
    ------
    ConfigError
        As `read_yaml`, but any value will do.
    """
    return _read(text, file)


def _read(text: str, file: str) -> Document:
    document = Document(file)
    try:
        events = yaml.parse(text, Loader=yaml.SafeLoader)
        _Reader(events, document).read()
    except yaml.YAMLError as error:
        raise ConfigError([*document.problems, syntax_problem(error, text, file)]) from None
    return document


class _Reader:
    """Turn the parser's events into data; one call of `_node` for each value."""

    def __init__(self, events: Iterator[Event], document: Document) -> None:
        self._events = events
        self._document = document

    def read(self) -> None:
        """Read the only document of the stream, if it has one."""
        next(self._events)  # the start of the stream
        start = next(self._events)
        if isinstance(start, StreamEndEvent):
            return
        if isinstance(start, DocumentStartEvent) and (start.version or start.tags):
            self._complain((), start, "directives (lines that begin with %) are not read: remove it")
        self._document.data = self._node(next(self._events), ())
        next(self._events)  # the end of the document
        rest = next(self._events)
        if not isinstance(rest, StreamEndEvent):
            self._stop((), rest, "a second document begins here (---): a file is one document")

    def _node(self, event: Event, location: Location) -> Any:
        if len(location) > MAX_DEPTH:
            self._stop(location[:1], event, NESTED_TOO_DEEPLY)
        self._refuse_extras(event, location)
        if isinstance(event, MappingStartEvent):
            return self._mapping(location)
        if isinstance(event, SequenceStartEvent):
            return self._sequence(location)
        if isinstance(event, ScalarEvent):
            return self._scalar(event, location)
        return None

    def _refuse_extras(self, event: Event, location: Location) -> None:
        """Refuse what only YAML itself has a use for: aliases, anchors, tags."""
        if isinstance(event, AliasEvent):
            self._complain(location, event, f"aliases (*{event.anchor}) are not read: write the value out")
            self._document.unread.add(location)
            return
        if isinstance(event, (ScalarEvent, CollectionStartEvent)):
            if event.anchor is not None:
                self._complain(location, event, f"anchors (&{event.anchor}) are not read: remove it")
            if event.tag is not None:
                self._complain(location, event, f"tags ({_tag_text(event.tag)}) are not read: remove it")
                self._document.unread.add(location)

    def _mapping(self, location: Location) -> dict[str, Any]:
        data: dict[str, Any] = {}
        while not isinstance(event := next(self._events), MappingEndEvent):
            key = self._key(event, location)
            if key is None:
                self._document.partial.add(location)
                self._skip(next(self._events), location)
            elif key in data:
                first = self._document.lines[(*location, key)]
                self._complain((*location, key), event, f"given twice, first on line {first}: keep one")
                self._skip(next(self._events), location)
            else:
                self._document.lines[(*location, key)] = _line(event)
                data[key] = self._node(next(self._events), (*location, key))
        return data

    def _key(self, event: Event, location: Location) -> str | None:
        """The text of a key, or None for what cannot be one."""
        if not isinstance(event, ScalarEvent):
            self._complain(location, event, "a key must be text, not a list, a mapping or an alias")
            self._skip(event, location)
            return None
        self._refuse_extras(event, location)
        if event.value == "<<" and event.implicit[0]:
            self._complain(location, event, "merge keys (<<) are not read: write the fields out")
            return None
        if event.implicit[0] and not _is_text(event.value):
            self._complain(location, event, f"a key must be text, not {event.value[:40] or 'nothing'}")
            return None
        key: str = event.value
        return key

    def _sequence(self, location: Location) -> list[Any]:
        items: list[Any] = []
        while not isinstance(event := next(self._events), SequenceEndEvent):
            inner = (*location, len(items))
            self._document.lines[inner] = _line(event)
            items.append(self._node(event, inner))
        return items

    def _scalar(self, event: ScalarEvent, location: Location) -> Any:
        try:
            return plain_value(event.value) if event.implicit[0] else event.value
        except ValueError as error:
            self._complain(location, event, str(error))
            self._document.unread.add(location)
            return 0

    def _skip(self, event: Event, location: Location) -> None:
        """Pass over a value that is not used."""
        depth = 0
        while True:
            depth += isinstance(event, CollectionStartEvent) - isinstance(event, CollectionEndEvent)
            if depth == 0:
                return
            if depth > MAX_DEPTH:
                self._stop(location[:1], event, NESTED_TOO_DEEPLY)
            event = next(self._events)

    def _complain(self, location: Location, event: Event, message: str) -> None:
        self._document.complain(location, _line(event), message)

    def _stop(self, location: Location, event: Event, message: str) -> None:
        problem = Problem(self._document.file, _line(event), path_text(location), message)
        raise ConfigError([*self._document.problems, problem])


def plain_value(text: str) -> Any:
    """What an unquoted word means in the core schema of YAML 1.2.

    Raises
    ------
    ValueError
        For a number that is too large, or one with a leading zero, which YAML 1.1 reads as octal and 1.2 does
        not.
    """
    if text in _NULL:
        return None
    if text in _TRUTH:
        return _TRUTH[text]
    if _INTEGER.fullmatch(text):
        return _integer(text)
    if _BASED.fullmatch(text):
        return _checked(int(text, 0))
    if _FLOAT.fullmatch(text):
        return _finite(text)
    if infinite := _INFINITE.fullmatch(text):
        return float(f"{infinite[1]}inf")
    return float("nan") if text in _NOT_A_NUMBER else text


def _is_text(word: str) -> bool:
    try:
        return isinstance(plain_value(word), str)
    except ValueError:
        return False


def _integer(text: str) -> int:
    digits = text.lstrip("+-")
    if len(digits) > 1 and digits.startswith("0"):
        raise ValueError(f"{text[:40]} has a leading zero: drop it, or put quotes around it if it is text")
    if len(digits) > len(str(MAX_INTEGER)):
        raise ValueError(NUMBER_TOO_LARGE)
    return _checked(int(text))


def _checked(value: int) -> int:
    if abs(value) > MAX_INTEGER:
        raise ValueError(NUMBER_TOO_LARGE)
    return value


def _finite(text: str) -> float:
    value = float(text)
    if value in (float("inf"), float("-inf")):
        raise ValueError(NUMBER_TOO_LARGE)
    return value


def _tag_text(tag: str) -> str:
    """A tag as it stands in the file: the parser has written out the usual shorthand."""
    return tag.replace("tag:yaml.org,2002:", "!!", 1)


def _line(event: Event) -> int:
    # Every event that the parser makes has a mark; only an event made by hand may lack it.
    return 1 if event.start_mark is None else event.start_mark.line + 1
