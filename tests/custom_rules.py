"""Rules as a user would write them; see `symbio_sim.policies` for the signature."""

import math


def give_a_share(share: float, p1: float, p2: float, p3: float, u_share: float, *features: float) -> float:
    """Do what `fixed_share` does."""
    assert len(features) == 14
    return 1.0 if u_share < share else -1.0


def undecided(*numbers: float) -> float:
    """Return no number."""
    return float("nan")


def prefer_busy_bots(*numbers: float) -> float:
    """Prefer bots to people, and the one with the longer line: the first declared one, once it has work."""
    return 1.0 + numbers[9]


def weigh_up(
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
    """Look at everything that a rule is told; p0 shifts the balance, p1 to p3 weigh sureness, waits and haste."""
    sooner_min = min(people_wait_min, 1e4) + people_time_min - bot_wait_min - bot_time_min
    sureness = confidence - people_skill - 0.05 * difficulty
    haste = 1.0 if due_in_min < 60.0 else math.exp(-value_eur / 100.0)
    saved_eur = people_cost_eur - bot_cost_eur + (people_error + confidence - 1.0) * error_loss_eur
    sureness += 0.01 * math.tanh(saved_eur) + learned
    return p0 + p1 * sureness + p2 * math.tanh(sooner_min / 30.0) + p3 * haste + u_share
