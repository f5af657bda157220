"""What a bot's stated confidence is worth, computed from its numbers without a run.

The log-odds of a bot being right are normal over tasks (a mixture of two normals with novel tasks), and the confidence
it states is a line through them plus logistic noise. So everything about it is one integral over the log-odds, done as
a sum over a fixed grid: nothing is drawn.
"""

import math
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy import special

from .firm import BotNumbers

Floats = NDArray[np.float64]

CALIBRATION_BINS = 10
"""Bins of equal width in which confidence is compared with accuracy, as is customary."""

_STEP = 0.05
_HALF = 160
_CELLS_PER_BIN = 100


@dataclass(frozen=True)
class SelfKnowledge:
    """What a bot knows of its own certainty in one function.

    Attributes
    ----------
    accuracy : float
        Mean share of correct work, novel tasks included.
    mean_confidence : float
        Mean of the stated probability of being right.
    auroc : float
        Probability that a correct result was stated with more confidence than a wrong one (ties count half).
    calibration_error : float
        Expected calibration error: mean distance of accuracy from confidence over bins of equal width.
    """

    accuracy: float
    mean_confidence: float
    auroc: float
    calibration_error: float


def difficulty_correlation(jaggedness: float, type_jaggedness: float) -> float:
    """Return the correlation of human and machine difficulty, 1 / sqrt(1 + sigma_J^2 + sigma_Jt^2)."""
    return 1.0 / math.sqrt(1.0 + jaggedness * jaggedness + type_jaggedness * type_jaggedness)


def self_knowledge(bot: BotNumbers, ability: float, novel_share: float) -> SelfKnowledge:
    """Return accuracy, discrimination and calibration of a bot of this ability (logit) over a function's tasks."""
    log_odds, weight = _log_odds(bot, ability, novel_share)
    chance = special.expit(log_odds)
    confidence, mass = _confidence_cells(bot, log_odds)
    correct = (weight * chance) @ mass
    wrong = (weight * (1.0 - chance)) @ mass
    below = np.concatenate(([0.0], np.cumsum(wrong)))[:-1]
    bins = np.arange(len(confidence)) // _CELLS_PER_BIN
    gap = np.bincount(bins, correct - (correct + wrong) * confidence)
    return SelfKnowledge(
        accuracy=float(correct.sum()),
        mean_confidence=float(((correct + wrong) * confidence).sum()),
        auroc=float((correct * (below + 0.5 * wrong)).sum() / (correct.sum() * wrong.sum())),
        calibration_error=float(np.abs(gap).sum()),
    )


def _log_odds(bot: BotNumbers, ability: float, novel_share: float) -> tuple[Floats, Floats]:
    """Return a grid of log-odds of being right and their weights, ordinary tasks first, then novel ones."""
    z = _STEP * np.arange(-_HALF, _HALF + 1)
    density = np.exp(-0.5 * z * z)
    density /= density.sum()
    spread = bot.slope / difficulty_correlation(bot.jaggedness, bot.type_jaggedness)
    ordinary = ability - spread * z
    log_odds = np.concatenate((ordinary, ordinary - bot.slope * bot.novel_penalty))
    return log_odds, np.concatenate(((1.0 - novel_share) * density, novel_share * density))


def _confidence_cells(bot: BotNumbers, log_odds: Floats) -> tuple[Floats, Floats]:
    """Return the middle of each cell of confidence, and the probability of each cell at each log-odds."""
    n = CALIBRATION_BINS * _CELLS_PER_BIN
    edges = special.logit(np.arange(n + 1) / n)
    stated = bot.confidence_slope * log_odds + bot.overconfidence
    if bot.confidence_noise > 0.0:
        below = special.expit((edges - stated[:, None]) / bot.confidence_noise)
    else:
        below = (edges >= stated[:, None]).astype(np.float64)
    return (np.arange(n) + 0.5) / n, np.diff(below, axis=1)
