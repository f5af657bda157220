"""Configs as commands take them."""

import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from ..config import Config


def loaded(source: str, overrides: Sequence[str]) -> "Config":
    """Return a config, checked, and the function of a custom rule found.

    Raises
    ------
    ConfigError, RuleError
        What the user has to mend.
    """
    from ..config import load_config
    from ..model import find_rule

    config = load_config(source, overrides)
    if config.policy.rule == "custom":
        # The user's module lies where the user is; a program's own path does not lead there.
        sys.path.append(str(Path.cwd()))
        find_rule(config.policy.rule, config.policy.function)
    return config
