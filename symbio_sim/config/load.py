"""Config in, from a file, a ready-made business or a mapping; and the hash that names a config."""

import hashlib
import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from .document import Document, from_mapping
from .errors import ConfigError, Problem, nearest
from .overrides import Overrides, apply_overrides
from .root import Config
from .shipped import shipped_configs
from .translate import ordered, problems_of
from .yaml_text import CONFIG_TOP, read_yaml

MAX_BYTES = 1_000_000
"""A config of every allowed function, role and bot with all of its fields is far smaller."""


def load_config(source: str | Path | Mapping[str, Any] | Config, overrides: Overrides = ()) -> Config:
    """Read a config and check all of it.

    Parameters
    ----------
    source
        Name of a ready-made business (see `shipped_configs`), path of a YAML file, or the same as a mapping.
        A text that is a known name means the ready-made business, even beside a file called so.
    overrides
        Changes, each as ``path=value`` (``policy.share=0.5``), or a mapping of paths to values; see
        `symbio_sim.config.overrides`.

    Returns
    -------
    Config
        The config, defaults filled in.

    Raises
    ------
    ConfigError
        With every problem that was found.

    Examples
    --------
    >>> load_config("no_such_business.yaml")
    Traceback (most recent call last):
    symbio_sim.config.errors.ConfigError: no_such_business.yaml: there is no such file
    """
    document = _document(source)
    apply_overrides(document, overrides)
    problems = list(document.problems)
    config = None
    try:
        config = Config.model_validate(document.data)
    except ValidationError as error:
        problems += problems_of(error, document)
    if problems or config is None:
        raise ConfigError(ordered(problems, document.file))
    return config


def config_hash(config: Config) -> str:
    """Name a config by its content.

    Parameters
    ----------
    config
        Any config.

    Returns
    -------
    str
        SHA-256 in hexadecimal digits of its canonical JSON: defaults filled in, floats in their shortest exact form,
        weekly hours in one spelling. The order in which functions, roles, bots and vendors are declared counts,
        because it breaks ties in a run; the order of fields does not.
    """
    text = json.dumps(_without_negative_zero(config.to_dict()), separators=(",", ":"), allow_nan=False)
    return hashlib.sha256(text.encode()).hexdigest()


def _without_negative_zero(value: Any) -> Any:
    """Plain data with 0.0 for -0.0, which equals it but is written differently."""
    if isinstance(value, dict):
        return {key: _without_negative_zero(item) for key, item in value.items()}
    if isinstance(value, list):
        return [_without_negative_zero(item) for item in value]
    return 0.0 if isinstance(value, float) and value == 0.0 else value


def _document(source: str | Path | Mapping[str, Any] | Config) -> Document:
    if isinstance(source, Config):
        return from_mapping(source.to_dict())
    if isinstance(source, Mapping):
        return from_mapping(source)
    known = shipped_configs()
    if isinstance(source, str) and source in known:
        return read_file(known[source])
    path = Path(source)
    if not exists(path):
        raise ConfigError([not_found(source, "a ready-made business", tuple(known))])
    return read_file(path)


def exists(path: Path) -> bool:
    """Whether there is such a file; what no file can be called is not there."""
    try:
        return path.exists()
    except (OSError, ValueError):
        return False  # a name that no file can have


def not_found(source: str | Path, kind: str, known: tuple[str, ...]) -> Problem:
    """Say that a source is neither one of the known names (of a certain kind) nor a file."""
    text = str(source)
    shown = text if text.isprintable() else ascii(text)
    if isinstance(source, Path) or Path(text).suffix or Path(text).name != text:
        return Problem(shown, None, "", "there is no such file")
    return Problem(shown, None, "", f"neither {kind} nor a file", known, nearest(text, known))


def read_file(path: Path, top: str = CONFIG_TOP) -> Document:
    """Read a file of strict YAML.

    Parameters
    ----------
    path
        The file.
    top
        What stands at the top of such a file, in words, for a file that has something else there.

    Raises
    ------
    ConfigError
        If it cannot be read, is too large, or is not YAML.
    """
    try:
        with path.open("rb") as file:
            content = file.read(MAX_BYTES + 1)
    except OSError as error:
        raise ConfigError([Problem(str(path), None, "", f"cannot be read: {error.strerror}")]) from None
    if len(content) > MAX_BYTES:
        message = f"is larger than {MAX_BYTES} bytes: this is not a file of ours"
        raise ConfigError([Problem(str(path), None, "", message)])
    return read_yaml(_decoded(content, str(path)), str(path), top)


def _decoded(content: bytes, file: str) -> str:
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        message = "is not UTF-8 text: save the file with that encoding"
        raise ConfigError([Problem(file, line, "", message)]) from None
