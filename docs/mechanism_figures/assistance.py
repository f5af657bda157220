"""Assistance: gain in pace, what advice makes of the share of right results, and of skill."""

from matplotlib.axes import Axes
from matplotlib.figure import Figure

from symbio_sim.config import Mechanisms
from symbio_sim.mechanisms import assistance, skill
from symbio_sim.report.style import DASHES, GREY, ROLES, new_figure

LAWS = Mechanisms()
TRUST = 0.6
DAYS = 730
WEIGHTS = ((1.0, "1: coach"), (0.5, "0.5: default"), (0.0, "0"), (-0.2, "-0.2: crutch"))


def draw() -> Figure:
    """Return the figure."""
    figure, (left, middle, right) = new_figure(2.9, ncols=3)
    _gain(left)
    _right_results(middle)
    _skill(right)
    return figure


def _gain(axes: Axes) -> None:
    law = LAWS.assistance
    skills = [step / 50.0 for step in range(51)]
    gains = [100.0 * assistance.gain(s, law.gain_novice, law.gain_expert) for s in skills]
    axes.plot(skills, gains, color=ROLES[0])
    axes.set(title="Gain in pace", xlabel="speed skill", ylabel="% more an hour", ylim=(0.0, None))


def _right_results(axes: Axes) -> None:
    law = LAWS.assistance
    machine = [0.4 + 0.6 * step / 50.0 for step in range(51)]
    adopted = assistance.adoption_probability(
        law.adoption_intercept, law.adoption_trust_effect, TRUST, law.adoption_confidence_effect, 0.5, 0.5
    )
    for person, colour, dash in zip((0.95, 0.85, 0.70), ROLES, DASHES, strict=False):
        together = [100.0 * (person + adopted * (p - person)) for p in machine]
        axes.plot([100.0 * p for p in machine], together, color=colour, ls=dash, label=f"{person:.0%} alone")
        axes.axhline(100.0 * person, color=GREY, lw=0.8, ls=(0, (2, 2)))
    axes.set(title="Right with advice", xlabel="machine right, %", ylabel="%")
    axes.legend(loc="lower right", title="people right in", fontsize=7.0, title_fontsize=7.0)


def _skill(axes: Axes) -> None:
    for (weight, name), colour, dash in zip(WEIGHTS, ROLES, DASHES, strict=False):
        axes.plot(range(DAYS + 1), _course(weight), color=colour, ls=dash, label=name)
    axes.set(title="Accuracy skill", xlabel="days, all work assisted", ylabel="skill (1: talent)", ylim=(0.0, 1.0))
    axes.legend(title="practice weight", fontsize=7.0, title_fontsize=7.0)


def _course(weight: float) -> list[float]:
    """Skill of a newcomer on normal days of work, lost and won as in a run."""
    law = LAWS.skill
    retention = skill.daily_retention(law.half_life_accuracy_days, law.floor_share)
    peak = current = 0.3
    course = [current]
    for _ in range(DAYS):
        exposure = weight * law.practice_rate_per_day
        peak, current = skill.practise(peak, current, 1.0, exposure, law.relearning, law.floor_share)
        current = skill.forget(peak, current, law.floor_share, retention)
        course.append(current)
    return course
