"""Rule expected_cost: whoever is expected to cost less, errors included.

A bot gets the task iff c_b + C p_b < c_h + C p_h (deferral by expected cost; Chow 1970, Elkan 2001): c is what the work
costs, p the chance of an error, C what an error costs. p_b is what the bot says of itself, p_h follows from people's
current skill: what a firm can know, not what is true. Where people check bots, each check costs their time, and an
error that they find costs one more piece of their work in place of C.
"""

LONGEST_WAIT_MIN = 1e6


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
    """Prefer the bot by the euros it is expected to save.

    p0: cost of an hour's wait until work begins (euros); p1: share of a bot's errors that people are expected to find;
    p2: minutes of checking for a minute of doing it oneself.
    """
    bot_eur = bot_cost_eur + p2 * people_cost_eur
    error_of_bot_eur = p1 * people_cost_eur + (1.0 - p1) * error_loss_eur
    saved_eur = people_cost_eur + people_error * error_loss_eur - bot_eur - (1.0 - confidence) * error_of_bot_eur
    if p0 > 0.0:  # waits may be infinite
        saved_eur += p0 / 60.0 * (min(people_wait_min, LONGEST_WAIT_MIN) - min(bot_wait_min, LONGEST_WAIT_MIN))
    return saved_eur
