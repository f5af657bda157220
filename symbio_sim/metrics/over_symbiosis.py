"""Dependence: how much of its own work the firm could still do if all bots were gone.

C(t) is the most of the demand of the last 28 days (hours of a fully skilled person's effort) that today's people
could serve in the hours they were scheduled for in those days: a linear programme over who spends how long on what.
Everyone works at the speed of their skill, neither hurried nor slowed by load. Dependence = 1 - C/demand; with the
skill of day 0 in place of today's it is the staffing gap (people who are not there), and the rest is the erosion gap
(skill that is not there).

The correct-weighted variant maximises the effort served *correctly*: an hour of work counts with the person's mean
accuracy in that function, over the difficulties of its tasks.

The skill reserve is how many times the work of day 0's people today's could do, at the mix of day 0. Demand sets the
mix (the expected one of each function) but no limit; hours are those of the roles' weeks, so that only skill makes a
difference. Functions that nobody can do are left out; it is undefined without people.
"""

from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from ..choreography import BOT, CORRECT, DECLINED, REVIEWED
from ..config import DAY_MIN
from ..run import Run
from . import day_tally as by_day
from . import passes
from .firm_facts import FirmFacts
from .staffing import present
from .tallied import TRAILING_DAYS, Tally, sum_of
from .unaided import Unaided, unaided_at
from .undefined import NAN, ratio

if TYPE_CHECKING:
    import pandas as pd

_WEEK_DAYS = 7

Floats = NDArray[np.float64]


def over_symbiosis(run: Run, tally: Tally, facts: FirmFacts, *, compiled: bool) -> dict[str, float]:
    """Return dependence at the end of the horizon, skill at the end, and how concentrated the vendors are."""
    could = unaided_at(run, run.config.horizon_days, tally.demand_h, compiled=compiled)
    gaps = _gaps(could)
    held = present(run, run.config.horizon_days)
    n_pairs = float(len(run.skill_pairs) if held is None else held[facts.seat].sum())
    return {
        **{f"{name}_share": gap for name, gap in gaps.items()},
        "skill_reserve": ratio(could.mix, could.mix_then),
        "skill_speed_end": ratio(tally.days[by_day.SKILL_SPEED], n_pairs),
        "skill_accuracy_end": ratio(tally.days[by_day.SKILL_ACCURACY], n_pairs),
        "vendor_concentration_hhi": _concentration(_vendor_value_eur(run, tally, facts)),
    }


def dependence_series(run: Run) -> "pd.DataFrame":
    """Return dependence week by week.

    Returns
    -------
    DataFrame
        One row a week from day 28 on (the end of the horizon if that is sooner): day, demand_h (effort of the 28 days
        before it), servable_h (C), dependence, staffing_gap, erosion_gap, dependence_correct, erosion_gap_correct,
        skill_reserve.
    """
    import pandas as pd

    days = range(min(TRAILING_DAYS, run.config.horizon_days), run.config.horizon_days + 1, _WEEK_DAYS)
    compiled = passes.are_compiled()
    rows = []
    for day in days:
        could = unaided_at(run, day, _demand_h(run, day), compiled=compiled)
        reserve = ratio(could.mix, could.mix_then)
        rows.append(
            {"day": day, "demand_h": could.demand, "servable_h": could.served, **_gaps(could), "skill_reserve": reserve}
        )
    return pd.DataFrame(rows)


def _gaps(could: Unaided) -> dict[str, float]:
    """Return the shares of demand that people could not serve, and which part of them is lost skill."""
    demand = could.demand
    return {
        "dependence": ratio(demand - could.served, demand),
        "staffing_gap": ratio(demand - could.served_then, demand),
        "erosion_gap": ratio(could.served_then - could.served, demand),
        "dependence_correct": ratio(demand - could.right, demand),
        "erosion_gap_correct": ratio(could.right_then - could.right, demand),
    }


def _demand_h(run: Run, day: int) -> Floats:
    """Return the effort (hours) that arrived by function in the 28 days before a day."""
    tasks = run.world.tasks
    first, last = np.searchsorted(tasks["arrival_min"], (max(day - TRAILING_DAYS, 0) * DAY_MIN, day * DAY_MIN)).tolist()
    came = run.columns["outcome"][first:last] != DECLINED
    effort_h, function = tasks["effort_min"][first:last][came] / 60.0, tasks["function"][first:last][came]
    return np.bincount(function, effort_h, minlength=len(run.firm.functions)).astype(np.float64)


def vendor_value_eur(run: Run, before_min: float) -> Floats:
    """Return the value (euros) of the correct tasks that each vendor's bots served, of those that ended before a time.

    Parameters
    ----------
    run : Run
    before_min : float
        Minutes since day 0.

    Returns
    -------
    ndarray, shape (vendors,)
    """
    columns = run.columns
    served = (columns["outcome"] == CORRECT) & (columns["end_min"] < before_min)
    served &= (columns["mode"] == BOT) | (columns["mode"] == REVIEWED)
    vendors = np.array([bot.vendor for bot in run.firm.bots], dtype=np.int64)
    return np.bincount(vendors[columns["bot"][served]], run.value_eur[served], minlength=len(run.firm.vendors)).astype(
        np.float64
    )


def _vendor_value_eur(run: Run, tally: Tally, facts: FirmFacts) -> list[float]:
    """Return the value (euros) of the correct tasks that each vendor's bots served, of those measured."""
    value = [0.0] * len(run.firm.vendors)
    for bot, served in zip(run.firm.bots, tally.served, strict=False):  # the last row is that of no bot
        value[bot.vendor] += sum_of(n * price for n, price in zip(served, facts.value_eur, strict=True))
    return value


def _concentration(value_eur: list[float]) -> float:
    """Return the Herfindahl-Hirschman index of vendors: 1 is a single vendor."""
    total = sum_of(value_eur)
    return sum_of((value / total) * (value / total) for value in value_eur) if total > 0.0 else NAN
