"""Changes to a config given on the command line (``policy.share=0.5``) or by an experiment (path and value)."""

import copy
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from .document import Document, from_mapping
from .errors import ConfigError, Location, Problem, nearest, path_text, shown
from .homes import elsewhere
from .hours import WeeklyHours
from .layout import bare, block_of, chosen, fields_of, is_mapping, items_of, kinds_of, members_of, telling_field
from .root import Config
from .translate import child_of
from .yaml_text import read_value

_POLICY_RULE = ["policy", "rule"]


@dataclass(frozen=True)
class Change:
    """One value of a config to be replaced.

    Attributes
    ----------
    path : str
        The field, with dots between the parts and list items by their number from 0: ``staff.baker.count``.
    value : object
        Plain data; None unsets an optional field.
    label : str
        Whose change it is, for messages.
    """

    path: str
    value: Any
    label: str

    @property
    def parts(self) -> list[str]:
        """The path, taken apart."""
        return self.path.split(".")


Overrides = Sequence["str | Change"] | Mapping[str, Any]
"""Changes to a config: texts as in ``policy.share=0.5``, or values by path."""


class _RefusedError(Exception):
    """Why an override cannot be applied."""

    def __init__(
        self, message: str, at: Location = (), allowed: tuple[str, ...] = (), suggestion: str | None = None
    ) -> None:
        super().__init__(message)
        self.at, self.message, self.allowed, self.suggestion = at, message, allowed, suggestion


def apply_overrides(document: Document, overrides: Overrides) -> None:
    """Put overrides into a document, in their order; those of ``policy.rule`` first.

    Parameters
    ----------
    document
        The config as read; changed in place. Overrides that cannot be applied are added to its problems.
    overrides
        Each as ``path=value``: the path with dots between its parts and list items by their number from 0,
        the value as in YAML; or values by path. Another ``policy.rule`` drops the parameters of the rule before
        it and keeps what all rules share (how bot work is reviewed, where it falls back to); null unsets an
        optional field.
    """
    changes = sorted(_changes(document, overrides), key=lambda change: change.parts != _POLICY_RULE)
    before, applied = copy.deepcopy(document), list[Change]()
    for change in changes:
        try:
            _apply(document, change)
            applied.append(change)
        except _RefusedError as refused:
            _restore(document, before, applied)
            field = path_text(refused.at)
            problem = Problem(change.label, None, field, refused.message, refused.allowed, refused.suggestion)
            document.problems.append(problem)


def _restore(document: Document, before: Document, applied: Sequence[Change]) -> None:
    """Take back what a change has half done: the blocks on the way to where it could not be applied."""
    again = copy.deepcopy(before)
    for change in applied:
        _apply(again, change)
    document.data, document.lines, document.origins = again.data, again.lines, again.origins


def _changes(document: Document, overrides: Overrides) -> Iterator[Change]:
    if isinstance(overrides, Mapping):
        given = from_mapping(overrides, "changes")
        document.problems += given.problems
        yield from (Change(path, value, f"{path} set to {shown(value)}") for path, value in given.data.items())
        return
    for item in overrides:
        change = item if isinstance(item, Change) else _read(document, item)
        if change is not None:
            yield change


def _read(document: Document, text: str) -> Change | None:
    label = f"--set {text if text.isprintable() else ascii(text)}"
    path, equals, value = text.partition("=")
    parts = path.strip().split(".")
    if not equals or not value.strip() or not all(parts):
        message = "an override is written path=value, as in policy.share=0.5 (null unsets a field)"
        document.problems.append(Problem(label, None, "", message))
        return None
    try:
        found = read_value(value, label)
        problems = found.problems
    except ConfigError as error:
        problems = list(error.problems)
    if problems:
        document.problems += [Problem(label, None, path.strip(), f"{problem.message}") for problem in problems]
        return None
    return Change(".".join(parts), found.data, label)


def _apply(document: Document, change: Change) -> None:
    if change.parts == _POLICY_RULE:
        _drop_parameters_of_old_rule(document, change)
    container, annotation = document.data, Config
    location: Location = ()
    for part in change.parts[:-1]:
        key = _key(annotation, container, part, location, must_exist=True)
        annotation = child_of(_described(annotation, container), key)
        location = (*location, key)
        container = _descend(document, container, key, annotation, location, change.label)
    key = _key(annotation, container, change.parts[-1], location, must_exist=False)
    container[key] = change.value
    document.forget((*location, key))
    document.origins[(*location, key)] = change.label


def _drop_parameters_of_old_rule(document: Document, change: Change) -> None:
    policy = document.data.get("policy")
    if not isinstance(policy, dict) or policy.get("rule") == change.value:
        return
    rules = kinds_of(child_of(Config, "policy")).values()
    shared = set.intersection(*(set(fields_of(rule)) for rule in rules))
    for name in [name for name in policy if name not in shared]:
        del policy[name]
        document.forget(("policy", name))
    # What the new rule lacks now is the override's doing, not the file's.
    document.lines.pop(("policy",), None)
    document.origins[("policy",)] = change.label


def _described(annotation: Any, container: Any) -> Any:
    """The alternative of the layout that fits what stands there, or what is about to."""
    mappings = [member for member in members_of(annotation) if is_mapping(member)]
    return mappings[0] if mappings and isinstance(container, dict) else chosen(annotation, container)


def _key(annotation: Any, container: Any, part: str, location: Location, *, must_exist: bool) -> str | int:
    """The key or index that a part of a path stands for.

    Raises
    ------
    _RefusedError
        If nothing of that name can stand there.
    """
    if part == telling_field(annotation):
        return part
    described = _described(annotation, container)
    at = (*location, part)
    if (block := block_of(described)) is not None:
        return _known(part, tuple(fields_of(block)), at, f"unknown field{elsewhere(at)}")
    if isinstance(container, list):
        indices = tuple(str(index) for index in range(len(container)))
        return int(_known(part, indices, at, "no such item"))
    if kinds_of(annotation):
        return part  # the rule is unknown, which is reported anyway
    if must_exist:
        return _known(part, tuple(container), at, f"{part!r} is not declared")
    return part


def _known(part: str, known: tuple[str, ...], at: Location, message: str) -> str:
    if part not in known:
        raise _RefusedError(message, at, known or ("none are declared",), nearest(part, known))
    return part


def _descend(
    document: Document, container: Any, key: str | int, annotation: Any, location: Location, label: str
) -> Any:
    """What stands at a key, made if it is a block that the config has left to its defaults."""
    present = isinstance(key, int) or key in container
    inner = container[key] if present else None
    if isinstance(inner, list) and items_of(annotation) is not None and not is_mapping(annotation):
        return inner
    if isinstance(inner, dict) and _has_names(annotation):
        return inner
    if inner is None and _has_names(annotation) and bare(annotation) is not WeeklyHours:
        container[key] = {}
        document.forget(location)
        document.origins[location] = label
        return container[key]
    if _has_names(annotation) or items_of(annotation) is not None:
        found = shown(inner) if present else "not given in the config"
        raise _RefusedError(f"is {found}: set it as a whole", location)
    raise _RefusedError("is a single value: it has nothing below it", location)


def _has_names(annotation: Any) -> bool:
    """Whether a mapping may stand there: a block, free names, weekly hours by day."""
    return (
        block_of(annotation) is not None
        or bool(kinds_of(annotation))
        or is_mapping(annotation)
        or any(is_mapping(member) for member in members_of(annotation))
        or bare(annotation) is WeeklyHours
    )
