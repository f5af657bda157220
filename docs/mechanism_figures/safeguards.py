"""What bots are offered along a roadmap, what keeps skill of work that bots do, and what a culture of checking does."""

import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from symbio_sim.config import DAYS_PER_YEAR, CoreCompetence, CriticalEvaluation, HumanCentric, Mechanisms, Phase
from symbio_sim.mechanisms import core_competence, oversight, rollout, skill
from symbio_sim.report.style import BLUE, DASHES, ORANGE, ROLES, look, new_figure

DAY_MIN = 1440.0
YEARS = 3
PHASE = Phase(functions=["orders"], start_day=28)
PRACTICE, CENTRIC, CULTURE = CoreCompetence(), HumanCentric(), CriticalEvaluation()
LAWS = Mechanisms()
REVIEW = LAWS.oversight
LUCK = ((np.arange(200) + 0.5) / 200.0).tolist()
NORMAL_H_PER_DAY = 4.0
"""Work a calendar day in the function before its automation."""


def draw() -> Figure:
    """Draw all panels with the default constants."""
    with look():
        figure, (left, middle, right) = new_figure(2.9, ncols=3)
        _draw_offer(left)
        _draw_skill(middle)
        _draw_review(right)
    return figure


def _draw_offer(axes: Axes) -> None:
    days = list(range(112))
    for practises, color, style, label in (
        (False, BLUE, DASHES[0], "roadmap"),
        (True, ORANGE, DASHES[1], "and practice"),
    ):
        shares = [100.0 * _offered(day, practises) for day in days]
        axes.step(days, shares, where="post", color=color, linestyle=style, label=label)
    axes.set(title="Offered to bots", xlabel="day", ylabel="% of eligible tasks", ylim=(-3.0, 145.0))
    axes.set_yticks([0, 25, 50, 75, 100])
    axes.legend(loc="upper left")


def _draw_skill(axes: Axes) -> None:
    practice = PRACTICE.practice_share + 1.0 / (PRACTICE.manual_every_days or np.inf)
    training = PRACTICE.training_h_per_person_per_year / DAYS_PER_YEAR / NORMAL_H_PER_DAY
    courses = (
        ("nothing", 0.0),
        ("training", training),
        ("and practice", practice + training),
        ("half with advice", CENTRIC.share * LAWS.assistance.practice_weight),
    )
    for (label, share), color, style in zip(courses, ROLES, DASHES, strict=False):
        axes.plot(np.arange(YEARS * 365 + 1) / 365.0, _course(share), color=color, linestyle=style, label=label)
    axes.set(title="Skill beside bots", xlabel="years", ylabel="accuracy skill (1: talent)", ylim=(0.0, 1.25))
    axes.set_yticks([0.0, 0.25, 0.5, 0.75, 1.0])
    axes.legend(loc="upper right", fontsize=7.0)


def _draw_review(axes: Axes) -> None:
    wrong = np.geomspace(0.005, 0.5, 100)
    for kept, color, style, label in ((0.0, BLUE, DASHES[0], "as it is"), (1.0, ORANGE, DASHES[1], "culture")):
        missed = [100.0 * _missed(share, kept) for share in wrong.tolist()]
        axes.plot(100.0 * wrong, missed, color=color, linestyle=style, label=label)
    axes.set(title="Errors reviewers miss", xlabel="% of items wrong", ylabel="% of errors", xscale="log")
    axes.set_xticks([0.5, 2, 5, 20, 50], ["0.5", "2", "5", "20", "50"])
    axes.set_ylim(bottom=0.0)
    axes.legend()


def _course(practised: float) -> list[float]:
    """Return skill day by day for somebody who gets this share of normal practice, from normal skill on."""
    law = LAWS.skill
    retention = skill.daily_retention(law.half_life_accuracy_days, law.floor_share)
    peak, current = 1.0, _normal()
    course = [current]
    for _ in range(YEARS * 365):
        exposure = practised * law.practice_rate_per_day
        peak, current = skill.practise(peak, current, 1.0, exposure, law.relearning, law.floor_share)
        current = skill.forget(peak, current, law.floor_share, retention)
        course.append(current)
    return course


def _normal() -> float:
    law = LAWS.skill
    return skill.normal_skill(
        1.0, law.practice_rate_per_day, law.relearning, law.half_life_accuracy_days, law.floor_share
    )


def _offered(day: int, practises: bool) -> float:
    """Return the share of eligible tasks that the rule may give to bots on a day."""
    now = day * DAY_MIN + 600.0
    pilot_from, full_from = PHASE.start_day * DAY_MIN, (PHASE.start_day + PHASE.pilot_days) * DAY_MIN
    if practises and core_competence.is_manual_day(day, PRACTICE.manual_every_days or 0, 0):
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
