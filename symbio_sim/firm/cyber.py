"""Which attacks of a World a firm suffers, and what people can still do meanwhile: all settled before a run."""

from typing import NamedTuple

from ..mechanisms import cyber as law_of_attacks
from ..world import CyberIncident, World
from .calendar import lay_out_stopped
from .duties import Floats, Spell
from .firm import Firm
from .roster import Roster


class Attack(NamedTuple):
    """An attack that succeeds (minutes since day 0): all bots are down from start to end."""

    start_min: float
    end_min: float
    loss_eur: float
    key: int


def attacks_per_year(firm: Firm, at_min: float) -> float:
    """Return the rate of attacks on a firm at a time (minutes since day 0).

    A function that is not automated yet is no way in.
    """
    law = firm.config.mechanisms.cyber
    functions = (firm.functions[function] for bot in firm.bots for function in bot.functions)
    integrations = sum(function.pilot_from_min <= max(at_min, 0.0) for function in functions)
    return law_of_attacks.attacks_per_year(
        law.base_per_year,
        law.per_integration_per_year,
        float(integrations),
        firm.safeguards.security_eur_per_year,
        law.halving_eur_per_year,
    )


def attacks_on(firm: Firm, world: World) -> tuple[Attack, ...]:
    """Return the attacks that a firm suffers, by start: planned ones, and those that its exposure lets in."""
    law = firm.config.mechanisms.cyber
    return tuple(
        Attack(item.start_min, item.start_min + item.down_min, item.loss_eur, item.key)
        for item in world.cyber_incidents
        if item.planned or (law.on and _succeeds(firm, item, law.highest_per_year))
    )


def _succeeds(firm: Firm, item: CyberIncident, highest_per_year: float) -> bool:
    return law_of_attacks.succeeds(item.luck, attacks_per_year(firm, item.start_min), highest_per_year)


def stopped_roster(firm: Firm, world: World, attacks: tuple[Attack, ...], full: Roster) -> tuple[Roster, Floats | None]:
    """Return when people work if attacks stop part of their work, and the paid minutes in which they cannot.

    Each seat's duties end early by the share of them that is lost. Minutes have the shape (seats, days), and are None
    where no attack keeps anyone from working: then the roster is the full one.
    """
    law = firm.config.mechanisms.cyber
    if not attacks or not law.hits_it or law.work_lost_share <= 0.0:
        return full, None
    calendar = lay_out_stopped(
        firm.week, firm.first_weekday, firm.config.horizon_days, _united(attacks), law.work_lost_share
    )
    roster = calendar.roster(world.absences)
    return roster, full.scheduled_min - roster.scheduled_min


def _united(attacks: tuple[Attack, ...]) -> tuple[Spell, ...]:
    """Return when bots are down, as disjoint spells."""
    spells: list[Spell] = []
    for attack in attacks:
        if spells and attack.start_min <= spells[-1][1]:
            spells[-1] = (spells[-1][0], max(spells[-1][1], attack.end_min))
        else:
            spells.append((attack.start_min, attack.end_min))
    return tuple(spells)
