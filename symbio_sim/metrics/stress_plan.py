"""Planned shocks of all kinds: laid on the calendar, given a victim, and put into a World."""

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np

from ..config import (
    DAY_MIN,
    Attack,
    Config,
    DemandSurge,
    LossOfPeople,
    PriceRise,
    ShiftOfMarket,
    SilentDegradation,
    Stressor,
    VendorExit,
    VendorOutage,
)
from ..run import Run
from ..world import World
from .over_symbiosis import vendor_value_eur
from .working_days import WorkingDay, working_days

Planned = tuple[str, Stressor]
"""A kind of shock, and what is planned of it."""


@dataclass(frozen=True)
class StressPlan:
    """A shock that is about to strike.

    Attributes
    ----------
    kind : str
        As under `stressors` in a config.
    victim : str
        Whom it strikes, in words.
    start_min, length_min : float
        When, and for how long (minutes).
    strike : callable
        Puts it into a World.
    """

    kind: str
    victim: str
    start_min: float
    length_min: float
    strike: Callable[[World], World]

    @property
    def over_min(self) -> float:
        """When it is over (minutes)."""
        return self.start_min + self.length_min


@dataclass(frozen=True)
class ShockTimes:
    """When a planned shock begins and how long it lasts (minutes)."""

    start_min: float
    length_min: float


def first_planned(config: Config) -> Planned | None:
    """Return the shock that the measures `resilience_*` are of, if any is planned."""
    return next(config.stressors.planned(), None)


def shock_times(config: Config, planned: Planned | None = None) -> ShockTimes | None:
    """Return when a planned shock (the first one, if none is given) strikes, which is the same in all Worlds.

    A shock begins on a working day, the planned one (by default two thirds into the horizon) or the next: at opening
    time, or, where whole days count (loss of people, prices, demand), at its midnight. An outage of 2 working days
    lasts until closing time of the second; of a fraction, that share of the day's opening hours passes. The end of
    products lasts as long as the longest switching that is planned.

    Returns
    -------
    ShockTimes or None
        None if nothing is planned or there is nothing to strike: no vendor, nobody of that role, or a business that
        does not open between the planned day and the horizon.
    """
    chosen = first_planned(config) if planned is None else planned
    if chosen is None or not _has_victim(config, chosen[1]):
        return None
    stressor = chosen[1]
    first = config.horizon_days * 2 // 3 if stressor.day is None else stressor.day
    # The last working days of a shock may lie beyond the horizon, and a business may open one day a week.
    n_working = math.ceil(stressor.working_days) if isinstance(stressor, VendorOutage) else 1
    open_days = working_days(
        config.business.hours, config.business.start_date.weekday(), config.horizon_days + 7 * (n_working + 1)
    )
    struck = [item for item in open_days if item.day >= first]
    if not struck or struck[0].day >= config.horizon_days:
        return None
    start = struck[0].opens_min
    if isinstance(stressor, DemandSurge | LossOfPeople | PriceRise):
        start = struck[0].day * float(DAY_MIN)
    return ShockTimes(start, _length_min(config, stressor, struck))


def _has_victim(config: Config, stressor: Stressor) -> bool:
    if isinstance(stressor, LossOfPeople):
        return bool(_seats(config, stressor))
    return bool(config.vendors) or not stressor.WORDS


def strikes_bots(config: Config, stressor: Stressor) -> bool:
    """Tell whether a shock of vendors finds any bot of theirs; other shocks need none."""
    if not stressor.WORDS:
        return True
    vendor: str = stressor.vendor  # type: ignore[attr-defined]  # all that strike vendors have it
    return any(vendor in (*stressor.WORDS, bot.vendor) for bot in config.bots.values())


def _length_min(config: Config, stressor: Stressor, struck: Sequence[WorkingDay]) -> float:
    """Return how long a shock lasts that begins on the first of these working days."""
    if isinstance(stressor, VendorOutage):
        if stressor.hours is not None:
            return stressor.hours * 60.0
        whole = math.ceil(stressor.working_days) - 1
        share_of_last = stressor.working_days - whole
        return struck[whole].after(share_of_last * struck[whole].open_min) - struck[0].opens_min
    if isinstance(stressor, VendorExit):
        named = [stressor.vendor] if stressor.vendor in config.vendors else list(config.vendors)
        return max(config.vendors[name].switching_days for name in named) * DAY_MIN
    if isinstance(stressor, ShiftOfMarket):
        return 0.0  # it strikes once and for all
    days: float = stressor.days  # type: ignore[attr-defined]  # all others have it
    return days * DAY_MIN


def stress_plan(config: Config, baseline: Run, planned: Planned | None = None) -> StressPlan | None:
    """Return a planned shock (the first one, if none is given) in the World of a run without it.

    The vendor `largest` is the one whose bots served the most value before the shock in this World; the first declared
    where several, or none, did.

    Returns
    -------
    StressPlan or None
        None if there is none, see :func:`shock_times`.
    """
    chosen = first_planned(config) if planned is None else planned
    times = shock_times(config, chosen)
    if chosen is None or times is None:
        return None
    kind, stressor = chosen
    start, length = times.start_min, times.length_min
    vendor = _vendor(stressor, baseline, start)
    victim, edit = _edit(config, stressor, vendor, start, length)
    if isinstance(stressor, VendorExit):
        length = config.vendors[victim].switching_days * DAY_MIN
    return StressPlan(kind, victim, start, length, edit)


def _vendor(stressor: Stressor, baseline: Run, start_min: float) -> str | None:
    """Return the vendor that is struck; None for all, or where vendors are not struck."""
    vendor: str | None = getattr(stressor, "vendor", None)
    if vendor == "largest":
        return baseline.firm.vendors[int(np.argmax(vendor_value_eur(baseline, before_min=start_min)))]
    return None if vendor == "all" else vendor


def _edit(
    config: Config, stressor: Stressor, vendor: str | None, start_min: float, length_min: float
) -> tuple[str, Callable[[World], World]]:
    """Return whom a shock strikes, in words, and what puts it into a World."""
    whom = "all vendors" if vendor is None else vendor
    day = int(start_min // DAY_MIN)
    match stressor:
        case VendorOutage(severity=severity):
            return whom, lambda world: world.with_outage(vendor, start_min, length_min, severity=severity)
        case VendorExit():
            return whom, lambda world: world.with_exit(whom, start_min)
        case PriceRise(days=days, factor=factor):
            return whom, lambda world: world.with_price_spike(vendor, day, days, factor)
        case SilentDegradation():
            return whom, lambda world: world.with_degradation(vendor, start_min, length_min)
        case DemandSurge(days=days, factor=factor):
            return "all functions", lambda world: world.with_surge(config, day, days, factor)
        case ShiftOfMarket(share=share):
            return "new tasks", lambda world: world.with_market_shift(start_min / DAY_MIN, share)
        case Attack(loss_eur=loss_eur):
            return "all bots", lambda world: world.with_cyber_incident(start_min, length_min, loss_eur)
        case LossOfPeople(days=days):
            seats = _seats(config, stressor)
            return ", ".join(seats), lambda world: world.with_absences(seats, day, day + days - 1)
    raise TypeError(f"no edit of a World is known for {type(stressor).__name__}")


def _seats(config: Config, stressor: LossOfPeople) -> list[str]:
    """Return the seats that a loss of people empties: of each role the first ones, a share of them rounded up."""
    roles = config.staff if stressor.role is None else [stressor.role]
    return [f"{role}/{seat}" for role in roles for seat in range(math.ceil(stressor.share * config.staff[role].count))]
