"""Does automation pay? The firm with its bots against itself before automation, in the same World (mechanism 16).

Before automation the same people do all the work: there are no bots and nothing of what comes with them, no
integration, subscriptions and roadmap, no safeguards against them, no shock that is planned. What both earn is compared
day by day from day 0 on, when the first money is spent, warm-up included: both begin in the same state.
"""

import math
from dataclasses import dataclass
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from ..config import Config, FreedHours, HumanOnly, Safeguards, Stressors, config_hash
from ..engines import Engine
from ..firm import Firm
from ..run import Run, simulate
from ..world import World
from .cash_flow import cash_flow, invested_eur, present_value
from .finance import profit_eur_per_day
from .firm_facts import facts_of
from .names import BEFORE_AND_AFTER
from .undefined import NAN, ratio

Floats = NDArray[np.float64]


def investment(run: Run, *, engine: Engine = "auto") -> dict[str, float]:
    """Return what automation is worth in the World of a run.

    Parameters
    ----------
    run : Run
    engine : str
        As in :func:`symbio_sim.simulate`; it runs the twin.

    Returns
    -------
    dict of str to float
        profit_before_eur_per_day (of the twin, measured days); npv_eur (all days, discounted); roi_share and
        payback_days, undefined where nothing is invested; payback_censored (1: not paid back within the horizon, and
        payback_days is undefined). All are undefined if there is work that only bots can do. Without bots nothing
        changes: the net present value is 0.
    """
    config = run.config
    if not config.bots:
        return dict(zip(BEFORE_AND_AFTER, (profit_eur_per_day(run), 0.0, NAN, NAN, NAN), strict=True))
    if not people_can_do_all(config):
        return dict.fromkeys(BEFORE_AND_AFTER, NAN)
    twin, digest = _twin_of(run.firm)
    before = _earned_before(_Meeting(twin, digest, run.world, engine))
    gain = cash_flow(run, facts_of(run.firm), 0) - before.flow
    invested = invested_eur(run)
    payback = payback_days(gain) if invested > 0.0 else NAN
    return {
        "profit_before_eur_per_day": before.profit_eur_per_day,
        "npv_eur": present_value(gain, config.economics.discount_rate_per_year),
        "roi_share": ratio(math.fsum(gain.tolist()), invested),
        "payback_days": payback,
        "payback_censored": float(payback != payback) if invested > 0.0 else NAN,
    }


def payback_days(gain: Floats) -> float:
    """Return after how many days the gains, not discounted, have made up for the losses for good; NaN if never.

    Parameters
    ----------
    gain : ndarray, length days
        By how much more is earned than without the investment, day by day (euros).
    """
    lost = np.flatnonzero(np.cumsum(gain) < 0.0)
    first = int(lost[-1]) + 1 if len(lost) else 0
    return float(first + 1) if first < len(gain) else NAN


def people_can_do_all(config: Config) -> bool:
    """Tell whether there are people for every function."""
    by_people = {function for role in config.staff.values() if role.count for function in role.functions}
    return by_people.issuperset(config.functions)


def before_automation(config: Config) -> Config:
    """Return the same firm before automation: people do all, checked by each other as before."""
    governance = config.safeguards.governance
    checks = None if governance is None else governance.model_copy(update={"audit_every_days": None})
    # Without bots no demand is taken on, but Worlds hold candidates for it, which must be kept away.
    freed = config.freed_hours if config.freed_hours.use == "growth" else FreedHours()
    gone = {
        "policy": HumanOnly(rule="human_only"),
        "bots": {},
        "vendors": {},
        "roadmap": [],
        "freed_hours": freed,
        "safeguards": Safeguards(governance=checks),
        "stressors": Stressors(vendor_outage=None),
    }
    return config.model_copy(update=gone)


@dataclass(frozen=True)
class _Earned:
    """What the firm earned before automation: profit of a measured day, and the cash flow from day 0 on (euros)."""

    profit_eur_per_day: float
    flow: Floats


@dataclass(frozen=True, eq=False)
class _Meeting:
    """A firm before automation in a World: the same for all degrees of automation, so it is simulated once for them."""

    config: Config
    digest: str
    world: World
    engine: Engine

    def __hash__(self) -> int:
        return hash((self.digest, id(self.world)))

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Meeting) and self.world is other.world and self.digest == other.digest


@lru_cache(maxsize=4)  # holds their Worlds; what is compared meets each World in turn
def _earned_before(met: _Meeting) -> _Earned:
    run = simulate(met.config, world=met.world, engine=met.engine)
    return _Earned(profit_eur_per_day(run), cash_flow(run, facts_of(run.firm), 0))


@lru_cache(maxsize=64)
def _twin_of(firm: Firm) -> tuple[Config, str]:
    """Return a firm's config before automation, and its digest."""
    twin = before_automation(firm.config)
    return twin, config_hash(twin)
