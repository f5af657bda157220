"""Demand that is taken on as bots free hours, and how many of a role are left under attrition."""

import math

from matplotlib.figure import Figure

from symbio_sim.config import FreedHours, Turnover
from symbio_sim.mechanisms import freed_hours
from symbio_sim.report.style import DASHES, ROLES, look, new_figure

RULE = FreedHours()
BOT_SHARES = (0.2, 0.5, 0.8)
DAYS = 2 * 364
PEOPLE = 10
LOADS = (0.3, 0.5, 0.7)


def draw() -> Figure:
    """Draw both panels with the default constants; the right one for ten people who quit at the usual rate."""
    with look():
        figure, (left, right) = new_figure(2.8, ncols=2)
        for place, share in enumerate(BOT_SHARES):
            style = {"color": ROLES[place], "linestyle": DASHES[place], "label": f"{share:.0%}"}
            left.plot([day / 364.0 for day in range(DAYS + 1)], _demand(share), **style)
        left.set(
            title="growth: demand taken on",
            xlabel="years of working days",
            ylabel="relative to the base",
            ylim=(0.98, 1.62),
        )
        left.legend(title="work that bots do", loc="upper left", ncols=3)
        for place, load in enumerate(LOADS):
            style = {"color": ROLES[place], "linestyle": DASHES[place], "label": f"{load:.0%} busy"}
            right.plot([month / 12.0 for month in range(49)], _people_left(load), **style)
        right.set(title="attrition: people left of ten", xlabel="years", ylabel="people", ylim=(0.0, 10.4))
        right.legend(title="load of all ten", loc="lower left")
    return figure


def _demand(bot_share: float) -> list[float]:
    course, implied = [1.0], freed_hours.implied_demand(RULE.growth_share, bot_share)
    for _ in range(DAYS):
        course.append(freed_hours.demand_after_day(course[-1], implied, RULE.growth_lag_days))
    return course


def _people_left(load: float) -> list[float]:
    """Return how many are left month by month if their work is shared by who is there, seats being whole on average."""
    keep, left = math.exp(-Turnover().quits_per_month), [float(PEOPLE)]
    for _ in range(48):
        after = left[-1] * keep
        is_spare = freed_hours.is_spare(load * PEOPLE, after, RULE.attrition_load)
        left.append(after if is_spare else left[-1])
    return left
