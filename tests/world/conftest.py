"""A small firm to draw Worlds for, with the demand stated and no more; a test states what it changes."""

from collections.abc import Callable, Mapping
from typing import Any

import pytest

from symbio_sim.config import Config

SMALL: dict[str, Any] = {
    "business": {"name": "Small", "utc_offset_h": 1.0, "start_date": "2027-01-04", "hours": {"mon-fri": "09:00-17:00"}},
    "functions": {
        "sales": {
            "arrivals": {"per_day": 12.0, "overdispersion": 0.1},
            "effort": {"mean_min": 20.0, "sigma_log": 0.8},
            "types": {"order": {"share": 3.0}, "quote": {"share": 1.0, "effort_factor": 2.5}},
            "human_touch_share": 0.1,
            "value_eur": 40.0,
        },
        "service": {
            "arrivals": {"per_day": 30.0, "overdispersion": 0.05},
            "effort": {"mean_min": 6.0, "law": "exponential"},
            "patience": {"law": "exponential", "mean_min": 10.0},
            "value_eur": 5.0,
        },
    },
    "staff": {
        "clerk": {"count": 3, "functions": ["sales", "service"]},
        "agent": {"count": 2, "functions": ["service"], "absence_days_per_year": 20.0},
    },
    "bots": {
        "writer": {"technology": "nlp", "vendor": "acme", "functions": ["sales", "service"]},
        "reader": {"technology": "vision", "vendor": "acme", "functions": ["sales"]},
        "router": {"technology": "ml", "vendor": "brio", "functions": ["service"]},
    },
    "vendors": {"acme": {"unavailability": 0.01}, "brio": {"unavailability": 0.02}},
    "policy": {"rule": "human_only"},
    "mechanisms": {"customers": {"on": False}},  # candidates above the base demand have tests of their own
    "stressors": {"vendor_outage": None},
    "horizon_days": 56,
    "warm_up_days": 7,
}


def merged(base: Mapping[str, Any], changes: Mapping[str, Any]) -> dict[str, Any]:
    """`base` with `changes` put in, mapping by mapping; weekly hours are replaced as a whole."""
    result = dict(base)
    for key, value in changes.items():
        mixed = key != "hours" and isinstance(value, Mapping) and isinstance(result.get(key), Mapping)
        result[key] = merged(result[key], value) if mixed else value
    return result


@pytest.fixture(scope="session")
def build() -> Callable[..., Config]:
    """Make a variant of the small firm: `build(horizon_days=7, functions={"sales": {...}})`."""

    def make(**changes: Any) -> Config:
        return Config.model_validate(merged(SMALL, changes))

    return make


@pytest.fixture(scope="session")
def build_one() -> Callable[..., Config]:
    """Make a firm of one function, open round the clock, with Poisson arrivals: `build_one(days, per_day=..., ...)`."""

    def make(days: int, arrivals: Mapping[str, Any] = {}, **function: Any) -> Config:
        work = {
            "arrivals": {"per_day": 10.0, "overdispersion": 0.0, **arrivals},
            "effort": {"law": "deterministic", "mean_min": 5.0},
            "value_eur": 1.0,
        }
        business = {"name": "One", "start_date": "2027-01-04", "hours": function.pop("hours", "always")}
        return Config.model_validate(
            {
                "business": business,
                "functions": {"desk": merged(work, function)},
                "staff": {"clerk": {"count": 1, "functions": ["desk"]}},
                "policy": {"rule": "human_only"},
                "stressors": {"vendor_outage": None},
                "horizon_days": days,
                "warm_up_days": 0,
            }
        )

    return make
