"""A person's day: shifts begin and end, work is paused, handed over, finished, and the next task is taken."""

from ..choreography import (
    BOT,
    HANDOVER,
    IN_REVIEW,
    PAUSED,
    REVIEWED,
    WAITS_FOR_PERSON,
    WAITS_FOR_REVIEW,
    WITH_PERSON,
)
from . import innovation, news, people, schooling, tasks
from .clock import next_duty_min
from .events import schedule_late
from .jitable import inlined, jitable, whole
from .luck import uniform
from .queues import first_for, head, join_idle, leave_idle, take, take_head
from .state import NOBODY, State


@jitable
def start_shift(s: State, seat: int) -> None:
    """Begin a shift: go on with what was paused, else take the next task; where nobody holds the seat, nobody comes."""
    person = s.staff[seat]
    if person.vacant:
        person.missed_until_min = s.shifts[person.next_shift].end_min
        person.next_shift += 1
        return
    s.roles[person.role].on_shift += 1
    if person.task != NOBODY:
        people.book_time(s, person)  # until now it was overtime
    person.on_shift = True
    person.shift_end_min = s.shifts[person.next_shift].end_min
    person.next_shift += 1
    if person.task != NOBODY:
        return
    if person.held != NOBODY:
        task = person.held
        person.held = NOBODY
        people.begin(s, seat, task, whole(person.held_stage))
    else:
        take_next(s, seat)


@jitable
def end_shift(s: State, seat: int) -> None:
    """End a shift: pause the work in hand, or finish it as overtime if it cannot be interrupted; if somebody came."""
    person = s.staff[seat]
    if not person.on_shift:
        return
    s.roles[person.role].on_shift -= 1
    if person.task == NOBODY:
        leave_idle(s, seat)
    elif s.functions[s.function_of[person.task]].interruptible:
        _pause(s, seat)
    else:
        people.book_time(s, person)
    person.on_shift = False


@jitable
def _pause(s: State, seat: int) -> None:
    """Put the work in hand down until the next shift, or until a colleague's duty begins."""
    function = whole(s.function_of[s.staff[seat].task])
    put_down(s, seat)
    _arrange_handover(s, seat, function)


@jitable
def put_down(s: State, seat: int) -> None:
    """Put the work in hand down; somebody has to see to it that it goes on."""
    person, now = s.staff[seat], s.firm[0].now_min
    task = person.task
    row, function = s.tasks[task], whole(s.function_of[task])
    people.end_stint(s, seat, task, function, whole(row.stage))
    row.remaining_min = (person.finish_min - now) * person.speed_at_start
    person.held = task
    person.held_stage = row.stage
    person.task = NOBODY
    row.stage = PAUSED
    row.queued_min = now


@jitable
def _arrange_handover(s: State, seat: int, function: int) -> None:
    """Give the paused task back to its queue if somebody's duty begins before this person returns."""
    person = s.staff[seat]
    duty_min = next_duty_min(s, function)
    back_min = s.shifts[person.next_shift].start_min if person.next_shift < person.last_shift else float("inf")
    if duty_min < back_min:
        schedule_late(s, duty_min, HANDOVER, seat)


@jitable
def hand_over(s: State, seat: int) -> None:
    """Return the paused task to the head of its queue; nothing, if that was done when its holder left for good."""
    person = s.staff[seat]
    task = person.held
    if task == NOBODY:
        return
    person.held = NOBODY
    waits = WAITS_FOR_REVIEW if person.held_stage == IN_REVIEW else WAITS_FOR_PERSON
    tasks.queue_for_people(s, task, waits, True)


@jitable
def take_next(s: State, seat: int) -> None:
    """Take the first waiting task of the most urgent function, or be idle."""
    role = s.roles[s.staff[seat].role]
    best = best_function = NOBODY
    for place in range(role.first_function, role.last_function):
        function = s.functions_of_role[place]
        if s.functions[function].waiting > 0:
            if s.parameters[0].reviews_people:
                task = first_for(s, s.functions[function], seat)
                if task == NOBODY:
                    continue  # all that waits here is the own work, to be reviewed by others
            else:
                task = head(s, s.functions[function])
            if best == NOBODY or _goes_before(s, task, function, best, best_function):
                best, best_function = task, function
    if best == NOBODY:
        join_idle(s, seat)
        return
    task = best
    if s.parameters[0].reviews_people:
        take(s, s.functions[best_function], task)
    else:
        take_head(s, s.functions[best_function])
    people.begin(s, seat, task, IN_REVIEW if s.tasks[task].stage == WAITS_FOR_REVIEW else WITH_PERSON)


