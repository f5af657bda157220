"""Bots on standby in house, as the safeguard of diversification adds them to those that a config declares."""

import math
from typing import TYPE_CHECKING, Final

from .automation import Bot, Vendor
from .safeguards import Diversification

if TYPE_CHECKING:
    from .root import Config

IN_HOUSE: Final = "in_house"
"""Who runs the standbys: the firm itself, under the name of a vendor."""


def standby_name(bot: str) -> str:
    """Return the name of a bot's standby."""
    return f"{bot}_standby"


def standby_bots(config: "Config") -> dict[str, Bot]:
    """Return the standby of each bot that works for the only vendor of a function, for those of its functions."""
    plan, standbys = config.safeguards.diversification, {}
    for name, bot in config.bots.items() if plan else ():
        functions = [function for function in bot.functions if len(_vendors_of(config, function)) == 1]
        if plan and functions:
            standbys[standby_name(name)] = _standby(config, name, functions, plan)
    return standbys


def in_house_vendor(plan: Diversification) -> Vendor:
    """Return the firm as a vendor of its own standbys: its service may fail, but does not end."""
    return Vendor(unavailability=plan.unavailability, exit_per_year=0.0)


def _vendors_of(config: "Config", function: str) -> set[str]:
    return {bot.vendor for bot in config.bots.values() if function in bot.functions}


def _standby(config: "Config", name: str, functions: list[str], plan: Diversification) -> Bot:
    """Return a bot's standby; what it costs stands with the safeguard."""
    preset = config.technology_of(name)
    accuracy = {function: _lowered(config.accuracy_of(name, function), plan.accuracy_drop) for function in functions}
    its_own = {
        "vendor": IN_HOUSE,
        "functions": functions,
        "accuracy": accuracy,
        "setup_min": preset.setup_min * plan.time_factor,
        "time_ratio": preset.time_ratio * plan.time_factor,
        **dict.fromkeys(("usage_eur_per_task", "subscription_eur_per_month", "integration_eur"), 0.0),
    }
    return config.bots[name].model_copy(update=its_own)


def _lowered(accuracy: float, drop: float) -> float:
    """Return an accuracy whose odds are lower by the factor exp(-drop)."""
    odds = accuracy / (1.0 - accuracy) * math.exp(-drop)
    return odds / (1.0 + odds)
