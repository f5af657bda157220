"""Vendors at midnight: how much the firm depends on them, what they charge tomorrow, how hard it is to leave them."""

from typing import Any, Final

from ..mechanisms import prices as law_of_prices
from .jitable import jitable
from .state import NOBODY, State

DAY_MIN: Final = 1440.0


@jitable
def close_day(s: State, day: int) -> None:
    """Write down the day's prices, then let dependence, prices and lock-in follow what the day has shown."""
    law = s.parameters[0]
    if not law.prices_on:
        return
    total_eur = 0.0
    for function in range(len(s.functions)):
        total_eur += s.functions[function].correct * s.functions[function].value_eur
    for number in range(len(s.vendors)):
        vendor, entry = s.vendors[number], s.vendor_days[day, number]
        entry.price = vendor.price
        if law.lock_in_on and total_eur > 0.0:
            share = vendor.value_today_eur / total_eur
            vendor.dependence = law_of_prices.follows(vendor.dependence, share, law.dependence_days)
        vendor.value_today_eur = 0.0
        vendor.price = law_of_prices.grown(vendor.price, law.inflation, law.lock_in_growth, vendor.dependence)
        vendor.lock_in = law_of_prices.follows(vendor.lock_in, vendor.dependence, law.lock_in_days)
        entry.dependence = vendor.dependence
        entry.lock_in = vendor.lock_in
    for number in range(len(s.services)):
        _prolong_switching(s, s.services[number], day)


@jitable
def _prolong_switching(s: State, service: Any, day: int) -> None:
    """Where a product ends on the day that begins: it takes the longer to switch, the more the firm is locked in."""
    begins_min = (day + 1.0) * DAY_MIN
    if service.exit_place == NOBODY or not begins_min <= service.exit_min < begins_min + DAY_MIN:
        return
    lock_in = s.vendors[service.vendor].lock_in
    factor = law_of_prices.switching_factor(lock_in, s.parameters[0].switching_growth)
    outage = s.outages[service.exit_place]
    service.planned_back_min = outage.fix_min
    service.back_min = max(outage.start_min + (outage.fix_min - outage.start_min) * factor, outage.fix_min)
    later_min = service.back_min - outage.fix_min
    outage.fix_min = service.back_min
    outage.tail_end_min = service.back_min
    service.relearning_from_min += later_min
    service.relearning_until_min += later_min
