"""Configs as commands take them."""

import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from ..config import AskedShock, Config
    from ..config.overrides import Change


def loaded(source: str, overrides: "Sequence[str | Change]") -> "Config":
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


def shocks_asked(
    config: "Config", texts: Sequence[str], *, no_stress: bool, beside: "Config | None" = None
) -> "tuple[AskedShock, ...]":
    """Return the shocks asked for with ``--stress``, each of which strikes something.

    A shock of vendors may strike the bots of the firm that this one is compared with (`beside`), and none here.

    Raises
    ------
    click.UsageError
        If they are asked for and left out at once.
    ConfigError
        What else the user has to mend.
    """
    if not texts:
        return ()
    if no_stress:
        raise click.UsageError("--stress asks for what --no-stress leaves out: give one of them")
    from ..config import ConfigError, Problem, asked_shocks
    from ..metrics.stress_plan import shock_times, strikes_bots

    asked = asked_shocks(config, texts)
    firms = [config] if beside is None else [config, beside]
    idle = [
        item
        for item in asked
        if shock_times(config, (item.kind, item.stressor)) is None
        or not any(strikes_bots(firm, item.stressor) for firm in firms)
    ]
    if idle:
        message = (
            "strikes nothing: the firm has no such vendors (with bots at work) or people, or does not open again "
            "before its horizon"
        )
        raise ConfigError([Problem(f"--stress {item.text}", None, "", message) for item in idle])
    return asked
