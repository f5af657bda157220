"""From a firm, its agenda and its World to arrays: all that a run reads and writes, allocated here."""

from typing import Any

import numpy as np

from ..firm import Agenda, Timeline
from ..mechanisms import exponential
from ..world import World
from ..world.luck import key_of, uniform
from . import state as t
from .events import KIND
from .records import Array, copied
from .state import State
from .template import Template
from .visits import NEVER


def pack(template: Template, agenda: Agenda, world: World) -> State:
    """Return all that a run of the firm in a World reads and writes."""
    given, n_days, laws = world.tasks, world.horizon_days, template.firm.config.mechanisms
    staff = copied(template.staff)
    staff["talent"] = agenda.talent
    staff["luck"], staff["hired_day"] = agenda.seat_luck, np.negative(agenda.tenure_days)
    staff["next_shift"], staff["last_shift"] = agenda.first_shift[:-1], agenda.first_shift[1:]
    services, outages, degradations, updates = _services(agenda, template.services)
    return State(
        arrival_min=given["arrival_min"],
        function_of=given["function"],
        type_of=given["task_type"],
        effort_min=given["effort_min"],
        difficulty=given["difficulty"],
        machine_z=given["machine_z"],
        novel=given["novel"],
        needs_human=given["needs_human"],
        patience_min=given["patience_min"],
        key=given["key"],
        extra=world.extra,
        type_z=world.type_z,
        parameters=template.parameters,
        planned=_planned(agenda.planned),
        open_hours=_open_hours(agenda),
        shifts=_intervals(agenda.shift_start_min, agenda.shift_end_min),
        scheduled_min=agenda.scheduled_min,
        duty_start_min=agenda.duty_start_min,
        first_duty=agenda.first_duty,
        staffed=_intervals(agenda.staffed_start_min, agenda.staffed_end_min),
        first_staffed=agenda.first_staffed,
        outages=outages,
        degradations=degradations,
        updates=updates,
        manual_days=template.firm.manual_days,
        functions_of_role=template.functions_of_role,
        roles_of_function=template.roles_of_function,
        bots_of_function=template.bots_of_function,
        bots_of_service=template.bots_of_service,
        works_beside=template.works_beside,
        pairs=template.pairs,
        bot_skills=copied(template.bot_skills),
        firm=_start(agenda, world),
        soon=np.empty(min(template.most_servers, world.n_tasks + len(staff)) + 1, t.EVENT),
        later=np.empty(2 * template.most_servers + 1024, t.EVENT),
        tasks=np.empty(world.n_tasks, t.TASK),
        staff=staff,
        skills=_skills_on_day_0(template, agenda),
        bots=copied(template.bots),
        functions=_functions_in(template, agenda),
        scores=np.zeros((len(template.functions), 2), t.SCORE),
        roles=copied(template.roles),
        services=services,
        vendors=copied(template.vendors),
        days=np.empty((n_days, len(template.functions)), t.DAY),
        staff_days=np.empty((n_days, len(staff)), t.STAFF_DAY),
        skill_days=np.empty((n_days, len(template.pairs)), t.SKILL_DAY),
        bot_days=np.empty((n_days, len(template.bots)), t.BOT_DAY),
        engagement_days=np.empty((n_days if laws.engagement.on else 0, len(staff)), t.ENGAGEMENT_DAY),
        threat_days=np.empty((n_days if laws.engagement.on else 0, 1), t.THREAT_DAY),
        turnover_days=np.empty((n_days if laws.turnover.on else 0, len(staff)), t.TURNOVER_DAY),
        vendor_days=np.empty(
            (n_days if template.parameters["prices_on"][0] else 0, len(template.vendors)), t.VENDOR_DAY
        ),
        reliance_days=np.empty(
            (n_days if template.parameters["reliance_on"][0] else 0, len(template.pairs)), t.RELIANCE_DAY
        ),
        learning_days=_days_if(template, "learning_on", t.LEARNING_DAY, n_days),
        drift_days=_days_if(template, "drift_on", t.DRIFT_DAY, n_days),
        retraining_days=_days_if(template, "retraining_on", t.RETRAINING_DAY, n_days),
        bias_days=_days_if(template, "bias_on", t.BIAS_DAY, n_days),
        customer_days=_book(template, "customers", n_days, t.CUSTOMER_DAY, len(template.functions)),
        goodwill_days=_book(template, "customers", n_days, t.GOODWILL_DAY, 1),
        growth_days=np.empty((n_days if template.parameters["demand_grows"][0] else 0, 1), t.GROWTH_DAY),
        improvement_days=_book(template, "innovation", n_days, t.IMPROVEMENT_DAY, len(template.functions)),
        idea_days=_book(template, "innovation", n_days, t.IDEA_DAY, 1),
    )


