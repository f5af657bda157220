"""Variants of the reference firm that exercise what it can do, for everything that simulates it."""

from functools import cache
from typing import Any

from builders import merged

from benchmarks.reference import reference_config
from symbio_sim import Config, Run, simulate
from symbio_sim.world import World, draw_world

BOTS = ("chat", "triage", "forms", "scanner")

OFTEN_DOWN = {"vendors": {"north": {"unavailability": 0.15}, "south": {"unavailability": 0.15}}}
OFTEN_FULLY_DOWN = {**OFTEN_DOWN, "mechanisms": {"outages": {"full_share": 1.0}}}
OFTEN_ABSENT = {"staff": {name: {"absence_days_per_year": 100.0} for name in ("agent", "clerk")}}
SLOW_BOTS = {"bots": {name: {"time_ratio": 2.0} for name in BOTS}}
WRONG_BOTS = {"bots": {name: {"accuracy": 0.6} for name in BOTS}}
LAST_VISITS = {name: {"failure_demand": {"max_visits": 2, "return_probability": 1.0}} for name in ("service", "orders")}

VARIANTS: dict[str, dict[str, Any]] = {
    "reference": {},
    "often down": OFTEN_DOWN,
    "known to be down, with tasks waiting": merged(OFTEN_FULLY_DOWN, SLOW_BOTS),
    "often absent, so that paused work is handed over": OFTEN_ABSENT,
    "few visits": merged(WRONG_BOTS, {"functions": LAST_VISITS}),
    "overload": {"functions": {"service": {"arrivals": {"per_day": 360.0}}}},
}


def variant(name: str) -> Config:
    """Return three weeks of the reference firm in a variant."""
    return Config.model_validate(merged(reference_config(5_000).to_dict(), VARIANTS[name]))


@cache
def lived(name: str, replication: int) -> tuple[Config, World, Run]:
    """Return a variant, a World and what the engine says happens."""
    config = variant(name)
    world = draw_world(config, 7, replication)
    return config, world, simulate(config, world=world, engine="mesa")
