"""What later euros are worth, and when an investment has paid for itself."""

import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from symbio_sim.config import Economics
from symbio_sim.metrics.cash_flow import discounts, present_value
from symbio_sim.metrics.investment import payback_days
from symbio_sim.report.style import BLUE, DARK, DASHES, ORANGE, ROLES, look, new_figure

RATE = Economics().discount_rate_per_year
RATES = (0.0, 0.04, RATE, 0.16)
DAYS = 3 * 365
INTEGRATION_EUR, GAIN_EUR_PER_WORKING_DAY = 20000.0, 45.0


def draw() -> Figure:
    """Draw both panels: the right one for bots that cost 20,000 euros once and bring 45 each working day."""
    with look():
        figure, (left, right) = new_figure(2.8, ncols=2)
        years = np.arange(DAYS) / 365.25
        for place, rate in enumerate(RATES):
            style = {"color": ROLES[place], "linestyle": DASHES[place], "label": f"{rate:.0%} a year"}
            left.plot(years, discounts(rate, DAYS), **style)
        left.set(title="What a euro is worth on day 0", xlabel="years", ylabel="euros", ylim=(0.6, 1.02))
        left.legend()
        gain = np.where(np.arange(DAYS) % 7 < 5, GAIN_EUR_PER_WORKING_DAY, 0.0)
        gain[0] -= INTEGRATION_EUR
        for flow, color, style, label in (
            (gain, BLUE, DASHES[0], "as paid"),
            (gain * discounts(RATE, DAYS), ORANGE, DASHES[1], f"discounted at {RATE:.0%}"),
        ):
            right.plot(years, np.cumsum(flow) / 1000.0, color=color, linestyle=style, label=label)
        _mark(right, (payback_days(gain) / 365.25, 0.0), "payback", (-6, -52))
        _mark(right, (years[-1], present_value(gain, RATE) / 1000.0), "net present\nvalue", (-22, -82))
        right.axhline(0.0, color=DARK, linewidth=0.8)
        right.set(title="Earned more than before, added up", xlabel="years", ylabel="1,000 euros")
        right.legend(loc="upper left")
    return figure


def _mark(axes: Axes, at: tuple[float, float], words: str, offset: tuple[int, int]) -> None:
    """Mark a point and write what it is."""
    axes.plot(*at, "o", color=DARK, markersize=4)
    axes.annotate(
        words,
        at,
        xytext=offset,
        textcoords="offset points",
        ha="center",
        arrowprops={"arrowstyle": "-", "color": DARK, "linewidth": 0.7},
    )
