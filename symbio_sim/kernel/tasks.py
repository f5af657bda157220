"""What happens to a task: it arrives, waits, is begun, delivered, comes back, ends."""

from ..choreography import (
    ABANDON,
    ABANDONED,
    ASSISTED,
    BOT,
    CORRECT,
    DECLINED,
    ENDED,
    ERROR,
    HUMAN,
    IN_REVIEW,
    NO_MODE,
    NOT_ARRIVED,
    OPEN,
    OUT_IN_ERROR,
    RETURN,
    REVIEWED,
    UNDECIDED,
    UNRESOLVED,
    WAITS_FOR_BOT,
    WAITS_FOR_PERSON,
    WAITS_FOR_REVIEW,
    WITH_PERSON,
)
from ..mechanisms import exponential
from . import customers, employment, innovation, news, people, schooling
from .clock import open_deadline_min
from .events import schedule_late
from .jitable import inlined, jitable, whole
from .luck import task_state, uniform
from .queues import append, append_at_head, longest_idle
from .state import NOBODY, State

INFINITE = float("inf")
UNKNOWN = float("nan")


@inlined
def arrive(s: State, task: int) -> bool:
    """A task arrives, or never comes; tell which."""
    open_file(s, task)
    if s.parameters[0].demand_moves and not customers.come(s, task):
        _decline(s, task)
        return False
    item = s.functions[s.function_of[task]]
    item.arrivals += 1
    item.open_tasks += 1
    return True


@jitable
def _decline(s: State, task: int) -> None:
    """Note that a task never came: it is no work, and no customer to be judged by."""
    row = s.tasks[task]
    row.stage = ENDED
    row.outcome = DECLINED
    row.end_min = s.firm[0].now_min


@jitable
def come_back(s: State, task: int) -> None:
    """An uncaught error comes back as failure demand."""
    s.tasks[task].visit += 1
    item = s.functions[s.function_of[task]]
    item.open_tasks += 1
    item.returns += 1
    news.note(s, task, news.CAME_BACK)


@jitable
def open_files_of_latecomers(s: State) -> None:
    """Write down what is known of those that arrive after the horizon."""
    for task in range(s.firm[0].next_arrival, len(s.tasks)):
        open_file(s, task)


@jitable
def open_file(s: State, task: int) -> None:
    """Write down what is known of a task before its arrival."""
    row, item = s.tasks[task], s.functions[s.function_of[task]]
    arrival_min = s.arrival_min[task]
    row.luck = task_state(s.firm[0].world_key, s.key[task])
    row.due_min = INFINITE
    if item.due_min < INFINITE:
        row.due_min = arrival_min + item.due_min
        if item.due_open_clock:
            row.due_min = open_deadline_min(s, arrival_min, item.due_min)
    row.give_up_min = INFINITE
    patience_min = s.patience_min[task]
    if patience_min < INFINITE:
        row.give_up_min = arrival_min + patience_min
        if item.patience_open_clock:
            row.give_up_min = open_deadline_min(s, arrival_min, patience_min)
    row.start_min = UNKNOWN
    row.end_min = UNKNOWN
    row.human_min = 0.0
    row.review_min = 0.0
    row.bot_min = 0.0
    row.queued_min = 0.0
    row.remaining_min = 0.0
    row.staff = NOBODY
    row.bot = NOBODY
    row.next = NOBODY
    row.waits_at = NOBODY
    row.adviser = NOBODY
    row.author = NOBODY
    row.advised_at = NOBODY
    row.escaped_assisted = 0
    row.caught_people = 0
    row.false_alarms_people = 0
    row.visit = 0
    row.bot_visits = 0
    row.caught = 0
    row.false_alarms = 0
    row.outage_failures = 0
    row.escaped_human = 0
    row.escaped_bot = 0
    row.escaped_reviewed = 0
    row.stage = NOT_ARRIVED
    row.outcome = OPEN
    row.mode = NO_MODE
    row.chosen = UNDECIDED
    row.wrong = False


# ------------------------------------------------------------------------------------------------------------- waiting


@inlined
def to_people(s: State, task: int) -> None:
    """Give a task to whoever of its people has been idle longest, or let it wait."""
    s.tasks[task].remaining_min = innovation.effort_now(s, task)
    queue_for_people(s, task, WAITS_FOR_PERSON, False)


@inlined
def to_review(s: State, task: int, wrong: bool, author: int) -> None:
    """Give a result, a bot's (-1) or that of a seat, to a reviewer."""
    s.tasks[task].author = author
    s.tasks[task].wrong = wrong
    s.tasks[task].remaining_min = s.parameters[0].review_ratio * innovation.effort_now(s, task)
    queue_for_people(s, task, WAITS_FOR_REVIEW, False)


