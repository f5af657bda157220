"""Mechanism 4: bots learn from corrections by people, with diminishing returns.

The mean error after n corrections is e(n) = e_inf + (e0 - e_inf)(1 + n/n0)^-gamma: the power law with a plateau of
learning curves of machines (Hestness et al. 2017, arXiv 1712.00409). What a correction counts for depends on the skill
of the person who made it (:func:`~symbio_sim.mechanisms.curves.worth_by_skill`), so bots learn less from people who
unlearn their work.
"""

import math

from .curves import logit


def mean_error(error: float, plateau: float, corrections: float, scale: float, exponent: float) -> float:
    """Return e(n) = e_inf + (e0 - e_inf)(1 + n/n0)^-gamma (shares of results)."""
    left = math.exp(-exponent * math.log1p(max(corrections, 0.0) / max(scale, 1e-9)))
    return plateau + (error - plateau) * left


def ability_gain(
    error: float, plateau: float, corrections: float, scale: float, exponent: float, ability_per_logit: float
) -> float:
    """Return by how much corrections have raised ability (logit); exactly 0 without any.

    Parameters
    ----------
    error, plateau, corrections, scale, exponent : float
        As in :func:`mean_error`.
    ability_per_logit : float
        Ability that it takes to raise the logit of mean accuracy by 1: above 1 because difficulties differ. The
        ratio over the whole way from e0 to e_inf, so that the mean error is exact at both ends and, in between,
        within two results in a thousand.
    """
    if corrections <= 0.0:
        return 0.0
    now = mean_error(error, plateau, corrections, scale, exponent)
    return ability_per_logit * (logit(1.0 - now) - logit(1.0 - error))
