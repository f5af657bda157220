"""What a firm is worth to somebody who minds the bad Worlds: V = (1 - lambda) mean + lambda ES.

ES is the mean of the worst 5 % of Worlds (expected shortfall, of a profit: the mean of the lowest).
"""

import math

import numpy as np
from numpy.typing import NDArray

from ..experiment.unanswerable import WITHOUT_RISK
from ..metrics import TooFewWorldsError, conditional_value_at_risk
from ..metrics.risk import TAIL
from .errors import AnalysisError

Floats = NDArray[np.float64]


def shortfall(profits: Floats) -> float:
    """Return the mean profit of the worst ceil(5 %) of Worlds, shape (Worlds,).

    Raises
    ------
    TooFewWorldsError
        With fewer than 200 Worlds, which have fewer than ten bad ones.
    ValueError
        If a profit is undefined.
    """
    return -conditional_value_at_risk(-profits, 1.0 - TAIL)


def n_bad(n_worlds: int) -> int:
    """Return how many Worlds are the worst 5 %."""
    return math.ceil(TAIL * n_worlds - 1e-9)


def values(profits: Floats, risk_weight: float) -> Floats:
    """Return V of each alternative, shape (alternatives,), from profits of shape (alternatives, Worlds)."""
    mean = profits.mean(axis=1)
    if risk_weight == 0.0:
        return np.asarray(mean)
    bad = n_bad(profits.shape[1])
    worst = np.partition(profits, bad - 1, axis=1)[:, :bad]
    return np.asarray((1.0 - risk_weight) * mean + risk_weight * worst.mean(axis=1))


def contributions(profits: Floats, risk_weight: float) -> Floats:
    """Return what each World adds to V, shape (alternatives, Worlds): their mean is V, and their spread tells how sure.

    With q the greatest of the worst k of R profits, the mean of these is q + sum of min(x - q, 0) / k. A World so
    contributes q + min(x - q, 0) R / k to ES: the influence function of expected shortfall, by which an estimate of it
    can be treated like a mean. At weight 0 the contribution is the profit itself.
    """
    if risk_weight == 0.0:
        return profits
    n_worlds = profits.shape[1]
    bad = n_bad(n_worlds)
    edge = np.partition(profits, bad - 1, axis=1)[:, bad - 1 : bad]
    to_shortfall = edge + np.minimum(profits - edge, 0.0) * (n_worlds / bad)
    return np.asarray((1.0 - risk_weight) * profits + risk_weight * to_shortfall)


def refuse_too_few(profits: Floats, profit: str, risk_weight: float, n_worlds: int) -> None:
    """Refuse profits of shape (alternatives, Worlds) that are too few for V.

    Raises
    ------
    AnalysisError
        With fewer than two Worlds, or fewer than 200 if the bad ones count.
    """
    n = profits.shape[1]
    if n < 2:
        raise AnalysisError(
            f"profit: {profit} is defined at all levels in {n} of {n_worlds} Worlds; at least two are needed"
        )
    if risk_weight > 0.0:
        try:
            shortfall(profits[0])
        except TooFewWorldsError as error:
            raise AnalysisError(f"risk_weight: {error}{WITHOUT_RISK}") from None
