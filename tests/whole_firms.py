"""Firms of every kind in Worlds of every kind: what the two engines are held against each other with.

Everything that a config can say takes part, at values where it matters within a few days: laws that bite, short
half-lives, services that often fail, people who work nights, back to back, or never. Much of it falls on the same
minute, because ties are where two engines part first.

What can be switched is laid out beforehand, by chance with each level as often as the others (:func:`settings_of`), or
by design so that any two levels meet (:func:`designed_settings`); the rest is drawn. What is drawn is, at its simplest,
a firm in which most things happen.
"""

import dataclasses
import random
from collections.abc import Callable
from typing import Any

from covering import covering
from hypothesis import strategies as st
from strategies import SHIFTS

from symbio_sim.config import Config, load_config
from symbio_sim.world import Exit, VendorUpdate, World, draw_world

DAY = 1440.0
NAMES = ("sales", "support", "books", "care")
VENDORS = ("acme", "globex", "initech")
HOURS = (
    *({"mon-sun": "06:00-14:00"}, {"mon-sun": "14:00-22:00"}, {"mon-sun": "22:00-06:00"}, "always"),
    *(
        {"mon-sun": "08:00-12:00, 13:00-17:00"},
        {"mon-sun": "16:00-00:00"},
        {"mon-sun": "00:00-08:00"},
        *SHIFTS,
        "never",
    ),
)


@dataclasses.dataclass(frozen=True, repr=False)
class Situation:
    """A firm, the World that it meets, and perhaps the day on which skill is put back.

    Where a planned shock of some kind (`stress`) has been put into the World, `calm` is the twin without it.
    """

    config: Config
    world: World
    skill_restored_day: float | None
    stress: str | None = None
    calm: World | None = None

    def __repr__(self) -> str:
        """Return what it takes to see it again, without the hundreds of numbers of the World's tasks."""
        world = self.world
        happens = {"outages": world.outages, "degradations": world.degradations, "exits": world.exits}
        happens["attacks"] = world.cyber_incidents
        return (
            f"Situation(skill_restored_day={self.skill_restored_day}, stress={self.stress}, "
            f"World of seed {world.seed} with {happens}, "
            f"config {self.config.model_dump(mode='json', exclude_defaults=True)})"
        )

    def _repr_pretty_(self, printer: Any, cycle: bool) -> None:
        """Be printed as above by Hypothesis too, which would look into the fields."""
        printer.text(repr(self))


def few(*values: Any) -> st.SearchStrategy[Any]:
    return st.sampled_from(values)


LEVELS: dict[str, tuple[Any, ...]] = {
    "practice": (True, False),
    "disuse": (True, False),
    "disuse_below_normal": (True, False),
    "load": (True, False),
    "oversight": (True, False),
    "trust": (True, False),
    "outages": (True, False),
    "degradation": (True, False),
    "exit": (True, False),
    "mode": ("reviewed", "bot", "assisted"),
    "fallback": ("people", "other_vendor", "wait"),
    "roadmap": (False, True),
    "competence": (False, True),
    "culture": (True, True, False),
    "prices": (True, False),
    "cyber": (True, False),
    "interrupted": ("restart", "resume"),
    "interruptible": (True, False),
    "restored": (True, False),
    "review_share": (1.0, 0.5, 1.0, 0.0, 1.0, 0.5),
    "review_weight": (0.3, -0.5),
    "trust_memory": (50.0, None, 1.0),
    "detect_min": (10.0, 0.0, 200.0),
    "bots_alone": (False, True, False),
    "tidy": (False, False, True),
    "horizon_days": (6, 2, 4, 9, 14),
    "rule": (
        *("fixed_share", "bot_only", "confidence", "difficulty_threshold", "human_first", "bot_first"),
        *("shortest_completion", "custom", "human_only", "expected_cost", "bandit", "experienced"),
        *("skill_preserving", "resilience_aware"),
    ),
    "skill_law": ("exponential", "power", "lfcm", "replacement", "logistic", "exponential"),
    "reliance": (True, False),
    "bot_learning": (True, False),
    "drift": (True, False),
    "retraining": (True, False),
    "bias": (True, False),
    "market_shift": (True, False),
    "engagement": (True, False),
    "turnover": (True, False),
    "assistance": (True, True, False),
    "assisted_weight": (0.5, -0.2, 1.0),
    "review_of_people_share": (0.0, 0.5, 1.0),
    "customers": (True, False),
    "innovation": (True, False),
    "human_centric": (False, True),
    "diversification": (False, True),
    "freed": ("attrition", "slack", "growth"),
    "stress": (
        *("vendor_outage", None, "vendor_exit", "price_spike", "cyber_incident", None, "loss_of_people"),
        *("silent_degradation", "demand_surge", "market_shift"),
    ),
}
"""What is switched, and to what. In a tidy firm, work comes and ends on the full and the half hour."""

