"""What reliance on bots leaves of creativity, and what slack makes of effort."""

import numpy as np
from matplotlib.figure import Figure
from scipy import stats

from symbio_sim.config import Innovation
from symbio_sim.mechanisms import innovation
from symbio_sim.report.style import BAND_ALPHA, BLUE, DASHES, GREEN, ORANGE, new_figure

LAW = Innovation()


def draw() -> Figure:
    """Return the figure."""
    figure, (left, right) = new_figure(2.9, ncols=2)
    shares = np.linspace(0.0, 1.0, 101)
    for vendors, colour, dashes in ((1, ORANGE, DASHES[0]), (2, BLUE, DASHES[1]), (4, GREEN, DASHES[2])):
        left_over = [
            innovation.creativity(share, 1.0 / vendors, LAW.starvation, LAW.homogenisation) for share in shares.tolist()
        ]
        label = "one vendor" if vendors == 1 else f"{vendors} equal vendors"
        left.plot(shares, left_over, color=colour, linestyle=dashes, label=label)
    left.set(
        xlabel="share of results that are bots'",
        ylabel="creativity (relative to no bots)",
        ylim=(0, 1.02),
        title="Starved and homogenised",
    )
    left.legend(loc="lower left", fontsize=7.5)
    thousands = np.linspace(0.0, 12.0, 241)
    for creative, label, colour, dashes in (
        (1.0, "no bots", BLUE, DASHES[0]),
        (innovation.creativity(0.8, 1.0, LAW.starvation, LAW.homogenisation), "80 % by one vendor", ORANGE, DASHES[1]),
    ):
        mean = 1000.0 * thousands * LAW.improvements_per_slack_h * creative
        low, high = (effort(stats.poisson.ppf(level, mean)) for level in (0.95, 0.05))
        right.plot(thousands, effort(mean), color=colour, linestyle=dashes, label=label)
        right.fill_between(thousands, low, high, color=colour, alpha=BAND_ALPHA, linewidth=0.0)
    right.set(
        xlabel="slack of skilled people (thousand hours)",
        ylabel="effort of a task / day 0",
        title="Improvements, nine in ten",
    )
    right.legend(loc="lower left", fontsize=7.5)
    return figure


def effort(improvements: np.ndarray) -> np.ndarray:
    """Return the effort of a task after so many improvements, relative to day 0."""
    return np.maximum((1.0 - LAW.effort_cut_share) ** improvements, LAW.effort_floor)
