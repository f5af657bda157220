"""Rule skill_preserving: people first until they have had their practice, then bots.

Each person has a quota of own work in each function, a share of what is normal, over a trailing window. What they lack
is owed to them by the next day's tasks; the rest of the day goes to bots.
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
    """Prefer the bot iff no practice is owed to people: `learned` is what is (minutes)."""
    return 1.0 if learned <= 0.0 else -1.0


def owed_min(quota_min: float, practised_min: float, keep: float, scheduled_min: float) -> float:
    """Return the minutes of work that a person needs on a day to be at the quota at its end, within their shift.

    `practised_min` is the trailing practice, of which a share `keep` is still in the window when the day has passed.
    """
    return min(max(quota_min - keep * practised_min, 0.0), scheduled_min)
