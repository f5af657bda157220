"""What a config says of its services: parts that add up, busy hours that are the vendors'."""

import math
from collections.abc import Callable

import numpy as np
import pytest

from symbio_sim.config import Config, Outages
from symbio_sim.world.services import OperationalClock, OutagePlan, component_unavailabilities, services_in_use

Build = Callable[..., Config]


def test_components_combine_to_the_configured_unavailability(build: Build) -> None:
    config = build(vendors={"acme": {"unavailability": 0.05}, "brio": {"unavailability": 0.01}})
    parts = component_unavailabilities(config)
    assert parts[None, None] == pytest.approx(0.1 * 0.01)  # of the smallest
    assert parts["acme", None] == pytest.approx(0.6 * 0.05)
    for vendor, technology, total in (("acme", "nlp", 0.05), ("acme", "vision", 0.05), ("brio", "ml", 0.01)):
        up = (1 - parts[vendor, technology]) * (1 - parts[vendor, None]) * (1 - parts[None, None])
        assert 1 - up == pytest.approx(total, rel=1e-12)


@pytest.mark.parametrize("offset", [0.0, 1.0, -5.0, 9.5])
def test_busy_hours_are_the_vendors_whatever_the_firm_s_clock(build: Build, offset: float) -> None:
    clock = OperationalClock(Outages(), build(business={"utc_offset_h": offset}).business)
    start = 60.0 * (13 + offset)  # 13:00 UTC on Monday in local minutes
    rate = (clock.operational(start + 600.0) - clock.operational(start)) / 600.0
    assert rate == pytest.approx(2.1)
    weekend = 60.0 * (120 + offset)
    assert (clock.operational(weekend + 2880.0) - clock.operational(weekend)) / 2880.0 == pytest.approx(0.23)


def test_operational_time_has_mean_one_and_runs_back(build: Build) -> None:
    clock = OperationalClock(Outages(), build().business)
    assert clock.operational(10_080.0 * 3) - clock.operational(0.0) == pytest.approx(3 * 10_080.0)
    for wall in np.linspace(-500_000.0, 500_000.0, 997).tolist():
        assert clock.wall(clock.operational(wall)) == pytest.approx(wall, abs=1e-6)


def test_what_cannot_fail_is_no_component(build: Build) -> None:
    perfect = build(vendors={"acme": {"unavailability": 0.0}})  # so is, then, the part that all share
    assert [(c.kind, c.vendor, c.technology) for c in OutagePlan.of(perfect).components] == [
        ("vendor", "brio", None),
        ("own", "brio", "ml"),
    ]
    assert OutagePlan.of(build(mechanisms={"outages": {"on": False}})).components == ()


def test_two_bots_on_one_service_are_one_service_with_the_first_one_s_values(build: Build) -> None:
    second = {"technology": "nlp", "vendor": "acme", "functions": ["sales"], "degradations_per_year": 9.0}
    config = build(bots={"writer": {"degradations_per_year": 3.0}, "second": second})
    services = services_in_use(config)
    assert [(service.vendor, service.technology) for service in services] == [
        ("acme", "nlp"),
        ("acme", "vision"),
        ("brio", "ml"),
    ]
    assert services[0].sound_mean_min == pytest.approx(365.25 * 1440 / 3.0)


def test_what_is_switched_off_never_happens_to_a_service(build: Build) -> None:
    for service in services_in_use(build(mechanisms={"silent_degradation": False, "vendor_exit": False})):
        assert math.isinf(service.sound_mean_min)
        assert service.exit_hazard_per_min == 0.0
