"""Pydantic's complaints in the words of a file's owner, at the lines that the owner wrote."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from pydantic import ValidationError

from .block import NAME_PATTERN, PATH_PATTERN, Block
from .business import CURRENCY_PATTERN, NOT_BLANK_PATTERN
from .document import Document
from .errors import Location, Problem, nearest, shown
from .homes import elsewhere
from .layout import (
    annotation_of,
    block_of,
    choices_of,
    chosen,
    fields_of,
    in_words,
    is_mapping,
    is_optional,
    items_of,
    kinds_of,
    members_of,
    shapes_of,
    telling_field,
)
from .policy import FUNCTION_PATTERN
from .root import Config

PATTERN_WORDS = {
    NAME_PATTERN: "is not a name: it must start with a letter and hold only letters, digits and _",
    PATH_PATTERN: "is not a field of a config: its parts are joined by dots, as in policy.share",
    NOT_BLANK_PATTERN: "must not be blank",
    CURRENCY_PATTERN: "must be the three capital letters of a currency, such as EUR",
    FUNCTION_PATTERN: "must be of the form module:function",
}
_KEY = "[key]"
"""Pydantic's last part of the location of a mapping's key, as opposed to its value."""


@dataclass(frozen=True)
class _Fault:
    """One of pydantic's errors, with what the layout knows of its place."""

    kind: str
    location: Location
    annotation: Any
    owner: type[Block]
    root: type[Block]
    value: Any
    context: Mapping[str, Any]
    is_key: bool = False


@dataclass(frozen=True)
class _Finding:
    """A problem before its file and line are known."""

    location: Location
    message: str
    allowed: tuple[str, ...] = ()
    suggestion: str | None = None
    is_missing: bool = False


def problems_of(error: ValidationError, document: Document, root: type[Block] = Config) -> list[Problem]:
    """Say what is wrong with a config, or another file of the user's.

    Parameters
    ----------
    error
        What `root` raised for the document's data.
    document
        Where the data comes from.
    root
        The block that the whole file is.

    Returns
    -------
    list of Problem
        In pydantic's order. Left out: echoes of problems named while reading, and a missing field whose
        misspelling is named.
    """
    placed = (
        _placed(item["type"], item["loc"], item["input"], item.get("ctx", {}), document, root)
        for item in error.errors(include_url=False)
    )
    faults = [fault for fault in placed if fault is not None]
    infinite = {fault.location for fault in faults if fault.kind == "finite_number"}
    findings: list[_Finding] = []
    for fault in faults:
        if fault.kind == "misfits":
            findings += _misfits(fault, document)
        elif not (fault.kind.endswith("_type") and fault.location in infinite):  # a number, and that is not its fault
            findings.append(_finding(fault))
    meant = {(*found.location[:-1], found.suggestion) for found in findings if found.suggestion}
    return [
        _problem(found, document)
        for found in dict.fromkeys(findings)  # each alternative of a union says the same
        if not (found.is_missing and found.location in meant) and not _is_echo(found, document)
    ]


def _problem(found: _Finding, document: Document) -> Problem:
    file, line = document.place_of(found.location)
    return Problem(file, line, document.field_of(found.location), found.message, found.allowed, found.suggestion)


def _is_echo(found: _Finding, document: Document) -> bool:
    location = found.location
    if any(location[:length] in document.unread for length in range(len(location) + 1)):
        return True
    return location in document.partial or (found.is_missing and location[:-1] in document.partial)


def _placed(
    kind: str, where: Location, value: Any, context: Mapping[str, Any], document: Document, root: type[Block]
) -> _Fault | None:
    """Follow pydantic's location, in which alternatives of a union have parts of their own, down the layout.

    Returns None for the error of an alternative that the value is not meant for.
    """
    annotation: Any = root
    owner: type[Block] = root
    location: Location = ()
    for place, part in enumerate(where):
        if part == _KEY:
            return _Fault(kind, location, annotation, owner, root, value, context, is_key=True)
        if kinds := kinds_of(annotation):
            annotation = kinds.get(str(part))
        elif shapes := shapes_of(annotation):
            annotation = shapes.get(str(part))
        elif members := members_of(annotation):
            mapping_meant = isinstance(document.value_at(location), Mapping)
            if any(map(is_mapping, members)) and str(part).startswith("dict[") != mapping_meant:
                return None
            is_last = place == len(where) - 1
            if not (is_last and kind.endswith("_type")):  # there the message names all alternatives
                annotation = chosen(annotation, document.value_at(location))
        else:
            owner = block_of(annotation) or owner
            annotation = child_of(annotation, part)
            location = (*location, part)
    return _Fault(kind, location, annotation, owner, root, value, context)


@cache
def child_of(annotation: Any, part: str | int) -> Any:
    """The annotation of a part of what an annotation describes; None for a field that does not exist."""
    block = block_of(annotation)
    if block is None:
        return items_of(annotation)
    info = fields_of(block).get(str(part))
    return None if info is None else annotation_of(info)


def unknown_word(word: Any, known: tuple[str, ...]) -> tuple[tuple[str, ...], str | None]:
    """What is allowed instead of a word that is not known, and which of it was most likely meant."""
    return known or ("none are declared",), nearest(word, known)


def _misfits(fault: _Fault, document: Document) -> list[_Finding]:
    if document.unread or document.partial:
        return []  # what is left out or stood in for fits nothing
    return [
        _Finding(misfit.at, misfit.message, *unknown_word(misfit.word, misfit.choices))
        if misfit.word is not None
        else _Finding(misfit.at, misfit.message)
        for misfit in fault.context["misfits"]
    ]


