"""Rule experienced: the share that bots get follows how well they were seen to do beside people.

d' = eta d (1 - d) (q - s): d share of a function's tasks given to bots, q and s shares of the bots' and people's tasks
in which no error came to light. Where people's skill feeds on the work they keep, two futures are stable, nearly all to
people and nearly all to bots (docs/policies.md).
"""

import math

LEAST = 1e-6


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
    """Prefer the bot iff u_share < d: that is `learned`."""
    return 1.0 if u_share < learned else -1.0


def next_share(share: float, bots_right: float, people_right: float, rate_per_day: float) -> float:
    """Return the share a day later, solved exactly: logit(d) moves by eta (q - s).

    It stays off 0 and 1, from where nothing would bring it back.
    """
    share = min(max(share, LEAST), 1.0 - LEAST)
    push = min(max(rate_per_day * (bots_right - people_right), -50.0), 50.0)
    return min(max(share / (share + (1.0 - share) * math.exp(-push)), LEAST), 1.0 - LEAST)


def share_right(tasks: float, errors: float, expected_error: float, prior_tasks: float) -> float:
    """Return the share of tasks without a known error; what was expected beforehand counts as `prior_tasks` tasks."""
    wrong = (errors + prior_tasks * expected_error) / max(tasks + prior_tasks, 1e-9)
    return 1.0 - min(max(wrong, 0.0), 1.0)
