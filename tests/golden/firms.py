"""Three small firms that between them use every part of the model."""

from collections.abc import Callable
from typing import Any

from symbio_sim.config import Config, load_config


def office() -> Config:
    """People only: shifts with a lunch break, two functions, absences, skill and load, failure demand."""
    return load_config(
        {
            "business": {"name": "Office"},
            "functions": {
                "post": _work(30, 12.0, "lognormal", due={"target_min": 480.0}),
                "phone": _work(
                    20,
                    6.0,
                    "exponential",
                    interruptible=False,
                    priority=1,
                    patience={"law": "exponential", "mean_min": 8.0},
                ),
            },
            "staff": {
                "clerk": {
                    "count": 2,
                    "functions": ["post", "phone"],
                    "hours": {"mon-fri": "08:30-12:00, 13:00-17:00"},
                    "absence_days_per_year": 40.0,
                }
            },
            "policy": {"rule": "human_only"},
            "stressors": {"vendor_outage": None},
            "horizon_days": 60,
            "warm_up_days": 7,
        }
    )


def shop() -> Config:
    """Half automated, all results reviewed, one vendor that fails often."""
    return load_config(
        {
            "business": {"name": "Shop", "hours": {"mon-sat": "09:00-19:00"}},
            "functions": {
                "orders": _work(60, 9.0, "lognormal", types={"plain": {"share": 3.0}, "odd": {"share": 1.0}}),
                "questions": _work(25, 7.0, "exponential", human_touch_share=0.1),
            },
            "staff": {"seller": {"count": 3, "functions": ["questions", "orders"]}},
            "bots": {
                "clerk": _bot("nlp", "acme", ["orders", "questions"], concurrency=2),
                "form": _bot("rpa", "acme", ["orders"], hours={"mon-fri": "06:00-20:00"}),
            },
            "vendors": {"acme": {"unavailability": 0.08}},
            "policy": {"rule": "fixed_share", "share": 0.5, "mode": "reviewed", "fallback": "people"},
            "stressors": {"vendor_outage": None},
            "horizon_days": 40,
            "warm_up_days": 7,
        }
    )


def night_desk() -> Config:
    """Round the clock in three shifts, two vendors, confidence rule, work that resumes after outages."""
    early, late, night = ({"mon-sun": hours} for hours in ("06:00-14:00", "14:00-22:00", "22:00-06:00"))
    return load_config(
        {
            "business": {"name": "Desk", "hours": "always", "start_date": "2027-03-07"},
            "functions": {
                "tickets": _work(
                    110,
                    14.0,
                    "lognormal",
                    arrivals={"per_day": 110, "hour_weights": [1.0] * 8 + [3.0] * 10 + [1.0] * 6},
                    patience={"law": "exponential", "mean_min": 300.0, "clock": "wall"},
                )
            },
            "staff": {
                "early": {"count": 1, "functions": ["tickets"], "hours": early},
                "late": {"count": 1, "functions": ["tickets"], "hours": late},
                "night": {"count": 1, "functions": ["tickets"], "hours": night},
            },
            "bots": {
                "first": _bot("nlp", "acme", ["tickets"], time_ratio=0.5),
                "second": _bot("ml", "globex", ["tickets"], time_ratio=0.8),
            },
            "vendors": {"acme": {"unavailability": 0.1, "exit_per_year": 2.0}, "globex": {"unavailability": 0.03}},
            "policy": {"rule": "confidence", "threshold": 0.8, "review_share": 0.5, "fallback": "other_vendor"},
            "mechanisms": {"outages": {"interrupted_work": "resume", "full_share": 0.6}},
            "stressors": {"vendor_outage": None},
            "horizon_days": 30,
            "warm_up_days": 7,
        }
    )


FIRMS: dict[str, Callable[[], Config]] = {"office": office, "shop": shop, "night_desk": night_desk}


def _work(per_day: float, mean_min: float, law: str, **changes: Any) -> dict[str, Any]:
    """State every default that decides a number: a changed default is no change of the engine."""
    return {
        "arrivals": {"per_day": per_day, "overdispersion": 0.03},
        "effort": {"law": law, "mean_min": mean_min, "sigma_log": 0.8},
        "value_eur": 20.0,
    } | changes


def _bot(technology: str, vendor: str, functions: list[str], **changes: Any) -> dict[str, Any]:
    return {"technology": technology, "vendor": vendor, "functions": functions} | changes
