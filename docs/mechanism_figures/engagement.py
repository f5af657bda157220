"""Engagement as a firm hands 60 % of its work to bots, by how far people get used to it; and its goal by strain."""

import math

from matplotlib.figure import Figure

from symbio_sim.config import Engagement
from symbio_sim.mechanisms import engagement
from symbio_sim.report.style import DASHES, ROLES, look, new_figure

LAW = Engagement(on=True)
BOTS_SHARE = 0.6
WORKING_DAYS = 3 * 250
HABITUATION = (0.0, 0.5, 1.0)
STRAINS = {
    "overload, threat (effect 1)": LAW.overload_effect,
    "monotony, autonomy (effect 0.5)": LAW.monotony_effect,
}


def draw() -> Figure:
    """Draw both panels with the default constants."""
    with look():
        figure, (left, right) = new_figure(2.8, ncols=2)
        years = [day / 250.0 for day in range(WORKING_DAYS + 1)]
        for place, habituation in enumerate(HABITUATION):
            style = {"color": ROLES[place], "linestyle": DASHES[place], "label": f"{habituation:g}"}
            left.plot(years, _course(habituation), **style)
        left.set(title="60 % of the work goes to bots", xlabel="years", ylabel="engagement", ylim=(0.4, 0.75))
        left.legend(title="habituation", loc="lower right", ncols=3)
        amounts = [step / 50.0 for step in range(51)]
        for place, (name, effect) in enumerate(STRAINS.items()):
            goals = [engagement.goal(LAW.baseline, effect * amount) for amount in amounts]
            right.plot(amounts, goals, color=ROLES[place], linestyle=DASHES[place], label=name)
        right.set(title="Where engagement goes", xlabel="strain, from 0 to 1", ylabel="engagement", ylim=(0.4, 0.75))
        right.legend()
    return figure


def _course(habituation: float) -> list[float]:
    """Return engagement day by day under the threat of replacement alone."""
    keep, share_keep, usual_keep = (
        math.exp(-1.0 / days) for days in (LAW.memory_days, LAW.threat_memory_days, LAW.habituation_days)
    )
    share = usual = 0.0
    levels = [LAW.baseline]
    for _ in range(WORKING_DAYS):
        share = engagement.follow(share, BOTS_SHARE, share_keep)
        usual = engagement.follow(usual, share, usual_keep)
        strain = LAW.threat_effect * engagement.threat(share, usual, habituation)
        levels.append(engagement.follow(levels[-1], engagement.goal(LAW.baseline, strain), keep))
    return levels
