"""A rule of one's own: people do the work unless it would come too late, and then only a bot that is sure enough.

In the config:

    policy:
      rule: custom
      function: deadline_rule:prefer_bot
      parameters: [0.8, 30]
"""


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
    """Prefer the bot iff people would be late (with p1 minutes to spare) and the bot states a confidence of p0."""
    people_need_min = people_wait_min + people_time_min + p1
    if people_need_min <= due_in_min or confidence < p0:
        return -1.0
    return confidence
