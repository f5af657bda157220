"""The expected demand: when in the day tasks come, and how many a day."""

import math
from collections.abc import Callable
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from strategies import configs

from symbio_sim.config import DAYS_PER_YEAR, Arrivals, Business, Config
from symbio_sim.world.demand import Demand, daily_rates, day_profiles

Build = Callable[..., Config]
FORENOON = [0.0] * 8 + [1.0, 3.0, 2.0, 2.0] + [0.0] * 12


def test_the_last_task_of_a_day_comes_before_the_quiet_hours(build_one: Build) -> None:
    config = build_one(7, {"hour_weights": FORENOON})
    profile = day_profiles(config.functions["desk"].arrivals, config.business)[0]
    assert profile is not None
    assert profile.times(np.array([0.0, 0.5, 1.0])).tolist() == [8 * 60.0, 10 * 60.0, 12 * 60.0]


def test_season_and_growth_shape_the_rates(build_one: Build) -> None:
    law = {"per_day": 10.0, "season_amplitude": 0.4, "season_peak_day": 100.0, "growth_per_year": 0.21}
    config = build_one(1100, law)
    rates = daily_rates(config.functions["desk"].arrivals, config.business, 1100)
    days = np.arange(1100)
    season = 1 + 0.4 * np.cos(2 * np.pi * (days + 4 - 100) / DAYS_PER_YEAR)  # day 0 is 4 January
    assert rates == pytest.approx(10 * season * 1.21 ** (days / DAYS_PER_YEAR), rel=1e-12)
    assert int(rates[:365].argmax()) in range(96, 106)


def test_a_day_without_hours_has_no_profile(build_one: Build) -> None:
    config = build_one(7, hours={"tue": "09:00-10:00"})
    profiles = day_profiles(config.functions["desk"].arrivals, config.business)
    assert [profile is None for profile in profiles] == [True, False, True, True, True, True, True]


def rate(arrivals: Arrivals, business: Business, day: int) -> float:
    """The expected number of tasks of one day, as the model says it."""
    weekday = (business.start_date.weekday() + day) % 7
    opens = any(start < (weekday + 1) * 1440 and end > weekday * 1440 for start, end in business.hours.intervals_min)
    weight = float(opens) if arrivals.weekday_weights is None else arrivals.weekday_weights[weekday]
    day_of_year = business.start_date.timetuple().tm_yday + day
    angle = 2.0 * math.pi * (day_of_year - arrivals.season_peak_day) / DAYS_PER_YEAR
    season = 1.0 + arrivals.season_amplitude * math.cos(angle)
    growth = math.exp(math.log1p(arrivals.growth_per_year) / DAYS_PER_YEAR * day)
    return arrivals.per_day * weight * season * growth


@pytest.mark.parametrize(
    "law",
    [
        {},
        {"weekday_weights": [0.0, 1.0, 2.0, 0.5, 1.0, 0.0, 3.0], "hour_weights": FORENOON},
        {"hour_weights": FORENOON, "growth_per_year": -0.4},
        {"season_amplitude": 0.9, "season_peak_day": 33.3, "growth_per_year": 2.0},
    ],
    ids=str,
)
@pytest.mark.parametrize("hours", ["always", {"fri-sat": "20:00-04:00"}, {"mon-fri": "08:00-12:00, 13:00-17:00"}])
def test_rates_are_those_of_the_model_day_by_day_to_the_last_bit(
    build_one: Build, law: dict[str, Any], hours: Any
) -> None:
    config = build_one(1000, {"per_day": 7.3, **law}, hours=hours)
    arrivals = config.functions["desk"].arrivals
    expected = [rate(arrivals, config.business, day) for day in range(1000)]
    assert daily_rates(arrivals, config.business, 1000).tolist() == expected


@given(configs())
def test_each_day_has_the_profile_of_its_weekday(config: Config) -> None:
    for function in config.functions.values():
        demand = Demand.of(function.arrivals, config.business, config.horizon_days)
        week = day_profiles(function.arrivals, config.business)
        for day, which in enumerate(demand.profile_of_day):
            expected = week[(config.business.start_date.weekday() + day) % 7]
            if expected is None:
                assert demand.rates[day] == 0.0
            else:
                profile = demand.profiles[which]
                assert profile.minutes.tolist() == expected.minutes.tolist()
                assert profile.cumulative.tolist() == expected.cumulative.tolist()


def test_days_open_alike_share_a_profile(build_one: Build) -> None:
    config = build_one(7, hours={"mon-thu": "08:00-12:00", "fri": "08:00-13:00"})
    demand = Demand.of(config.functions["desk"].arrivals, config.business, 7)
    assert len(demand.profiles) == 2
    assert demand.profile_of_day[:5].tolist() == [0, 0, 0, 0, 1]
