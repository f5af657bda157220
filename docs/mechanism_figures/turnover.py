"""The hazard of quitting by engagement, and how long seats stay empty."""

from matplotlib.figure import Figure

from symbio_sim.config import Engagement, Turnover
from symbio_sim.mechanisms import turnover
from symbio_sim.report.style import DASHES, ROLES, look, new_figure

LAW, BASELINE = Turnover(on=True), Engagement().baseline
OVERLOAD = (0.0, 0.5, 1.0)


def draw() -> Figure:
    """Draw both panels with the default constants."""
    with look():
        figure, (left, right) = new_figure(2.8, ncols=2)
        levels = [0.2 + 0.01 * step for step in range(71)]
        for place, overload in enumerate(OVERLOAD):
            rates = [100.0 * _per_month(overload, BASELINE - level) for level in levels]
            left.plot(levels, rates, color=ROLES[place], linestyle=DASHES[place], label=f"{overload:g}")
        left.set(title="Hazard of quitting", xlabel="engagement", ylabel="% a month", ylim=(0.0, None))
        left.legend(title="overload")
        luck = [(step + 0.5) / 1000.0 for step in range(1000)]
        days = [turnover.days_to_hire(LAW.time_to_hire_median_days, LAW.time_to_hire_sigma_log, u) for u in luck]
        right.plot(days, [100.0 * u for u in luck], color=ROLES[0])
        right.set(title="Seats taken again", xlabel="days empty", ylabel="% of seats", xlim=(0.0, 180.0))
    return figure


def _per_month(overload: float, shortfall: float) -> float:
    effects = LAW.overload_effect, LAW.engagement_effect, LAW.threat_effect
    return turnover.quit_hazard(LAW.quits_per_month, overload, shortfall, 0.0, *effects) * turnover.DAYS_PER_MONTH
