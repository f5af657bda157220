"""What a person is: work in hand, load, trust, the sense of how often bots err, the minutes worked."""

from typing import Any

from ..choreography import ASSISTED, HUMAN, IN_REVIEW, STAFF_DONE, WITH_PERSON
from ..mechanisms import assistance, curves, human_work, market_shift, oversight
from ..mechanisms import trust as trust_law
from . import innovation, machines, schooling
from .events import schedule_soon
from .jitable import inlined, jitable, whole
from .luck import uniform
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
    if s.parameters[0].assists and stage == WITH_PERSON and row.adviser != NOBODY:
        take_advice(s, seat, task, function)
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
        if mode(row) == ASSISTED:
            s.skills[seat, function].assisted_today_min += worked_min
        else:
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


@inlined
def mode(row: Any) -> int:
    """Return how a person has done a task at this visit: alone or with advice."""
    return ASSISTED if row.advised_at == row.visit else HUMAN


@jitable
def take_advice(s: State, seat: int, task: int, function: int) -> None:
    """Ask for advice as work begins, and settle how it will end; without an answer the work is unaided.

    Trust learns as in a review: advice that is followed counts as a success, advice that is set aside as a failure
    if it was wrong, and not at all if it was right, which the person does not find out. Wrong advice that is set aside
    is a correction that the bot learns from.
    """
    law, row, level = s.parameters[0], s.tasks[task], s.skills[seat, function]
    bot = machines.adviser_of(s, task)
    if bot == NOBODY:
        return
    sure = meet(s, seat, task, function)
    own_right = uniform(row.luck, law.key_correct_human, row.visit) < sure
    bot_right = machines.advise(s, bot, task)
    adoption = assistance.adoption_probability(
        law.adoption_intercept,
        law.adoption_trust_effect,
        trust(s, seat),
        law.adoption_confidence_effect,
        machines.confidence(s, bot, task),
        sure,
    )
    adopts = uniform(row.luck, law.key_adopt, row.visit) < adoption
    overrides = assistance.overrides(own_right, bot_right, adopts)
    gain = assistance.gain(level.current_speed, law.gain_novice, law.gain_expert)
    row.remaining_min = assistance.effort_min(innovation.effort_now(s, task), gain, law.override_ratio, overrides)
    row.wrong = not assistance.is_right(own_right, bot_right, adopts)
    row.advised_at = row.visit
    if not overrides:
        experience_bot(s, seat, True, 1.0)
    elif not bot_right:
        schooling.be_corrected(s, task, level.current_accuracy, 1.0)
        experience_bot(s, seat, False, 1.0)


@inlined
def meet(s: State, seat: int, task: int, function: int) -> float:
    """Return the probability of getting a task right unaided, and learn from it if it is of a new kind."""
    ability = s.skills[seat, function].ability
    if schooling.is_new_kind(s, task):
        ability -= meet_new_kind(s, seat, function)
    return human_work.accuracy(ability, s.functions[function].slope, s.difficulty[task])


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
def miss_probability_of_colleagues(s: State, seat: int, function: int) -> float:
    """Return the probability of missing an error of another person in a function."""
    law, level = s.parameters[0], s.skills[seat, function]
    if not law.oversight_on:
        return float(law.miss_at_half)
    wrong, right = level.seen_wrong_people, level.seen_right_people
    return oversight.miss_probability(
        law.miss_at_half,
        law.prevalence_slope,
        wrong / (wrong + right),
        law.multitasking,
        law.trust_low,
        law.trust_low,
        law.trust_high,
        law.skill_effect,
        level.current_accuracy - law.normal_accuracy_skill,
    )


@jitable
def remember_colleague(s: State, seat: int, function: int, wrong: bool) -> None:
    """Let the sense of how often people err learn from one item."""
    level = s.skills[seat, function]
    level.seen_wrong_people, level.seen_right_people = oversight.remember_item(
        level.seen_wrong_people, level.seen_right_people, wrong, s.parameters[0].memory_items
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
