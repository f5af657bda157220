"""Prices over three years at constant dependence, and how lock-in and the time of switching follow."""

from matplotlib.figure import Figure

from symbio_sim.config import Prices, Vendor
from symbio_sim.mechanisms import prices
from symbio_sim.report.style import DASHES, ROLES, look, new_figure

LAW = Prices(on=True)
DEPENDENCE = (0.0, 0.3, 0.6, 1.0)
DAYS = 3 * 365


def draw() -> Figure:
    """Draw both panels with the default constants."""
    with look():
        figure, (left, right) = new_figure(2.8, ncols=2)
        for place, dependence in enumerate(DEPENDENCE):
            price, lock_in = _course(dependence)
            style = {"color": ROLES[place], "linestyle": DASHES[place], "label": f"{dependence:.0%}"}
            years = [day / 365.0 for day in range(DAYS + 1)]
            left.plot(years, price, **style)
            factors = [prices.switching_factor(level, LAW.switching_growth) for level in lock_in]
            right.plot(years, [Vendor().switching_days * factor for factor in factors], **style)
        left.set(title="Price of a bot's service", xlabel="years", ylabel="relative to day 0")
        right.set(title="Time to switch if the product ends", xlabel="years", ylabel="days")
        left.legend(title="dependence")
    return figure


def _course(dependence: float) -> tuple[list[float], list[float]]:
    """Return price and lock-in day by day at constant dependence."""
    price, lock_in = [1.0], [0.0]
    for _ in range(DAYS):
        price.append(prices.grown(price[-1], LAW.inflation_per_year, LAW.lock_in_growth_per_year, dependence))
        lock_in.append(prices.follows(lock_in[-1], dependence, LAW.lock_in_days))
    return price, lock_in
