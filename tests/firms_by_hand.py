"""Firms for what drawn ones seldom meet: a full heap, long overtime, latecomers, impatient handovers, no people."""

import dataclasses
from collections.abc import Iterator
from typing import Any

from builders import bot, firm, function, role
from whole_firms import Situation

from symbio_sim.config import Config
from symbio_sim.world import Exit, draw_world


def firms_by_hand() -> Iterator[Situation]:
    """Yield each firm in a World."""
    for config in _firms():
        yield Situation(config, draw_world(config, 1), None)
    yield with_latecomers()
    leaner = with_seats_left_empty("people")
    ends = Exit("acme", "ml", 10 * 1440.0)
    yield Situation(leaner, dataclasses.replace(draw_world(leaner, 1), exits=(ends,)), None)


def _firms() -> tuple[Config, ...]:
    return (
        queueing(per_day=450.0),
        with_long_overtime(),
        with_impatient_handovers(),
        without_people(),
        with_second_looks(),
        with_two_advisers(),
        with_standbys("bot"),
        with_standbys("assisted"),
        with_the_worst_of_bias(),
        with_hopeless_tasks(),
        with_seats_left_empty("other_vendor"),
        with_seats_left_empty("wait"),
        with_seats_left_empty("people", mode="assisted"),
        with_seats_left_empty("people", human_centric={}),
        with_nights_that_quit(interruptible=True),
        with_nights_that_quit(interruptible=False),
    )


def queueing(per_day: float) -> Config:
    """Return a firm in which one person meets very many patient customers."""
    patience = {"law": "exponential", "mean_min": 20_000.0, "clock": "wall"}
    return firm({"a": function(per_day, 10.0, patience=patience)}, {"p": role(1, ["a"])}, horizon_days=3)


def with_long_overtime() -> Config:
    """Return a firm whose work lasts longer than the night and cannot be interrupted."""
    work = function(1, 1500.0, "deterministic", interruptible=False)
    return firm({"a": work}, {"p": role(1, ["a"], hours={"mon-sun": "08:00-16:00"})}, horizon_days=6)


def with_latecomers() -> Situation:
    """Return a firm some of whose tasks arrive after its horizon, as those of a log may."""
    patience = {"law": "exponential", "mean_min": 60.0}
    due = {"target_min": 600.0}
    config = firm({"a": function(20, 10.0, patience=patience, due=due)}, {"p": role(1, ["a"])}, horizon_days=2)
    world = draw_world(config, 1)
    arrival_min = world.tasks["arrival_min"].copy()
    arrival_min[-5:] += 2 * 1440.0
    return Situation(config, dataclasses.replace(world, tasks=world.tasks | {"arrival_min": arrival_min}), None)


def with_impatient_handovers() -> Config:
    """Return a firm in which long work, begun after a wait, goes to the night shift, and waits again."""
    patience = {"law": "exponential", "mean_min": 600.0, "clock": "wall"}
    staff = {
        "early": role(2, ["a"], hours={"mon-sun": "08:00-16:00"}),
        "night": role(1, ["a"], hours={"mon-sun": "20:00-23:00"}),
    }
    return firm({"a": function(4, 400.0, "deterministic", patience=patience)}, staff, horizon_days=40)


def with_second_looks() -> Config:
    """Return a firm in which checks of others' work outlast the checker's shift while the author has nothing to do."""
    staff = {
        "author": role(1, ["a"]),
        "early": role(1, ["a"], hours={"mon-sun": "08:00-16:00"}),
        "night": role(1, ["a"], hours={"mon-sun": "20:00-23:00"}),
    }
    return firm(
        {"a": function(1.5, 300.0)},
        staff,
        horizon_days=30,
        safeguards={"governance": {"review_of_people_share": 1.0}},
        mechanisms={"oversight": {"on": True, "time_ratio": 1.0}},
    )


def with_nights_that_quit(*, interruptible: bool) -> Config:
    """Return a firm whose people quit at midnight in the midst of their shift, of long work, of reviews, or idle."""
    functions = {
        "a": function(6, 300.0, interruptible=interruptible),
        "b": function(40, 20.0, interruptible=True, human={"accuracy_skilled": 0.6, "accuracy_unskilled": 0.6}),
    }
    staff = {
        "night": role(3, ["a", "b"], hours={"mon-sun": "20:00-04:00"}),
        "always": role(1, ["b"], hours="always"),
        "idle": role(1, ["a"], hours={"mon-sun": "22:00-02:00"}),
    }
    quick = {"on": True, "quits_per_month": 8.0, "hazard_cap_per_month": 100.0, "time_to_hire_median_days": 2.0}
    return firm(
        functions,
        staff,
        {"x": bot(["b"], accuracy=0.6)},
        horizon_days=20,
        policy={"rule": "fixed_share", "share": 0.5, "mode": "reviewed"},
        mechanisms={"engagement": {"on": True}, "turnover": quick, "oversight": {"false_alarm": 0.3}},
    )


