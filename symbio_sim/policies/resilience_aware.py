"""Rule resilience_aware: bots get only as much as people could take back.

A closed loop: as long as people could do unaided what the policy asks for, bots may have the work; as their skill fades
and their reach with it, the share of bots shrinks, and people practise again. People's reach is taken as the sum over
them of hours times speed at current skill, their hours split over functions as in normal times: a stated approximation
of the linear programme behind the measure of dependence, which may split them as it likes.
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
    """Prefer the bot iff u_share is below the share that may go to bots: that is `learned`."""
    return 1.0 if u_share < learned else -1.0


def share_for_bots(unaided_min: float, demand_min: float, kept: float, band: float) -> float:
    """Return the share that may go to bots: 0 while people reach less than `kept` of demand, 1 from `band` above it.

    `unaided_min` is the work of a day that people could do, `demand_min` what comes, both in minutes of skilled work.
    """
    spare_min = unaided_min - kept * demand_min
    return min(max(spare_min / max(band * demand_min, 1e-9), 0.0), 1.0)
