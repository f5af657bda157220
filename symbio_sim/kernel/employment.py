"""How people feel about a day, who quits, who is hired (mechanism 9): what midnight changes of it."""

from typing import Any

from ..choreography import BOT, REVIEWED
from ..mechanisms import engagement, turnover
from . import freed_hours, learning
from .jitable import inlined, jitable
from .luck import uniform
from .state import HAZARD_TOO_HIGH, NOBODY, NOT_SOUGHT, State

UNKNOWN = float("nan")


@inlined
def note_who_worked(item: Any, effort_min: float, mode: int) -> None:
    """Add a result to what people see of who does the work of a function."""
    if mode in (BOT, REVIEWED):
        item.done_by_bots_min += effort_min
    else:
        item.done_by_people_min += effort_min
    if mode == BOT:
        item.decided_by_bots_min += effort_min


@jitable
def close_day(s: State, day: int) -> None:
    """Let freed hours find their use and people feel the day that ends, then quit or be hired."""
    if s.parameters[0].demand_grows:
        freed_hours.grow(s, day)
    if s.parameters[0].engagement_on:
        _feel_threat(s, day)
        _engage(s, day)
    if s.parameters[0].notes_who_works:
        _forget_who_worked(s)
    if s.parameters[0].turnover_on:
        _quit_and_hire(s, day)


@jitable
def _forget_who_worked(s: State) -> None:
    for function in range(len(s.functions)):
        item = s.functions[function]
        item.done_by_people_min = 0.0
        item.done_by_bots_min = 0.0
        item.decided_by_bots_min = 0.0


# ---------------------------------------------------------------------------------------------------- engagement


@jitable
def _feel_threat(s: State, day: int) -> None:
    law, firm = s.parameters[0], s.firm[0]
    by_bots_min = by_all_min = 0.0
    for function in range(len(s.functions)):
        item = s.functions[function]
        by_bots_min += item.done_by_bots_min
        by_all_min += item.done_by_bots_min + item.done_by_people_min
    if by_all_min > 0.0:
        today = engagement.share(by_bots_min, by_all_min)
        firm.bot_share = engagement.follow(firm.bot_share, today, law.bot_share_keep)
        firm.usual_share = engagement.follow(firm.usual_share, firm.bot_share, law.usual_share_keep)
    firm.threat = engagement.threat(firm.bot_share, firm.usual_share, law.habituation)
    s.threat_days[day, 0].bot_work_share = firm.bot_share
    s.threat_days[day, 0].replacement_threat = firm.threat


@jitable
def _engage(s: State, day: int) -> None:
    for seat in range(len(s.staff)):
        person = s.staff[seat]
        if not person.vacant and s.scheduled_min[seat, day] > 0.0:
            _engage_person(s, seat)
    for seat in range(len(s.staff)):
        s.engagement_days[day, seat].engagement = UNKNOWN if s.staff[seat].vacant else s.staff[seat].engagement


@jitable
def _engage_person(s: State, seat: int) -> None:
    law, person = s.parameters[0], s.staff[seat]
    strain = engagement.strain(
        engagement.overload(person.load, law.load_turning_point),
        _monotony(s, seat),
        _lost_autonomy(s, seat),
        s.firm[0].threat,
        law.overload_strain,
        law.monotony_strain,
        law.autonomy_strain,
        law.threat_strain,
    )
    goal = engagement.goal(law.engagement_baseline, strain)
    person.engagement = engagement.follow(person.engagement, goal, law.engagement_keep)


@jitable
def _monotony(s: State, seat: int) -> float:
    """Return the share of the day's work that was reviewing."""
    role = s.roles[s.staff[seat].role]
    reviewed_min = all_min = 0.0
    for place in range(role.first_function, role.last_function):
        level = s.skills[seat, s.functions_of_role[place]]
        reviewed_min += level.reviewed_today_min
        all_min += level.worked_today_min + level.assisted_today_min + level.reviewed_today_min
    return engagement.share(reviewed_min, all_min)


@jitable
def _lost_autonomy(s: State, seat: int) -> float:
    """Return the share of the day's results in a person's functions that bots delivered with nobody's review."""
    role = s.roles[s.staff[seat].role]
    decided_min = delivered_min = 0.0
    for place in range(role.first_function, role.last_function):
        item = s.functions[s.functions_of_role[place]]
        decided_min += item.decided_by_bots_min
        delivered_min += item.done_by_bots_min + item.done_by_people_min
    return engagement.share(decided_min, delivered_min)


