"""What a file of the user's may contain, as a tree read off the models: what stands where, and in which words.

What is read off is kept: a sweep asks the same for each change of each cell.
"""

import datetime
import types
from collections.abc import Iterator, Mapping
from functools import cache
from typing import Annotated, Any, Literal, Union, get_args, get_origin

import annotated_types
from pydantic import Tag
from pydantic.fields import FieldInfo

from .block import Block
from .hours import WeeklyHours

TELLING = ("rule", "kind")
"""Fields that tell the blocks of a union apart: `rule` the policies, `kind` all others."""

_ANY_SCALAR = {bool, int, float, str}
_SCALARS = {
    Any: "any value",
    bool: "true or false",
    int: "a whole number",
    float: "a number",
    str: "text",
    datetime.date: "a date",
    WeeklyHours: "weekly hours",
}


@cache
def bare(annotation: Any) -> Any:
    """An annotation without its bounds and without the None that makes it optional."""
    while get_origin(annotation) is Annotated:
        annotation = get_args(annotation)[0]
    if _is_union(annotation):
        members = [bare(member) for member in get_args(annotation) if member is not type(None)]
        return members[0] if len(members) == 1 else Union[tuple(members)]  # noqa: UP007 - built, not written
    return annotation


def is_optional(annotation: Any) -> bool:
    """Whether null may stand there."""
    while get_origin(annotation) is Annotated:
        annotation = get_args(annotation)[0]
    return _is_union(annotation) and type(None) in get_args(annotation)


@cache
def block_of(annotation: Any) -> type[Block] | None:
    """The block that an annotation names, if it names one."""
    kind = bare(annotation)
    return kind if isinstance(kind, type) and issubclass(kind, Block) else None


@cache
def kinds_of(annotation: Any) -> dict[str, type[Block]]:
    """The blocks of a union told apart by one of their fields, by their word there; empty for anything else."""
    told_by = telling_field(annotation)
    blocks = [block for member in get_args(bare(annotation)) if (block := block_of(member)) is not None]
    return {} if told_by is None else {choices_of(block.model_fields[told_by].annotation)[0]: block for block in blocks}


@cache
def telling_field(annotation: Any) -> str | None:
    """The field by which the blocks of a union are told apart; None for anything else."""
    members = get_args(bare(annotation)) if _is_union(bare(annotation)) else ()
    blocks = [block_of(member) for member in members]
    for name in TELLING:
        if blocks and all(block is not None and name in block.model_fields for block in blocks):
            return name
    return None


@cache
def shapes_of(annotation: Any) -> dict[str, Any]:
    """The alternatives of a union told apart by their shape, by pydantic's tag; empty for anything else."""
    while get_origin(annotation) is Annotated:
        annotation = get_args(annotation)[0]
    members = get_args(annotation) if _is_union(annotation) else ()
    return {
        item.tag: member
        for member in members
        if get_origin(member) is Annotated
        for item in get_args(member)[1:]
        if isinstance(item, Tag)
    }


@cache
def members_of(annotation: Any) -> tuple[Any, ...]:
    """The alternatives of a union of plain values (a number or a mapping); empty for anything else."""
    kind = bare(annotation)
    return () if kinds_of(kind) or not _is_union(kind) else get_args(kind)


def choices_of(annotation: Any) -> tuple[Any, ...]:
    """The values that a field of a few fixed words allows; empty for anything else."""
    kind = bare(annotation)
    return get_args(kind) if get_origin(kind) is Literal else ()


@cache
def items_of(annotation: Any) -> Any | None:
    """The annotation of the values of a mapping or of the items of a list; None for anything else."""
    kind = bare(annotation)
    if get_origin(kind) is dict:
        return get_args(kind)[1]
    return get_args(kind)[0] if get_origin(kind) is list else None


@cache
def is_mapping(annotation: Any) -> bool:
    """Whether a mapping of free names stands there."""
    return get_origin(bare(annotation)) is dict


def chosen(annotation: Any, value: Any) -> Any:
    """The alternative of a union that a value is meant for; what is no union stays what it is."""
    if kinds := kinds_of(annotation):
        word = value.get(telling_field(annotation)) if isinstance(value, Mapping) else None
        return kinds.get(word) if isinstance(word, str) else None
    for member in members_of(annotation):
        if is_mapping(member) == isinstance(value, Mapping):
            return member
    return annotation


@cache
def fields_of(block: type[Block]) -> dict[str, FieldInfo]:
    """The fields of a block, in the order in which they are declared."""
    return dict(block.model_fields)


def annotation_of(info: FieldInfo) -> Any:
    """The annotation of a field, bounds included (pydantic keeps the outermost ones apart)."""
    return Annotated[(info.annotation, *info.metadata)] if info.metadata else info.annotation


def in_words(annotation: Any) -> str:
    """What kind of value stands there: "a number", "a list of text", ..."""
    kind = bare(annotation)
    if members := members_of(kind):
        if set(members) == _ANY_SCALAR:
            return "a single value"
        return " or ".join(in_words(member) for member in members)
    if choices := choices_of(kind):
        words = ", ".join(str(choice) for choice in choices)
        return words if len(choices) == 1 else f"one of {words}"
    if is_mapping(kind):
        return f"a mapping of names to {_plural(items_of(kind))}"
    if (items := items_of(kind)) is not None:
        return f"a list of {_plural(items)}"
    if block_of(kind) is not None or kinds_of(kind):
        return "a block"
    return _SCALARS[kind]


def bounds_of(annotation: Any) -> str:
    """The bounds of a number or of a list and its items, as in ``>= 0, <= 1``; empty if there are none."""
    bounds = [text for item in _metadata(annotation) if (text := _bound(item))]
    items = items_of(annotation)
    if items is not None and (each := bounds_of(items)):
        bounds.append(f"each {each}")
    return ", ".join(dict.fromkeys(bounds))


def _plural(annotation: Any) -> str:
    words = in_words(annotation).removeprefix("a ")
    if words.startswith("mapping "):
        return words.replace("mapping", "mappings", 1)
    return words if words == "text" or words.startswith("one of") else f"{words}s"


def _metadata(annotation: Any) -> Iterator[Any]:
    """All bounds within an annotation, those of a union's members included, those of items not."""
    if get_origin(annotation) is Annotated:
        inner, *metadata = get_args(annotation)
        yield from _metadata(inner)
        for item in metadata:
            yield from item.metadata if isinstance(item, FieldInfo) else (item,)
    elif _is_union(annotation):
        for member in get_args(annotation):
            yield from _metadata(member)


def _bound(item: Any) -> str:
    for kind, sign in (("ge", ">="), ("gt", ">"), ("le", "<="), ("lt", "<")):
        if isinstance(item, getattr(annotated_types, kind.capitalize())):
            return f"{sign} {_plain(getattr(item, kind))}"
    if isinstance(item, annotated_types.MinLen):
        return f"length >= {item.min_length}"
    if isinstance(item, annotated_types.MaxLen):
        return f"length <= {item.max_length}"
    return ""


def _plain(value: Any) -> str:
    return f"{value:.15g}" if isinstance(value, float) else str(value)


def _is_union(annotation: Any) -> bool:
    return get_origin(annotation) in (Union, types.UnionType)
