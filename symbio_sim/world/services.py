"""How reliable a config makes its vendors' services: what fails, how often, at what hours. Nothing here is chance."""

import math
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass

from ..config import DAY_MIN, DAYS_PER_YEAR, IN_HOUSE, Business, Config, Outages

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
        hour = int(within // 60.0)
        hour = hour if hour < 168 else 167
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
    smallest U. The firm's own standbys share one machine and nothing with vendors.
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
    if IN_HOUSE in config.all_vendors:
        parts[(IN_HOUSE, None)] = config.all_vendors[IN_HOUSE].unavailability
    return parts


def _technologies(config: Config, vendor: str) -> list[str]:
    """Return the technologies bought from a vendor, each once, in order of declaration."""
    return list(dict.fromkeys(bot.technology for bot in config.bots.values() if bot.vendor == vendor))


@dataclass(frozen=True)
class Component:
    """A part of what vendors offer that fails on its own; None stands for all vendors, all technologies.

    `source` names its stream, `up_scale_min` is the scale of its Weibull up times (minutes of operational time).
    """

    kind: str
    vendor: str | None
    technology: str | None
    source: str
    up_scale_min: float


@dataclass(frozen=True, eq=False)
class OutagePlan:
    """What a config says of outages: the law, the vendors' clock and what can fail.

    Attributes
    ----------
    law : Outages
    clock : OperationalClock
    components : tuple of Component
        Those that can fail; none where outages are switched off.
    catastrophe_gap_min : float
        Mean time between catastrophes; infinite for none.
    end_min : float
        End of the horizon.
    """

    law: Outages
    clock: OperationalClock
    components: tuple[Component, ...]
    catastrophe_gap_min: float
    end_min: float

    @classmethod
    def of(cls, config: Config) -> "OutagePlan":
        """Return what a config says of outages."""
        law = config.mechanisms.outages
        strikes = law.on and bool(config.vendors) and law.catastrophes_per_year > 0.0
        gap = DAYS_PER_YEAR * DAY_MIN / law.catastrophes_per_year if strikes else math.inf
        clock = OperationalClock(law, config.business)
        return cls(law, clock, tuple(_components(config)), gap, float(config.horizon_days * DAY_MIN))

    def sources(self) -> Iterator[str]:
        """Yield the names of the streams that outages are drawn from."""
        yield "catastrophes"
        for component in self.components:
            yield component.source


def _components(config: Config) -> Iterator[Component]:
    """Yield the components that can fail."""
    law = config.mechanisms.outages
    if not law.on:
        return
    down = mean_repair_min(law) * (1.0 + law.tail_ratio)
    for (vendor, technology), share in component_unavailabilities(config).items():
        if share > 0.0:
            kind = "common" if vendor is None else "vendor" if technology is None else "own"
            up_scale = down * (1.0 - share) / share / math.gamma(1.0 + 1.0 / law.shape)
            yield Component(kind, vendor, technology, f"outages/{vendor}/{technology}", up_scale)


@dataclass(frozen=True)
class Service:
    """What a vendor sells under the name of a technology, and how it may deteriorate and end.

    Means are in minutes, infinite where that never happens; jumps of ability at updates in logits.
    """

    vendor: str
    technology: str
    sound_mean_min: float
    degraded_mean_min: float
    exit_hazard_per_min: float
    update_mean_min: float
    update_sd: float

    @property
    def degradation_source(self) -> str:
        """Name of the stream of its degradations."""
        return f"degradations/{self.vendor}/{self.technology}"

    @property
    def exit_source(self) -> str:
        """Name of the stream of its end."""
        return f"exit/{self.vendor}/{self.technology}"

    @property
    def update_source(self) -> str:
        """Name of the stream of its vendor's updates."""
        return f"updates/{self.vendor}/{self.technology}"

    def sources(self) -> Iterator[str]:
        """Yield the names of the streams that a World draws from for it; that of updates only if there are any."""
        yield self.degradation_source
        yield self.exit_source
        if math.isfinite(self.update_mean_min):
            yield self.update_source


def services_in_use(config: Config) -> tuple[Service, ...]:
    """Return each service in use once; of several bots on one service the first one's values count."""
    first: dict[tuple[str, str], str] = {}
    for name, bot in config.all_bots.items():
        first.setdefault((bot.vendor, bot.technology), name)
    return tuple(_service(config, *key, bot) for key, bot in first.items())


def _service(config: Config, vendor: str, technology: str, bot: str) -> Service:
    preset, switches = config.technology_of(bot), config.mechanisms
    degrades = switches.silent_degradation and preset.degradations_per_year > 0.0
    sound = DAYS_PER_YEAR * DAY_MIN / preset.degradations_per_year if degrades else math.inf
    degraded = preset.degradation_mean_days * DAY_MIN
    hazard = config.all_vendors[vendor].exit_per_year / (DAYS_PER_YEAR * DAY_MIN) if switches.vendor_exit else 0.0
    drift = switches.drift
    updates = drift.on and drift.updates_per_year > 0.0 and vendor != IN_HOUSE  # which nobody updates
    update_mean_min = DAYS_PER_YEAR * DAY_MIN / drift.updates_per_year if updates else math.inf
    return Service(vendor, technology, sound, degraded, hazard, update_mean_min, drift.update_sd if updates else 0.0)
