"""The jagged frontier: what bots get right by what is hard for people, task by task and in the mean."""

import numpy as np
from matplotlib.figure import Figure

from symbio_sim.config import TECHNOLOGIES, load_config
from symbio_sim.firm.self_knowledge import difficulty_correlation
from symbio_sim.mechanisms import bot_work
from symbio_sim.mechanisms.ability import ability_for, mean_accuracy
from symbio_sim.report.style import BLUE, GREEN, ORANGE, VERMILLION, new_figure
from symbio_sim.world import draw_world

DIFFICULTY = np.linspace(-3.0, 3.0, 121)
JAGGEDNESS = ((0.0, BLUE), (1.0, GREEN), (2.0, ORANGE))
N_TASKS = 400


def ability(jaggedness: float) -> float:
    """Return the ability of a language model that is right in its stated share of ordinary tasks, whatever sigma_J."""
    bot = TECHNOLOGIES["nlp"]
    return ability_for(bot.accuracy, bot.slope / difficulty_correlation(jaggedness, 0.0))


def draw() -> Figure:
    """Draw both panels."""
    bot = TECHNOLOGIES["nlp"]
    figure, (left, right) = new_figure(3.1, ncols=2, sharey=True)
    for jaggedness, colour in JAGGEDNESS:
        means = [
            # The machine's own part is normal, so the mean over it is the mean accuracy at this spread.
            mean_accuracy(ability(jaggedness) - bot.slope * difficulty, bot.slope * jaggedness)
            for difficulty in DIFFICULTY.tolist()
        ]
        left.plot(DIFFICULTY, 100.0 * np.array(means), color=colour, label=f"{jaggedness:g}")
    left.set(title=f"Right in {100 * bot.accuracy:.0f} % on the whole", xlabel="difficulty for people (sd)")
    left.set(ylabel="right results (%)", xlim=(-3, 3), ylim=(0, 100))
    left.legend(title="jaggedness", loc="lower left")

    tasks = draw_world(load_config("bakery", ["functions.orders.novel_share=0.1"]), 1).tasks
    for novel, colour, label in ((False, GREEN, "ordinary"), (True, VERMILLION, "novel")):
        chosen = np.flatnonzero((tasks["function"] == 0) & (tasks["novel"] == novel))[: N_TASKS // (10 if novel else 1)]
        human = tasks["difficulty"][chosen].tolist()
        own = tasks["machine_z"][chosen].tolist()
        penalty = bot.novel_penalty if novel else 0.0
        shares = [
            bot_work.accuracy(ability(1.0), bot.slope, bot_work.machine_difficulty(b, 0.0, 0.0, z, 1.0, penalty), 0.0)
            for b, z in zip(human, own, strict=True)
        ]
        right.scatter(human, 100.0 * np.array(shares), s=7, color=colour, alpha=0.6, linewidth=0, label=label)
    right.set(title="Task by task, at a jaggedness of 1", xlabel="difficulty for people (sd)", xlim=(-3, 3))
    right.legend(loc="lower left")
    return figure
