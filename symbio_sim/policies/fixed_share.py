"""Rule fixed_share: the dial of automation. Shares nest: what a small share gives to bots, a larger one does too."""


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
    """Prefer the bot iff u_share < p0."""
    return 1.0 if u_share < p0 else -1.0