IMPOSSIBLE = {
    (("freed", "attrition"), ("turnover", False)): "seats stay empty only where people quit",
    (("freed", "attrition"), ("load", False)): "whether a seat is filled again depends on load",
    (("stress", "market_shift"), ("market_shift", False)): "a config that plans it needs the mechanism",
    (("practice", False), ("disuse", False)): "no law of skill has anything to do",
    (("practice", False), ("disuse_below_normal", False)): "hardly more, where normal skill is spared",
    (("mode", "assisted"), ("assistance", False)): "no bot has anything to do",
    (("human_centric", True), ("assistance", False)): "no bot has anything to do, where all is given to people",
}
"""Pairs of levels that no config has, or that leave too little to see; these are left to settings that are drawn."""

Setting = dict[str, Any]

NOT_DESIGNED: Setting = {"bots_alone": False, "tidy": False, "horizon_days": 6, "review_share": 1.0, "detect_min": 10.0}
"""What lets things happen in a firm, and is left so where settings are designed."""


def designed_settings() -> list[Setting]:
    """Return settings in which any two levels of any two switches meet, always the same ones."""
    factors = {name: levels for name, levels in LEVELS.items() if name not in NOT_DESIGNED}
    return [row | NOT_DESIGNED for row in covering(factors, map(frozenset, IMPOSSIBLE))]


def settings_of(number: int, n: int) -> list[Setting]:
    """Return n settings of all switches, always the same ones for a number: each level in turn, in shuffled order."""
    order = random.Random(number)
    columns = {}
    for name, levels in LEVELS.items():
        column = [levels[place % len(levels)] for place in range(n)]
        order.shuffle(column)
        columns[name] = column
    return [{name: column[place] for name, column in columns.items()} for place in range(n)]


@st.composite
def lively_situations(draw: st.DrawFn, setting: Setting) -> Situation:
    """Draw the laws of a firm in which all that is switched on soon shows, in a World that leaves nothing out."""
    config = load_config(draw(frames(setting)) | lively_firm(setting))
    world, laws = draw_world(config, draw(st.integers(0, 9))), config.mechanisms
    if laws.outages.on:
        for day, vendor in ((0.6, "acme"), (1.3, "globex"), (2.4, "acme"), (3.2, None)):
            world = world.with_outage(vendor, day * DAY, 300.0, tail_min=60.0)
    if laws.silent_degradation:
        world = world.with_degradation("acme", 0.2 * DAY, 0.8 * DAY)
    if laws.vendor_exit:
        world = world.with_exit("acme", 3.7 * DAY, technology="nlp")
    if laws.cyber.on:
        world = world.with_cyber_incident(1.8 * DAY, 400.0)
    return draw(met(setting, config, world))


def lively_firm(setting: Setting) -> dict[str, Any]:
    """Return the parts of a firm with work for all, at all hours, with two vendors for each function."""
    work = {
        "arrivals": {"per_day": 40.0},
        "effort": {"law": "exponential", "mean_min": 40.0},
        "human": {"accuracy_skilled": 0.9, "accuracy_unskilled": 0.5},
        "novel_share": 0.3,
        "human_touch_share": 0.2,
        "interruptible": setting["interruptible"],
        "patience": {"law": "exponential", "mean_min": 900.0, "clock": "wall"},
        "due": {"target_min": 600.0, "clock": "wall"},
        "value_eur": 200.0,
        "failure_demand": {"return_probability": 0.5, "mean_delay_days": 0.1, "max_visits": 4},
    }
    person = {"count": 3, "functions": ["sales", "books"], "starting_skill": {"speed": 1.0, "accuracy": 0.4}}
    machine = {"functions": ["sales", "books"], "concurrency": 2, "time_ratio": 1.5, "accuracy": 0.7, "setup_min": 0.0}
    machine |= {"degradations_per_year": 0.0, "degradation_drop": 5.0}
    return {
        "business": {"name": "Lively", "hours": "always", "start_date": "2027-01-04"},
        "functions": {"sales": work, "books": work | {"interruptible": True}},
        "staff": {
            "day": person | {"hours": {"mon-sun": "06:00-18:00"}},
            "night": person | {"hours": {"mon-sun": "18:00-06:00"}},
        },
        "bots": {
            "x": machine | {"technology": "ml", "vendor": "acme"},
            "y": machine | {"technology": "ml", "vendor": "globex"},
            "z": machine | {"technology": "nlp", "vendor": "acme", "functions": ["books"]},
        },
        "vendors": {name: {"unavailability": 0.05, "switching_days": 1.0} for name in ("acme", "globex")},
        "roadmap": [{"functions": ["sales"], "start_day": 1, "pilot_days": 2, "pilot_share": 0.5}]
        if setting["roadmap"]
        else [],
    }