@inlined
def _goes_before(s: State, task: int, function: int, other: int, other_function: int) -> bool:
    """Compare by (priority, time of queueing, number)."""
    priority, other_priority = s.functions[function].priority, s.functions[other_function].priority
    if priority != other_priority:
        return bool(priority < other_priority)
    queued_min, other_min = s.tasks[task].queued_min, s.tasks[other].queued_min
    if queued_min != other_min:
        return bool(queued_min < other_min)
    return task < other


@jitable
def finish_stint(s: State, seat: int) -> None:
    """Finish the work in hand and take the next task."""
    person = s.staff[seat]
    task = person.task
    function, stage = whole(s.function_of[task]), whole(s.tasks[task].stage)
    people.end_stint(s, seat, task, function, stage)
    person.task = NOBODY
    if stage == IN_REVIEW:
        _complete_review(s, seat, task, function)
    else:
        _complete_work(s, seat, task, function)
    if person.task == NOBODY and person.on_shift and s.firm[0].now_min < person.shift_end_min:
        take_next(s, seat)


@inlined
def _complete_work(s: State, seat: int, task: int, function: int) -> None:
    law, row = s.parameters[0], s.tasks[task]
    if row.advised_at == row.visit:
        correct = not row.wrong
    else:
        correct = uniform(row.luck, law.key_correct_human, row.visit) < people.meet(s, seat, task, function)
    if row.mode == BOT or row.mode == REVIEWED:  # a bot's error has come back
        schooling.be_corrected(s, task, s.skills[seat, function].current_accuracy, s.parameters[0].documented_share)
    is_checked = law.reviews_people and s.functions[function].seats > 1
    if is_checked and uniform(row.luck, law.key_reviewed, row.visit) < law.review_of_people_share:
        tasks.to_review(s, task, not correct, seat)
    else:
        tasks.deliver(s, task, correct, people.mode(row))


@jitable
def _complete_check(s: State, seat: int, task: int, function: int) -> None:
    """Finish the review of a colleague's result: as of a bot's, without complacency and without trust in bots."""
    law, row = s.parameters[0], s.tasks[task]
    wrong = row.wrong
    if wrong:
        miss = people.miss_probability_of_colleagues(s, seat, function)
        rejected = uniform(row.luck, law.key_detect, row.visit) >= miss
    else:
        rejected = uniform(row.luck, law.key_false_alarm, row.visit) < law.false_alarm
    people.remember_colleague(s, seat, function, wrong)
    if not rejected:
        tasks.deliver(s, task, not wrong, people.mode(row))
        return
    if wrong:
        row.caught_people += 1
    else:
        row.false_alarms_people += 1
    if tasks.next_visit(s, task):
        if wrong:
            news.note(s, task, news.CAUGHT)
        row.remaining_min = innovation.effort_now(s, task)
        people.begin(s, seat, task, WITH_PERSON)


@inlined
def _complete_review(s: State, seat: int, task: int, function: int) -> None:
    law, row = s.parameters[0], s.tasks[task]
    if row.author != NOBODY:
        _complete_check(s, seat, task, function)
        return
    wrong = row.wrong
    if wrong:
        rejected = uniform(row.luck, law.key_detect, row.visit) >= people.miss_probability(s, seat, function)
    else:
        rejected = uniform(row.luck, law.key_false_alarm, row.visit) < law.false_alarm
    people.remember_item(s, seat, function, wrong)
    schooling.be_reviewed(s, task, rejected)
    if not rejected:
        people.experience_bot(s, seat, True, 1.0)
        tasks.deliver(s, task, not wrong, REVIEWED)
        return
    if wrong:
        row.caught += 1
        schooling.be_corrected(s, task, s.skills[seat, function].current_accuracy, 1.0)
        people.experience_bot(s, seat, False, 1.0)
    else:
        row.false_alarms += 1
    if tasks.next_visit(s, task):
        if wrong:
            news.note(s, task, news.CAUGHT)
        row.remaining_min = innovation.effort_now(s, task)
        people.begin(s, seat, task, WITH_PERSON)
