"""The manager: decides by the allocation rule who does each task, and where work goes when a service is down."""

from typing import Final

from ..choreography import TO_OTHER_VENDOR, TO_PEOPLE, TO_WAIT
from ..mechanisms import core_competence, human_centric, human_work, rollout
from . import experience, machines, people, tasks
from .asking import Rule, ask
from .clock import next_staffed_min
from .jitable import inlined, jitable, whole
from .luck import uniform
from .state import NOBODY, RULE_FAILED, State

DAY_MIN: Final = 1440.0

# ---------------------------------------------------------------------------------------------------- allocation


@jitable
def assign(s: State, custom: Rule, task: int) -> None:
    """Give a task to people or to a bot."""
    bot = choose(s, custom, task)
    if s.parameters[0].is_adaptive:
        experience.note_choice(s, task, bot != NOBODY)
    if bot == NOBODY:
        tasks.to_people(s, task)
    elif s.parameters[0].advised_share > 0.0 and _is_led_by_person(s, task):
        if s.parameters[0].assists:
            s.tasks[task].adviser = bot
        tasks.to_people(s, task)
    elif s.services[s.bots[bot].service].known_down > 0:
        fall_back(s, task, bot)
    else:
        receive(s, task, bot)


@inlined
def choose(s: State, custom: Rule, task: int) -> int:
    """Return the bot that the rule prefers, or -1 for people."""
    item, law = s.functions[s.function_of[task]], s.parameters[0]
    if item.first_bot == item.last_bot:
        return NOBODY
    if not item.has_people:
        return least_loaded(s, item.first_bot, item.last_bot)
    if s.needs_human[task] or (law.holds_work_back and not is_offered(s, task)):
        return NOBODY
    if law.tells_bots_apart:
        return _most_preferred(s, custom, task)
    if preference(s, custom, task, s.bots_of_function[item.first_bot]) > 0.0:
        return least_loaded(s, item.first_bot, item.last_bot)
    return NOBODY


@jitable
def is_offered(s: State, task: int) -> bool:
    """Tell whether the rule may give a task to bots: it is not too early on the roadmap, nor kept for practice."""
    law, row, item = s.parameters[0], s.tasks[task], s.functions[s.function_of[task]]
    now = s.firm[0].now_min
    pilot = uniform(row.luck, law.key_pilot, row.visit)
    if not rollout.is_offered(now, item.pilot_from_min, item.full_from_min, item.pilot_share, pilot):
        return False
    if s.manual_days[int(now / DAY_MIN)]:
        return False
    return not core_competence.is_practice(uniform(row.luck, law.key_practice, row.visit), law.practice_share)


@jitable
def _is_led_by_person(s: State, task: int) -> bool:
    """Tell whether a person does, with advice, a task that the rule gives to a bot."""
    law, row = s.parameters[0], s.tasks[task]
    luck = uniform(row.luck, law.key_human_centric, row.visit)
    return bool(s.functions[s.function_of[task]].has_people and human_centric.is_led_by_person(luck, law.advised_share))


@jitable
def _most_preferred(s: State, custom: Rule, task: int) -> int:
    """Return the bot of greatest positive preference, the least loaded of equals, then the first declared."""
    item = s.functions[s.function_of[task]]
    best, best_preference = NOBODY, 0.0
    for place in range(item.first_bot, item.last_bot):
        bot = s.bots_of_function[place]
        value = preference(s, custom, task, bot)
        if value > best_preference:
            best, best_preference = bot, value
        elif best != NOBODY and value == best_preference and machines.load(s, bot) < machines.load(s, best):
            best = bot
    return int(best)


@inlined
def least_loaded(s: State, first: int, last: int) -> int:
    """Return the bot with the fewest tasks per slot; ties go to the first."""
    best = s.bots_of_function[first]
    if last - first > 1:
        best_load = machines.load(s, best)
        for place in range(first + 1, last):
            load = machines.load(s, s.bots_of_function[place])
            if load < best_load:
                best, best_load = s.bots_of_function[place], load
    return int(best)


