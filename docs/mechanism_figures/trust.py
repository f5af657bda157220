"""Trust: how a run of successes and single failures moves it, and where it settles."""

import numpy as np
from matplotlib.figure import Figure

from symbio_sim.config import Mechanisms
from symbio_sim.mechanisms import trust
from symbio_sim.report.style import BLUE, GREEN, GREY, ORANGE, VERMILLION, new_figure

N_EXPERIENCES = 240
START = 0.6
SEEN = np.linspace(0.0, 0.3, 61)


def course(every: int, memory: float | None) -> list[float]:
    """Return trust after each experience where every so-many-th is a failure that is seen."""
    law = Mechanisms().trust
    good, bad = START * law.prior_weight, (1.0 - START) * law.prior_weight
    keep = 1.0 if memory is None else 1.0 - 1.0 / memory
    states = []
    for item in range(1, N_EXPERIENCES + 1):
        failed = item % every == 0
        good, bad = trust.experience(
            good, bad, 0.0 if failed else law.success_weight, law.failure_weight if failed else 0.0, keep
        )
        states.append(trust.trust(good, bad))
    return states


def draw() -> Figure:
    """Draw both panels."""
    law = Mechanisms().trust
    figure, (left, right) = new_figure(3.1, ncols=2, sharey=True)
    for every, colour in ((80, GREEN), (20, BLUE), (8, ORANGE)):
        left.plot(course(every, law.memory_interactions), color=colour, label=f"{every}th")
    left.plot(course(80, None), color=GREEN, linestyle=":", label="80th, never forgets")
    left.set(
        title="Slowly won, quickly lost", xlabel="results seen", ylabel="trust", ylim=(0, 1), xlim=(0, N_EXPERIENCES)
    )
    left.legend(title="a failure every", loc="lower right")
    for weight, colour in ((1.0, GREY), (law.failure_weight, BLUE), (8.0, VERMILLION)):
        settled = (1.0 - SEEN) * law.success_weight / ((1.0 - SEEN) * law.success_weight + SEEN * weight)
        right.plot(100.0 * SEEN, settled, color=colour, label=f"{weight:g}")
    right.set(title="Where it settles", xlabel="failures among the results seen (%)", xlim=(0, 30))
    right.legend(title="weight of a failure", loc="lower left")
    return figure
