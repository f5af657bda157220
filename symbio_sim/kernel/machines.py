"""What a bot does with a task: how long a visit takes, how it ends, how likely it is right, how sure it says it is."""

from typing import Any

from ..choreography import BOT_DONE, BOT_FAILED, WITH_BOT
from ..mechanisms import bias, bot_work, market_shift
from ..mechanisms import confidence as confidence_law
from ..mechanisms import outage as outage_law
from . import innovation, schooling
from .events import schedule_soon
from .jitable import inlined, jitable, whole
from .luck import GOLDEN, uniform
from .queues import head, take_head
from .state import NOBODY, State


@inlined
def is_available(s: State, bot: int) -> bool:
    """Tell whether a bot can begin a task now, a free slot given."""
    return bool(s.bots[bot].open and s.services[s.bots[bot].service].known_down == 0)


@inlined
def load(s: State, bot: int) -> float:
    """Return the tasks at work or waiting, per slot; infinite while the service is known to be down."""
    machine = s.bots[bot]
    if s.services[machine.service].known_down > 0:
        return float("inf")
    return float((machine.busy + machine.waiting) / machine.concurrency)


@jitable
def begin(s: State, bot: int, task: int) -> None:
    """Begin a visit; how it will end is already settled by the World."""
    machine, row = s.bots[bot], s.tasks[task]
    now = s.firm[0].now_min
    row.stage = WITH_BOT
    row.bot = bot
    if row.start_min != row.start_min:
        row.start_min = now
    machine.busy += 1
    machine.busy_today_min -= now
    length_min = bot_work.visit_min(machine.setup_min, machine.time_ratio, innovation.effort_now(s, task))
    end_min, failed = fate(s, s.services[machine.service], now, length_min, row)
    row.bot_min += end_min - now
    row.bot_visits += 1
    machine.visits += 1
    schedule_soon(s, end_min, BOT_FAILED if failed else BOT_DONE, task)


@jitable
def adviser_of(s: State, task: int) -> int:
    """Return the bot that gives the advice a task is to be done with, or -1; asked once a visit."""
    row = s.tasks[task]
    bot = whole(row.adviser)
    row.adviser = NOBODY
    if answers(s, bot, row):
        return bot
    if s.parameters[0].has_stand_ins:
        other = stand_in(s, whole(s.function_of[task]), bot)
        if other != NOBODY and answers(s, other, row):
            return other
    return NOBODY


@jitable
def answers(s: State, bot: int, row: Any) -> bool:
    """Tell whether a person who asks for advice now gets it: in the bot's hours, and if no outage is in the way."""
    if not is_available(s, bot):
        return False
    now = s.firm[0].now_min
    end_min, failed = fate(s, s.services[s.bots[bot].service], now, 0.0, row)
    return bool(not failed and end_min == now)


@jitable
def stand_in(s: State, function: int, bot: int) -> int:
    """Return who works for a bot that cannot: the least loaded bot of another vendor, else its standby, if up."""
    item = s.functions[function]
    best, best_load = NOBODY, 0.0
    for place in range(item.first_bot, item.last_bot):
        other = s.bots_of_function[place]
        if s.bots[other].vendor == s.bots[bot].vendor or s.services[s.bots[other].service].known_down > 0:
            continue
        other_load = load(s, other)
        if best == NOBODY or other_load < best_load:
            best, best_load = other, other_load
    standby = s.bots[bot].standby
    if best == NOBODY and standby != NOBODY and s.bot_skills[standby, function].able:
        return int(NOBODY if s.services[s.bots[standby].service].known_down > 0 else standby)
    return int(best)


@inlined
def is_right(s: State, bot: int, task: int) -> bool:
    """Tell whether a bot gets a task right at this visit and now."""
    law, machine, row = s.parameters[0], s.bots[bot], s.tasks[task]
    skill = s.bot_skills[bot, s.function_of[task]]
    drop = ability_drop(s, machine)
    if schooling.is_new_kind(s, task):
        drop += market_shift.ability_drop(law.shift_bot_drop, skill.lessons + skill.examples, law.shift_bot_lessons)
    chance = bot_work.accuracy(skill.ability, machine.slope, difficulty(s, machine, task), drop)
    if law.bias_on:
        in_b = uniform(row.luck, law.key_group, 0) < law.bias_group_share
        chance = bias.accuracy_in_group(chance, skill.gap, law.bias_group_share, in_b)
    return uniform(row.luck, machine.key_correct, row.visit) < chance


