"""Satisfaction by waiting, errors and who does the work; goodwill through weeks of bad service."""

import numpy as np
from matplotlib.figure import Figure

from symbio_sim.config import Customers
from symbio_sim.mechanisms import customers
from symbio_sim.report.style import BLUE, DARK, DASHES, ORANGE, VERMILLION, new_figure

LAW = Customers()
BAD_WEEKS = (4, 20)


def draw() -> Figure:
    """Return the figure."""
    figure, (left, right) = new_figure(2.9, ncols=2)
    waits = np.linspace(0.0, 3.0, 200)
    cases = (
        ("no error, by a person", 0, 0.0, BLUE),
        ("no error, by a bot where a person is wanted", 0, LAW.bot_logits, ORANGE),
        ("one error", 1, 0.0, VERMILLION),
    )
    for (label, misses, by_bot, colour), dashes in zip(cases, DASHES, strict=False):
        heights = [satisfaction(wait, misses, by_bot) for wait in waits.tolist()]
        left.plot(waits, heights, color=colour, linestyle=dashes, label=label)
    left.set(
        xlabel="waiting, relative to what was promised",
        ylabel="satisfaction (0 to 1)",
        ylim=(0, 1.25),
        yticks=[0, 0.25, 0.5, 0.75, 1],
        title="One task",
    )
    left.legend(loc="upper right", fontsize=7.0)
    for satisfied, colour, dashes in ((0.7, ORANGE, DASHES[0]), (0.5, VERMILLION, DASHES[1])):
        weeks, levels = goodwill(satisfied)
        right.plot(weeks, levels, color=colour, linestyle=dashes, label=f"mean satisfaction {satisfied:g}")
    right.axvspan(*BAD_WEEKS, color="#eeeeee", zorder=0)
    right.axhline(1.0, color=DARK, linewidth=0.8)
    right.set(xlabel="week", ylabel="goodwill (demand / base demand)", title="Sixteen weeks of bad service")
    right.legend(loc="lower right", fontsize=7.0)
    return figure


def satisfaction(wait: float, misses: int, by_bot: float) -> float:
    """Return the satisfaction of a customer under the default law."""
    return customers.satisfaction(LAW.best_logit, wait, LAW.waiting_logits, misses, LAW.error_logits, by_bot)


def goodwill(satisfied: float, weeks: int = 52) -> tuple[list[float], list[float]]:
    """Return weeks and goodwill: normal service, then worse for a while, with a bad outcome for one task in ten."""
    level, keep = 1.0, customers.daily_keep(LAW.memory_weeks)
    levels = [level]
    for day in range(7 * weeks):
        is_bad = BAD_WEEKS[0] <= day / 7 < BAD_WEEKS[1]
        mean = satisfied if is_bad else LAW.normal_satisfaction
        implied = customers.implied_goodwill(LAW.response, mean, LAW.normal_satisfaction)
        outcomes = 0.1 * level if is_bad else 0.0  # of one task a day
        level = customers.goodwill_after_day(
            level, implied, keep, outcomes, LAW.churn_share, LAW.days_between_purchases
        )
        levels.append(level)
    return [day / 7 for day in range(7 * weeks + 1)], levels
