"""What the manager has learned: what came of its choices, how much practice people have had, how much comes in."""

from typing import Any

from ..choreography import ABANDONED, CHOSE_BOT, CHOSE_PEOPLE, UNDECIDED, UNRESOLVED
from ..mechanisms import human_work, normal
from ..policies import bandit, experienced, resilience_aware, skill_preserving
from . import machines, news
from .asking import BANDIT, EXPERIENCED, RESILIENCE_AWARE, SKILL_PRESERVING
from .jitable import jitable
from .luck import uniform
from .state import NOBODY, State

PRIOR_TASKS = 10.0
"""How many tasks the accuracy that was stated counts for, beside experience (assumed, as for reviewers)."""

PEOPLE, BOTS = 0, 1

# ---------------------------------------------------------------------------------------------- what comes of choices


@jitable
def note_choice(s: State, task: int, to_bot: bool) -> None:
    """Remember who was chosen for a task, if there was a choice."""
    law, row, item = s.parameters[0], s.tasks[task], s.functions[s.function_of[task]]
    if law.rule == SKILL_PRESERVING:
        if not to_bot:
            item.learned -= item.people_time_min
    elif law.keeps_score:
        row.chosen = UNDECIDED
        if item.has_people and item.first_bot < item.last_bot and not s.needs_human[task]:
            row.chosen = CHOSE_BOT if to_bot else CHOSE_PEOPLE
        row.spent_at_choice_eur = _spent_eur(s, row, item)


@jitable
def hear(s: State) -> None:
    """Take in what an event has told: count a task that ends or is delivered, and an error that comes to light."""
    firm = s.firm[0]
    task, what = firm.news_task, firm.news
    firm.news = news.NOTHING
    item = s.functions[s.function_of[task]]
    if what == news.CAME_BACK:
        _hear_of_error(s, task, item.error_loss_eur)
    elif what == news.CAUGHT:
        _hear_of_error(s, task, 0.0)  # what it costs is the work done again
    else:
        # A customer who leaves takes the value along.
        _count(s, task, item.value_eur if what == ABANDONED else 0.0)
        if what == UNRESOLVED:
            _hear_of_error(s, task, item.error_loss_eur)


@jitable
def _count(s: State, task: int, loss_eur: float) -> None:
    """Credit the choice with what the work has cost since, a penalty for being late, and a loss."""
    row, item = s.tasks[task], s.functions[s.function_of[task]]
    if row.chosen == UNDECIDED:
        return
    cost = _spent_eur(s, row, item) - row.spent_at_choice_eur + loss_eur
    if s.firm[0].now_min > row.due_min:
        cost += item.late_penalty_eur
    score = s.scores[s.function_of[task], row.chosen - CHOSE_PEOPLE]
    score.tasks += 1.0
    score.cost_eur += cost
    score.squares_eur2 += cost * cost


@jitable
def _hear_of_error(s: State, task: int, loss_eur: float) -> None:
    """Credit the choice with an error now that it is known: one task of mean cost turns out to cost more."""
    row = s.tasks[task]
    if row.chosen == UNDECIDED:
        return
    score = s.scores[s.function_of[task], row.chosen - CHOSE_PEOPLE]
    mean = score.cost_eur / max(score.tasks, 1.0)
    score.errors += 1.0
    score.squares_eur2 += loss_eur * (loss_eur + 2.0 * mean)
    score.cost_eur += loss_eur


@jitable
def _spent_eur(s: State, row: Any, item: Any) -> float:
    """Return what a task has cost so far: people's time at their mean wage, and the visits of bots."""
    price = 0.0 if row.bot == NOBODY else machines.price_eur(s, row.bot)
    people_min = row.human_min + row.review_min
    return float(item.people_eur_per_min * people_min + price * row.bot_visits)


# ---------------------------------------------------------------------------------------------- what the rule is told


@jitable
def tell(s: State, task: int, function: int) -> float:
    """Return what the rule is told of a task's function."""
    law, row, item = s.parameters[0], s.tasks[task], s.functions[function]
    if law.rule != BANDIT:
        return float(item.learned)
    of_people = _drawn_eur(row, s.scores[function, PEOPLE], item.expected_people_eur, law.key_bandit_people)
    return of_people - _drawn_eur(row, s.scores[function, BOTS], item.expected_bot_eur, law.key_bandit_bots)


