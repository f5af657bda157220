"""What the peers can simulate: the reference scenario, and no more."""

from symbio_sim import Config

MECHANISMS = frozenset({"skill", "load", "oversight", "trust", "outages", "silent_degradation", "vendor_exit"})
"""The mechanisms that the peers have."""


def refuse_what_is_not_built(config: Config) -> None:
    """Refuse a config that says more than the reference scenario.

    Raises
    ------
    ValueError
        Naming what is missing here.
    """
    policy, functions = config.policy, config.functions
    missing = {
        "rules other than fixed_share": policy.rule != "fixed_share",
        "modes other than reviewed": policy.mode != "reviewed",
        "safeguards": any(getattr(config.safeguards, name) for name in type(config.safeguards).model_fields),
        "fallbacks other than people": policy.fallback != "people",
        "patience": any(function.patience.law != "none" for function in functions.values()),
        "work that cannot be interrupted": not all(function.interruptible for function in functions.values()),
        "functions of equal priority": len({f.priority for f in functions.values()}) < len(functions),
        "functions without people or without bots": not (
            set(functions)
            <= {f for role in config.staff.values() if role.count for f in role.functions}
            & {f for bot in config.bots.values() for f in bot.functions}
        ),
        "bots with working hours": any(bot.hours.to_plain() != "always" for bot in config.bots.values()),
        "visits that go on after an outage": config.mechanisms.outages.interrupted_work != "restart",
        "shifts that begin as others end": not _shift_times(config, 0).isdisjoint(_shift_times(config, 1)),
        "people at work at midnight": any(
            start % 1440 + (end - start) >= 1440
            for role in config.staff
            for start, end in config.role_hours(role).intervals_min
        ),
    }
    named = [what for what, present in missing.items() if present] + _mechanisms_beyond(config)
    if named:
        raise ValueError(f"the peers do not know {', '.join(named)}")


def _mechanisms_beyond(config: Config) -> list[str]:
    """Return the mechanisms that are on and that the peers do not have."""
    blocks = {name: block for name, block in config.mechanisms if name not in MECHANISMS}
    return [f"the mechanism {name}" for name, block in blocks.items() if block.on]


def _shift_times(config: Config, side: int) -> set[int]:
    """Return when shifts begin (0) or end (1), in minutes of the week."""
    return {interval[side] for role in config.staff for interval in config.role_hours(role).intervals_min}