@jitable
def queue_for_people(s: State, task: int, waits: int, at_head: bool) -> None:
    """Begin a task with an idle person, or put it in its function's queue."""
    row, function = s.tasks[task], whole(s.function_of[task])
    seat = longest_idle(s, function, whole(row.author) if waits == WAITS_FOR_REVIEW else NOBODY)
    if seat != NOBODY:
        people.begin(s, seat, task, IN_REVIEW if waits == WAITS_FOR_REVIEW else WITH_PERSON)
        return
    if at_head:
        row.give_up_min = INFINITE  # patience is for work to begin, and this has begun
        row.stage = waits
        append_at_head(s, s.functions[function], task)
        return
    if waits == WAITS_FOR_PERSON and s.patience_min[task] < INFINITE:
        start_patience(s, task)
    row.stage = waits
    row.queued_min = s.firm[0].now_min
    append(s, s.functions[function], task)


@jitable
def wait_for_bot(s: State, task: int, bot: int) -> None:
    """Let a task wait for a slot of a bot."""
    row = s.tasks[task]
    start_patience(s, task)
    row.stage = WAITS_FOR_BOT
    row.waits_at = bot
    append(s, s.bots[bot], task)
    row.queued_min = s.firm[0].now_min


@jitable
def start_patience(s: State, task: int) -> None:
    """Set when the customer gives up; one that moves between queues keeps the time already set."""
    row, patience_min, now = s.tasks[task], s.patience_min[task], s.firm[0].now_min
    if patience_min == INFINITE or row.stage == WAITS_FOR_BOT or row.stage == WAITS_FOR_PERSON:
        return
    if row.stage != NOT_ARRIVED:
        row.give_up_min = now + patience_min
        if s.functions[s.function_of[task]].patience_open_clock:
            row.give_up_min = open_deadline_min(s, now, patience_min)
    if row.give_up_min < INFINITE:
        schedule_late(s, row.give_up_min, ABANDON, task)


@jitable
def abandon(s: State, task: int) -> None:
    """A waiting customer leaves, if still waiting."""
    row = s.tasks[task]
    if row.give_up_min != s.firm[0].now_min:
        return
    if row.stage == WAITS_FOR_BOT:
        s.bots[row.waits_at].waiting -= 1
    elif row.stage == WAITS_FOR_PERSON:
        s.functions[s.function_of[task]].waiting -= 1
    else:
        return
    end(s, task, ABANDONED)


# ------------------------------------------------------------------------------------------------------------- results


@jitable
def next_visit(s: State, task: int) -> bool:
    """Count one more attempt; the task ends unresolved if there is none left."""
    row = s.tasks[task]
    if row.visit + 1 >= s.functions[s.function_of[task]].max_visits:
        end(s, task, UNRESOLVED)
        return False
    row.visit += 1
    return True


@jitable
def deliver(s: State, task: int, correct: bool, mode: int) -> None:
    """Hand the result to the customer; an error may come back later."""
    row, item, law = s.tasks[task], s.functions[s.function_of[task]], s.parameters[0]
    row.mode = mode
    if law.notes_who_works:
        employment.note_who_worked(item, s.effort_min[task], mode)
    if law.bias_on:
        schooling.note_result(s, task, mode)
    if s.parameters[0].innovation_on:
        innovation.count_result(s, whole(row.bot), mode)
    if correct:
        if law.prices_on and mode in (BOT, REVIEWED):
            s.vendors[s.bots[row.bot].vendor].value_today_eur += item.value_eur
        end(s, task, CORRECT)
        return
    if mode == HUMAN:
        row.escaped_human += 1
    elif mode == BOT:
        row.escaped_bot += 1
    elif mode == ASSISTED:
        row.escaped_assisted += 1
    else:
        row.escaped_reviewed += 1
    if uniform(row.luck, law.key_returns, row.visit) >= item.return_probability:
        end(s, task, ERROR)
    elif row.visit + 1 >= item.max_visits:
        end(s, task, UNRESOLVED)
    else:
        _send_out_in_error(s, task)


@jitable
def _send_out_in_error(s: State, task: int) -> None:
    """Let an error come back after a delay on the clock of the opening hours."""
    row, item = s.tasks[task], s.functions[s.function_of[task]]
    luck = uniform(row.luck, s.parameters[0].key_return_delay, row.visit)
    delay_min = exponential.quantile(item.return_delay_open_min, luck)
    back_min = open_deadline_min(s, s.firm[0].now_min, delay_min)
    row.stage = OUT_IN_ERROR
    item.open_tasks -= 1
    item.errors += 1
    news.note(s, task, news.DELIVERED)
    schedule_late(s, back_min, RETURN, task)


@inlined
def end(s: State, task: int, outcome: int) -> None:
    """End a task, once and for all."""
    row, item = s.tasks[task], s.functions[s.function_of[task]]
    row.stage = ENDED
    row.outcome = outcome
    row.end_min = s.firm[0].now_min
    item.open_tasks -= 1
    if outcome == CORRECT:
        item.correct += 1
    elif outcome == ERROR:
        item.errors += 1
    elif outcome == ABANDONED:
        item.abandoned += 1
    else:
        item.unresolved += 1
    if s.parameters[0].customers_on:
        customers.judge(s, task, outcome)
    news.note(s, task, outcome)
