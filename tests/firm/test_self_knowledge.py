"""What a bot's confidence is worth, against samples and the figures the presets were set by."""

import math
from types import SimpleNamespace
from typing import Any

import numpy as np
import pytest
from scipy import special, stats

from symbio_sim.config import TECHNOLOGIES
from symbio_sim.firm.self_knowledge import CALIBRATION_BINS, difficulty_correlation, self_knowledge
from symbio_sim.mechanisms.ability import ability_for

NOVEL_SHARE = 0.05


def bot(technology: str = "nlp", **changes: float) -> Any:
    preset = TECHNOLOGIES[technology].model_copy(update=changes)
    return SimpleNamespace(**preset.model_dump())


def ability(numbers: Any, accuracy: float) -> float:
    spread = numbers.slope / difficulty_correlation(numbers.jaggedness, numbers.type_jaggedness)
    return ability_for(accuracy, spread)


@pytest.mark.parametrize("technology", TECHNOLOGIES)
def test_the_integral_agrees_with_a_sample(technology: str) -> None:
    numbers = bot(technology)
    eta = ability(numbers, numbers.accuracy)
    n = 400_000
    rng = np.random.default_rng(20)
    human, kind, own = rng.standard_normal((3, n))
    difficulty = human + numbers.type_jaggedness * kind + numbers.jaggedness * own
    difficulty += numbers.novel_penalty * (rng.random(n) < NOVEL_SHARE)
    log_odds = eta - numbers.slope * difficulty
    correct = rng.random(n) < special.expit(log_odds)
    noise = numbers.confidence_noise * rng.logistic(size=n)
    confidence = special.expit(numbers.confidence_slope * log_odds + numbers.overconfidence + noise)
    ranks = stats.rankdata(confidence)
    hits = correct.sum()
    auroc = (ranks[correct].sum() - hits * (hits + 1) / 2) / (hits * (n - hits))
    bins = np.minimum((confidence * CALIBRATION_BINS).astype(int), CALIBRATION_BINS - 1)
    error = np.abs(np.bincount(bins, confidence - correct)).sum() / n

    known = self_knowledge(numbers, eta, NOVEL_SHARE)

    # Standard errors at this size: 0.0005 of accuracy and confidence, 0.002 of the AUROC (20,000 errors).
    assert known.accuracy == pytest.approx(correct.mean(), abs=0.002)
    assert known.mean_confidence == pytest.approx(confidence.mean(), abs=0.002)
    assert known.auroc == pytest.approx(auroc, abs=0.008)
    assert known.calibration_error == pytest.approx(error, abs=0.003)
    assert difficulty_correlation(numbers.jaggedness, numbers.type_jaggedness) == pytest.approx(
        np.corrcoef(human, human + numbers.type_jaggedness * kind + numbers.jaggedness * own)[0, 1], abs=0.005
    )


@pytest.mark.parametrize("technology", ["nlp", "ml"])
def test_presets_tell_right_from_wrong_about_as_badly_as_published(technology: str) -> None:
    numbers = bot(technology)

    known = self_knowledge(numbers, ability(numbers, numbers.accuracy), NOVEL_SHARE)

    assert known.auroc == pytest.approx(0.65, abs=0.02)
    assert 0.08 <= known.calibration_error <= 0.18
    assert known.mean_confidence > known.accuracy - 0.01


@pytest.mark.parametrize("technology", ["nlp", "ml"])
def test_poorer_models_are_more_overconfident(technology: str) -> None:
    numbers = bot(technology)
    better, poorer = (self_knowledge(numbers, ability(numbers, level), NOVEL_SHARE) for level in (0.9, 0.7))

    assert poorer.mean_confidence - poorer.accuracy > better.mean_confidence - better.accuracy + 0.05
    assert poorer.calibration_error > better.calibration_error + 0.05


def test_a_bot_that_knows_its_odds_is_calibrated() -> None:
    numbers = bot("nlp", confidence_slope=1.0, confidence_noise=0.0, overconfidence=0.0)

    known = self_knowledge(numbers, ability(numbers, 0.8), NOVEL_SHARE)

    assert known.mean_confidence == pytest.approx(known.accuracy, abs=1e-3)
    assert known.calibration_error < 1e-3


def test_a_bot_that_always_says_the_same_tells_nothing() -> None:
    numbers = bot("nlp", confidence_slope=0.0, confidence_noise=0.0, overconfidence=math.log(9.0))

    known = self_knowledge(numbers, ability(numbers, 0.8), NOVEL_SHARE)

    assert known.auroc == pytest.approx(0.5, abs=1e-12)
    assert known.calibration_error == pytest.approx(0.9 - known.accuracy, abs=1e-3)
