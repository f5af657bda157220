"""The planned shock of a config, laid on the calendar and given a victim."""

import math
from typing import NamedTuple

import numpy as np

from ..config import Config
from ..run import Run
from .over_symbiosis import vendor_value_eur
from .working_days import working_days


class StressPlan(NamedTuple):
    """A planned outage: of whom (None: all vendors), when, how long, how badly (share of visits that fail)."""

    vendor: str | None
    start_min: float
    length_min: float
    severity: float


class ShockTimes(NamedTuple):
    """When a planned outage begins and how long it lasts (minutes)."""

    start_min: float
    length_min: float


def shock_times(config: Config) -> ShockTimes | None:
    """Return when the planned outage of a config strikes, which is the same in all Worlds.

    The shock begins at opening time of a working day: the planned one (by default two thirds into the horizon) or the
    next. A length of 2 working days lasts until closing time of the second; of a fraction, that share of the day's
    opening hours passes.

    Returns
    -------
    ShockTimes or None
        None if no outage is planned, no vendor is declared, or the business does not open between the planned day and
        the horizon.
    """
    planned = config.stressors.vendor_outage
    if planned is None or not config.vendors:
        return None
    first = config.horizon_days * 2 // 3 if planned.day is None else planned.day
    # The last working days of a shock may lie beyond the horizon, and a business may open one day a week.
    beyond = 7 * (math.ceil(planned.working_days) + 1)
    open_days = working_days(config.business.hours, config.business.start_date.weekday(), config.horizon_days + beyond)
    struck = [item for item in open_days if item.day >= first]
    if not struck or struck[0].day >= config.horizon_days:
        return None
    start = struck[0].opens_min
    whole = math.ceil(planned.working_days) - 1
    share_of_last = planned.working_days - whole
    end = struck[whole].after(share_of_last * struck[whole].open_min)
    return ShockTimes(start, end - start)


def stress_plan(config: Config, baseline: Run) -> StressPlan | None:
    """Return the planned outage of a config in the World of a run without it, at its times (:func:`shock_times`).

    The vendor `largest` is the one whose bots served the most value before the shock in this World; the first declared
    where several, or none, did.

    Returns
    -------
    StressPlan or None
        None if there is no shock.
    """
    planned, times = config.stressors.vendor_outage, shock_times(config)
    if planned is None or times is None:
        return None
    vendor = None if planned.vendor == "all" else planned.vendor
    if vendor == "largest":
        vendor = baseline.firm.vendors[int(np.argmax(vendor_value_eur(baseline, before_min=times.start_min)))]
    return StressPlan(vendor, *times, planned.severity)
