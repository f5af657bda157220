"""Innovation: what people make of their slack, as long as they still do the work themselves."""

from ..choreography import ASSISTED, BOT, REVIEWED
from ..mechanisms import exponential
from ..mechanisms import innovation as law_of
from .jitable import inlined, jitable
from .luck import uniform
from .state import State


@inlined
def effort_now(s: State, task: int) -> float:
    """Return the effort of a task (minutes) with the function's process as it is now."""
    return float(s.effort_min[task] * s.functions[s.function_of[task]].efficiency)


@inlined
def count_result(s: State, bot: int, mode: int) -> None:
    """Note whose result was delivered: a person's, a bot's, or in part each where a person took a bot's advice."""
    by_bot = law_of.share_of_bot(mode in (BOT, REVIEWED), mode == ASSISTED, s.parameters[0].assisted_share)
    s.firm[0].people_results_today += 1.0 - by_bot
    if by_bot > 0.0:
        s.bots[bot].results_today += by_bot


@jitable
def close_day(s: State, day: int) -> None:
    """Let reliance follow the day's results, and the day's slack bear fruit; write the day down."""
    law = s.parameters[0]
    share, concentration = _reliance(s)
    creative = law_of.creativity(share, concentration, law.starvation, law.homogenisation)
    for seat in range(len(s.staff)):
        if s.staff[seat].vacant:
            continue
        role = s.roles[s.staff[seat].role]
        n_functions = max(role.last_function - role.first_function, 1)
        slack_min = law_of.slack_min(s.scheduled_min[seat, day], s.staff_days[day, seat].busy_min) / n_functions
        for place in range(role.first_function, role.last_function):
            function = s.functions_of_role[place]
            s.functions[function].improvement_hazard += law_of.hazard(
                slack_min,
                s.skills[seat, function].current_accuracy,
                _engagement(s, seat),
                creative,
                law.improvements_per_slack_h,
            )
    for function in range(len(s.functions)):
        _improve(s, function)
        s.improvement_days[day, function].improvements = s.functions[function].improvements
        s.improvement_days[day, function].efficiency = s.functions[function].efficiency
    s.idea_days[day, 0].creativity = creative
    s.idea_days[day, 0].sameness = law_of.sameness(share, concentration)


@jitable
def _engagement(s: State, seat: int) -> float:
    """Return a person's engagement relative to its baseline; 1 where nothing changes it."""
    law = s.parameters[0]
    return float(s.staff[seat].engagement / law.engagement_baseline) if law.engagement_on else 1.0


@jitable
def _reliance(s: State) -> tuple[float, float]:
    """Return the bots' share of results of late, and the concentration of vendors among these."""
    keep, firm = s.parameters[0].reliance_keep, s.firm[0]
    firm.people_results = keep * firm.people_results + firm.people_results_today
    firm.people_results_today = 0.0
    by_bots = 0.0
    for bot in range(len(s.bots)):
        machine = s.bots[bot]
        machine.results = keep * machine.results + machine.results_today
        machine.results_today = 0.0
        by_bots += machine.results
    if by_bots == 0.0:
        return 0.0, 0.0
    squares = 0.0
    for vendor in range(len(s.vendors)):
        results = 0.0
        for bot in range(len(s.bots)):
            if s.bots[bot].vendor == vendor:
                results += s.bots[bot].results
        squares += results * results
    return by_bots / (by_bots + firm.people_results), squares / (by_bots * by_bots)


@jitable
def _improve(s: State, function: int) -> None:
    """Let each improvement come whose threshold the hazard has crossed."""
    law, item = s.parameters[0], s.functions[function]
    while item.improvement_hazard >= item.improvement_at:
        item.improvements += 1.0
        item.improvement_at += exponential.quantile(
            1.0, uniform(item.innovation_luck, law.key_improvement, int(item.improvements))
        )
        item.efficiency = law_of.improved(item.efficiency, law.effort_cut_share, law.effort_floor)
