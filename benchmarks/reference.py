"""The reference scenario: the firm that every engine here simulates."""

import math
from typing import Any

from symbio_sim import Config
from symbio_sim.config.mechanisms import Mechanisms

from .firm_scope import MECHANISMS

PER_DAY = {"service": 220.0, "orders": 120.0}
"""Mean number of tasks on a working day."""

SHIFT = {"mon-fri": "08:00-12:00, 13:00-17:00"}

FUNCTIONS: dict[str, Any] = {
    "service": {
        "effort": {"mean_min": 8.0},
        "types": {"question": {"share": 0.7, "effort_factor": 0.8}, "complaint": {"share": 0.3, "effort_factor": 1.5}},
        "human_touch_share": 0.1,
        "priority": 3,
        "due": {"target_min": 240.0},
        "value_eur": 12.0,
    },
    "orders": {
        "effort": {"mean_min": 12.0},
        "due": {"target_min": 960.0},
        "value_eur": 30.0,
    },
}

STAFF: dict[str, Any] = {
    "agent": {"count": 4, "functions": ["service", "orders"], "hours": SHIFT},
    "clerk": {"count": 2, "functions": ["orders"], "hours": SHIFT},
}

BOTS: dict[str, Any] = {
    "chat": {"technology": "nlp", "vendor": "north", "functions": ["service"], "concurrency": 2, "time_ratio": 0.5},
    "triage": {"technology": "ml", "vendor": "south", "functions": ["service", "orders"], "time_ratio": 0.3},
    "forms": {"technology": "rpa", "vendor": "north", "functions": ["orders"], "time_ratio": 0.6},
    "scanner": {"technology": "vision", "vendor": "south", "functions": ["orders"], "time_ratio": 0.4},
}

BEYOND: dict[str, Any] = {name: {"on": False} for name in Mechanisms.model_fields if name not in MECHANISMS}
"""What the peers do not have, switched off for all."""

MOST_COPIES = 10
"""How many of each bot a scaled firm has at most; a business may have 64 bots in all."""


def reference_config(n_tasks: float, share: float = 0.5, review_share: float = 0.5, scale: int = 1) -> Config:
    """Return the reference firm with a horizon of about `n_tasks` tasks.

    Six people in two roles, two functions, four bots of two vendors; learning and forgetting, review, outages by the
    default law, failure demand, shifts with a lunch break, work that pauses with them; the other mechanisms are off.
    Times of events are continuous, so that ties happen at the start and end of shifts only.

    Parameters
    ----------
    n_tasks : float
        Expected number of tasks; the horizon is whole weeks.
    share : float
        Share of eligible tasks given to bots.
    review_share : float
        Share of the bots' results that a person checks.
    scale : int
        How many times as many people, slots of bots and arrivals there are.
    """
    weeks = max(1, math.ceil(n_tasks / (5.0 * scale * sum(PER_DAY.values()))))
    return Config.model_validate(
        {
            "business": {"name": "Reference firm", "hours": {"mon-fri": "08:00-17:00"}},
            "functions": {name: _busier(item, scale * PER_DAY[name]) for name, item in FUNCTIONS.items()},
            "staff": {name: {**role, "count": scale * role["count"]} for name, role in STAFF.items()},
            "bots": _many_bots(scale),
            "vendors": {"north": {}, "south": {}},
            "policy": {"rule": "fixed_share", "share": share, "mode": "reviewed", "review_share": review_share},
            "mechanisms": BEYOND,
            "stressors": {"vendor_outage": None},
            "horizon_days": 7 * weeks,
            "warm_up_days": 0,
        }
    )


def _busier(function: dict[str, Any], per_day: float) -> dict[str, Any]:
    """Return a function with that many arrivals a working day."""
    return {**function, "arrivals": {"per_day": per_day}}


def _many_bots(scale: int) -> dict[str, Any]:
    """Return `scale` times the slots: more of each bot while there may be more, then more slots of each."""
    copies = min(scale, MOST_COPIES)
    return {
        name if copy == 0 else f"{name}_{copy}": {**bot, "concurrency": bot.get("concurrency", 1) * scale // copies}
        for copy in range(copies)
        for name, bot in BOTS.items()
    }