def with_seats_left_empty(fallback: str, mode: str = "reviewed", **safeguards: Any) -> Config:
    """Return a firm whose people quit and are replaced when there is work again, while its bots fail at times."""
    quick = {"on": True, "quits_per_month": 4.0, "hazard_cap_per_month": 100.0, "time_to_hire_median_days": 2.0}
    return firm(
        {"a": function(40, 20.0)},
        {"p": role(3, ["a"], hours={"mon-sun": "08:00-16:00"})},
        {"x": bot(["a"], accuracy=0.8), "y": bot(["a"], vendor="globex", accuracy=0.8)},
        horizon_days=30,
        vendors={"acme": {"unavailability": 0.2}, "globex": {"unavailability": 0.2}},
        policy={"rule": "fixed_share", "share": 0.7, "mode": mode, "fallback": fallback},
        freed_hours={"use": "attrition"},
        safeguards={"critical_evaluation": {}} | safeguards,
        mechanisms={
            "turnover": quick,
            "load": {"on": True},
            "oversight": {"on": True},
            "assistance": {"on": True},
            "vendor_exit": True,
            "outages": {"on": True, "full_share": 1.0, "detect_min": 5.0},
        },
    )


def with_two_advisers() -> Config:
    """Return a firm whose people ask another vendor's bot while the one that they would ask is out of its hours."""
    bots = {"x": bot(["a"], hours={"mon-sun": "08:00-12:00"}), "y": bot(["a"], vendor="globex")}
    return firm(
        {"a": function(40, 20.0)},
        {"p": role(2, ["a"])},
        bots,
        horizon_days=5,
        policy={"mode": "assisted", "fallback": "other_vendor"},
        mechanisms={"assistance": {"on": True}},
    )


def with_the_worst_of_bias() -> Config:
    """Return a firm whose bots learn from nothing but their own results, day by day."""
    bias = {"on": True, "growth": 10.0, "loop_days": 1, "gap_max": 1.0}
    return firm({"a": function(40, 20.0)}, bots={"x": bot(["a"])}, horizon_days=8, mechanisms={"bias": bias})


def with_hopeless_tasks() -> Config:
    """Return a firm that learns from tasks which nobody gets right, however often they come back."""
    work = function(
        40,
        10.0,
        human={"accuracy_skilled": 0.6, "accuracy_unskilled": 0.6},
        failure_demand={"return_probability": 1.0, "mean_delay_days": 0.01, "max_visits": 2},
    )
    return firm(
        {"a": work}, {"p": role(2, ["a"])}, {"x": bot(["a"], accuracy=0.5)}, horizon_days=4, policy={"rule": "bandit"}
    )


def without_people() -> Config:
    """Return a firm of bots whose services fail, with nobody to fall back on."""
    return firm(
        {"a": function(40, 20.0)},
        bots={"x": bot(["a"], accuracy=0.8), "y": bot(["a"], vendor="globex", technology="rpa")},
        horizon_days=8,
        vendors={"acme": {"unavailability": 0.3}, "globex": {"unavailability": 0.3}},
        policy={"fallback": "other_vendor"},
        mechanisms={"outages": {"on": True, "full_share": 1.0}},
    )


def with_standbys(mode: str) -> Config:
    """Return a firm whose bots' standbys take over when a service fails, and fail themselves; nobody else is asked."""
    return firm(
        {"a": function(40, 20.0), "b": function(10, 20.0)},
        {"p": role(2, ["a", "b"])},
        {"x": bot(["a"], accuracy=0.8), "y": bot(["b"], vendor="globex"), "z": bot(["b"], technology="rpa")},
        horizon_days=8,
        vendors={"acme": {"unavailability": 0.3}, "globex": {"unavailability": 0.3}},
        policy={"mode": mode, "fallback": "wait"},
        safeguards={"diversification": {"unavailability": 0.3}},
        mechanisms={"outages": {"on": True, "full_share": 1.0}, "assistance": {"on": True}},
    )
