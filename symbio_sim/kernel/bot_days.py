"""Midnight of the bots: their services are updated, they drift, are retrained, have learned; bias grows, is audited."""

from ..mechanisms import bias, bot_learning, drift, retraining
from .jitable import jitable
from .state import State


@jitable
def close_day(s: State, day: int) -> None:
    """Close a day of all bots, and write down what has become of them."""
    law = s.parameters[0]
    if law.drift_on:
        _drift(s)
    if law.retraining_on:
        for bot in range(len(s.bots)):
            _retrain_if_due(s, bot, day)
    if law.learning_on or law.drift_on:
        for bot in range(len(s.bots)):
            _set_abilities(s, bot)
    if law.bias_on:
        _learn_from_results(s, day)
        _audit(s, day)
    _write_books(s, day)


@jitable
def _drift(s: State) -> None:
    for number in range(len(s.services)):
        _update(s, number)
    for bot in range(len(s.bots)):
        s.bots[bot].drift = drift.after_day(s.bots[bot].drift, s.parameters[0].drift_decay_per_day)


@jitable
def _update(s: State, number: int) -> None:
    """Let the updates that have come by now change what a service's bots can do."""
    service, now = s.services[number], s.firm[0].now_min
    while service.first_update < service.last_update and s.updates[service.first_update].start_min <= now:
        jump = s.updates[service.first_update].jump
        service.first_update += 1
        for place in range(service.first_bot, service.last_bot):
            bot = s.bots[s.bots_of_service[place]]
            bot.drift = drift.after_update(bot.drift, jump)


@jitable
def _retrain_if_due(s: State, bot: int, day: int) -> None:
    """Retrain a bot by plan or because too much is rejected: without drift, and with people's examples."""
    if not _calls_for_retraining(s, bot, float(day + 1 - s.bots[bot].trained_day)):
        return
    machine = s.bots[bot]
    machine.drift = 0.0
    machine.trained_day = day + 1
    machine.retrainings += 1
    for function in range(len(s.functions)):
        skill = s.bot_skills[bot, function]
        skill.examples = s.functions[function].examples
        skill.rejected = 0.0
        skill.passed = 0.0
        skill.reviewed = 0
        skill.reference = retraining.UNKNOWN


@jitable
def _calls_for_retraining(s: State, bot: int, days_since: float) -> bool:
    law = s.parameters[0]
    for function in range(len(s.functions)):
        skill = s.bot_skills[bot, function]
        if not skill.able:
            continue
        share = retraining.rejected_share(skill.rejected, skill.passed)
        if retraining.is_due(days_since, law.retrain_every_days, share, skill.reference, law.retrain_margin):
            return True
    return False


@jitable
def _set_abilities(s: State, bot: int) -> None:
    """Set the abilities for the day that begins."""
    law = s.parameters[0]
    for function in range(len(s.functions)):
        skill = s.bot_skills[bot, function]
        if skill.able:
            gain = bot_learning.ability_gain(
                skill.stated_error,
                law.corrections_plateau_share * skill.stated_error,
                skill.corrections,
                law.corrections_scale,
                law.corrections_exponent,
                skill.ability_per_logit,
            )
            skill.ability = skill.starting_ability + gain + s.bots[bot].drift


@jitable
def _learn_from_results(s: State, day: int) -> None:
    """Let bots learn from all results since the last time, their own unchecked ones among them."""
    law = s.parameters[0]
    if (day + 1) % law.bias_loop_days != 0:
        return
    for bot in range(len(s.bots)):
        for function in range(len(s.functions)):
            skill = s.bot_skills[bot, function]
            own = bias.own_share(skill.alone, s.functions[function].results)
            skill.gap = bias.amplified(skill.gap, own, law.bias_growth, law.bias_gap_max)
            skill.alone = 0
    for function in range(len(s.functions)):
        s.functions[function].results = 0


@jitable
def _audit(s: State, day: int) -> None:
    law = s.parameters[0]
    if law.audit_every_days == 0 or (day + 1) % law.audit_every_days != 0:
        return
    for bot in range(len(s.bots)):
        s.bots[bot].audits += 1
        for function in range(len(s.functions)):
            skill = s.bot_skills[bot, function]
            skill.gap = bias.audited(skill.gap, law.audit_effect)


@jitable
def _write_books(s: State, day: int) -> None:
    law = s.parameters[0]
    for bot in range(len(s.bots)):
        machine = s.bots[bot]
        if law.learning_on:
            s.learning_days[day, bot].corrections = _corrections(s, bot)
        if law.drift_on:
            s.drift_days[day, bot].drift = machine.drift
        if law.retraining_on:
            s.retraining_days[day, bot].retrainings = machine.retrainings
        if law.bias_on:
            s.bias_days[day, bot].gap = _mean_gap(s, bot)
            s.bias_days[day, bot].audits = machine.audits


@jitable
def _corrections(s: State, bot: int) -> float:
    """Return the corrections in all functions."""
    total = 0.0
    for function in range(len(s.functions)):
        total += s.bot_skills[bot, function].corrections
    return total


@jitable
def _mean_gap(s: State, bot: int) -> float:
    """Return the bias over a bot's functions (logit)."""
    total, n = 0.0, 0
    for function in range(len(s.functions)):
        if s.bot_skills[bot, function].able:
            total += s.bot_skills[bot, function].gap
            n += 1
    return total / n