def _finding(fault: _Fault) -> _Finding:
    say = _SAYINGS.get(fault.kind)
    if say is not None:
        return say(fault)
    if fault.kind.endswith("_type"):
        return _Finding(fault.location, _expected(fault))
    return _Finding(fault.location, f"not allowed ({fault.kind.replace('_', ' ')}), got {shown(fault.value)}")


def _expected(fault: _Fault) -> str:
    got = shown(fault.value)
    if fault.is_key:
        return f"a name must be text, not {got}"
    kind = in_words(fault.annotation)
    if kind == "true or false":
        return f"write true or false, got {got}"
    hint = ""
    if kind == "text" and isinstance(fault.value, (bool, int, float)):
        hint = "; put quotes around it"
    if kind == "a block" and (block := block_of(fault.annotation)) is not None:
        kind = f"a block with the fields {', '.join(fields_of(block))}"
    if kind == "a block":
        name = telling_field(fault.annotation)
        kind = f"a block with the field {name} and the parameters of the {name}"
    return f"expected {kind}{' or null' if is_optional(fault.annotation) else ''}, got {got}{hint}"


def _missing(fault: _Fault) -> _Finding:
    return _Finding(fault.location, _missing_field(fault.owner, str(fault.location[-1])), is_missing=True)


def _missing_field(owner: type[Block], name: str) -> str:
    meaning = fields_of(owner)[name].description
    return f"missing: {meaning}" if meaning else "missing"


def _unknown_field(fault: _Fault) -> _Finding:
    known = tuple(fields_of(fault.owner))
    word = fault.location[-1]
    return _Finding(fault.location, f"unknown field{elsewhere(fault.location, fault.root)}", *unknown_word(word, known))


def _unknown_choice(fault: _Fault) -> _Finding:
    choices = tuple(str(choice) for choice in choices_of(fault.annotation))
    if len(choices) == 1:
        return _Finding(fault.location, f"must be {choices[0]}, got {shown(fault.value)}")
    return _Finding(fault.location, f"{shown(fault.value)} is not a choice", *unknown_word(fault.value, choices))


def _unknown_kind(fault: _Fault) -> _Finding:
    name, kinds = str(telling_field(fault.annotation)), tuple(kinds_of(fault.annotation))
    word = fault.value.get(name) if isinstance(fault.value, Mapping) else None
    return _Finding((*fault.location, name), f"{shown(word)} is not a {name}", *unknown_word(word, kinds))


def _no_kind(fault: _Fault) -> _Finding:
    name, kinds = str(telling_field(fault.annotation)), kinds_of(fault.annotation)
    message = _missing_field(next(iter(kinds.values())), name)
    return _Finding((*fault.location, name), message, tuple(kinds), is_missing=True)


def _bound(words: str, name: str) -> Callable[[_Fault], _Finding]:
    def say(fault: _Fault) -> _Finding:
        limit = fault.context[name]
        text = f"{limit:.15g}" if isinstance(limit, (int, float)) else str(limit)
        got = fault.value if isinstance(fault.value, str) else shown(fault.value)
        return _Finding(fault.location, f"must be {words} {text}, got {got}")

    return say


def _length(words: str, name: str) -> Callable[[_Fault], _Finding]:
    def say(fault: _Fault) -> _Finding:
        limit, actual = fault.context[name], len(fault.value)
        unit = "character" if isinstance(fault.value, str) else "entry"
        plural = "characters" if unit == "character" else "entries"
        message = f"must have {words} {limit} {unit if limit == 1 else plural}, has {actual}"
        if fault.is_key:
            message = f"a name {message}"
        return _Finding(fault.location, message)

    return say


def _pattern(fault: _Fault) -> _Finding:
    words = PATTERN_WORDS.get(fault.context["pattern"], f"must match {fault.context['pattern']}")
    return _Finding(fault.location, f"{words}, got {shown(fault.value)}")


def _own_words(fault: _Fault) -> _Finding:
    return _Finding(fault.location, str(fault.context["error"]))


_SAYINGS: dict[str, Callable[[_Fault], _Finding]] = {
    "missing": _missing,
    "extra_forbidden": _unknown_field,
    "literal_error": _unknown_choice,
    "union_tag_invalid": _unknown_kind,
    "union_tag_not_found": _no_kind,
    "greater_than_equal": _bound("at least", "ge"),
    "greater_than": _bound("more than", "gt"),
    "less_than_equal": _bound("at most", "le"),
    "less_than": _bound("less than", "lt"),
    "finite_number": lambda fault: _Finding(fault.location, f"must be a finite number, got {shown(fault.value)}"),
    "too_short": _length("at least", "min_length"),
    "too_long": _length("at most", "max_length"),
    "string_too_short": _length("at least", "min_length"),
    "string_too_long": _length("at most", "max_length"),
    "string_pattern_mismatch": _pattern,
    "value_error": _own_words,
}


def ordered(problems: list[Problem], file: str) -> list[Problem]:
    """The problems of a file by their lines, those without a line last; then those of overrides."""
    files = list(dict.fromkeys([file, *(problem.file for problem in problems)]))
    return sorted(
        problems,
        key=lambda problem: (
            files.index(problem.file),
            problem.line if problem.line is not None else float("inf"),
            problem.field,
        ),
    )
