"""Rule confidence: bots keep what they are sure of, the surest first, and defer the rest (Chow's rule)."""


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
    """Prefer the bot by how far its confidence reaches p0."""
    return 1.0 + confidence if confidence >= p0 else confidence - p0 - 1.0
