"""A config resolved into numbers, once."""

import dataclasses

from builders import firm, function, role
from hypothesis import given
from strategies import configs

from symbio_sim.config import Config
from symbio_sim.firm import resolve


@given(configs())
def test_equal_configs_resolve_to_equal_numbers_and_the_same_config_is_resolved_once(config: Config) -> None:
    again = Config.model_validate(config.to_dict())
    assert resolve(config) is resolve(config)
    assert resolve(config).config is config
    assert resolve(again) is not resolve(config)
    # Written out, because a bot's ability in what it cannot do is not a number.
    assert repr(dataclasses.replace(resolve(again), config=config)) == repr(resolve(config))


def test_the_demand_of_a_function_falls_on_its_people_by_their_hours() -> None:
    work = function(24, 60.0, human={"speed_unskilled": 1.0})
    config = firm(
        {"a": work},
        {"short": role(2, ["a"], hours={"mon-sun": "08:00-12:00"}), "long": role(1, ["a"], hours="always")},
        horizon_days=7,
    )
    short, long = resolve(config).roles
    assert abs(short.normal_h_per_day[0] - 24.0 * 4.0 / (2 * 4.0 + 24.0)) < 1e-12
    assert abs(long.normal_h_per_day[0] - 24.0 * 24.0 / (2 * 4.0 + 24.0)) < 1e-12