@inlined
def preference(s: State, custom: Rule, task: int, bot: int) -> float:
    """Return how much the rule prefers a bot over people for a task."""
    law, row, function = s.parameters[0], s.tasks[task], whole(s.function_of[task])
    item = s.functions[function]
    u_share = people_wait = bot_wait = sure = skill = error = learned = 0.0
    if law.needs_share:
        u_share = uniform(row.luck, law.key_share, row.visit)
    if law.needs_waits:
        people_wait, bot_wait = people_wait_min(s, function), bot_wait_min(s, function, bot)
    if law.needs_confidence:
        sure = machines.confidence(s, bot, task)
    if law.needs_people:
        skill = item.people_skill
        error = 1.0 - human_work.accuracy(item.people_ability, item.slope, s.difficulty[task])
    if law.needs_learned:
        learned = experience.tell(s, task, function)
    value = ask(
        law.rule,
        custom,
        law.p0,
        law.p1,
        law.p2,
        law.p3,
        u_share,
        s.difficulty[task],
        sure,
        people_wait,
        item.people_time_min,
        bot_wait,
        s.bot_skills[bot, function].mean_visit_min,
        item.value_eur,
        row.due_min - s.firm[0].now_min,
        skill,
        error,
        item.people_cost_eur,
        machines.price_eur(s, bot),
        item.error_loss_eur,
        learned,
    )
    if value != value:
        firm = s.firm[0]
        firm.status = RULE_FAILED
        firm.failed_task = task
        firm.failed_bot = bot
    return value


@jitable
def people_wait_min(s: State, function: int) -> float:
    """Return the expected wait for a person: until somebody is on shift, then until the queue before it is served."""
    item = s.functions[function]
    on_shift = 0
    for place in range(item.first_role, item.last_role):
        role = s.roles[s.roles_of_function[place]]
        if role.idle_first != NOBODY:
            return 0.0
        on_shift += role.on_shift
    waiting = item.waiting + 1
    if on_shift > 0:
        return float(waiting * item.people_time_min / on_shift)
    opening_min = next_staffed_min(s, function) - s.firm[0].now_min
    return float(opening_min + (waiting - 1) * item.people_time_min / max(item.seats, 1))


@jitable
def bot_wait_min(s: State, function: int, bot: int) -> float:
    """Return the expected wait for a slot of a bot."""
    machine = s.bots[bot]
    if machine.busy < machine.concurrency and machines.is_available(s, bot):
        return 0.0
    return float((machine.waiting + 1) * s.bot_skills[bot, function].mean_visit_min / machine.concurrency)


@jitable
def take_stock(s: State) -> None:
    """Note the mean accuracy skill and ability of the people of each function; both change at midnight only."""
    if not s.parameters[0].needs_people:
        return
    for function in range(len(s.functions)):
        skill, ability, n = 0.0, 0.0, 0
        for place in range(len(s.pairs)):
            if s.pairs[place, 1] == function and not s.staff[s.pairs[place, 0]].vacant:
                level = s.skills[s.pairs[place, 0], function]
                skill += level.current_accuracy
                ability += level.ability
                n += 1
        s.functions[function].people_skill = skill / max(n, 1)
        s.functions[function].people_ability = ability / max(n, 1)


@jitable
def close_day(s: State, day: int) -> None:
    """Do what an adaptive rule does once a day."""
    take_stock(s)
    if s.parameters[0].is_adaptive:
        experience.close_day(s, day)


# ---------------------------------------------------------------------------------------------------- falling back


@inlined
def receive(s: State, task: int, bot: int) -> None:
    """Let a bot begin a task if a slot is free and its service is not known to be down, else let the task wait."""
    if s.bots[bot].busy < s.bots[bot].concurrency and machines.is_available(s, bot):
        machines.begin(s, bot, task)
    else:
        tasks.wait_for_bot(s, task, bot)


@jitable
def keeps_waiting(s: State) -> bool:
    """Tell whether tasks stay with a bot whose service is down."""
    return bool(s.parameters[0].fallback == TO_WAIT and not s.parameters[0].is_diversified)


@jitable
def fall_back(s: State, task: int, bot: int) -> None:
    """Send a task that a bot cannot do now to where the policy says."""
    fallback = s.parameters[0].fallback
    if s.parameters[0].has_stand_ins:
        other = machines.stand_in(s, whole(s.function_of[task]), bot)
        if other != NOBODY:
            receive(s, task, other)
            return
    if fallback in (TO_PEOPLE, TO_OTHER_VENDOR) and s.functions[s.function_of[task]].has_people:
        tasks.to_people(s, task)
    else:
        receive(s, task, bot)


@jitable
def lose_trust(s: State, service: int) -> None:
    """Let those who work beside a failed service see it fail; one that nobody has used fails unseen."""
    used = False
    for place in range(s.services[service].first_bot, s.services[service].last_bot):
        if s.bots[s.bots_of_service[place]].visits > 0:
            used = True
    weight = s.parameters[0].outage_failures_weight
    if not used or weight <= 0.0:
        return
    for seat in range(len(s.staff)):
        if s.works_beside[service, s.staff[seat].role]:
            people.experience_bot(s, seat, False, weight)
