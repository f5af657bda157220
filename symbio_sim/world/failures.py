"""Drawing what happens to vendors' services: outages, silent degradations, exits, updates."""

import math
from collections.abc import Iterator, Sequence
from itertools import count

from numpy.random import Generator

from ..config import DAY_MIN, Outages
from .happenings import Degradation, Exit, Outage, VendorUpdate
from .luck import key_of
from .services import Component, OutagePlan, Service, mean_repair_min
from .streams import Streams

WARM_UP_MIN = -400.0 * DAY_MIN
"""Processes start this long before day 0, in the midst of an up time, so that day 0 finds them stationary."""

_CATASTROPHE_SIGMA_LOG = 0.8


def draw_outages(plan: OutagePlan, streams: Streams) -> tuple[Outage, ...]:
    """Draw all outages that touch the horizon, sorted by start."""
    drawn: list[Outage] = []
    for component in plan.components:
        drawn += _outages_of(plan, component, streams.open(component.source))
    if math.isfinite(plan.catastrophe_gap_min):
        drawn += _catastrophes(plan, streams.open("catastrophes"))
    return tuple(sorted(drawn, key=lambda outage: (outage.start_min, outage.key)))


def _outages_of(plan: OutagePlan, component: Component, rng: Generator) -> Iterator[Outage]:
    """Yield a component's outages that touch the horizon: Weibull up times on the vendors' clock, then repairs."""
    law, clock = plan.law, plan.clock
    kind, vendor, technology = component.kind, component.vendor, component.technology
    now, up = WARM_UP_MIN, component.up_scale_min * _residual_up_time(law.shape, rng)
    for number in count():
        start = clock.wall(clock.operational(now) + up)
        if start >= plan.end_min:
            return
        repair = _repair_min(law, rng)
        severity = 1.0 if rng.random() < law.full_share else law.partial_severity
        fix = start + repair
        tail_end = fix + law.tail_ratio * (fix - start)
        if tail_end > 0.0:
            key = key_of(f"{component.source}/{number}")
            yield Outage(kind, vendor, technology, start, fix, tail_end, severity, key)
        now, up = start + repair * (1.0 + law.tail_ratio), component.up_scale_min * rng.weibull(law.shape)


def _repair_min(law: Outages, rng: Generator) -> float:
    """Return a time to fix (minutes)."""
    if law.repair_law == "exponential":
        return mean_repair_min(law) * rng.standard_exponential()
    return 60.0 * law.repair_median_h * math.exp(law.repair_sigma_log * rng.standard_normal())


def _residual_up_time(shape: float, rng: Generator) -> float:
    """Return what is left, at a moment chosen blindly, of a Weibull up time of scale 1.

    A moment falls into long up times more often than into short ones: x^k is then gamma(1 + 1/k) instead of
    exponential, and the moment cuts x evenly. A fresh up time instead would give a rare component, whose up
    times last years, a third more outages than configured.
    """
    seen: float = rng.standard_gamma(1.0 + 1.0 / shape) ** (1.0 / shape)
    return rng.random() * seen


def _catastrophes(plan: OutagePlan, rng: Generator) -> Iterator[Outage]:
    """Yield the rare outages of all vendors that last days: a Poisson process with lognormal lengths."""
    now = 0.0
    for number in count():
        now += plan.catastrophe_gap_min * rng.standard_exponential()
        length = math.exp(_CATASTROPHE_SIGMA_LOG * rng.standard_normal())
        if now >= plan.end_min:
            return
        fix = now + plan.law.catastrophe_median_days * DAY_MIN * length
        yield Outage("catastrophe", None, None, now, fix, fix, 1.0, key_of(f"catastrophe/{number}"))


def draw_degradations(services: Sequence[Service], end_min: float, streams: Streams) -> tuple[Degradation, ...]:
    """Draw the silent degradations of each service: memoryless, of exponential length, not overlapping."""
    drawn: list[Degradation] = []
    for service in services:
        if math.isfinite(service.sound_mean_min):
            drawn += _degradations_of(service, end_min, streams.open(service.degradation_source))
    return tuple(sorted(drawn, key=lambda item: item.start_min))


def _degradations_of(service: Service, end_min: float, rng: Generator) -> Iterator[Degradation]:
    """Yield a service's degradations that touch the horizon."""
    now = WARM_UP_MIN
    while True:
        now += service.sound_mean_min * rng.standard_exponential()
        end = now + service.degraded_mean_min * rng.standard_exponential()
        if now >= end_min:
            return
        if end > 0.0:
            yield Degradation(service.vendor, service.technology, now, end)
        now = end


def draw_exits(services: Sequence[Service], end_min: float, streams: Streams) -> tuple[Exit, ...]:
    """Draw the time at which each service ends, where that is within the horizon."""
    drawn = []
    for service in services:
        if service.exit_hazard_per_min > 0.0:
            end = streams.open(service.exit_source).standard_exponential() / service.exit_hazard_per_min
            if end < end_min:
                drawn.append(Exit(service.vendor, service.technology, end))
    return tuple(sorted(drawn, key=lambda item: item.day_min))


def draw_updates(services: Sequence[Service], end_min: float, streams: Streams) -> tuple[VendorUpdate, ...]:
    """Draw the updates of each service: a Poisson process from day 0 on, with normal jumps of ability."""
    drawn: list[VendorUpdate] = []
    for service in services:
        if math.isfinite(service.update_mean_min):
            drawn += _updates_of(service, end_min, streams.open(service.update_source))
    return tuple(sorted(drawn, key=lambda item: item.start_min))


def _updates_of(service: Service, end_min: float, rng: Generator) -> Iterator[VendorUpdate]:
    """Yield a service's updates within the horizon."""
    now = 0.0
    while True:
        now += service.update_mean_min * rng.standard_exponential()
        jump = service.update_sd * rng.standard_normal()
        if now >= end_min:
            return
        yield VendorUpdate(service.vendor, service.technology, now, jump)