# ---------------------------------------------------------------------------------------------------- quits and hires


@jitable
def _quit_and_hire(s: State, day: int) -> None:
    for seat in range(len(s.staff)):
        person, entry = s.staff[seat], s.turnover_days[day, seat]
        entry.vacant = 1.0 if person.vacant else 0.0
        entry.tenure_days = UNKNOWN if person.vacant else day + 1.0 - person.hired_day
        entry.quits = 0.0
        entry.hires = 0.0
    for seat in range(len(s.staff)):
        person, entry = s.staff[seat], s.turnover_days[day, seat]
        if not person.vacant:
            if _quits(s, seat, day):
                entry.quits = 1.0
        elif person.filled_on_day == NOT_SOUGHT:
            _seek_holder(s, person, day)
        elif day + 1 >= person.filled_on_day and person.task == NOBODY:
            _hire(s, seat, day)
            entry.hires = 1.0


@jitable
def _quits(s: State, seat: int, day: int) -> bool:
    """Tell whether somebody quits at the end of a day; if so, the seat is vacant from the next one on."""
    law, firm, person = s.parameters[0], s.firm[0], s.staff[seat]
    hazard = turnover.quit_hazard(
        law.quits_per_month,
        engagement.overload(person.load, law.load_turning_point),
        law.engagement_baseline - person.engagement,
        firm.threat,
        law.overload_quits,
        law.engagement_quits,
        law.threat_quits,
    )
    if hazard > law.quit_cap_per_month / turnover.DAYS_PER_MONTH:
        if firm.status != HAZARD_TOO_HIGH:
            firm.failed_seat = seat
            firm.failed_day = day
            firm.failed_hazard = hazard
            firm.status = HAZARD_TOO_HIGH
        return False
    if not turnover.quits(uniform(person.luck, law.key_quit, day), hazard):
        return False
    person.vacant = True
    _seek_holder(s, person, day)
    _count_seats(s, person, -1)
    return True


@jitable
def _seek_holder(s: State, person: Any, day: int) -> None:
    """Settle from which day on somebody else holds a vacant seat, or leave it empty for now."""
    law = s.parameters[0]
    if freed_hours.is_spare(s, person):
        person.filled_on_day = NOT_SOUGHT
        return
    luck = uniform(person.luck, law.key_time_to_hire, person.holders)
    person.filled_on_day = day + 1 + int(turnover.days_to_hire(law.hire_median_days, law.hire_sigma_log, luck))


@jitable
def _hire(s: State, seat: int, day: int) -> None:
    """Let a hire hold a seat from the next day on."""
    law, person = s.parameters[0], s.staff[seat]
    role = s.roles[person.role]
    luck = uniform(person.luck, law.key_talent, person.holders)
    person.talent = turnover.talent(role.talent, role.talent_sd, luck)
    person.vacant = False
    person.holders += 1
    person.hired_day = day + 1.0
    person.engagement = law.engagement_baseline
    person.trust_good = role.trust_good
    person.trust_bad = role.trust_bad
    person.load = 0.0
    person.load_factor = 1.0
    person.load_drop = 0.0
    for place in range(role.first_function, role.last_function):
        _begin_function(s, seat, s.functions_of_role[place])
    _count_seats(s, person, 1)


@jitable
def _begin_function(s: State, seat: int, function: int) -> None:
    """Let a hire begin in a function: with a share of their talent, and knowing nothing yet of its bots."""
    person, level = s.staff[seat], s.skills[seat, function]
    skill = s.parameters[0].hire_skill * person.talent
    level.peak_speed = skill
    level.current_speed = skill
    level.peak_accuracy = skill
    level.current_accuracy = skill
    learning.recall_experience(s, person, level, function)
    level.share = 1.0
    level.alone_min = level.alone_at_first_min
    level.aided_min = 0.0
    level.lessons = 0.0
    level.seen_wrong = level.wrong_at_first
    level.seen_right = level.right_at_first
    level.seen_wrong_people = level.people_wrong_at_first
    level.seen_right_people = level.people_right_at_first


@jitable
def _count_seats(s: State, person: Any, change: int) -> None:
    """Keep count of the people who can do each function."""
    s.firm[0].someone_moves = True
    role = s.roles[person.role]
    for place in range(role.first_function, role.last_function):
        s.functions[s.functions_of_role[place]].seats += change