def _skills_on_day_0(template: Template, agenda: Agenda) -> Array:
    """Return everyone in every function, with the skill that the agenda gives them to start with."""
    skills = copied(template.skills)
    if template.firm.config.mechanisms.turnover.on:
        for (seat, function), level in zip(template.firm.skill_pairs, agenda.starting_of_pairs, strict=True):
            item = skills[seat, function]
            item["starting_speed"], item["starting_accuracy"] = level.skill
            item["starting_peak_speed"], item["starting_peak_accuracy"] = level.peak
    return skills


def _days_if(template: Template, switch: str, kind: np.dtype[Any], n_days: int) -> Array:
    """Return the books of a mechanism of bots, without days where it is off."""
    return np.empty((n_days if template.parameters[switch][0] else 0, len(template.bots)), kind)


def _book(template: Template, mechanism: str, n_days: int, kind: np.dtype[Any], width: int) -> Array:
    """Return the pages of a mechanism's book; none if it is off."""
    return np.empty((n_days if getattr(template.firm.config.mechanisms, mechanism).on else 0, width), kind)


def _functions_in(template: Template, agenda: Agenda) -> Array:
    """Return all functions with their luck in this World."""
    functions = copied(template.functions)
    if template.firm.config.mechanisms.innovation.on:
        functions["innovation_luck"] = agenda.innovation_luck
        key = key_of("improvement")
        functions["improvement_at"] = [
            exponential.quantile(1.0, uniform(state, key, 0)) for state in agenda.innovation_luck.tolist()
        ]
    return functions


def with_longer_heap(s: State) -> State:
    """Return the same run with twice the room for late events."""
    later = np.empty(2 * len(s.later), t.EVENT)
    later[: len(s.later)] = s.later
    return s._replace(later=later)


def _start(agenda: Agenda, world: World) -> Array:
    firm = np.zeros(1, t.FIRM)
    firm["open_place"] = -1
    firm["goodwill"] = firm["demand_taken_on"] = 1.0
    firm["open_total_min"], firm["world_key"] = agenda.open_clock.total_min, world.key
    firm["shift_from_min"], firm["shift_share"] = agenda.market_shift
    return firm


def _planned(planned: Timeline) -> Array:
    """Return the planned events with one after all others, so that there always is a next one."""
    n = len(planned.time_min)
    events = np.empty(n + 1, t.EVENT)
    events["time_min"][:n], events["code"][:n] = planned.time_min, planned.kind * KIND + planned.entity
    events[n] = (np.inf, 99 * KIND)
    return events


def _open_hours(agenda: Agenda) -> Array:
    hours = np.empty(len(agenda.open_clock.starts), t.OPEN_INTERVAL)
    hours["start_min"], hours["end_min"] = agenda.open_clock.starts, agenda.open_clock.ends
    hours["before_min"] = agenda.open_clock.before
    return hours


def _intervals(start_min: Array, end_min: Array) -> Array:
    intervals = np.empty(len(start_min), t.INTERVAL)
    intervals["start_min"], intervals["end_min"] = start_min, end_min
    return intervals


def _services(agenda: Agenda, at_rest: Array) -> tuple[Array, Array, Array, Array]:
    """Return the services of a run, their outages, their degradations and their updates, service after service."""
    services = copied(at_rest)
    outages = [
        (o.start_min, o.fix_min, o.tail_end_min, o.severity, o.key) for item in agenda.services for o in item.outages
    ]
    spells = [spell for item in agenda.services for spell in item.degradations]
    services["last_outage"] = np.cumsum([len(item.outages) for item in agenda.services])
    services["last_degradation"] = np.cumsum([len(item.degradations) for item in agenda.services])
    updates = [update for item in agenda.services for update in item.updates]
    services["last_update"] = np.cumsum([len(item.updates) for item in agenda.services])
    services["first_update"][1:] = services["last_update"][:-1]
    services["first_outage"][1:] = services["last_outage"][:-1]
    services["first_degradation"][1:] = services["last_degradation"][:-1]
    services["relearning_from_min"] = [item.relearning[0] for item in agenda.services]
    services["exit_min"] = [item.exit_min for item in agenda.services]
    services["planned_back_min"] = NEVER
    for service, item in zip(services, agenda.services, strict=True):
        ends = [place for place, outage in enumerate(item.outages) if outage.kind == "exit"]
        if ends:
            service["exit_place"] = service["first_outage"] + ends[0]
    services["relearning_until_min"] = [item.relearning[1] for item in agenda.services]
    return services, np.array(outages, t.OUTAGE), np.array(spells, t.INTERVAL), np.array(updates, t.UPDATE)
