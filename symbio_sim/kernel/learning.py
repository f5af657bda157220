"""What people can do: skill by function, grown by practice and lost without, and the attention that machines take."""

from typing import Any

from ..choreography import EXPONENTIAL, LFCM, LOGISTIC, POWER, REPLACEMENT
from ..mechanisms import (
    human_work,
    practice_share,
    skill,
    skill_lfcm,
    skill_logistic,
    skill_power,
    skill_replacement,
)
from ..mechanisms import reliance as reliance_law
from ..mechanisms.skill_power import NO_TIME
from .jitable import jitable
from .state import State

# ------------------------------------------------------------------------------------------------------------- skill


@jitable
def restore_skill(s: State, seat: int) -> None:
    """Put skill to its value on day 0."""
    person = s.staff[seat]
    role = s.roles[person.role]
    for place in range(role.first_function, role.last_function):
        function = s.functions_of_role[place]
        level = s.skills[seat, function]
        level.peak_speed = level.starting_peak_speed * person.talent
        level.peak_accuracy = level.starting_peak_accuracy * person.talent
        level.current_speed = level.starting_speed * person.talent
        level.current_accuracy = level.starting_accuracy * person.talent
        recall_experience(s, person, level, function)
        set_speed_and_ability(s, person, level, function)


@jitable
def recall_experience(s: State, person: Any, level: Any, function: int) -> None:
    """Let somebody have the experience that goes with their skill in a function."""
    item, exponent = s.functions[function], s.parameters[0].learning_exponent
    talent = max(person.talent, 1e-12)
    gap = skill_power.gap_of_skill(level.current_speed / talent, item.speed_unskilled, item.time_plateau)
    level.experience_speed = skill_power.units_of_gap(gap, exponent)
    gap = skill_power.gap_of_skill(level.current_accuracy / talent, NO_TIME, 0.0)
    level.experience_accuracy = skill_power.units_of_gap(gap, exponent)
    level.break_days = 0.0


@jitable
def learn_and_forget(s: State, seat: int) -> None:
    """Let skill grow by the day's practice and lose a day's worth.

    Practice is counted as the time that the work took on day 0: a better process takes no practice away.
    """
    law, person = s.parameters[0], s.staff[seat]
    role = s.roles[person.role]
    for place in range(role.first_function, role.last_function):
        function = s.functions_of_role[place]
        level = s.skills[seat, function]
        speed, accuracy = level.current_speed, level.current_accuracy
        if law.skill_law == EXPONENTIAL:
            _learn_by_exposure(s, person, level, s.functions[function].efficiency)
        else:
            _learn_by_share(s, person, level, function)
        if not law.disuse_below_normal:
            _spare(s, person, level, speed, accuracy, s.functions[function].normal_speed_skill)


@jitable
def _spare(s: State, person: Any, level: Any, speed: float, accuracy: float, normal_speed: float) -> None:
    """Give back what the day took of normal skill."""
    level.current_speed = skill.spared(level.current_speed, speed, normal_speed * person.talent)
    normal = s.parameters[0].normal_accuracy_skill * person.talent
    level.current_accuracy = skill.spared(level.current_accuracy, accuracy, normal)


@jitable
def _learn_by_exposure(s: State, person: Any, level: Any, efficiency: float) -> None:
    law = s.parameters[0]
    if law.practice:
        _practise(s, person, level, 1.0, (level.worked_today_min + level.training_min) / efficiency)
        _practise(s, person, level, law.assisted_weight, level.assisted_today_min / efficiency)
        _practise(s, person, level, law.review_weight, level.reviewed_today_min / efficiency)
    if law.disuse:
        level.current_speed = skill.forget(level.peak_speed, level.current_speed, law.floor_share, law.retention_speed)
        level.current_accuracy = skill.forget(
            level.peak_accuracy, level.current_accuracy, law.floor_share, law.retention_accuracy
        )


@jitable
def _practise(s: State, person: Any, level: Any, weight: float, practice_min: float) -> None:
    if practice_min == 0.0:
        return
    law = s.parameters[0]
    exposure = weight * level.exposure_per_min * practice_min
    level.peak_speed, level.current_speed = skill.practise(
        level.peak_speed, level.current_speed, person.talent, exposure, law.relearning, law.floor_share
    )
    level.peak_accuracy, level.current_accuracy = skill.practise(
        level.peak_accuracy, level.current_accuracy, person.talent, exposure, law.relearning, law.floor_share
    )


@jitable
def _learn_by_share(s: State, person: Any, level: Any, function: int) -> None:
    law, item = s.parameters[0], s.functions[function]
    practised_min = level.worked_today_min + level.training_min
    practised_min += law.review_weight * level.reviewed_today_min
    practised_min += law.assisted_weight * level.assisted_today_min
    practised_min /= item.efficiency
    level.share = practice_share.after_day(level.share, practised_min * level.share_per_min, law.share_memory_days)
    units = 0.0
    if law.practice and practised_min > 0.0:
        units = practised_min * level.speed * level.units_per_effort_min
    if law.skill_law == LFCM:
        _remember(s, level, item, units)
    if law.skill_law == POWER and units > 0.0:
        _follow_curve(s, person, level, item, units, practised_min * level.exposure_per_min)
    level.current_speed = _after_day(
        *(s, level, person.talent, level.current_speed, level.peak_speed, level.experience_speed),
        *(law.retention_speed, law.loss_speed_per_day, item.forgotten_speed_days),
        *(item.speed_unskilled, item.time_plateau),
    )
    level.current_accuracy = _after_day(
        *(s, level, person.talent, level.current_accuracy, level.peak_accuracy, level.experience_accuracy),
        *(law.retention_accuracy, law.loss_accuracy_per_day, law.forgotten_accuracy_days),
        *(NO_TIME, 0.0),
    )
    level.peak_speed = max(level.peak_speed, level.current_speed)
    level.peak_accuracy = max(level.peak_accuracy, level.current_accuracy)


