"""Small firms for tests: everything that could blur a result is switched off unless a test asks for it."""

from collections.abc import Mapping
from typing import Any

from symbio_sim.config import Config, load_config
from symbio_sim.config.block import Block
from symbio_sim.config.mechanisms import Mechanisms

WITHIN_OTHERS = frozenset({"disuse_below_normal"})
"""Switches that say how something works that has a switch of its own: a test that needs it needs the whole of it."""


def switched_off(block: type[Block]) -> dict[str, Any]:
    """Return the changes that switch off all that has a switch in a block and those in it, future ones included."""
    fields = {name: item.annotation for name, item in block.model_fields.items()}
    if fields.get("on") is bool:
        return {"on": False}
    off = {name: False for name, kind in fields.items() if kind is bool and name not in WITHIN_OTHERS}
    blocks = {name: kind for name, kind in fields.items() if isinstance(kind, type) and issubclass(kind, Block)}
    return off | {name: inner for name, kind in blocks.items() if (inner := switched_off(kind))}


PLAIN_MECHANISMS: dict[str, Any] = switched_off(Mechanisms)
"""All mechanisms switched off: for exact theory, for numbers counted by hand, beneath the one that a test is about."""

EVERY_MECHANISM: dict[str, Any] = Mechanisms().model_dump()
"""All mechanisms as they are by default, on: to be put in where a firm is built with all of them switched off."""


def merged(base: Mapping[str, Any], changes: Mapping[str, Any]) -> dict[str, Any]:
    """Return `base` with `changes` put in, block by block."""
    result = dict(base)
    for key, value in changes.items():
        if isinstance(value, Mapping) and isinstance(result.get(key), Mapping):
            result[key] = merged(result[key], value)
        else:
            result[key] = value
    return result


def function(per_day: float, mean_min: float, law: str = "exponential", **changes: Any) -> dict[str, Any]:
    """Return a function with Poisson arrivals round the clock, whose work nobody gets wrong."""
    plain = {
        "arrivals": {"per_day": per_day, "overdispersion": 0.0},
        "effort": {"law": law, "mean_min": mean_min},
        "human": {"accuracy_skilled": 0.9999, "accuracy_unskilled": 0.9999, "slope": 0.0, "speed_unskilled": 1.0},
        "failure_demand": {"return_probability": 0.0},
        "novel_share": 0.0,
        "value_eur": 10.0,
    }
    return merged(plain, changes)


def role(count: int, functions: list[str], **changes: Any) -> dict[str, Any]:
    """Return a role whose people are all alike, fully skilled and never away."""
    plain = {
        "count": count,
        "functions": functions,
        "talent_sd": 0.0,
        "starting_skill": {"speed": 1.0, "accuracy": 1.0},
        "absence_days_per_year": 0.0,
    }
    return merged(plain, changes)


def bot(functions: list[str], **changes: Any) -> dict[str, Any]:
    """Return a bot that works exactly as long as a skilled person would."""
    plain = {
        "technology": "ml",
        "vendor": "acme",
        "functions": functions,
        "setup_min": 0.0,
        "time_ratio": 1.0,
        "slope": 0.0,
        "accuracy": 0.999,
    }
    return merged(plain, changes)


def firm(
    functions: Mapping[str, Any],
    staff: Mapping[str, Any] | None = None,
    bots: Mapping[str, Any] | None = None,
    *,
    horizon_days: int,
    **changes: Any,
) -> Config:
    """Return a firm that is open round the clock, with all mechanisms switched off; `changes` are put in last."""
    plain: dict[str, Any] = {
        "business": {"name": "Test", "hours": "always"},
        "functions": dict(functions),
        "staff": dict(staff or {}),
        "bots": dict(bots or {}),
        "vendors": {item["vendor"]: {"exit_per_year": 0.0} for item in (bots or {}).values()},
        "policy": {"rule": "bot_only" if bots else "human_only"},
        "stressors": {"vendor_outage": None},
        "mechanisms": PLAIN_MECHANISMS,
        "horizon_days": horizon_days,
        "warm_up_days": 0,
    }
    return load_config(merged(plain, changes))
