"""Drawing what happens to vendors' services: outages, silent degradations, exits."""

import math
from bisect import bisect_right
from collections.abc import Iterator

import numpy as np

from ..config import DAY_MIN, DAYS_PER_YEAR, Business, Config, Outages
from .luck import key_of
from .streams import stream
from .world import Degradation, Exit, Outage

WARM_UP_MIN = -400.0 * DAY_MIN
"""Processes start this long before day 0, in the midst of an up time, so that day 0 finds them stationary."""

_CATASTROPHE_SIGMA_LOG = 0.8
_WEEK_MIN = 7.0 * DAY_MIN
_PEAK_UTC_H = (13, 23)


class OperationalClock:
    """Operational time of vendors: wall time weighted by a weekly profile of mean 1 (hazard by UTC hour)."""

    def __init__(self, law: Outages, business: Business) -> None:
        rest = (168.0 - 50.0 * law.peak_multiplier - 48.0 * law.weekend_multiplier) / 70.0
        by_utc_hour = [
            law.weekend_multiplier
            if hour >= 120
            else law.peak_multiplier
            if _PEAK_UTC_H[0] <= hour % 24 < _PEAK_UTC_H[1]
            else rest
            for hour in range(168)
        ]
        offset_min = (business.start_date.weekday() * 24.0 - business.utc_offset_h) * 60.0
        # Minute 0 of the run is minute `offset_min` of the vendors' UTC week.
        self._offset = offset_min % _WEEK_MIN
        self._rates = by_utc_hour
        self._cumulative = [0.0]
        for rate in by_utc_hour:
            self._cumulative.append(self._cumulative[-1] + 60.0 * rate)
        self._week = self._cumulative[-1]

    def operational(self, wall_min: float) -> float:
        """Return the operational time (minutes) of a wall time (minutes since day 0)."""
        weeks, within = divmod(wall_min + self._offset, _WEEK_MIN)
        hour = min(int(within // 60.0), 167)
        return weeks * self._week + self._cumulative[hour] + (within - 60.0 * hour) * self._rates[hour]

    def wall(self, operational_min: float) -> float:
        """Return the first wall time at which this operational time has passed."""
        weeks, within = divmod(operational_min, self._week)
        hour = min(bisect_right(self._cumulative, within) - 1, 167)
        rate = self._rates[hour]
        extra = (within - self._cumulative[hour]) / rate if rate > 0.0 else 0.0
        return weeks * _WEEK_MIN + 60.0 * hour + extra - self._offset


def mean_repair_min(law: Outages) -> float:
    """Return the mean time to fix of the law, without the tail (minutes)."""
    median = 60.0 * law.repair_median_h
    if law.repair_law == "exponential":
        return median / math.log(2.0)
    return median * math.exp(0.5 * law.repair_sigma_log * law.repair_sigma_log)


def component_unavailabilities(config: Config) -> dict[tuple[str | None, str | None], float]:
    """Return the unavailability of the components (vendor, technology), (vendor, None) and (None, None).

    1 - U = (1 - U_own)(1 - U_vendor)(1 - U_common), with U_vendor = c_v U and U_common = c_x times the
    smallest U.
    """
    law = config.mechanisms.outages
    if not config.vendors:
        return {}
    common = law.common_share * min(vendor.unavailability for vendor in config.vendors.values())
    parts: dict[tuple[str | None, str | None], float] = {(None, None): common}
    for name, vendor in config.vendors.items():
        shared = law.vendor_share * vendor.unavailability
        parts[(name, None)] = shared
        own = 1.0 - (1.0 - vendor.unavailability) / ((1.0 - shared) * (1.0 - common))
        for technology in _technologies(config, name):
            parts[(name, technology)] = max(own, 0.0)
    return parts


def _technologies(config: Config, vendor: str) -> list[str]:
    """Return the technologies bought from a vendor, each once, in order of declaration."""
    return list(dict.fromkeys(bot.technology for bot in config.bots.values() if bot.vendor == vendor))


def draw_outages(config: Config, seed: int, replication: int) -> tuple[Outage, ...]:
    """Draw all outages that touch the horizon, sorted by start."""
    law = config.mechanisms.outages
    if not law.on:
        return ()
    clock = OperationalClock(law, config.business)
    drawn: list[Outage] = []
    for (vendor, technology), share in component_unavailabilities(config).items():
        if share > 0.0:
            kind = "common" if vendor is None else "vendor" if technology is None else "own"
            name = f"outages/{vendor}/{technology}"
            rng = stream(seed, replication, name)
            end = float(config.horizon_days * DAY_MIN)
            for count, (start, fix) in enumerate(_alternate(law, share, clock, end, rng)):
                severity = 1.0 if rng.random() < law.full_share else law.partial_severity
                tail_end = fix + law.tail_ratio * (fix - start)
                if tail_end > 0.0:
                    key = key_of(f"{name}/{count}")
                    drawn.append(Outage(kind, vendor, technology, start, fix, tail_end, severity, key))
    drawn += _draw_catastrophes(config, seed, replication)
    return tuple(sorted(drawn, key=lambda outage: (outage.start_min, outage.key)))


def _alternate(
    law: Outages, unavailability: float, clock: OperationalClock, end_min: float, rng: np.random.Generator
) -> Iterator[tuple[float, float]]:
    """Yield (start, fix) of a component's outages: Weibull up times on the vendors' clock, then repairs."""
    down = mean_repair_min(law) * (1.0 + law.tail_ratio)
    scale = down * (1.0 - unavailability) / unavailability / math.gamma(1.0 + 1.0 / law.shape)
    now, up = WARM_UP_MIN, scale * _residual_up_time(law.shape, rng)
    while True:
        start = clock.wall(clock.operational(now) + up)
        if start >= end_min:
            return
        if law.repair_law == "exponential":
            repair = mean_repair_min(law) * float(rng.standard_exponential())
        else:
            repair = 60.0 * law.repair_median_h * math.exp(law.repair_sigma_log * float(rng.standard_normal()))
        yield start, start + repair
        now, up = start + repair * (1.0 + law.tail_ratio), scale * float(rng.weibull(law.shape))


def _residual_up_time(shape: float, rng: np.random.Generator) -> float:
    """Return what is left, at a moment chosen blindly, of a Weibull up time of scale 1.

    A moment falls into long up times more often than into short ones: x^k is then gamma(1 + 1/k) instead of
    exponential, and the moment cuts x evenly. A fresh up time instead would give a rare component, whose up
    times last years, a third more outages than configured.
    """
    seen: float = rng.standard_gamma(1.0 + 1.0 / shape) ** (1.0 / shape)
    return float(rng.random()) * seen


def _draw_catastrophes(config: Config, seed: int, replication: int) -> list[Outage]:
    """Draw the rare outages of all vendors that last days: a Poisson process with lognormal lengths."""
    law = config.mechanisms.outages
    if law.catastrophes_per_year == 0.0 or not config.vendors:
        return []
    rng = stream(seed, replication, "catastrophes")
    drawn: list[Outage] = []
    now, count = 0.0, 0
    while True:
        now += DAYS_PER_YEAR * DAY_MIN / law.catastrophes_per_year * float(rng.standard_exponential())
        length = math.exp(_CATASTROPHE_SIGMA_LOG * float(rng.standard_normal()))
        if now >= config.horizon_days * DAY_MIN:
            return drawn
        fix = now + law.catastrophe_median_days * DAY_MIN * length
        drawn.append(Outage("catastrophe", None, None, now, fix, fix, 1.0, key_of(f"catastrophe/{count}")))
        count += 1


def draw_degradations(config: Config, seed: int, replication: int) -> tuple[Degradation, ...]:
    """Draw the silent degradations of each service: memoryless, of exponential length, not overlapping."""
    if not config.mechanisms.silent_degradation:
        return ()
    drawn: list[Degradation] = []
    for vendor, technology, bot in _services(config):
        preset = config.technology_of(bot)
        if preset.degradations_per_year > 0.0:
            rng = stream(seed, replication, f"degradations/{vendor}/{technology}")
            now = WARM_UP_MIN
            while True:
                now += DAYS_PER_YEAR * DAY_MIN / preset.degradations_per_year * float(rng.standard_exponential())
                end = now + preset.degradation_mean_days * DAY_MIN * float(rng.standard_exponential())
                if now >= config.horizon_days * DAY_MIN:
                    break
                if end > 0.0:
                    drawn.append(Degradation(vendor, technology, now, end))
                now = end
    return tuple(sorted(drawn, key=lambda item: item.start_min))


def draw_exits(config: Config, seed: int, replication: int) -> tuple[Exit, ...]:
    """Draw the day on which each service ends, where that is within the horizon."""
    if not config.mechanisms.vendor_exit:
        return ()
    drawn = []
    for vendor, technology, _ in _services(config):
        hazard = config.vendors[vendor].exit_per_year / (DAYS_PER_YEAR * DAY_MIN)
        if hazard > 0.0:
            day = float(stream(seed, replication, f"exit/{vendor}/{technology}").standard_exponential()) / hazard
            if day < config.horizon_days * DAY_MIN:
                drawn.append(Exit(vendor, technology, day))
    return tuple(sorted(drawn, key=lambda item: item.day_min))


def _services(config: Config) -> list[tuple[str, str, str]]:
    """Return (vendor, technology, first bot) of each service in use."""
    first: dict[tuple[str, str], str] = {}
    for name, bot in config.bots.items():
        first.setdefault((bot.vendor, bot.technology), name)
    return [(vendor, technology, bot) for (vendor, technology), bot in first.items()]
