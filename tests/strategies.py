"""Small firms of every kind: the configs over which the properties are tested."""

import dataclasses
from typing import Any

from builders import merged
from hypothesis import strategies as st

from symbio_sim.config import Config, load_config
from symbio_sim.world import Exit, World, draw_world

SHIFTS: tuple[Any, ...] = (
    "always",
    {"mon-fri": "09:00-17:00"},
    {"mon-fri": "08:00-12:00, 13:00-17:00"},
    {"mon-sun": "06:00-14:00"},
    {"mon-sun": "14:00-22:00"},
    {"mon-sun": "22:00-06:00"},
    {"tue-sat": "10:15-18:45", "sun": "09:00-11:30"},
    {"mon": "00:00-24:00", "thu": "20:00-04:00"},
)


def shares(low: float = 0.0, high: float = 1.0) -> st.SearchStrategy[float]:
    return st.floats(low, high, allow_subnormal=False).map(lambda x: round(x, 3))


@st.composite
def functions(draw: st.DrawFn) -> dict[str, Any]:
    patience: dict[str, Any] = {}
    if draw(st.booleans()):
        patience = {
            "law": "exponential",
            "mean_min": draw(st.sampled_from([3.0, 30.0, 400.0])),
            "clock": draw(st.sampled_from(["open", "wall"])),
        }
    due = draw(st.one_of(st.none(), st.sampled_from([30.0, 600.0, 4000.0])))
    return {
        "arrivals": {
            "law": draw(st.sampled_from(["poisson", "poisson", "regular"])),
            "per_day": draw(st.sampled_from([15.0, 40.0, 3.0, 25.0, 0.0])),
            "hour_weights": draw(st.sampled_from([None, [1.0] * 24, [0.0] * 9 + [2.0, 1.0] * 4 + [0.0] * 7])),
            "overdispersion": draw(st.sampled_from([0.0, 0.5])),
        },
        "effort": {
            "law": draw(st.sampled_from(["lognormal", "exponential", "deterministic"])),
            "mean_min": draw(st.sampled_from([4.0, 25.0, 90.0])),
        },
        "human": {
            "accuracy_skilled": 0.9,
            "accuracy_unskilled": draw(st.sampled_from([0.2, 0.7])),
            "slope": draw(st.sampled_from([0.0, 1.0])),
        },
        "types": draw(st.sampled_from([{}, {"x": {"share": 1.0}, "y": {"share": 2.0, "effort_factor": 3.0}}])),
        "novel_share": draw(shares(0.0, 0.5)),
        "human_touch_share": draw(st.sampled_from([0.0, 0.2])),
        "interruptible": draw(st.booleans()),
        "priority": draw(st.integers(0, 9)),
        "patience": patience,
        "due": None if due is None else {"target_min": due, "clock": draw(st.sampled_from(["open", "wall"]))},
        "value_eur": 10.0,
        "failure_demand": {
            "return_probability": draw(st.sampled_from([0.0, 0.5, 1.0])),
            "mean_delay_days": draw(st.sampled_from([0.01, 1.0])),
            "max_visits": draw(st.integers(1, 5)),
        },
    }


@st.composite
def roles(draw: st.DrawFn, names: list[str]) -> dict[str, Any]:
    return {
        "count": draw(st.integers(1, 4)),
        "functions": draw(st.lists(st.sampled_from(names), min_size=1, unique=True)),
        "hours": draw(st.sampled_from([None, *SHIFTS])),
        "talent": draw(st.sampled_from([0.8, 1.0])),
        "talent_sd": draw(st.sampled_from([0.0, 0.2])),
        "absence_days_per_year": draw(st.sampled_from([0.0, 60.0])),
        "starting_skill": draw(st.sampled_from([None, {"speed": 0.1, "accuracy": 0.9}])),
    }


@st.composite
def bots(draw: st.DrawFn, names: list[str], vendors: list[str]) -> dict[str, Any]:
    return {
        "technology": draw(st.sampled_from(["rpa", "ml", "nlp", "vision"])),
        "vendor": draw(st.sampled_from(vendors)),
        "functions": draw(st.lists(st.sampled_from(names), min_size=1, unique=True)),
        "concurrency": draw(st.integers(1, 3)),
        "hours": draw(st.sampled_from(["always", *SHIFTS[1:]])),
        "accuracy": draw(st.sampled_from([None, 0.6])),
        "time_ratio": draw(st.sampled_from([2.0, 8.0, 0.6, 0.05])),
        "degradations_per_year": draw(st.sampled_from([0.0, 30.0])),
    }


def policies() -> st.SearchStrategy[dict[str, Any]]:
    rules = st.one_of(
        st.just({"rule": "bot_only"}),
        st.just({"rule": "human_only"}),
        shares().map(lambda share: {"rule": "fixed_share", "share": share}),
        st.floats(-2.0, 2.0).map(lambda limit: {"rule": "difficulty_threshold", "threshold": limit}),
        shares(0.3).map(lambda limit: {"rule": "confidence", "threshold": limit}),
        st.sampled_from([0.0, 20.0]).map(lambda wait: {"rule": "human_first", "max_wait_min": wait}),
        st.sampled_from([0.0, 20.0]).map(lambda wait: {"rule": "bot_first", "max_wait_min": wait}),
        st.just({"rule": "shortest_completion"}),
        st.sampled_from([0.0, 10.0]).map(lambda eur: {"rule": "expected_cost", "waiting_eur_per_h": eur}),
        st.just({"rule": "bandit", "memory_days": 3.0}),
        st.just({"rule": "experienced", "rate_per_day": 20.0, "memory_days": 3.0}),
        st.just({"rule": "skill_preserving", "quota_share": 0.5, "window_days": 2.0}),
        st.just({"rule": "resilience_aware", "kept_share": 0.5, "band_share": 1.0}),
    )
    oversight = st.fixed_dictionaries(
        {
            "mode": st.sampled_from(["reviewed", "bot", "assisted"]),
            "review_share": st.sampled_from([1.0, 0.5]),
            "fallback": st.sampled_from(["wait", "people", "other_vendor"]),
        }
    )
    return st.builds(lambda rule, rest: {**rule, **rest}, rules, oversight)


