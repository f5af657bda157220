"""What a World does to each service that a firm's bots run on: outages, degradations, the end of a product."""

import math
from dataclasses import dataclass
from typing import NamedTuple

from ..choreography import SERVICE_DOWN, SERVICE_UP
from ..config import DAY_MIN, IN_HOUSE
from ..world import Degradation, Outage, World
from ..world.luck import key_of
from .cyber import Attack
from .firm import Firm
from .timeline import Event


class ServiceOutage(NamedTuple):
    """An outage as a service meets it (minutes since day 0); from `known_min` until the fix everyone knows.

    `known_min` is infinite where that never happens: partial outages, and full ones fixed before they are noticed.
    """

    start_min: float
    fix_min: float
    tail_end_min: float
    severity: float
    key: int
    known_min: float
    kind: str


@dataclass(frozen=True)
class ServiceAgenda:
    """What happens to one service: outages by start, degradations by start, inexperience of a successor, updates.

    An update is a pair of time and jump of ability (logit).
    """

    outages: tuple[ServiceOutage, ...]
    degradations: tuple[tuple[float, float], ...]
    relearning: tuple[float, float]
    exit_min: float
    updates: tuple[tuple[float, float], ...]


def service_agendas(firm: Firm, world: World, attacks: tuple[Attack, ...]) -> tuple[ServiceAgenda, ...]:
    """Return what happens to each of the firm's services; attacks take all of them down."""
    return tuple(
        _agenda(firm, world, attacks, firm.vendors[vendor], technology) for vendor, technology in firm.services
    )


def _agenda(firm: Firm, world: World, attacks: tuple[Attack, ...], vendor: str, technology: str) -> ServiceAgenda:
    detect_min = firm.config.mechanisms.outages.detect_min
    met = [
        ServiceOutage(
            outage.start_min,
            outage.fix_min,
            outage.tail_end_min,
            outage.severity,
            outage.key,
            _known_min(outage.start_min + detect_min, outage.fix_min, outage.severity),
            outage.kind,
        )
        for outage in world.outages
        if _concerns(outage, vendor, technology)
    ]
    for attack in attacks:
        known = _known_min(attack.start_min + detect_min, attack.end_min, 1.0)
        met.append(ServiceOutage(attack.start_min, attack.end_min, attack.end_min, 1.0, attack.key, known, "cyber"))
    spells = [(d.start_min, d.end_min) for d in world.degradations if _concerns(d, vendor, technology)]
    ends = [item.day_min for item in world.exits if item.strikes(vendor, technology)]
    if attacks:
        met.sort(key=lambda outage: (outage.start_min, outage.key))
    drifts = firm.config.mechanisms.drift.on
    updates = tuple((u.start_min, u.jump) for u in world.updates if drifts and u.strikes(vendor, technology))
    if not ends:
        return ServiceAgenda(tuple(met), tuple(spells), (math.inf, math.inf), math.inf, updates)
    terms = firm.config.all_vendors[vendor]
    exit_min = ends[0]
    back = exit_min + terms.switching_days * DAY_MIN
    if back > exit_min:
        key = key_of(f"exit/{vendor}/{technology}")
        met.append(ServiceOutage(exit_min, back, back, 1.0, key, exit_min, "exit"))
        met.sort(key=lambda outage: (outage.start_min, outage.key))
    relearning = (back, back + terms.relearning_days * DAY_MIN)
    return ServiceAgenda(tuple(met), tuple(spells), relearning, exit_min, updates)


def _concerns(item: Outage | Degradation, vendor: str, technology: str) -> bool:
    """Tell whether something happens to a service; what happens to all vendors spares what the firm runs itself."""
    return item.strikes(vendor, technology) and (vendor != IN_HOUSE or item.vendor == IN_HOUSE)


def _known_min(noticed_min: float, fix_min: float, severity: float) -> float:
    """Return when everyone knows of an outage that is noticed at a time, if it is full and not fixed by then."""
    return noticed_min if severity >= 1.0 and noticed_min < fix_min else math.inf


def service_events(services: tuple[ServiceAgenda, ...], horizon_min: float) -> list[Event]:
    """Return when outages become known and known ones are fixed, up to the horizon."""
    events = []
    for index, service in enumerate(services):
        for outage in service.outages:
            if outage.known_min < outage.fix_min and outage.fix_min > 0.0:
                events.append((max(outage.known_min, 0.0), SERVICE_DOWN, index))
                events.append((max(outage.fix_min, 0.0), SERVICE_UP, index))
    return [event for event in events if event[0] <= horizon_min]
