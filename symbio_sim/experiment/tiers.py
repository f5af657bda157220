"""Editions of an experiment: what a tier says, put over the rest of the file."""

import copy
from collections.abc import Iterator
from typing import Any

from ..config.document import Document
from ..config.errors import ConfigError, Location, Problem, nearest, path_text

FULL = "full"
"""The edition that every experiment has: the file as it stands, with what its tier of that name says, if it has one."""

_WHOLE = {"sweep", "cells"}
"""What a tier replaces as a whole, because its parts are no fields."""


def tier_names(document: Document) -> list[str]:
    """Return the editions that a file has."""
    tiers = document.data.get("tiers")
    return list(dict.fromkeys([*tiers, FULL])) if isinstance(tiers, dict) else [FULL]


def with_tier(document: Document, tier: str) -> Document:
    """Return a copy of a document with one of its tiers merged in.

    Mappings are merged, all else is replaced: values, lists, a lever's `sweep`, and blocks whose `kind` changes.
    What the tier says keeps its lines and its place in messages.

    Raises
    ------
    ConfigError
        If the file has no such tier.
    """
    if tier not in (known := tier_names(document)):
        problem = Problem(
            document.file, None, "tiers", f"there is no tier {tier!r}", tuple(known), nearest(tier, known)
        )
        raise ConfigError([*document.problems, problem])
    merged = copy.deepcopy(document)
    tiers = merged.data.get("tiers")
    said = tiers.get(tier) if isinstance(tiers, dict) else None
    if isinstance(said, dict):
        misplaced = list(_misplaced(document, said, ("tiers", tier)))
        merged.problems += [_problem(document, at, message, known) for at, message, known in misplaced]
        _merge(merged, said, (), ("tiers", tier), {at for at, _, _ in misplaced})
    return merged


def _merge(document: Document, said: dict[str, Any], into: Location, source: Location, left_out: set[Location]) -> None:
    """Put the parts of a mapping, but for some, over what stands at a location."""
    target = document.value_at(into)
    for key, value in said.items():
        old, place, origin = target.get(key), (*into, key), (*source, key)
        if origin in left_out:
            continue
        if isinstance(value, dict) and isinstance(old, dict) and key not in _WHOLE and not _is_another(value, old):
            _merge(document, value, place, origin, left_out)
        else:
            target[key] = copy.deepcopy(value)
            _move(document, origin, place)


def _is_another(value: dict[str, Any], old: dict[str, Any]) -> bool:
    return "kind" in value and value["kind"] != old.get("kind")


def _move(document: Document, source: Location, place: Location) -> None:
    """Give a place the lines (and other knowledge) of where its new content comes from."""
    document.forget(place)
    document.moved[place] = source
    size = len(source)
    lines = {(*place, *at[size:]): line for at, line in document.lines.items() if at[:size] == source}
    document.lines.update(lines)
    for known in (document.unread, document.partial):
        known.update([(*place, *at[size:]) for at in known if at[:size] == source])


def _misplaced(
    document: Document, said: dict[str, Any], at: Location
) -> Iterator[tuple[Location, str, tuple[str, ...]]]:
    """Give what a tier must not say (another question, new levers): its place, why not, what is allowed."""
    for key in ("tiers", "question", "config"):
        if key in said:
            yield (*at, key), "cannot differ between tiers: leave it out", ()
    for group in ("levers", "uncertainties"):
        known, names = document.data.get(group), said.get(group)
        choices = tuple(known) if isinstance(known, dict) else ()
        for name in names if isinstance(names, dict) else ():
            if name not in choices:
                yield (*at, group, name), f"{name!r} is not one of the experiment's {group}", choices


def _problem(document: Document, at: Location, message: str, known: tuple[str, ...]) -> Problem:
    file, line = document.place_of(at)
    return Problem(file, line, path_text(at), message, known, nearest(at[-1], known))
