"""Customers: they come or stay away, judge what they got, and keep or lose their goodwill."""

from ..choreography import ABANDONED, BOT, REVIEWED, UNRESOLVED
from ..mechanisms import customers as law_of
from .jitable import jitable
from .luck import uniform
from .state import State

INFINITE = float("inf")
UNKNOWN = float("nan")


@jitable
def come(s: State, task: int) -> bool:
    """Tell whether a task comes, goodwill and the demand that the firm takes on being what they are."""
    law, item = s.parameters[0], s.functions[s.function_of[task]]
    if not item.faces_customers:
        return True
    demand = s.firm[0].goodwill * s.firm[0].demand_taken_on
    chance = law_of.acceptance(demand, law.highest_demand, s.extra[task])
    comes = uniform(s.tasks[task].luck, law.key_accepted, 0) < chance
    if s.extra[task]:
        item.extra_tasks_today += comes
    else:
        item.declined_today += not comes
    return bool(comes)


@jitable
def judge(s: State, task: int, outcome: int) -> None:
    """Let the customer of a task that ends judge it."""
    law, row, item = s.parameters[0], s.tasks[task], s.functions[s.function_of[task]]
    if not item.faces_customers:
        return
    misses = row.escaped_human + row.escaped_bot + row.escaped_reviewed + row.escaped_assisted
    if outcome in (ABANDONED, UNRESOLVED):
        misses += 1
    by_bot = item.wants_people and row.mode in (BOT, REVIEWED)
    value = law_of.satisfaction(
        law.best_logit,
        _waiting(s, task),
        law.waiting_logits,
        misses,
        law.error_logits,
        law.bot_logits if by_bot else 0.0,
    )
    item.satisfaction_today += value
    item.judged_today += 1.0
    item.promoters_today += value >= law_of.PROMOTER
    item.detractors_today += value < law_of.DETRACTOR
    item.bad_outcomes_today += misses > 0


@jitable
def _waiting(s: State, task: int) -> float:
    """Return the wait relative to what was promised, else to the customer's patience, else to the target."""
    row, arrival_min, now = s.tasks[task], s.arrival_min[task], s.firm[0].now_min
    if s.functions[s.function_of[task]].due_min < INFINITE:
        return law_of.relative_wait(now - arrival_min, row.due_min - arrival_min)
    if s.patience_min[task] < INFINITE:
        if row.start_min != row.start_min:
            return 1.0
        return min(law_of.relative_wait(row.start_min - arrival_min, s.patience_min[task]), 1.0)
    return law_of.relative_wait(now - arrival_min, s.parameters[0].target_min)


@jitable
def close_day(s: State, day: int) -> None:
    """Let goodwill follow the day's satisfaction, if anybody was served, and write the day down."""
    law, firm = s.parameters[0], s.firm[0]
    total = n = bad = 0.0
    for function in range(len(s.functions)):
        item = s.functions[function]
        total += item.satisfaction_today
        n += item.judged_today
        bad += item.bad_outcomes_today
        _write_book(s, day, function)
    if n > 0.0:
        implied = law_of.implied_goodwill(law.response, total / n, law.normal_satisfaction)
        firm.goodwill = law_of.goodwill_after_day(
            firm.goodwill, implied, law.goodwill_keep, bad, law.churn_share, law.customer_base
        )
    s.goodwill_days[day, 0].goodwill = firm.goodwill


@jitable
def _write_book(s: State, day: int, function: int) -> None:
    item, entry = s.functions[function], s.customer_days[day, function]
    entry.satisfaction = UNKNOWN
    if item.judged_today > 0.0:
        entry.satisfaction = item.satisfaction_today / item.judged_today
    entry.judged = item.judged_today
    entry.promoters = item.promoters_today
    entry.detractors = item.detractors_today
    entry.bad_outcomes = item.bad_outcomes_today
    entry.declined = item.declined_today
    entry.extra_tasks = item.extra_tasks_today
    item.satisfaction_today = 0.0
    item.judged_today = 0.0
    item.promoters_today = 0.0
    item.detractors_today = 0.0
    item.bad_outcomes_today = 0.0
    item.declined_today = 0.0
    item.extra_tasks_today = 0.0