@st.composite
def situations(draw: st.DrawFn, setting: Setting) -> Situation:
    """Draw a firm and a World, with planned outages known and unknown, and the end of a product."""
    config = draw(configs(setting))
    world = draw_world(config, draw(st.integers(0, 99)))
    moments = _moments(world, on_the_dot=setting["tidy"])
    if config.mechanisms.outages.on and config.bots:
        for _ in range(draw(few(3, 0, 1, 5))):
            world = world.with_outage(
                draw(few(None, *config.vendors)),
                draw(moments) + draw(few(0.0, 60.0, 7.5, 120.0)),
                draw(few(600.0, 5.0, 30.0, 120.0, 2000.0)),
                technology=draw(few(None, None, "ml", "rpa")),
                severity=draw(few(1.0, 0.4)),
                tail_min=draw(few(60.0, 0.0, 600.0)),
            )
    if config.mechanisms.vendor_exit and config.bots:
        bot = draw(few(*config.bots.values()))
        world = dataclasses.replace(world, exits=(Exit(bot.vendor, bot.technology, draw(moments)),))
    if config.mechanisms.cyber.on:
        world = world.with_cyber_incident(draw(moments), draw(few(600.0, 90.0, 3000.0)))
    return draw(met(setting, config, world))


@st.composite
def met(draw: st.DrawFn, setting: Setting, config: Config, world: World) -> Situation:
    """Draw what else a firm meets: updates of services, a shift of the market, skill put back, a planned shock."""
    world = draw(schooled(config, world, shifts=setting["stress"] != "market_shift"))
    moment = draw(few(0.6, 0.3, 0.0, 1.0)) * config.horizon_days if setting["restored"] else None
    kind = setting["stress"]
    if kind is None:
        return Situation(config, world, moment)
    day = draw(few(0.2, 0.0, 0.5)) * config.horizon_days
    return Situation(config, SHOCKS[kind](config, world, day), moment, kind, world)


Shock = Callable[[Config, World, float], World]

SHOCKS: dict[str, Shock] = {
    "vendor_outage": lambda _, world, day: world.with_outage(None, day * DAY, 600.0),
    "vendor_exit": lambda config, world, day: world.with_exit(next(iter(config.vendors)), day * DAY),
    "price_spike": lambda _, world, day: world.with_price_spike(None, int(day), 2, 3.0),
    "cyber_incident": lambda _, world, day: world.with_cyber_incident(day * DAY, 900.0, 100.0),
    "loss_of_people": lambda _, world, day: world.with_absences(world.seats[::2], int(day), int(day) + 1),
    "silent_degradation": lambda _, world, day: world.with_degradation(None, day * DAY, 2.0 * DAY),
    "demand_surge": lambda config, world, day: world.with_surge(config, int(day), 2, 1.5),
    "market_shift": lambda _, world, day: world.with_market_shift(day, 0.7),
}
"""What puts a planned shock of each kind into a World, whether or not it could strike there by chance."""


