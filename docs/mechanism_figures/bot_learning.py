"""Error and ability of a bot by corrections, and the corrections that people of less skill give."""

import numpy as np
from matplotlib.figure import Figure

from symbio_sim.config import Mechanisms
from symbio_sim.mechanisms import ability, bot_learning, curves
from symbio_sim.report import style

ERROR, SPREAD = 0.12, 1.5


def draw() -> Figure:
    """Return the figure: the law, its plateau, and what a year of review comes to by the skill of the reviewers."""
    law = Mechanisms().bot_learning
    with style.look():
        figure, (left, right) = style.new_figure(2.9, ncols=2)
        _draw_law(left, law)
        _draw_skill(right, law)
    return figure


def _draw_law(axes, law) -> None:  # type: ignore[no-untyped-def]
    corrections = np.geomspace(1.0, 1e5, 120)
    plateau = law.plateau_share * ERROR
    per_logit = _ability_per_logit(plateau)
    start = ability.ability_for(1.0 - ERROR, SPREAD)
    for exponent, dashes in zip(
        (0.07, law.exponent, 0.35), (style.DASHES[2], style.SOLID, style.DASHES[1]), strict=True
    ):
        errors = [
            1.0
            - ability.mean_accuracy(
                start + bot_learning.ability_gain(ERROR, plateau, n, law.corrections_scale, exponent, per_logit),
                SPREAD,
            )
            for n in corrections
        ]
        axes.plot(
            corrections, 100 * np.array(errors), color=style.BOTS, linestyle=dashes, label=rf"$\gamma$ = {exponent}"
        )
    axes.axhline(100 * plateau, color=style.GREY, linewidth=0.9)
    axes.annotate("plateau", (1.2, 100 * plateau + 0.15), color=style.DARK)
    axes.set(xscale="log", xlabel="corrections by people", ylabel="mean error of the bot (%)", ylim=(5, 13))
    axes.set_title("Errors fall with corrections")
    axes.legend()


def _draw_skill(axes, law) -> None:  # type: ignore[no-untyped-def]
    skill = np.linspace(0.0, 1.0, 60)
    plateau = law.plateau_share * ERROR
    for caught, color in ((2000.0, style.BLUE), (500.0, style.GREEN)):
        errors = [
            bot_learning.mean_error(
                ERROR,
                plateau,
                caught * curves.worth_by_skill(s, law.skill_effect),
                law.corrections_scale,
                law.exponent,
            )
            for s in skill
        ]
        axes.plot(skill, 100 * np.array(errors), color=color, label=f"{caught:.0f} errors caught")
    axes.set(xlabel="accuracy skill of those who correct", ylabel="mean error of the bot (%)", ylim=(9, 12.5))
    axes.set_title("The less skilled teach less")
    axes.legend()


def _ability_per_logit(plateau: float) -> float:
    way = ability.ability_for(1.0 - plateau, SPREAD) - ability.ability_for(1.0 - ERROR, SPREAD)
    return way / (curves.logit(1.0 - plateau) - curves.logit(1.0 - ERROR))