@jitable
def _drawn_eur(row: Any, score: Any, expected_eur: float, key: Any) -> float:
    """Return a draw of what a task costs, keyed by the task."""
    z = normal.quantile(uniform(row.luck, key, row.visit))
    return bandit.drawn_cost_eur(score.tasks, score.cost_eur, score.squares_eur2, expected_eur, z)


# ---------------------------------------------------------------------------------------------- once a day


@jitable
def remember_practice(s: State) -> None:
    """Enter the day's own work of everyone, before it turns into skill."""
    law = s.parameters[0]
    if law.rule == SKILL_PRESERVING:
        keep = 1.0 - 1.0 / law.p1
        for place in range(len(s.pairs)):
            level = s.skills[s.pairs[place, 0], s.pairs[place, 1]]
            level.practised_min = keep * level.practised_min + level.worked_today_min


@jitable
def close_day(s: State, day: int) -> None:
    """Let experience fade by a day, adapt, and plan the day that begins."""
    law = s.parameters[0]
    for function in range(len(s.functions)):
        item, people, bots = s.functions[function], s.scores[function, PEOPLE], s.scores[function, BOTS]
        if law.rule == BANDIT:
            _fade(people, 1.0 - 1.0 / law.p0)
            _fade(bots, 1.0 - 1.0 / law.p0)
        elif law.rule == EXPERIENCED:
            _fade(people, 1.0 - 1.0 / law.p2)
            _fade(bots, 1.0 - 1.0 / law.p2)
            item.learned = experienced.next_share(
                item.learned,
                experienced.share_right(bots.tasks, bots.errors, item.stated_bot_error, PRIOR_TASKS),
                experienced.share_right(people.tasks, people.errors, item.stated_people_error, PRIOR_TASKS),
                law.p1,
            )
        elif law.rule == RESILIENCE_AWARE:
            came_min = item.arrivals * item.mean_effort_min
            item.demand_min += (came_min - item.demand_min) / law.p2
    _plan(s, day + 1)


@jitable
def _fade(score: Any, keep: float) -> None:
    """Let a day pass."""
    score.tasks *= keep
    score.errors *= keep
    score.cost_eur *= keep
    score.squares_eur2 *= keep


@jitable
def _plan(s: State, day: int) -> None:
    """Set what the rule is told on a day."""
    law = s.parameters[0]
    if law.rule == SKILL_PRESERVING:
        _plan_practice(s, day)
    elif law.rule == RESILIENCE_AWARE:
        for function in range(len(s.functions)):
            item = s.functions[function]
            item.learned = resilience_aware.share_for_bots(_unaided_min(s, function), item.demand_min, law.p0, law.p1)


@jitable
def _plan_practice(s: State, day: int) -> None:
    """Add up what is owed to the people of each function on a day, less the work that already waits for them."""
    law = s.parameters[0]
    for function in range(len(s.functions)):
        item = s.functions[function]
        item.learned = -item.waiting * item.people_time_min
    for place in range(len(s.pairs)):
        seat, function = s.pairs[place, 0], s.pairs[place, 1]
        level = s.skills[seat, function]
        at_work = day < len(s.days) and not s.staff[seat].vacant
        scheduled_min = s.scheduled_min[seat, day] if at_work else 0.0
        s.functions[function].learned += skill_preserving.owed_min(
            law.p0 * level.normal_min * law.p1, level.practised_min, 1.0 - 1.0 / law.p1, scheduled_min
        )


@jitable
def _unaided_min(s: State, function: int) -> float:
    """Return the skilled minutes of work a day that people could do without bots."""
    total, unskilled = 0.0, s.functions[function].speed_unskilled
    for place in range(len(s.pairs)):
        if s.pairs[place, 1] == function and not s.staff[s.pairs[place, 0]].vacant:
            level = s.skills[s.pairs[place, 0], function]
            total += level.own_min * human_work.speed(level.current_speed, unskilled, 1.0)
    return total
