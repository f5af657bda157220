"""Accuracy by group at equal mean accuracy, and how the gap grows with reliance and falls with audits."""

import numpy as np
from matplotlib.figure import Figure

from symbio_sim.config import Governance, Mechanisms
from symbio_sim.mechanisms import bias
from symbio_sim.report import style

ACCURACY, YEARS = 0.88, 5


def draw() -> Figure:
    """Return the figure: errors of both groups by gap, and the gap over years by what the bot learns from."""
    law = Mechanisms().bias
    with style.look():
        figure, (left, right) = style.new_figure(2.9, ncols=2)
        gaps = np.linspace(0.0, 3.0, 80)
        for in_b, label, color in ((False, "group A", style.BLUE), (True, "group B", style.VERMILLION)):
            errors = [1.0 - bias.accuracy_in_group(ACCURACY, gap, law.group_share, in_b) for gap in gaps.tolist()]
            left.plot(gaps, 100 * np.array(errors), color=color, label=label)
        left.axhline(100 * (1 - ACCURACY), color=style.GREY, linewidth=0.9, label="mean of both")
        left.set(xlabel="gap of log odds (logit)", ylabel="errors (%)", title="One error in eight, whatever the gap")
        left.legend()
        for own, color in ((0.0, style.GREY), (0.25, style.GREEN), (0.5, style.ORANGE), (1.0, style.VERMILLION)):
            right.step(*_course(law, own, audit_effect=0.0), where="post", color=color, label=f"w = {own:g}")
        course = _course(law, 1.0, audit_effect=Governance().audit_effect)
        right.step(*course, where="post", color=style.BLACK, linestyle=style.DASHES[1], label="w = 1, audited yearly")
        right.set(
            xlabel="years", ylabel="gap of log odds (logit)", title="A bot that learns from itself", ylim=(0.0, 4.2)
        )
        right.legend(loc="upper left", ncols=2, handlelength=1.4, columnspacing=1.0)
    return figure


def _course(law, own: float, audit_effect: float):  # type: ignore[no-untyped-def]
    """Return years and gaps, loop by loop; audits come after every fourth."""
    gap, loop_years = float(np.log(law.error_odds_ratio)), law.loop_days / 365.25
    years, gaps = [0.0], [gap]
    for loop in range(1, round(YEARS / loop_years) + 1):
        gap = bias.amplified(gap, own, law.growth, law.gap_max)
        if loop % 4 == 0:
            gap = bias.audited(gap, audit_effect)
        years.append(loop * loop_years)
        gaps.append(gap)
    return years, gaps
