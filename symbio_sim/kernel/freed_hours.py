"""What becomes of the hours that bots free (mechanism 18): demand that is taken on, seats that stay empty."""

from typing import Any

from ..mechanisms import engagement
from ..mechanisms import freed_hours as law_of
from .jitable import jitable
from .state import State


@jitable
def grow(s: State, day: int) -> None:
    """Let demand follow the share of the day's results that bots delivered, if there were any."""
    law, firm = s.parameters[0], s.firm[0]
    by_bots_min = by_all_min = 0.0
    for function in range(len(s.functions)):
        item = s.functions[function]
        by_bots_min += item.done_by_bots_min
        by_all_min += item.done_by_bots_min + item.done_by_people_min
    if by_all_min > 0.0:
        implied = law_of.implied_demand(law.growth_share, engagement.share(by_bots_min, by_all_min))
        firm.demand_taken_on = law_of.demand_after_day(firm.demand_taken_on, implied, law.growth_lag_days)
    s.growth_days[day, 0].demand_taken_on = firm.demand_taken_on


@jitable
def is_spare(s: State, leaver: Any) -> bool:
    """Tell whether a vacant seat stays empty, seeing how busy the colleagues in the role are."""
    if not s.parameters[0].seats_may_stay_empty:
        return False
    load_sum = colleagues = 0.0
    for seat in range(len(s.staff)):
        person = s.staff[seat]
        if person.role == leaver.role and not person.vacant:
            load_sum += person.load
            colleagues += 1.0
    return law_of.is_spare(load_sum, colleagues, s.parameters[0].attrition_load)
