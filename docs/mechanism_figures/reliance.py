"""Reliance: how it comes and goes, and what it does to accuracy in unaided work."""

import numpy as np
from matplotlib.figure import Figure

from symbio_sim.config import Mechanisms
from symbio_sim.mechanisms import reliance
from symbio_sim.mechanisms.curves import logistic, logit
from symbio_sim.report.style import BLUE, ORANGE, VERMILLION, new_figure

WEEKS_WITH, WEEKS = 26, 52


def course(time_constant_weeks: float) -> list[float]:
    """Reliance by day: half a year with machines in half of the work, then half a year without."""
    alone, aided, states = 400.0, 0.0, []
    for day in range(7 * WEEKS):
        with_machines = day < 7 * WEEKS_WITH
        alone = reliance.after_day(alone, 200.0 if with_machines else 400.0, 7.0 * time_constant_weeks)
        aided = reliance.after_day(aided, 200.0 if with_machines else 0.0, 7.0 * time_constant_weeks)
        states.append(reliance.reliance(alone, aided))
    return states


def draw() -> Figure:
    """Draw both panels."""
    law = Mechanisms().reliance
    figure, (left, right) = new_figure(3.0, ncols=2)
    weeks = np.arange(1, 7 * WEEKS + 1) / 7.0
    for constant, colour in ((1.0, ORANGE), (law.time_constant_weeks, BLUE), (12.0, VERMILLION)):
        left.plot(weeks, course(constant), color=colour, label=f"{constant:g}")
    left.axvline(WEEKS_WITH, color="#888888", linewidth=0.8, linestyle=":")
    left.set(title="Machines do half, then nothing", xlabel="weeks", ylabel="reliance (share of work)", xlim=(0, WEEKS))
    left.legend(title="time constant (weeks)", loc="upper right")

    accuracies = np.linspace(0.3, 0.99, 70)
    for relied, colour in ((0.0, "#888888"), (0.5, BLUE), (1.0, VERMILLION)):
        drop = reliance.ability_drop(law.depth, relied)
        right.plot(
            accuracies,
            [logistic(logit(accuracy) - drop) for accuracy in accuracies.tolist()],
            color=colour,
            label=f"{relied:g}",
        )
    right.set(title="Accuracy of unaided work", xlabel="without reliance", ylabel="at this reliance", ylim=(0.0, 1.0))
    right.legend(title="reliance", loc="upper left")
    return figure