def mechanisms() -> st.SearchStrategy[dict[str, Any]]:
    return st.fixed_dictionaries(
        {
            "skill": st.fixed_dictionaries(
                {
                    "practice": st.booleans(),
                    "disuse": st.booleans(),
                    "disuse_below_normal": st.booleans(),
                    "law": st.sampled_from(["exponential", "power", "lfcm", "replacement", "logistic"]),
                }
            ),
            "reliance": st.fixed_dictionaries({"on": st.booleans()}),
            "load": st.fixed_dictionaries({"on": st.booleans()}),
            "oversight": st.fixed_dictionaries({"on": st.booleans(), "time_ratio": st.sampled_from([0.0, 0.3])}),
            "trust": st.fixed_dictionaries({"on": st.booleans()}),
            "assistance": st.fixed_dictionaries({"on": st.booleans(), "override_ratio": st.sampled_from([0.5, 0.0])}),
            "customers": st.fixed_dictionaries(
                {
                    "on": st.booleans(),
                    "normal_satisfaction": st.sampled_from([0.3, 0.9]),
                    "memory_weeks": st.just(0.3),
                    "goodwill_max": st.just(1.5),
                }
            ),
            "innovation": st.fixed_dictionaries(
                {"on": st.booleans(), "improvements_per_slack_h": st.sampled_from([0.2, 0.01])}
            ),
            "outages": st.fixed_dictionaries(
                {
                    "full_share": st.sampled_from([1.0, 0.5, 0.0]),
                    "tail_ratio": st.sampled_from([0.0, 1.0]),
                    "repair_median_h": st.sampled_from([0.3, 4.0]),
                    "detect_min": st.sampled_from([0.0, 10.0, 200.0]),
                    "interrupted_work": st.sampled_from(["restart", "resume"]),
                    "catastrophes_per_year": st.sampled_from([0.0, 10.0]),
                }
            ),
        }
    )


@st.composite
def configs(draw: st.DrawFn, policy: dict[str, Any] | None = None, **changes: Any) -> Config:
    """Draw a valid firm with this policy, or any; `changes` are put in last."""
    names = ["sales", "support", "books"][: draw(st.integers(1, 3))]
    staff = {f"role{i}": draw(roles(names)) for i in range(draw(st.integers(1, 3)))}
    served = {name for role in staff.values() for name in role["functions"]}
    staff["role0"]["functions"] += [name for name in names if name not in served]
    vendors = ["acme", "globex"][: draw(st.integers(1, 2))]
    machines = {f"bot{i}": draw(bots(names, vendors)) for i in range(draw(st.sampled_from([1, 2, 3, 0])))}
    terms = {
        "unavailability": draw(st.sampled_from([0.2, 0.02, 0.0])),
        "exit_per_year": 0.0,  # see `situations`
        "switching_days": 2.0,
        "relearning_days": 3.0,
    }
    data: dict[str, Any] = {
        "business": {
            "name": "Drawn",
            "hours": draw(st.sampled_from(SHIFTS)),
            "start_date": f"2027-01-{draw(st.integers(4, 10)):02d}",
        },
        "functions": {name: draw(functions()) for name in names},
        "staff": staff,
        "bots": machines,
        "vendors": dict.fromkeys(vendors, terms),
        "policy": policy or draw(policies()),
        "mechanisms": draw(mechanisms()),
        "stressors": {"vendor_outage": None},
        "horizon_days": draw(st.integers(3, 12)),
        "warm_up_days": 0,
    }
    return load_config(merged(data, changes))


@st.composite
def situations(draw: st.DrawFn, policy: dict[str, Any] | None = None, **changes: Any) -> tuple[Config, World]:
    """Draw a firm and a World for it, with planned outages and perhaps the end of a product."""
    config = draw(configs(policy, **changes))
    world = draw_world(config, draw(st.integers(0, 99)))
    horizon = config.horizon_days * 1440
    for _ in range(draw(st.integers(2, 8))):
        vendor = draw(st.sampled_from([*config.vendors, None]))
        start, length = draw(st.integers(0, horizon)), draw(st.sampled_from([30.0, 120.0, 5.0, 2000.0]))
        severity, tail = draw(st.sampled_from([1.0, 0.4])), draw(st.sampled_from([60.0, 0.0]))
        world = world.with_outage(vendor, start, length, severity=severity, tail_min=tail)
    if config.bots and draw(st.booleans()):
        bot = next(iter(config.bots.values()))
        ends = Exit(bot.vendor, bot.technology, float(draw(st.integers(0, horizon))))
        world = dataclasses.replace(world, exits=(ends,))
    return config, world
