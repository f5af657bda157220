"""What bots are offered along a roadmap, and what a culture of checking does to missed errors."""

import numpy as np
from matplotlib.figure import Figure

from symbio_sim.config import CoreCompetence, CriticalEvaluation, Oversight, Phase
from symbio_sim.mechanisms import core_competence, oversight, rollout
from symbio_sim.report.style import BLUE, DASHES, ORANGE, look, new_figure

DAY_MIN = 1440.0
PHASE = Phase(functions=["orders"], start_day=28)
PRACTICE = CoreCompetence()
CULTURE, REVIEW = CriticalEvaluation(), Oversight()
LUCK = ((np.arange(200) + 0.5) / 200.0).tolist()


def draw() -> Figure:
    """Draw both panels with the default constants."""
    with look():
        figure, (left, right) = new_figure(2.8, ncols=2)
        days = list(range(112))
        for practises, color, style, label in (
            (False, BLUE, DASHES[0], "roadmap"),
            (True, ORANGE, DASHES[1], "and practice on purpose"),
        ):
            shares = [100.0 * _offered(day, practises) for day in days]
            left.step(days, shares, where="post", color=color, linestyle=style, label=label)
        left.set(title="Offered to bots", xlabel="day", ylabel="% of eligible tasks", ylim=(-3.0, 145.0))
        left.set_yticks([0, 25, 50, 75, 100])
        left.legend(loc="upper left")
        wrong = np.geomspace(0.005, 0.5, 100)
        for kept, color, style, label in ((0.0, BLUE, DASHES[0], "as it is"), (1.0, ORANGE, DASHES[1], "culture")):
            missed = [100.0 * _missed(share, kept) for share in wrong.tolist()]
            right.plot(100.0 * wrong, missed, color=color, linestyle=style, label=label)
        right.set(title="Errors that reviewers miss", xlabel="% of items wrong", ylabel="% of errors", xscale="log")
        right.set_xticks([0.5, 1, 2, 5, 10, 20, 50], ["0.5", "1", "2", "5", "10", "20", "50"])
        right.set_ylim(bottom=0.0)
        right.legend()
    return figure


def _offered(day: int, practises: bool) -> float:
    """Return the share of eligible tasks that the rule may give to bots on a day."""
    now = day * DAY_MIN + 600.0
    pilot_from, full_from = PHASE.start_day * DAY_MIN, (PHASE.start_day + PHASE.pilot_days) * DAY_MIN
    if practises and core_competence.is_manual_day(now, PRACTICE.manual_every_days or 0):
        return 0.0
    kept = PRACTICE.practice_share if practises else 0.0
    offered = [rollout.is_offered(now, pilot_from, full_from, PHASE.pilot_share, luck) for luck in LUCK]
    left = [not core_competence.is_practice(luck, kept) for luck in LUCK]
    return sum(offered) / len(LUCK) * sum(left) / len(LUCK)


def _missed(wrong_share: float, culture: float) -> float:
    """Return the probability of missing an error at a trust of 0.8."""
    return oversight.miss_probability(
        REVIEW.miss_at_half,
        REVIEW.prevalence_slope * (1.0 - culture * CULTURE.prevalence_cut),
        wrong_share,
        REVIEW.multitasking * (1.0 - culture * CULTURE.multitasking_cut),
        0.8,
        REVIEW.trust_low,
        REVIEW.trust_high,
        REVIEW.skill_effect,
        0.0,
    )
