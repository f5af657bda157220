"""What reviewers miss: by how rare errors are and how far the machine is trusted, and what that lets through."""

import numpy as np
from matplotlib.figure import Figure

from symbio_sim.config import Mechanisms
from symbio_sim.mechanisms import oversight
from symbio_sim.report.style import BLUE, GREEN, GREY, VERMILLION, new_figure

PREVALENCE = np.geomspace(0.001, 0.5, 120)
TRUST = np.linspace(0.0, 1.0, 101)


def missed(prevalence: float, trust: float, multitasking: float) -> float:
    """Return the share of errors that a reviewer of normal skill misses."""
    law = Mechanisms().oversight
    return oversight.miss_probability(
        law.miss_at_half,
        law.prevalence_slope,
        prevalence,
        multitasking,
        trust,
        law.trust_low,
        law.trust_high,
        law.skill_effect,
        0.0,
    )


def draw() -> Figure:
    """Draw both panels."""
    law = Mechanisms().oversight
    figure, (left, right) = new_figure(3.1, ncols=2, sharey=True)
    for trust, colour in ((law.trust_low, GREEN), (0.6, BLUE), (law.trust_high, VERMILLION)):
        share = [missed(prevalence, trust, law.multitasking) for prevalence in PREVALENCE.tolist()]
        left.plot(100.0 * PREVALENCE, 100.0 * np.array(share), color=colour, label=f"{trust:g}")
    left.set(title="Rare errors are missed", xlabel="wrong among the items reviewed (%)", xscale="log")
    left.set(ylabel="errors missed (%)", ylim=(0, 100), xlim=(0.1, 50))
    left.set_xticks([0.1, 1, 10, 50], ["0.1", "1", "10", "50"])
    left.legend(title="trust")
    for multitasking, colour in ((0.0, GREY), (law.multitasking, BLUE), (1.0, VERMILLION)):
        share = [missed(0.1, trust, multitasking) for trust in TRUST.tolist()]
        right.plot(TRUST, 100.0 * np.array(share), color=colour, label=f"{multitasking:g}")
    right.set(title="Trust harms who has other work", xlabel="trust in bots", xlim=(0, 1))
    right.legend(title="other work (M)")
    return figure
