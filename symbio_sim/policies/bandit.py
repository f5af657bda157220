"""Rule bandit: learning by trial which of people and bots costs less (discounted Gaussian Thompson sampling).

For each function the manager keeps, for people and for bots, how many tasks they did, what these cost and the squares
of what they cost, all fading by the day. What is expected beforehand counts as one task, with a standard deviation as
large as itself. With n tasks done, a draw is mean + z sqrt(var / (n + 1)), z standard normal, keyed by the task: what
has been tried little is tried again. Thompson 1933; discounting for a changing world: Raj and Kalyani 2017
(arXiv 1707.09727).
"""

import math


def prefer_bot(
    p0: float,
    p1: float,
    p2: float,
    p3: float,
    u_share: float,
    difficulty: float,
    confidence: float,
    people_wait_min: float,
    people_time_min: float,
    bot_wait_min: float,
    bot_time_min: float,
    value_eur: float,
    due_in_min: float,
    people_skill: float,
    people_error: float,
    people_cost_eur: float,
    bot_cost_eur: float,
    error_loss_eur: float,
    learned: float,
) -> float:
    """Prefer the bot by how much less it costs than people in this draw: that is `learned` (euros)."""
    return learned


def drawn_cost_eur(tasks: float, cost_eur: float, squares_eur2: float, expected_eur: float, z: float) -> float:
    """Return one draw of the mean cost of a task: mean + z sqrt(var / (n + 1)).

    `tasks`, `cost_eur` and `squares_eur2` are sums over the tasks done, `expected_eur` is what was expected beforehand.
    """
    n = max(tasks, 0.0) + 1.0
    mean = (cost_eur + expected_eur) / n
    variance = (squares_eur2 + 2.0 * expected_eur * expected_eur) / n - mean * mean
    return mean + z * math.sqrt(max(variance, 0.0) / n)
