"""What skill and load do to people's work: share right by difficulty, and speed and errors by load."""

import numpy as np
from matplotlib.figure import Figure

from symbio_sim.config import Mechanisms
from symbio_sim.config.functions import HumanWork
from symbio_sim.mechanisms import human_work
from symbio_sim.mechanisms.ability import ability_for, mean_accuracy
from symbio_sim.report.style import BLUE, GREEN, ORANGE, VERMILLION, new_figure

DIFFICULTY = np.linspace(-3.0, 3.0, 121)
LOADS = np.linspace(0.0, 2.0, 201)
SKILLS = ((1.0, BLUE), (0.5, GREEN), (0.0, ORANGE))


def draw() -> Figure:
    """Draw both panels."""
    people, law = HumanWork(), Mechanisms().load
    figure, (left, right) = new_figure(3.1, ncols=2)
    unskilled = ability_for(people.accuracy_unskilled, people.slope)
    skilled = ability_for(people.accuracy_skilled, people.slope)
    for skill, colour in SKILLS:
        ability = human_work.ability(skill, unskilled, skilled, 0.0)
        right_share = [human_work.accuracy(ability, people.slope, difficulty) for difficulty in DIFFICULTY.tolist()]
        mean = mean_accuracy(ability, people.slope)
        left.plot(DIFFICULTY, 100.0 * np.array(right_share), color=colour, label=f"{skill:g}: {100.0 * mean:.0f} %")
    left.set(
        title="Right, by difficulty", xlabel="difficulty (sd)", ylabel="right results (%)", xlim=(-3, 3), ylim=(0, 100)
    )
    left.legend(title="accuracy skill: mean", loc="lower left")

    speeds = [
        human_work.load_speed_factor(load, law.turning_point, law.speed_up, law.slow_down) for load in LOADS.tolist()
    ]
    right.plot(LOADS, 100.0 * np.array(speeds), color=BLUE, label="speed")
    errors = [1.0 - mean_accuracy(skilled - _drop(load), people.slope) for load in LOADS.tolist()]
    right.plot(LOADS, 100.0 * np.array(errors) / errors[0], color=VERMILLION, label="errors at skill 1")
    right.axvline(law.turning_point, color="#888888", linewidth=0.8, linestyle=":")
    right.set(
        title="Under load", xlabel="load (1: as much work as hours)", ylabel="% of that without load", xlim=(0, 2)
    )
    right.legend(loc="upper left")
    return figure


def _drop(load: float) -> float:
    """Return what load takes from ability (logit)."""
    law = Mechanisms().load
    return human_work.load_accuracy_drop(load, law.turning_point, law.accuracy_drop, law.accuracy_drop_max)
