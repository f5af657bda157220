"""What vendors charge from day to day, relative to day 0: grown with dependence, and raised by planned spikes."""

from collections.abc import Iterator

import numpy as np
from numpy.typing import NDArray

from ..config import DAY_MIN
from ..mechanisms import prices as law_of_prices
from ..run import Run
from .firm_facts import FirmFacts
from .tallied import sum_of

Floats = NDArray[np.float64]


def relative_prices(run: Run) -> Floats | None:
    """Return the prices of each day and vendor, shape (days, vendors); None where all bots cost the same every day."""
    grown = run.extra_days.get("vendor_price")
    if grown is None and not run.world.price_spikes and not any(bot.from_day for bot in run.firm.bots):
        return None
    prices = np.ones((run.config.horizon_days, len(run.firm.vendors))) if grown is None else grown.copy()
    for spike in run.world.price_spikes:
        dear = [number for number, vendor in enumerate(run.firm.vendors) if spike.concerns(vendor)]
        prices[max(spike.first_day, 0) : max(spike.last_day + 1, 0), dear] *= spike.factor
    return prices


def usage_eur(run: Run, facts: FirmFacts, prices: Floats) -> float:
    """Return what visits begun on the measured days cost (euros), each at the price of its day."""
    begun = np.diff(run.bot_days["visits"], axis=0, prepend=0.0)[facts.first_day :]
    return sum_of(
        bot.usage_eur_per_task * sum_of((begun[:, number] * prices[facts.first_day :, bot.vendor]).tolist())
        for number, bot in enumerate(run.firm.bots)
    )


def subscription_days(run: Run, facts: FirmFacts, prices: Floats) -> float:
    """Return what a month of all subscriptions would cost (euros) times the measured days, each at its price.

    A subscription begins when the bot is first at work.
    """
    return sum_of(
        bot.subscription_eur_per_month * sum_of(prices[max(facts.first_day, bot.from_day) :, bot.vendor].tolist())
        for bot in run.firm.bots
    )


def switching_eur(run: Run, facts: FirmFacts) -> float:
    """Return what ends of products on the measured days cost (euros): the more, the more the firm was locked in."""
    return sum_of(eur for at_min, eur in switchings(run) if facts.warm_up_min <= at_min)


def switchings(run: Run) -> Iterator[tuple[float, float]]:
    """Give the ends of products within the horizon: when (minutes since day 0), and what moving on costs (euros)."""
    law, lock_in = run.config.mechanisms.prices, run.extra_days.get("vendor_lock_in")
    for (vendor, _), service in zip(run.firm.services, run.agenda.services, strict=True):
        if 0.0 <= service.exit_min < run.firm.horizon_min:
            evening = int(service.exit_min // DAY_MIN) - 1
            level = 0.0 if lock_in is None or evening < 0 else float(lock_in[evening, vendor])
            factor = law_of_prices.switching_factor(level, law.switching_growth)
            yield service.exit_min, run.config.vendors[run.firm.vendors[vendor]].switching_eur * factor
