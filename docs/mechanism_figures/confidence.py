"""What a bot says of itself against what is true: by difficulty, and by what it says."""

import numpy as np
from matplotlib.figure import Figure
from numpy.typing import NDArray
from scipy import special

from symbio_sim.config import TECHNOLOGIES
from symbio_sim.firm.self_knowledge import difficulty_correlation
from symbio_sim.mechanisms import confidence
from symbio_sim.mechanisms.ability import ability_for
from symbio_sim.mechanisms.curves import logistic
from symbio_sim.report.style import BLUE, GREEN, GREY, ORANGE, VERMILLION, new_figure

Floats = NDArray[np.float64]

COLOURS = {"rpa": GREY, "ml": GREEN, "nlp": ORANGE, "vision": BLUE}
LEVELS = (np.arange(200) + 0.5) / 200.0
"""Levels at which difficulty and luck are taken: equally likely, so that means over them are plain means."""
BINS = 10
MIN_SHARE = 0.005


def stated_and_true(technology: str) -> tuple[Floats, Floats]:
    """Return what a bot states of ordinary tasks (by difficulty, luck) and how likely it is right (by difficulty)."""
    bot = TECHNOLOGIES[technology]
    spread = bot.slope / difficulty_correlation(bot.jaggedness, bot.type_jaggedness)
    log_odds = ability_for(bot.accuracy, spread) - spread * special.ndtri(LEVELS)
    stated = [
        [
            confidence.stated_confidence(odds, bot.confidence_slope, bot.overconfidence, bot.confidence_noise, luck)
            for luck in LEVELS.tolist()
        ]
        for odds in log_odds.tolist()
    ]
    return np.array(stated), np.array([logistic(odds) for odds in log_odds.tolist()])


def draw() -> Figure:
    """Draw both panels."""
    figure, (left, right) = new_figure(3.2, ncols=2)
    stated, true = stated_and_true("nlp")
    difficulty = special.ndtri(LEVELS)
    left.plot(difficulty, 100.0 * true, color=BLUE, label="right")
    left.plot(difficulty, 100.0 * stated.mean(axis=1), color=VERMILLION, label="stated, mean")
    low, high = np.quantile(stated, (0.1, 0.9), axis=1)
    left.fill_between(difficulty, 100.0 * low, 100.0 * high, color=VERMILLION, alpha=0.15, linewidth=0, label="8 in 10")
    left.set(
        title="A language model", xlabel="difficulty for the machine (sd)", ylabel="%", xlim=(-2.5, 2.5), ylim=(0, 100)
    )
    left.legend(loc="lower left")

    for technology, colour in COLOURS.items():
        stated, true = stated_and_true(technology)
        place = np.minimum((stated * BINS).astype(int), BINS - 1).ravel()
        count = np.bincount(place, minlength=BINS)
        said = np.bincount(place, stated.ravel(), minlength=BINS)
        was = np.bincount(place, np.repeat(true, stated.shape[1]), minlength=BINS)
        enough = count > MIN_SHARE * place.size
        right.plot(
            100.0 * said[enough] / count[enough],
            100.0 * was[enough] / count[enough],
            color=colour,
            marker="o",
            markersize=4,
            label=technology,
        )
    right.plot((0, 100), (0, 100), color=GREY, linewidth=0.8, linestyle=":")
    right.set(title="Calibration", xlabel="stated (%)", ylabel="right (%)", xlim=(0, 101), ylim=(0, 101))
    right.legend(loc="lower right")
    return figure