@st.composite
def schooled(draw: st.DrawFn, config: Config, world: World, shifts: bool) -> World:
    """Put in updates of services and, if it shifts, a shift of the market, whether the firm minds them or not."""
    horizon_min = DAY * world.horizon_days
    for bot in config.bots.values():
        start_min, jump = draw(few(0.1, 0.5, 0.0)) * horizon_min, draw(few(-1.0, 0.5))
        update = VendorUpdate(bot.vendor, bot.technology, start_min, jump)
        world = dataclasses.replace(world, updates=(*world.updates, update))
    updates = sorted(world.updates, key=lambda item: item.start_min)
    world = dataclasses.replace(world, updates=tuple(updates))
    day, share = draw(few(0.2, 0.0, 0.6)) * world.horizon_days, draw(few(0.7, 1.0))
    return world.with_market_shift(day, share) if shifts else world


def _moments(world: World, on_the_dot: bool) -> st.SearchStrategy[float]:
    """Draw a minute at which something may be under way: a minute after an arrival, or as one comes."""
    arrival_min = world.tasks["arrival_min"]
    hours = few(0.1, 0.4, 0.0, 0.7, 0.9).map(lambda share: round(share * 24 * world.horizon_days) * 60.0)
    if not world.n_tasks:
        return hours
    places = [world.n_tasks // 4, world.n_tasks // 2]
    return st.one_of(few(*(arrival_min[places] + (0.0 if on_the_dot else 1.0)).tolist()), hours)


@st.composite
def configs(draw: st.DrawFn, setting: Setting) -> Config:
    """Draw a valid config in this setting."""
    names = NAMES[: draw(few(2, 3, 1, 4))]
    bots_alone = setting["bots_alone"] and setting["mode"] == "bot" and setting["rule"] != "human_only"
    staff, bots = draw(crews(names, bots_alone, setting["tidy"]))
    by_people = {name for role in staff.values() if role["count"] for name in role["functions"]}
    work = {name: draw(functions(setting, touch=name in by_people)) for name in names}
    work[names[0]]["interruptible"] = setting["interruptible"]
    hours, first = draw(few("always", *HOURS, "always")), draw(st.integers(4, 10))
    return load_config(
        {
            "business": {"name": "Drawn", "hours": hours, "start_date": f"2027-01-{first:02d}"},
            "functions": work,
            "staff": staff,
            "bots": bots,
            "vendors": {name: draw(terms()) for name in VENDORS},
            "roadmap": draw(phases(by_people)) if setting["roadmap"] else [],
        }
        | draw(frames(setting))
    )


@st.composite
def frames(draw: st.DrawFn, setting: Setting) -> dict[str, Any]:
    """Draw all of a config but who works on what: rule, mechanisms, safeguards, horizon."""
    if setting["freed"] == "attrition":  # see IMPOSSIBLE
        setting = setting | {"turnover": True, "load": True}
    policy = {"rule": setting["rule"], **draw(RULES[setting["rule"]])}
    return {
        "policy": policy | {name: setting[name] for name in ("mode", "review_share", "fallback")},
        "mechanisms": draw(mechanisms(setting)),
        "stressors": {"vendor_outage": None},
        "safeguards": draw(safeguards(setting)),
        "freed_hours": draw(freed_hours(setting)),
        "horizon_days": setting["horizon_days"],
        "warm_up_days": 0,
    }


# --------------------------------------------------------------------------------------------- roadmap and safeguards


def phases(functions: set[str]) -> st.SearchStrategy[list[dict[str, Any]]]:
    """Draw a roadmap for functions of people: all at once, one after the other, or some."""
    names = sorted(functions)
    if not names:
        return st.just([])
    phase = st.fixed_dictionaries(
        {"start_day": few(1, 0, 2), "pilot_days": few(2, 1, 0), "pilot_share": few(0.5, 0.2, 0.0, 1.0)}
    )
    one = phase.map(lambda when: [{"functions": names} | when])
    each = st.tuples(*[phase] * len(names)).map(
        lambda whens: [{"functions": [name]} | when for name, when in zip(names, whens, strict=True)]
    )
    return st.one_of(one, each, each.map(lambda items: items[:1]))


def safeguards(on: Setting) -> st.SearchStrategy[dict[str, Any]]:
    """Draw the strategies against over-symbiosis, each taken or not."""
    competence = st.fixed_dictionaries(
        {"practice_share": few(0.3, 0.0, 1.0), "manual_every_days": few(2, None, 1, 3)}
        | {"training_h_per_person_per_year": few(0.0, 500.0)}
    )
    culture = st.fixed_dictionaries({"multitasking_cut": few(0.5, 1.0), "prevalence_cut": few(0.25, 1.0, 0.0)})
    share = on["review_of_people_share"]
    governance = st.fixed_dictionaries({"audit_every_days": few(3, None, 1), "review_of_people_share": st.just(share)})
    return st.fixed_dictionaries(
        {
            "human_centric": st.fixed_dictionaries({"share": few(0.5, 1.0)}) if on["human_centric"] else st.none(),
            "core_competence": competence if on["competence"] else st.none(),
            "diversification": (
                st.fixed_dictionaries({"unavailability": few(0.3, 0.0), "time_factor": few(2.0, 0.0)})
                if on["diversification"]
                else st.none()
            ),
            "governance": governance if share > 0.0 else st.one_of(governance, st.none()),
            "security": few({"eur_per_year": 5000.0}, {"eur_per_year": 0.0}, None),
            "critical_evaluation": culture if on["culture"] else st.none(),
        }
    )


def freed_hours(on: Setting) -> st.SearchStrategy[dict[str, Any]]:
    """Draw what becomes of the hours that bots free."""
    return st.fixed_dictionaries(
        {
            "use": st.just(on["freed"]),
            "growth_share": few(0.5, 1.0, 0.0),
            "growth_lag_days": few(1.0, 5.0),
            "attrition_load": few(2.0, 0.8, 0.3),
        }
    )


# ---------------------------------------------------------------------------------------------------------- the policy

RULES: dict[str, st.SearchStrategy[dict[str, Any]]] = {
    "fixed_share": st.builds(lambda share: {"share": share}, few(0.6, 0.3, 0.9, 0.0, 1.0)),
    "bot_only": st.just({}),
    "confidence": st.builds(lambda limit: {"threshold": limit}, few(0.9, 0.5, 0.97, 1.0, 0.0)),
    "difficulty_threshold": st.builds(lambda limit: {"threshold": limit}, st.floats(-1.5, 1.5)),
    "human_first": st.builds(lambda wait: {"max_wait_min": wait}, few(0.0, 20.0, 300.0)),
    "bot_first": st.builds(lambda wait: {"max_wait_min": wait}, few(0.0, 20.0, 300.0)),
    "shortest_completion": st.just({}),
    "custom": st.builds(
        lambda numbers: {"function": "custom_rules:weigh_up", "parameters": numbers},
        st.lists(few(-0.5, 0.0, 0.5, 2.0), min_size=2, max_size=4),
    ),
    "human_only": st.just({}),
    "expected_cost": st.builds(lambda eur: {"waiting_eur_per_h": eur}, few(0.0, 30.0)),
    "bandit": st.builds(lambda days: {"memory_days": days}, few(30.0, 2.0, 1.0)),
    "experienced": st.builds(
        lambda share, rate, days: {"start_share": share, "rate_per_day": rate, "memory_days": days},
        few(0.5, 0.2),
        few(1.0, 30.0, 0.0),
        few(30.0, 2.0, 1.0),
    ),
    "skill_preserving": st.builds(
        lambda share, days: {"quota_share": share, "window_days": days}, few(0.5, 1.0, 0.1, 0.0), few(2.0, 1.0, 28.0)
    ),
    "resilience_aware": st.builds(
        lambda kept, band, days: {"kept_share": kept, "band_share": band, "memory_days": days},
        few(0.5, 1.0, 0.0, 2.0),
        few(1.0, 0.2),
        few(2.0, 28.0),
    ),
}


# ------------------------------------------------------------------------------------------------------ people and bots


@st.composite
def crews(
    draw: st.DrawFn, names: tuple[str, ...], bots_alone: bool, tidy: bool
) -> tuple[dict[str, Any], dict[str, Any]]:
    """Draw roles and bots such that somebody can do each function: bots alone only where that is allowed."""
    bots = {f"bot{i}": draw(machines(i, names, tidy)) for i in range(draw(few(2, 1, 3, 2, 0)))}
    by_bots = {name for bot in bots.values() for name in bot["functions"]}
    if bots_alone and by_bots == set(names) and draw(few(False, True)):
        return {}, bots
    of_people = names[:-1] if bots_alone and len(names) > 1 and names[-1] in by_bots else names
    staff = {f"role{i}": draw(roles(i, of_people)) for i in range(draw(few(2, 1, 3, 4)))}
    served = {name for role in staff.values() if role["count"] for name in role["functions"]}
    left = [name for name in names if name not in served and not (bots_alone and name in by_bots)]
    if left:
        first = staff["role0"]
        first["count"] = max(first["count"], 1)
        first["functions"] = [*dict.fromkeys([*first["functions"], *left])]
    return staff, bots


def some_of(names: tuple[str, ...]) -> st.SearchStrategy[list[str]]:
    """Draw all names or some, in any order."""
    return few(
        list(names), list(names[::-1]), list(names[:1]), list(names[-1:]), list(names[:2]), list(names[1:] or names)
    )


@st.composite
def roles(draw: st.DrawFn, number: int, names: tuple[str, ...]) -> dict[str, Any]:
    return {
        "count": draw(few(2, 1, 3, 0)),
        "functions": draw(some_of(names)),
        "hours": draw(few(*HOURS[number:], *HOURS[:number], None)),
        "talent": draw(few(1.0, 0.8)),
        "talent_sd": draw(few(0.0, 0.2)),
        "absence_days_per_year": draw(few(0.0, 0.0, 120.0)),
        "starting_skill": draw(
            few({"speed": 0.5, "accuracy": 0.5}, None, {"speed": 0.1, "accuracy": 0.9}, {"speed": 1.0, "accuracy": 0.0})
        ),
        "starting_trust": draw(few(0.6, 0.1, 0.95)),
    }


@st.composite
def machines(draw: st.DrawFn, number: int, names: tuple[str, ...], tidy: bool) -> dict[str, Any]:
    return {
        "technology": draw(few("ml", "rpa", "nlp", "vision")),
        "vendor": draw(few(*VENDORS[number:], *VENDORS[:number])),
        "functions": draw(some_of(names)),
        "concurrency": draw(few(2, 1, 3, 1, 300)),
        "hours": draw(few("always", *SHIFTS[1:], "always", "always", "always")),
        "accuracy": draw(few(0.6, None)),
        "setup_min": 0.0 if tidy else draw(few(None, 0.0, 40.0)),
        "time_ratio": draw(few(2.0, 8.0, 0.5, 1.0 if tidy else None)),
        "data_quality": draw(few(1.0, 0.6)),
        "degradations_per_year": draw(few(50.0, 0.0)),
        "degradation_mean_days": draw(few(5.0, 0.2)),
        "degradation_drop": draw(few(5.0, 1.0)),
    }


@st.composite
def terms(draw: st.DrawFn) -> dict[str, Any]:
    return {
        "unavailability": draw(few(0.2, 0.0, 0.5, 0.02)),
        "exit_per_year": 0.0,  # an end is put into the World where it is seen
        "switching_days": draw(few(0.5, 0.0, 2.0)),
        "relearning_days": draw(few(3.0, 0.0)),
    }


# ---------------------------------------------------------------------------------------------------------- the work


@st.composite
def functions(draw: st.DrawFn, setting: Setting, touch: bool) -> dict[str, Any]:
    tidy, patience = setting["tidy"], {}
    if draw(few(True, False)):
        patience = {"law": "exponential", "mean_min": draw(few(120.0, 30.0, 3.0, 0.05, 600.0)), "clock": draw(CLOCKS)}
    due = draw(few(600.0, None, 30.0, 4000.0))
    if tidy:
        patience = patience and patience | {"mean_min": 600.0}
    return {
        "arrivals": {
            "law": "regular" if tidy else draw(few("poisson", "poisson", "regular")),
            "per_day": draw(few(24.0, 48.0, 2.0, 0.0)) if tidy else draw(few(20.0, 40.0, 3.0, 70.0, 0.0)),
            "hour_weights": draw(few(None, [1.0] * 24, [0.0] * 9 + [2.0, 1.0] * 4 + [0.0] * 7)),
            "overdispersion": draw(few(0.0, 0.5)),
        },
        "effort": {
            "law": "deterministic" if tidy else draw(few("lognormal", "exponential", "deterministic")),
            "mean_min": draw(few(30.0, 60.0, 90.0)) if tidy else draw(few(60.0, 25.0, 4.0, 900.0)),
        },
        "human": {
            "accuracy_skilled": 0.9,
            "accuracy_unskilled": draw(few(0.3, 0.7)),
            "slope": draw(few(1.0, 0.0)),
            "speed_unskilled": 1.0 if tidy else draw(few(0.3, 1.0)),
        },
        "types": draw(few({}, {"x": {"share": 1.0}, "y": {"share": 2.0, "effort_factor": 3.0}})),
        "novel_share": draw(few(0.3, 0.0)),
        "human_touch_share": draw(few(0.2, 0.0)) if touch else 0.0,
        "interruptible": draw(st.booleans()),
        "priority": draw(few(5, 5, 0, 9)),
        "patience": patience,
        "due": None if due is None else {"target_min": due, "clock": draw(CLOCKS)},
        "value_eur": draw(few(10.0, 200.0)),
        "failure_demand": {
            "return_probability": draw(few(0.5, 0.0, 1.0)),
            "mean_delay_days": draw(few(0.01, 0.5)),
            "max_visits": draw(few(5, 3, 2, 1, 4)),
        },
    }


CLOCKS = few("open", "wall")


# ---------------------------------------------------------------------------------------------------------- mechanisms


def mechanisms(setting: Setting) -> st.SearchStrategy[dict[str, Any]]:
    """Switches as set, and constants under which a few days are enough to see what they switch."""
    on = {name: st.just(level) for name, level in setting.items()}
    return st.fixed_dictionaries(
        {
            "skill": st.fixed_dictionaries(
                {
                    "practice": on["practice"],
                    "disuse": on["disuse"],
                    "disuse_below_normal": on["disuse_below_normal"],
                    "practice_rate_per_day": few(0.3, 0.0128),
                    "floor_share": few(0.2, 0.0),
                    "half_life_speed_days": few(20.0, 396.0),
                    "half_life_accuracy_days": few(5.0, 198.0),
                    "review_weight": on["review_weight"],
                    "law": on["skill_law"],
                    "share_memory_days": few(0.5, 0.0, 14.0),
                    "learning_curve": st.fixed_dictionaries(
                        {
                            "progress_ratio": few(0.7, 0.95),
                            "plateau_share": few(None, 0.0, 0.5),
                            "units_per_day": few(20.0, 1.0),
                            "experience_years": few(0.01, 10.0),
                        }
                    ),
                    "logistic": st.fixed_dictionaries({"rate_per_day": few(0.3, 0.02), "spark": few(0.02, 1.0)}),
                }
            ),
            "reliance": st.fixed_dictionaries(
                {"on": on["reliance"], "time_constant_weeks": few(0.2, 3.0), "depth": few(1.0, 4.0)}
            ),
            "load": st.fixed_dictionaries(
                {
                    "on": on["load"],
                    "turning_point": few(0.9, 0.3),
                    "slow_down": few(0.2, 2.0),
                    "accuracy_drop": few(0.3, 3.0),
                    "memory_days": few(5.0, 1.0),
                }
            ),
            "oversight": st.fixed_dictionaries(
                {
                    "on": on["oversight"],
                    "time_ratio": few(1.0, 0.3, 0.0),
                    "memory_items": few(200.0, 1.0),
                    "false_alarm": few(0.2, 0.0),
                    "miss_at_half": few(0.3, 0.07),
                    "skill_effect": few(1.0, 5.0),
                }
            ),
            "trust": st.fixed_dictionaries(
                {"on": on["trust"], "memory_interactions": on["trust_memory"], "outage_failures": few(1.0, 5.0, 0.0)}
            ),
            "assistance": st.fixed_dictionaries(
                {
                    "on": on["assistance"],
                    "gain_expert": few(0.02, -0.19),
                    "override_ratio": few(0.1, 1.0),
                    "adoption_trust_effect": few(3.0, 0.0),
                    "practice_weight": on["assisted_weight"],
                }
            ),
            "outages": st.fixed_dictionaries(
                {
                    "on": on["outages"],
                    "shape": few(0.5, 1.0),
                    "repair_law": few("lognormal", "exponential"),
                    "full_share": few(0.5, 1.0, 0.0),
                    "tail_ratio": few(1.0, 0.0),
                    "repair_median_h": few(0.3, 4.0),
                    "detect_min": on["detect_min"],
                    "interrupted_work": on["interrupted"],
                    "catastrophes_per_year": few(0.0, 10.0),
                }
            ),
            "prices": st.fixed_dictionaries(
                {
                    "on": on["prices"],
                    "lock_in": few(True, True, False),
                    "inflation_per_year": few(0.03, 0.0),
                    "lock_in_growth_per_year": few(0.5, 0.0),
                    "dependence_days": few(1.0, 28.0),
                    "lock_in_days": few(1.0, 5.0),
                    "switching_growth": few(3.0, 0.5, 0.0),
                }
            ),
            "cyber": st.fixed_dictionaries(
                {
                    "on": on["cyber"],
                    "base_per_year": few(10.0, 0.0),
                    "per_integration_per_year": few(2.0, 0.0),
                    "highest_per_year": st.just(50.0),
                    "downtime_max_days": few(1.0, 3.0),
                    "hits_it": few(True, False),
                    "work_lost_share": few(0.5, 1.0, 0.3),
                }
            ),
            "silent_degradation": on["degradation"],
            "vendor_exit": on["exit"],
            **schooling(on),
            **employment(on),
            **customers_and_innovation(on),
        }
    )


def customers_and_innovation(on: Setting) -> dict[str, st.SearchStrategy[Any]]:
    """Return how customers judge, how demand responds, and what slack yields."""
    return {
        "customers": st.fixed_dictionaries(
            {
                "on": on["customers"],
                "normal_satisfaction": few(0.4, 0.9),
                "response": few(1.0, 3.0, 0.0),
                "memory_weeks": few(0.2, 8.0),
                "churn_share": few(0.05, 1.0),
                "days_between_purchases": few(30.0, 1.0),
                "target_min": few(1440.0, 30.0),
                "bot_logits": few(0.3, 3.0),
                "goodwill_max": st.just(6.1),
                "internal_functions": few([], ["sales"]),
            }
        ),
        "innovation": st.fixed_dictionaries(
            {
                "on": on["innovation"],
                "improvements_per_slack_h": few(0.5, 0.002, 5.0),
                "effort_cut_share": few(0.05, 0.01),
                "effort_floor": few(0.8, 0.5),
                "homogenisation": few(0.3, 1.0),
                "memory_days": few(28.0, 1.0),
            }
        ),
    }


def schooling(on: Setting) -> dict[str, st.SearchStrategy[Any]]:
    """Return what changes bots, and how hard tasks of a new kind are."""
    return {
        "bot_learning": st.fixed_dictionaries(
            {"on": on["bot_learning"], "corrections_scale": few(2.0, 200.0), "skill_effect": few(1.0, 0.0)}
        ),
        "drift": st.fixed_dictionaries(
            {"on": on["drift"], "updates_per_year": few(50.0, 0.0), "decay_per_year": few(10.0, 0.0)}
        ),
        "retraining": st.fixed_dictionaries(
            {
                "on": on["retraining"],
                "every_days": few(2.0, None, 3.0),
                "error_margin": few(0.05, 0.0, None),
                "memory_items": few(1.0, 5.0, 200.0),
            }
        ),
        "bias": st.fixed_dictionaries(
            {
                "on": on["bias"],
                "error_odds_ratio": few(3.0, 1.0),
                "growth": few(4.0, 1.2),
                "loop_days": few(1, 2),
                "gap_max": few(3.0, 0.5),
            }
        ),
        "market_shift": st.fixed_dictionaries(
            {"on": on["market_shift"], "human_lessons": few(5.0, 40.0), "bot_lessons": few(5.0, 300.0)}
        ),
    }


def employment(on: Setting) -> dict[str, st.SearchStrategy[Any]]:
    """Return how people feel, and a coming and going at which a week is enough to see both."""
    return {
        "engagement": st.fixed_dictionaries(
            {
                "on": on["engagement"],
                "memory_days": few(5.0, 1.0),
                "threat_memory_days": few(20.0, 1.0),
                "habituation": few(0.5, 0.0, 1.0),
                "habituation_days": few(250.0, 2.0),
                "resistance": few(0.2, 0.0, 0.9),
            }
        ),
        "turnover": st.fixed_dictionaries(
            {
                "on": on["turnover"],
                "quits_per_month": few(4.0, 15.0),
                "engagement_effect": few(2.0, 0.0),
                "hazard_cap_per_month": st.just(1e4),
                "time_to_hire_median_days": few(1.0, 2.0, 4.0),
                "hire_skill": few(0.5, 0.0, 1.0),
            }
        ),
    }
