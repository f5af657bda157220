"""Shocks asked for on the command line: ``vendor_outage:acme:day=120:hours=48``."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from .errors import ConfigError, Problem, nearest
from .load import load_config
from .overrides import Change
from .root import Config
from .stressors import Stressor, Stressors, stressor_kinds
from .yaml_text import read_value


@dataclass(frozen=True)
class AskedShock:
    """A shock that was asked for: in which words, of which kind, and its block."""

    text: str
    kind: str
    stressor: Stressor


def asked_shocks(config: Config, texts: Sequence[str]) -> tuple[AskedShock, ...]:
    """Read shocks asked for of a firm.

    Parameters
    ----------
    config : Config
    texts : sequence of str
        Each ``KIND``, ``KIND:NAME`` (a vendor's or a role's) or ``KIND:NAME:KEY=VALUE:...``; kinds and keys are those
        under `stressors` in a config. What is not said is as it is there by default.

    Raises
    ------
    ConfigError
        If a kind, name or key is not known, a value is not allowed, or something is said twice.
    """
    for place, text in enumerate(texts):
        if text in texts[:place]:
            raise ConfigError([Problem(f"--stress {text}", None, "", "is asked for twice")])
    return tuple(_read(config, text) for text in texts)


def with_only(config: Config, kind: str, stressor: Stressor) -> Config:
    """Return a firm for which this shock alone is planned."""
    nothing = dict.fromkeys(Stressors.model_fields)
    return config.model_copy(update={"stressors": Stressors(**nothing | {kind: stressor})})


def _read(config: Config, text: str) -> AskedShock:
    label = f"--stress {text if text.isprintable() else ascii(text)}"
    kind, *parts = text.split(":")
    kinds = stressor_kinds()
    if kind not in kinds:
        message = f"{kind!r} is not a kind of shock"
        raise ConfigError([Problem(label, None, "", message, tuple(kinds), nearest(kind, kinds))])
    changes = list(_changes(kind, kinds[kind], parts, label))
    _refuse_twice([change.path.rpartition(".")[2] for change in changes], label)
    plain = config.to_dict() | {"stressors": dict.fromkeys(kinds) | {kind: {}}}
    try:
        stressor = getattr(load_config(plain, changes).stressors, kind)
    except ConfigError as error:  # the firm is in order: whatever is wrong is wrong with the shock
        raise ConfigError(replace(problem, file=label, line=None) for problem in error.problems) from None
    return AskedShock(text, kind, stressor)


def _refuse_twice(keys: Sequence[str], label: str) -> None:
    """Refuse a shock that says the same thing in two ways."""
    messages = [f"{key} is given twice" for key in dict.fromkeys(keys) if keys.count(key) > 1]
    if {"hours", "working_days"} <= set(keys):
        messages.append("hours and working_days both say how long it lasts: give one of them")
    if messages:
        raise ConfigError(Problem(label, None, "", message) for message in messages)


def _changes(kind: str, block: type[Stressor], parts: Sequence[str], label: str) -> Iterator[Change]:
    """Give the values that a text sets."""
    for place, part in enumerate(parts):
        key, equals, value = part.partition("=")
        if not equals and place == 0:
            key, value = _named_by(block, label), part
        elif not equals or not value.strip():
            raise ConfigError([Problem(label, None, "", f"{part!r} is not written key=value, as in day=120")])
        found = read_value(value, label)
        if found.problems:
            raise ConfigError(found.problems)
        yield Change(f"stressors.{kind}.{key.strip()}", found.data, label)


def _named_by(block: type[Stressor], label: str) -> str:
    """Return which field a name without a key is for."""
    for field in ("vendor", "role"):
        if field in block.model_fields:
            return field
    keys = ", ".join(block.model_fields)
    raise ConfigError([Problem(label, None, "", f"strikes nobody by name; it takes {keys}, each as key=value")])
