"""Mechanism 12: a bot errs more on one group of customers, at equal mean error; what it learns from itself adds to it.

For each task the odds of being right are lower for group B than for group A by a fixed factor exp(-gap), and the two
probabilities average, over the share of B, to what the bot would have without bias. So bias alone never changes how
often a bot errs, only on whom.

The gap grows by 1 + w (g - 1) each time the bot learns from a body of results of which a share w is its own, unchecked
(the loop of Glickman and Sharot 2025, doi 10.1038/s41562-024-02077-2).
"""

import math

from .curves import clip


def accuracy_in_group(accuracy: float, gap: float, share_b: float, in_b: bool) -> float:
    """Return P(correct) for one of the two groups.

    With z the odds for A and r = exp(-gap): (1 - q) z/(1 + z) + q r z/(1 + r z) = p, a quadratic equation in z.

    Parameters
    ----------
    accuracy : float
        p: probability without bias.
    gap : float
        Difference of the groups' log odds, A less B (logit).
    share_b : float
        q: share of group B.
    in_b : bool
        Whether the task is of group B.
    """
    p = clip(accuracy, 1e-12, 1.0 - 1e-12)
    ratio = math.exp(-clip(gap, -30.0, 30.0))
    square = ratio * (1.0 - p)
    linear = (1.0 - share_b) + share_b * ratio - p * (1.0 + ratio)
    root = math.sqrt(linear * linear + 4.0 * square * p)
    # Of the two forms of the positive root, the one in which nothing cancels.
    odds = 2.0 * p / (linear + root) if linear > 0.0 else (root - linear) / (2.0 * square)
    if in_b:
        odds = ratio * odds
    return odds / (1.0 + odds)


def own_share(alone: float, results: float) -> float:
    """Return w: a bot's own unchecked results among all from which it learns (0 where there are none)."""
    return alone / max(results, 1.0)


def amplified(gap: float, own: float, growth: float, gap_max: float) -> float:
    """Return the gap after a loop, gap (1 + w (g - 1)), at most `gap_max` unless it was above."""
    return min(gap * (1.0 + own * (growth - 1.0)), max(gap_max, gap))


def audited(gap: float, effect: float) -> float:
    """Return the gap after an audit that takes away the share `effect` of it."""
    return gap * (1.0 - effect)