@jitable
def advise(s: State, bot: int, task: int) -> bool:
    """Give advice and tell whether it is right; it takes no slot, and is charged as a visit."""
    row = s.tasks[task]
    s.bots[bot].visits += 1
    row.bot_visits += 1
    row.bot = bot
    return is_right(s, bot, task)


@jitable
def fate(s: State, service: Any, now: float, length_min: float, row: Any) -> tuple[float, bool]:
    """Return (end, failed) of a visit that begins now.

    A visit that meets an outage fails with the outage's severity at that moment and is noticed `detect_min` later;
    under `resume` a full outage suspends it instead.
    """
    law = s.parameters[0]
    while service.first_outage < service.last_outage and s.outages[service.first_outage].tail_end_min <= now:
        service.first_outage += 1
    at, left_min = now, length_min
    for place in range(service.first_outage, service.last_outage):
        outage = s.outages[place]
        if outage.start_min >= at + left_min:
            break
        if outage.start_min > at:
            left_min -= outage.start_min - at
            at = outage.start_min
        severity = outage_law.severity(at, outage.start_min, outage.fix_min, outage.tail_end_min, outage.severity)
        if severity >= 1.0 and law.resume:
            at = outage.fix_min
        elif severity > 0.0:
            luck = uniform(row.luck, law.key_partial_fail + GOLDEN * outage.key, row.visit)
            if luck < severity:
                return at + law.detect_min, True
    return at + left_min, False


@inlined
def ability_drop(s: State, machine: Any) -> float:
    """Return by how much ability is lowered now: silently degraded, or new after an exit (logit)."""
    service, now = s.services[machine.service], s.firm[0].now_min
    while (
        service.first_degradation < service.last_degradation
        and s.degradations[service.first_degradation].end_min <= now
    ):
        service.first_degradation += 1
    total = 0.0
    is_spell_left = service.first_degradation < service.last_degradation
    if is_spell_left and s.degradations[service.first_degradation].start_min <= now:
        total = machine.degradation_drop
    if service.relearning_from_min <= now < service.relearning_until_min:
        total += machine.relearning_drop
    return total


@inlined
def difficulty(s: State, machine: Any, task: int) -> float:
    """Return how hard a task is for a bot."""
    return bot_work.machine_difficulty(
        s.difficulty[task],
        s.type_z[s.type_of[task]],
        machine.type_jaggedness,
        s.machine_z[task],
        machine.jaggedness,
        machine.novel_penalty if s.novel[task] else 0.0,
    )


@jitable
def confidence(s: State, bot: int, task: int) -> float:
    """Return the stated probability of getting a task right."""
    machine, row = s.bots[bot], s.tasks[task]
    ability = s.bot_skills[bot, s.function_of[task]].ability
    log_odds = ability - machine.slope * difficulty(s, machine, task)
    return confidence_law.stated_confidence(
        log_odds,
        machine.confidence_slope,
        machine.overconfidence,
        machine.confidence_noise,
        uniform(row.luck, machine.key_noise, row.visit),
    )


@inlined
def price_eur(s: State, bot: int) -> float:
    """Return what a visit costs now."""
    return float(s.bots[bot].usage_eur_per_task * s.vendors[s.bots[bot].vendor].price)


@jitable
def work_off_queue(s: State, bot: int) -> None:
    """Begin waiting tasks while slots are free."""
    machine = s.bots[bot]
    while machine.waiting > 0 and machine.busy < machine.concurrency and is_available(s, bot):
        head(s, machine)
        begin(s, bot, take_head(s, machine))


@jitable
def close_books(s: State, machine: Any) -> float:
    """Return the slot-minutes at work on the day that ends and open the next day's books."""
    under_way = machine.busy * s.firm[0].now_min
    total = machine.busy_today_min + under_way
    machine.busy_today_min = -under_way
    return float(total)
