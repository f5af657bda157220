"""Mechanism 5: what a bot says of its own certainty.

Stated log-odds = g (eta - a b_m) + overconfidence + noise. A slope g below 1 is the hard-easy effect: overconfident on
hard items, underconfident on easy ones (arXiv 2605.23909); noise limits discrimination (AUROC 0.52 to 0.61, arXiv
2306.13063).
"""

from .curves import logistic, logit


def stated_confidence(log_odds: float, slope: float, overconfidence: float, noise: float, luck: float) -> float:
    """Return the stated probability of being right; noise is logistic with scale `noise`, `luck` its uniform."""
    return logistic(slope * log_odds + overconfidence + noise * logit(luck))
