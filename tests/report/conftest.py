"""A few Worlds of a small shop, simulated once for all tests of reports."""

from typing import Any

import pytest

from symbio_sim import draw_world, load_config
from symbio_sim.config import Config
from symbio_sim.report.collect import Collected, collect

SHOP: dict[str, Any] = {
    "business": {"name": "Shop", "hours": {"mon-fri": "09:00-17:00"}},
    "functions": {
        "orders": {
            "arrivals": {"per_day": 120},
            "effort": {"mean_min": 18},
            "due": {"target_min": 480},
            "value_eur": 10,
        },
        "calls": {
            "arrivals": {"per_day": 8},
            "effort": {"mean_min": 10},
            "interruptible": False,
            "patience": {"law": "exponential", "mean_min": 10},
            "value_eur": 4,
        },
    },
    "staff": {
        "clerk": {"count": 1, "functions": ["orders", "calls"]},
        "packer": {"count": 2, "functions": ["orders"]},
    },
    "bots": {"reader": {"technology": "nlp", "vendor": "cloud", "functions": ["orders"]}},
    "vendors": {"cloud": {"unavailability": 0.05}},
    "policy": {"rule": "fixed_share", "share": 0.85},
    "stressors": {"vendor_outage": {"day": 28, "working_days": 2}},
    "horizon_days": 56,
    "warm_up_days": 7,
}


@pytest.fixture(scope="session")
def shop() -> Config:
    return load_config(SHOP)


@pytest.fixture(scope="session")
def worlds(shop: Config) -> Collected:
    """Three Worlds, measured with the planned outage."""
    return collect(shop, lambda number: draw_world(shop, 1, number), range(3))
