"""What a person is: work in hand, load, trust, the sense of how often bots err, the minutes worked."""

from typing import Any

from ..choreography import IN_REVIEW, STAFF_DONE
from ..mechanisms import curves, human_work, market_shift, oversight
from ..mechanisms import trust as trust_law
from .events import schedule_soon
from .jitable import inlined, jitable, whole
from .state import NOBODY, State

# ------------------------------------------------------------------------------------------------------------- work


@jitable
def begin(s: State, seat: int, task: int, stage: int) -> None:
    """Begin or resume work on a task; the person must be free."""
    person, row = s.staff[seat], s.tasks[task]
    now = s.firm[0].now_min
    function = whole(s.function_of[task])
    person.task = task
    row.stage = stage
    row.staff = seat
    if row.start_min != row.start_min:
        row.start_min = now
    speed = s.skills[seat, function].speed
    person.speed_at_start = speed
    person.since_min = now
    person.stint_start_min = now
    finish_min = now + row.remaining_min / speed
    person.finish_min = finish_min
    if finish_min <= person.shift_end_min or not s.functions[function].interruptible:
        schedule_soon(s, finish_min, STAFF_DONE, seat)


@inlined
def end_stint(s: State, seat: int, task: int, function: int, stage: int) -> None:
    """Write the stint's time to the day's books, to the task, and down as practice of the day."""
    person, row = s.staff[seat], s.tasks[task]
    book_time(s, person)
    worked_min = person.since_min - person.stint_start_min
    if stage == IN_REVIEW:
        row.review_min += worked_min
        s.skills[seat, function].reviewed_today_min += worked_min
    else:
        row.human_min += worked_min
        s.skills[seat, function].worked_today_min += worked_min


@inlined
def book_time(s: State, person: Any) -> None:
    """Write the time worked since the last entry to the day's books, as regular time or overtime."""
    now = s.firm[0].now_min
    if person.on_shift:
        person.busy_today_min += now - person.since_min
    else:
        person.overtime_today_min += now - person.since_min
    person.since_min = now


@jitable
def meet_new_kind(s: State, seat: int, function: int) -> float:
    """Return the drop of ability on a task of the new kind (logit), and learn from it."""
    law, level = s.parameters[0], s.skills[seat, function]
    drop = market_shift.ability_drop(law.shift_human_drop, level.lessons, law.shift_human_lessons)
    level.lessons += curves.worth_by_skill(level.current_accuracy, law.shift_skill_effect)
    s.functions[function].examples += 1.0
    return drop


# ------------------------------------------------------------------------------------------------------------- review


@jitable
def miss_probability(s: State, seat: int, function: int) -> float:
    """Return the probability of missing an error of a bot in a function."""
    law, person, level = s.parameters[0], s.staff[seat], s.skills[seat, function]
    if not law.oversight_on:
        return float(law.miss_at_half)
    wrong, right = level.seen_wrong, level.seen_right
    return oversight.miss_probability(
        law.miss_at_half,
        law.prevalence_slope,
        wrong / (wrong + right),
        law.multitasking,
        trust_law.trust(person.trust_good, person.trust_bad),
        law.trust_low,
        law.trust_high,
        law.skill_effect,
        level.current_accuracy - law.normal_accuracy_skill,
    )


@inlined
def remember_item(s: State, seat: int, function: int, wrong: bool) -> None:
    """Let the sense of how often bots err learn from one item."""
    level = s.skills[seat, function]
    level.seen_wrong, level.seen_right = oversight.remember_item(
        level.seen_wrong, level.seen_right, wrong, s.parameters[0].memory_items
    )


@jitable
def trust(s: State, seat: int) -> float:
    """Return a person's trust in bots, in (0, 1)."""
    return trust_law.trust(s.staff[seat].trust_good, s.staff[seat].trust_bad)


@inlined
def experience_bot(s: State, seat: int, good: bool, weight: float) -> None:
    """Let trust learn from a success or failure seen."""
    law, person = s.parameters[0], s.staff[seat]
    if law.trust_on:
        person.trust_good, person.trust_bad = trust_law.experience(
            person.trust_good,
            person.trust_bad,
            weight * law.success_weight if good else 0.0,
            0.0 if good else weight * law.failure_weight,
            law.trust_keep,
        )


# ------------------------------------------------------------------------------------------------------------- midnight


@jitable
def close_books(s: State, person: Any) -> tuple[float, float]:
    """Return (busy, overtime) minutes of the day that ends and open the next day's books."""
    if person.task != NOBODY:
        book_time(s, person)
    busy_min, overtime_min = person.busy_today_min, person.overtime_today_min
    person.busy_today_min = 0.0
    person.overtime_today_min = 0.0
    return busy_min, overtime_min


@jitable
def average_load(s: State, person: Any, scheduled_min: float, worked_min: float, waiting_min: float) -> None:
    """Let the load follow a day's work, done and waiting, if the person was scheduled."""
    law = s.parameters[0]
    if not law.load_on or scheduled_min <= 0.0:
        return
    person.load = human_work.average_load(person.load, (worked_min + waiting_min) / scheduled_min, law.load_memory_days)
    person.load_factor = human_work.load_speed_factor(
        person.load, law.load_turning_point, law.load_speed_up, law.load_slow_down
    )
    person.load_drop = human_work.load_accuracy_drop(
        person.load, law.load_turning_point, law.load_accuracy_drop, law.load_accuracy_drop_max
    )
