from collections.abc import Callable
from typing import Any

import pytest
from builders import bot, firm, function, role

from symbio_sim.choreography import BOT, HUMAN
from symbio_sim.config import Config, WeeklyHours
from symbio_sim.metrics import StressPlan, stress_plan
from symbio_sim.metrics.working_days import working_days
from symbio_sim.run import Run, simulate
from symbio_sim.world import draw_world

DAY = 1440
WEEKDAYS = {"mon-fri": "09:00-12:00, 13:00-17:00"}


def shop(outage: dict[str, Any] | None, hours: Any = WEEKDAYS, horizon_days: int = 30) -> Config:
    """A shop with two vendors' bots; day 0 is a Monday."""
    return firm(
        {"a": function(8, 15.0, "deterministic", arrivals={"law": "regular"})},
        {"p": role(1, ["a"])},
        {"b": bot(["a"]), "c": bot(["a"], vendor="other")},
        horizon_days=horizon_days,
        business={"hours": hours},
        stressors={"vendor_outage": outage},
        policy={"rule": "human_only"},
    )


def planned(config: Config) -> StressPlan | None:
    return stress_plan(config, simulate(config, 1))


def times(config: Config) -> tuple[float, float] | None:
    plan = planned(config)
    return None if plan is None else (plan.start_min, plan.length_min)


def test_two_working_days_last_until_closing_time_of_the_second() -> None:
    assert times(shop({"vendor": "all", "day": 2})) == (2 * DAY + 540, DAY + 8 * 60)


def test_the_shock_waits_for_the_next_working_day_and_bridges_the_weekend() -> None:
    assert times(shop({"vendor": "all", "day": 5})) == (7 * DAY + 540, DAY + 480)
    assert times(shop({"vendor": "all", "day": 4})) == (4 * DAY + 540, 3 * DAY + 480)


@pytest.mark.parametrize(("days", "length_min"), [(1.0, 480), (0.5, 270), (0.25, 105), (1.5, DAY + 270)])
def test_a_fraction_is_that_share_of_the_opening_hours(days: float, length_min: float) -> None:
    # Half of the seven open hours is 3.5: until 13:30, the hour at noon not counted.
    plan = planned(shop({"vendor": "all", "day": 2, "working_days": days}))
    assert plan is not None
    assert plan.length_min == length_min


def test_by_default_the_shock_comes_two_thirds_into_the_horizon() -> None:
    config = shop({"severity": 0.4})
    plan = planned(config)
    assert plan is not None
    assert plan.start_min == 21 * DAY + 540  # day 20 is a Sunday
    assert plan.strike(draw_world(config, 1)).outages[0].severity == 0.4


def test_round_the_clock_a_working_day_is_a_day() -> None:
    assert times(shop({"vendor": "all", "day": 6}, "always")) == (6 * DAY, 2 * DAY)


def test_hours_count_night_and_day() -> None:
    assert times(shop({"vendor": "all", "day": 2, "hours": 48.0})) == (2 * DAY + 540, 2 * DAY)


def test_hours_past_midnight_belong_to_the_day_they_began() -> None:
    open_days = working_days(WeeklyHours.parse({"fri-sat": "20:00-04:00"}), 0, 9)
    assert [(item.day, item.opens_min - item.day * DAY, item.open_min) for item in open_days] == [
        (4, 1200, 480),
        (5, 1200, 480),
    ]
    # Days that touch are still two days.
    assert [item.day for item in working_days(WeeklyHours.parse("always"), 3, 3)] == [0, 1, 2]


def test_hours_past_the_end_of_the_week_belong_to_sunday() -> None:
    (sunday,) = working_days(WeeklyHours.parse({"sun": "20:00-04:00"}), 6, 3)
    assert (sunday.day, sunday.opens_min, sunday.open_min) == (0, 1200, 480)


def test_the_largest_vendor_served_the_most_value_before_the_shock(rewritten: Callable[..., Run]) -> None:
    config = shop({"vendor": "largest", "day": 7})
    run = simulate(config, 1)
    early = dict.fromkeys(range(40), BOT)
    mode = rewritten(run, mode=HUMAN)
    # The first vendor serves 10 of the first week's 40 tasks, and all of the later ones, which is too late to count.
    bots = dict.fromkeys(range(len(run.columns["bot"])), 0) | dict.fromkeys(range(30), 1)
    served = rewritten(mode, mode=early | dict.fromkeys(range(40, 160), BOT), bot=bots)
    plan = stress_plan(config, served)
    assert plan is not None
    assert plan.victim == "other"
    even = rewritten(served, bot=dict.fromkeys(range(20, 40), 0))
    tied = stress_plan(config, even)
    assert tied is not None
    assert tied.victim == "acme"


def test_if_no_bot_served_anything_the_first_declared_vendor_is_struck() -> None:
    plan = planned(shop({"vendor": "largest", "day": 7}))
    assert plan is not None
    assert plan.victim == "acme"


def test_without_outage_vendors_or_open_days_there_is_no_plan() -> None:
    assert planned(shop(None)) is None
    assert planned(shop({"day": 26}, {"mon": "09:00-17:00"}, horizon_days=27)) is None
    alone = firm({"a": function(8, 30.0)}, {"p": role(1, ["a"])}, horizon_days=9, stressors={"vendor_outage": {}})
    assert planned(alone) is None
