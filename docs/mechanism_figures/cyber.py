"""What security investment and integrations do to the rate of attacks, and how long bots are down."""

import math

import numpy as np
from matplotlib.figure import Figure

from symbio_sim.config import Cyber
from symbio_sim.mechanisms import cyber
from symbio_sim.report.style import BLUE, DASHES, GREY, ROLES, look, new_figure

LAW = Cyber(on=True)
INTEGRATIONS = (0, 20, 100)


def draw() -> Figure:
    """Draw both panels with the default constants."""
    with look():
        figure, (left, right) = new_figure(2.8, ncols=2)
        money = np.linspace(0.0, 50_000.0, 101).tolist()
        for place, n in enumerate(INTEGRATIONS):
            rate = [100.0 * _rate(n, eur) for eur in money]
            style = {"color": ROLES[place], "linestyle": DASHES[place], "label": str(n)}
            left.plot([eur / 1000.0 for eur in money], rate, **style)
        left.set(title="Attacks that succeed", xlabel="security, thousand EUR a year", ylabel="in a hundred years")
        left.set_ylim(bottom=0.0)
        left.legend(title="integrations")
        days = np.geomspace(0.1, 200.0, 300)
        right.plot(days, [100.0 * _longer(day) for day in days.tolist()], color=BLUE)
        right.axvline(LAW.downtime_max_days, color=GREY, linestyle=DASHES[1])
        right.set(title="How long the bots are down", xlabel="days", ylabel="% of attacks last longer", xscale="log")
        right.set_xticks([0.1, 1, 7, 30, 120], ["0.1", "1", "7", "30", "120"])
    return figure


def _rate(n: int, eur: float) -> float:
    return cyber.attacks_per_year(
        LAW.base_per_year, LAW.per_integration_per_year, float(n), eur, LAW.halving_eur_per_year
    )


def _longer(days: float) -> float:
    """Return the share of attacks that last longer."""
    if days >= LAW.downtime_max_days:
        return 0.0
    z = (math.log(days) - LAW.downtime_mu_log_days) / LAW.downtime_sigma_log
    return 0.5 * math.erfc(z / math.sqrt(2.0))
