"""A config as a file: every default filled in, so that the run can be repeated from it alone."""

import re
from pathlib import Path
from typing import Any

import yaml

from ..config import Config

_PLAIN_TEXT = re.compile(r"[A-Za-z_][\w ./-]*")


class _Dumper(yaml.SafeDumper):
    """Writes for our strict YAML 1.2 reader: no aliases, and in quotes what other readers might take for a number."""

    def ignore_aliases(self, data: Any) -> bool:
        """Write equal parts in full."""
        return True


def _text(dumper: yaml.SafeDumper, value: str) -> yaml.ScalarNode:
    style = None if _PLAIN_TEXT.fullmatch(value) else '"'
    return dumper.represent_scalar("tag:yaml.org,2002:str", value, style=style)


_Dumper.add_representer(str, _text)


def write_config(config: Config, path: Path) -> Path:
    """Write a config with every default filled in; `load_config` reads it back as an equal one."""
    text = yaml.dump(config.to_dict(), Dumper=_Dumper, sort_keys=False, allow_unicode=True, width=100)
    path.write_text(text, encoding="utf-8", newline="\n")
    return path
