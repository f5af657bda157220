"""Hand a firm and its World to C++: every number as it stands in the resolved config, the agenda and the World."""

from collections.abc import Iterable, Sequence
from functools import lru_cache
from typing import Any

import numpy as np
from numpy.typing import NDArray

from symbio_sim import choreography as c
from symbio_sim.firm import Agenda, Firm
from symbio_sim.world import World
from symbio_sim.world.luck import key_of
from symbio_sim.world.normal_skill import normal_accuracy_skill

from .layout import BOT, FUNCTION, LAWS, OUTAGE, ROLE, SERVICE, SPELL

Arrays = dict[str, Any]

PLANNED_KINDS = (c.MIDNIGHT, c.SERVICE_UP, c.SERVICE_DOWN, c.SHIFT_END, c.SHIFT_START)


def given(world: World, firm: Firm, agenda: Agenda) -> Arrays:
    """Return all that is given, by the names of `layout.GIVEN`.

    Raises
    ------
    ValueError
        If something is planned that the C++ firm does not know.
    """
    if not np.isin(agenda.planned.kind, PLANNED_KINDS).all():
        raise ValueError("the C++ firm knows midnights, shifts and outages as planned events only")
    laws = _laws(firm).copy()
    laws["world_key"] = world.key
    return {"laws": laws, **_firm(firm), **_services(agenda), **_agenda(agenda), **_world(world)}


def _filled(kind: np.dtype[Any], rows: Iterable[object], **more: Sequence[object]) -> NDArray[Any]:
    """Return one record a row, each field from the row's attribute of that name or from `more`."""
    items = list(rows)
    records = np.empty(len(items), dtype=kind)
    for name in kind.names or ():
        records[name] = more[name] if name in more else [getattr(item, name) for item in items]
    return records


def _flat(lists: Iterable[Sequence[int]]) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Return the lists one after the other, and where each begins and the last ends."""
    rows = [list(row) for row in lists]
    first = np.cumsum([0, *(len(row) for row in rows)])
    return first, np.array([item for row in rows for item in row], dtype=np.int64)


@lru_cache(maxsize=8)
def _firm(firm: Firm) -> Arrays:
    functions, bots = firm.functions, firm.bots
    stated = [max(bots[b].stated_error[i] for b in function.bots) for i, function in enumerate(functions)]
    seats = [sum(firm.roles[role].count for role in function.roles) for function in functions]
    first_role_function, role_function = _flat(role.functions for role in firm.roles)
    first_function_role, function_role = _flat(function.roles for function in functions)
    first_function_bot, function_bot = _flat(function.bots for function in functions)
    # By the law `exponential`, which is the one that the C++ firm knows, people start alike in all their functions.
    start, peak = [role.starting_skill[0] for role in firm.roles], [role.starting_peak[0] for role in firm.roles]
    luck_correct = [key_of(f"correct_bot/{firm.vendors[bot.vendor]}") for bot in bots]
    return {
        "functions": _filled(FUNCTION, functions, stated_error=stated, seats=seats),
        "roles": _filled(ROLE, firm.roles, starting_skill=start, starting_peak=peak),
        "bots": _filled(BOT, bots, luck_correct=luck_correct),
        "first_role_function": first_role_function,
        "role_function": role_function,
        "role_normal_h": np.array([hours for role in firm.roles for hours in role.normal_h_per_day]),
        "first_function_role": first_function_role,
        "function_role": function_role,
        "first_function_bot": first_function_bot,
        "function_bot": function_bot,
        "bot_ability": np.array([bot.ability for bot in bots]),
        "role_of_seat": firm.role_of_seat,
    }


@lru_cache(maxsize=8)
def _laws(firm: Firm) -> NDArray[Any]:
    """Return the laws; the World's key is yet to be set."""
    config, m = firm.config, firm.config.mechanisms
    shared = {
        "load_on": m.load.on,
        "load_memory_days": m.load.memory_days,
        "oversight_on": m.oversight.on,
        "review_ratio": m.oversight.time_ratio,
        "trust_on": m.trust.on,
        "retention": firm.skill.retention,
        "trust_keep": firm.trust_keep,
        "normal_accuracy_skill": normal_accuracy_skill(config),
        "detect_min": m.outages.detect_min,
        "share": firm.rule_parameters[0],
        "review_share": config.policy.review_share,
        "world_key": 0,
    }
    records = np.empty(1, dtype=LAWS)
    for name in LAWS.names or ():
        if name.startswith("luck_"):
            records[name] = key_of(name.removeprefix("luck_"))
        elif name in shared:
            records[name] = shared[name]
        else:
            law = next(law for law in (m.skill, m.load, m.oversight, m.trust) if hasattr(law, name))
            records[name] = getattr(law, name)
    return records


def _services(agenda: Agenda) -> Arrays:
    outages = [outage for service in agenda.services for outage in service.outages]
    spells = [spell for service in agenda.services for spell in service.degradations]
    return {
        "services": np.array([service.relearning for service in agenda.services], dtype=SERVICE),
        "first_outage": np.cumsum([0, *(len(service.outages) for service in agenda.services)]),
        "outages": _filled(OUTAGE, outages),
        "first_spell": np.cumsum([0, *(len(service.degradations) for service in agenda.services)]),
        "spells": np.array(spells, dtype=SPELL),
    }


def _agenda(agenda: Agenda) -> Arrays:
    clock, planned = agenda.open_clock, agenda.planned
    same_names = ("talent", "first_shift", "shift_start_min", "shift_end_min", "scheduled_min")
    return {
        **{name: getattr(agenda, name) for name in same_names},
        "first_duty": agenda.first_duty,
        "duty_start_min": agenda.duty_start_min,
        "open_start_min": clock.starts,
        "open_end_min": clock.ends,
        "open_before_min": clock.before,
        "open_total_min": [clock.total_min],
        "planned_min": planned.time_min,
        "planned_kind": planned.kind,
        "planned_entity": planned.entity,
    }


def _world(world: World) -> Arrays:
    names = ("arrival_min", "effort_min", "difficulty", "machine_z", "function", "task_type", "novel", "needs_human")
    return {**{name: world.tasks[name] for name in (*names, "key")}, "type_z": world.type_z}
