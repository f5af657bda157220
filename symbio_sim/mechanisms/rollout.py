"""Mechanism 18: how much of a function's work is offered to bots while it is being automated."""


def is_offered(now_min: float, pilot_from_min: float, full_from_min: float, pilot_share: float, luck: float) -> bool:
    """Tell whether the rule may give a task to a bot: never before the pilot, a share during it, always after it."""
    if now_min >= full_from_min:
        return True
    return now_min >= pilot_from_min and luck < pilot_share