@jitable
def _follow_curve(s: State, person: Any, level: Any, item: Any, units: float, exposure: float) -> None:
    """Let the peak go up its curve and skill come closer to it."""
    law, talent = s.parameters[0], person.talent
    b, kappa = law.learning_exponent, law.relearning
    gap = skill_power.regain(level.peak_speed - level.current_speed, exposure, kappa)
    level.peak_speed = skill_power.practise(level.peak_speed, talent, units, b, item.speed_unskilled, item.time_plateau)
    level.current_speed = level.peak_speed - gap
    gap = skill_power.regain(level.peak_accuracy - level.current_accuracy, exposure, kappa)
    level.peak_accuracy = skill_power.practise(level.peak_accuracy, talent, units, b, NO_TIME, 0.0)
    level.current_accuracy = level.peak_accuracy - gap


@jitable
def _remember(s: State, level: Any, item: Any, units: float) -> None:
    """Let units done end a break, and missing practice make it longer."""
    law = s.parameters[0]
    if units > 0.0:
        level.experience_speed = (
            _remembered(s, level.experience_speed, level.break_days, item.forgotten_speed_days) + units
        )
        level.experience_accuracy = (
            _remembered(s, level.experience_accuracy, level.break_days, law.forgotten_accuracy_days) + units
        )
        level.break_days = 0.0
    if law.disuse:
        level.break_days += practice_share.missing(level.share)


@jitable
def _remembered(s: State, experience: float, break_days: float, forgotten_days: float) -> float:
    law = s.parameters[0]
    return skill_lfcm.remembered(experience, break_days, law.learning_exponent, law.first_unit_days, forgotten_days)


@jitable
def _after_day(
    s: State,
    level: Any,
    talent: float,
    current: float,
    peak: float,
    experience: float,
    retention: float,
    loss_per_day: float,
    forgotten_days: float,
    speed_unskilled: float,
    plateau: float,
) -> float:
    law = s.parameters[0]
    if law.skill_law == REPLACEMENT:
        return skill_replacement.after_day(current, talent, level.share, law.gain_per_day, loss_per_day)
    if law.skill_law == LOGISTIC:
        return skill_logistic.after_day(
            current, talent, level.share, law.gain_per_day, loss_per_day, law.logistic_spark
        )
    if law.skill_law == POWER:
        if not law.disuse:
            return current
        return skill_power.forget(peak, current, law.floor_share, retention, level.share)
    remembered = _remembered(s, experience, level.break_days, forgotten_days)
    gap = skill_power.gap_of_units(remembered, law.learning_exponent)
    return talent * skill_power.skill_of_gap(gap, speed_unskilled, plateau)


# ------------------------------------------------------------------------------------------------------------- reliance


@jitable
def rely(s: State, seat: int) -> None:
    """Let reliance follow what was done alone today, and what by machines or with their help."""
    law = s.parameters[0]
    if not law.reliance_on:
        return
    role = s.roles[s.staff[seat].role]
    for place in range(role.first_function, role.last_function):
        function = s.functions_of_role[place]
        level = s.skills[seat, function]
        aided_min = s.functions[function].bot_share_min + level.reviewed_today_min + level.assisted_today_min
        level.alone_min = reliance_law.after_day(level.alone_min, level.worked_today_min, law.reliance_memory_days)
        level.aided_min = reliance_law.after_day(level.aided_min, aided_min, law.reliance_memory_days)


@jitable
def reliance(level: Any) -> float:
    """Return the share of recent work in a function that was not done alone."""
    return reliance_law.reliance(level.alone_min, level.aided_min)


# ------------------------------------------------------------------------------------------ what follows from them


@jitable
def open_day(s: State, seat: int) -> None:
    """Set speed and ability for the day that begins, and begin to count its minutes."""
    person = s.staff[seat]
    role = s.roles[person.role]
    for place in range(role.first_function, role.last_function):
        function = s.functions_of_role[place]
        level = s.skills[seat, function]
        level.worked_today_min = 0.0
        level.assisted_today_min = 0.0
        level.reviewed_today_min = 0.0
        set_speed_and_ability(s, person, level, function)


@jitable
def set_speed_and_ability(s: State, person: Any, level: Any, function: int) -> None:
    """Set speed and ability from skill, load and reliance."""
    law, item = s.parameters[0], s.functions[function]
    drop = float(person.load_drop)
    if law.reliance_on:
        drop += reliance_law.ability_drop(law.reliance_depth, reliance(level))
    level.speed = human_work.speed(level.current_speed, item.speed_unskilled, person.load_factor)
    level.ability = human_work.ability(level.current_accuracy, item.ability_unskilled, item.ability_skilled, drop)
