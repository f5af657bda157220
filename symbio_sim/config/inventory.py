"""Every field with its meaning and origin, and which numbers of a config rest on judgement."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from pydantic.fields import FieldInfo

from .automation import TECHNOLOGIES, Technology
from .block import Block, Status
from .errors import Location, path_text
from .hours import WeeklyHours
from .layout import (
    annotation_of,
    block_of,
    bounds_of,
    fields_of,
    in_words,
    is_mapping,
    is_optional,
    items_of,
    kinds_of,
    shapes_of,
    telling_field,
)
from .root import Config

_SOURCED_PRESETS = {("nlp", "usage_eur_per_task")}
"""Presets that are not assumptions; see `symbio_sim.config.automation.TECHNOLOGIES`."""


@dataclass(frozen=True)
class FieldRow:
    """One field of a config, as the reference lists it.

    Attributes
    ----------
    path : str
        Where it stands; ``*`` is any name of the user's, or any item of a list: ``functions.*.novel_share``.
    type : str
        What may stand there, in words.
    default : object
        The default as plain data; None both for null and for a required field.
    is_required : bool
        Whether there is no default.
    bounds : str
        Bounds, as in ``>= 0, <= 1``.
    description, source, status : str
        What it means, where its default comes from, and how sure that is.
    when : str
        The policy rule (or other kind) that the field belongs to; empty for fields that always exist.
    is_block : bool
        Whether it is made of further fields, which follow.
    """

    path: str
    type: str
    default: Any
    is_required: bool
    bounds: str
    description: str
    source: str
    status: Status
    when: str = ""
    is_block: bool = False


@dataclass(frozen=True)
class AssumedField:
    """A value in a config that is nobody's statement and no finding, but our judgement.

    Attributes
    ----------
    path : str
        Where it stands: ``functions.sales.novel_share``.
    value : object
        The value as plain data; None if unset.
    source : str
        The reason for it.
    """

    path: str
    value: Any
    source: str


def describe_fields(block: type[Block] = Config) -> list[FieldRow]:
    """List every field that a config can have, in the order of the models.

    Parameters
    ----------
    block
        Where to begin; the whole config if left out.

    Returns
    -------
    list of FieldRow
        Blocks, each followed by the fields within.
    """
    return list(_rows(block, (), ""))


def assumed_fields(config: Config) -> list[AssumedField]:
    """List what a result of this config owes to assumptions.

    Parameters
    ----------
    config
        Any config.

    Returns
    -------
    list of AssumedField
        The fields that still have their default where this default is an assumption, blocks taken apart; and
        the presets of its bots' technologies.
    """
    rows = list(_assumed(config, ()))
    for name in config.bots:
        rows += _assumed_presets(config, name)
    return rows


def _rows(block: type[Block], location: Location, when: str) -> Iterator[FieldRow]:
    for name, info in fields_of(block).items():
        inner = (*location, name)
        annotation = annotation_of(info)
        yield _row(inner, info, when)
        if (items := items_of(annotation)) is not None:
            inner, annotation = (*inner, "*"), items
        for alternative in shapes_of(annotation).values() or (annotation,):
            if (within := block_of(alternative)) is not None:
                yield from _rows(within, inner, when)
            yield from _kind_rows(alternative, inner)


def _kind_rows(annotation: Any, location: Location) -> Iterator[FieldRow]:
    """The fields of blocks told apart by one: those that all share once, the others with their kind."""
    kinds, told_by = kinds_of(annotation), telling_field(annotation)
    shared = set.intersection(*(set(fields_of(block)) for block in kinds.values())) if kinds else set()
    for place, (kind, block) in enumerate(kinds.items()):
        for row in _rows(block, location, kind):
            name = row.path.rpartition(".")[2]
            if name not in shared:
                yield row
            elif place == 0:
                yield _choice_of_kind(row, kinds) if name == told_by else _always(row)


def _choice_of_kind(row: FieldRow, kinds: dict[str, type[Block]]) -> FieldRow:
    return _always(row, type=f"one of {', '.join(kinds)}")


def _always(row: FieldRow, **changes: Any) -> FieldRow:
    return FieldRow(**{**vars(row), "when": "", **changes})


def _row(location: Location, info: FieldInfo, when: str) -> FieldRow:
    annotation = annotation_of(info)
    source, status = _origin(info)
    within = items_of(annotation) if is_mapping(annotation) else annotation
    return FieldRow(
        path=path_text(location),
        type=in_words(annotation) + (" or null" if is_optional(annotation) else ""),
        default=None if info.is_required() else _plain(info.default),
        is_required=info.is_required(),
        bounds=bounds_of(annotation),
        description=str(info.description or ""),
        source=source,
        status=status,
        when=when,
        is_block=block_of(within) is not None or bool(kinds_of(within)),
    )


def _origin(info: FieldInfo) -> tuple[str, Status]:
    """Source and status, which `block.field` has put into the schema's extras."""
    extra: Any = info.json_schema_extra or {}
    return extra.get("source", ""), extra.get("status", "")


def _assumed(block: Block, location: Location) -> Iterator[AssumedField]:
    for name, info in fields_of(type(block)).items():
        value, inner = getattr(block, name), (*location, name)
        if isinstance(value, Block):
            yield from _assumed(value, inner)
        elif isinstance(value, dict) and is_mapping(annotation_of(info)):
            for key, item in value.items():
                if isinstance(item, Block):
                    yield from _assumed(item, (*inner, key))
        else:
            source, status = _origin(info)
            if status == "assumed" and not info.is_required() and _plain(value) == _plain(info.default, value):
                yield AssumedField(path_text(inner), _plain(value), source)


def _assumed_presets(config: Config, name: str) -> Iterator[AssumedField]:
    bot = config.bots[name]
    preset = TECHNOLOGIES[bot.technology]
    source = f"preset of technology {bot.technology}"
    for field in fields_of(Technology):
        if (bot.technology, field) in _SOURCED_PRESETS:
            continue
        own, path = getattr(bot, field), path_text(("bots", name, field))
        if own is None:
            yield AssumedField(path, getattr(preset, field), source)
        elif isinstance(own, dict):
            for function in bot.functions:
                if function not in own:
                    yield AssumedField(f"{path}.{function}", getattr(preset, field), source)


def _plain(value: Any, like: Any = None) -> Any:
    """A value as plain data; a default of weekly hours is plain already, but not in the one spelling."""
    if isinstance(like, WeeklyHours):
        value = WeeklyHours.parse(value)
    if isinstance(value, WeeklyHours):
        return value.to_plain()
    if isinstance(value, Block):
        return value.model_dump(mode="json")
    return value if value is None or isinstance(value, (bool, int, float, str, list, dict)) else str(value)
