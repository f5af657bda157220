"""Dependence: how much of its own work the firm could still do if all bots were gone.

C(t) is the most of the demand of the last 28 days (hours of a fully skilled person's effort) that today's people
could serve in the hours they were scheduled for in those days: a linear programme over who spends how long on what.
Everyone works at the speed of their skill, neither hurried nor slowed by load. Dependence = 1 - C/demand; with the
skill of day 0 in place of today's it is the staffing gap (people who are not there), and the rest is the erosion gap
(skill that is not there).

The correct-weighted variant maximises the effort served *correctly*: an hour of work counts with the person's mean
accuracy in that function, over the difficulties of its tasks.
"""

from collections.abc import Iterator

import numpy as np
import pandas as pd
from numpy.typing import NDArray
from scipy import optimize

from ..choreography import BOT, CORRECT, REVIEWED
from ..config import DAY_MIN
from ..firm import ACCURACY, SPEED
from ..mechanisms import ability, human_work
from ..run import Run
from .undefined import NAN, mean_of, ratio

TRAILING_DAYS = 28
_WEEK_DAYS = 7

Floats = NDArray[np.float64]


def over_symbiosis(run: Run) -> dict[str, float]:
    """Return dependence at the end of the horizon, skill at the end, and how concentrated the vendors are."""
    last = run.config.horizon_days
    names = ("dependence", "staffing_gap", "erosion_gap", "dependence_correct", "erosion_gap_correct")
    found = dependence_at(run, last)
    skills = run.skill_days
    return {
        **{f"{name}_share": found[name] for name in names},
        "skill_reserve": skill_reserve(run, last),
        "skill_speed_end": mean_of(skills["speed"][-1]),
        "skill_accuracy_end": mean_of(skills["accuracy"][-1]),
        "vendor_concentration_hhi": vendor_concentration(run),
    }


def dependence_series(run: Run) -> pd.DataFrame:
    """Return dependence week by week.

    Returns
    -------
    DataFrame
        One row a week from day 28 on (the end of the horizon if that is sooner): day, demand_h (effort of the 28 days
        before it), servable_h (C), dependence, staffing_gap, erosion_gap, dependence_correct, erosion_gap_correct,
        skill_reserve.
    """
    days = range(min(TRAILING_DAYS, run.config.horizon_days), run.config.horizon_days + 1, _WEEK_DAYS)
    rows = [{"day": day, **dependence_at(run, day), "skill_reserve": skill_reserve(run, day)} for day in days]
    return pd.DataFrame(rows)


def dependence_at(run: Run, day: int) -> dict[str, float]:
    """Return demand, what people could serve of it, and the gaps, at the start of a day (1 to the horizon)."""
    demand = _demand_h(run, day)
    hours = _scheduled_h(run, day)
    pairs = run.skill_pairs
    now, then = _speeds(run, day), _speeds(run, 0)
    total = float(demand.sum())
    served = most_servable(pairs, hours, now, demand)
    served_before = most_servable(pairs, hours, then, demand)
    right = most_servable(pairs, hours, now, demand, weights=_accuracies(run, day))
    right_before = most_servable(pairs, hours, then, demand, weights=_accuracies(run, 0))
    return {
        "demand_h": total,
        "servable_h": served,
        "dependence": ratio(total - served, total),
        "staffing_gap": ratio(total - served_before, total),
        "erosion_gap": ratio(served_before - served, total),
        "dependence_correct": ratio(total - right, total),
        "erosion_gap_correct": ratio(right_before - right, total),
    }


def most_servable(
    pairs: tuple[tuple[int, int], ...], hours: Floats, speed: Floats, demand_h: Floats, *, weights: Floats | None = None
) -> float:
    """Return the most effort that people can serve of a demand.

    Parameters
    ----------
    pairs : tuple of (seat, function)
        Who can do what.
    hours : ndarray, shape (seats,)
        Hours of each person.
    speed : ndarray, shape (pairs,)
        Effort hours served in an hour of work.
    demand_h : ndarray, shape (functions,)
        Effort hours wanted.
    weights : ndarray, shape (pairs,), optional
        Worth of an effort hour served by each pair (default 1).

    Returns
    -------
    float
        The maximum of sum(weight x speed x hours spent), effort hours.
    """
    if not pairs or demand_h.sum() <= 0.0:
        return 0.0
    worth = np.ones(len(pairs)) if weights is None else weights
    seat = np.array([seat for seat, _ in pairs])
    function = np.array([function for _, function in pairs])
    if weights is None and len(set(seat.tolist())) == len(pairs):  # nobody has a choice: no programme is needed
        offered = np.bincount(function, speed * hours[seat], minlength=len(demand_h))
        return float(np.minimum(offered, demand_h).sum())
    columns = np.arange(len(pairs))
    limits = np.zeros((len(hours) + len(demand_h), len(pairs)))
    limits[seat, columns] = 1.0
    limits[len(hours) + function, columns] = speed
    bounds = np.concatenate((hours, demand_h))
    most = -_solved(-worth * speed, limits, bounds)
    total = float(demand_h.sum())
    # The solver's rounding must not pass for a gap where all can be served.
    return total if weights is None and abs(total - most) < 1e-9 * total else most


def skill_reserve(run: Run, day: int) -> float:
    """Return C(day)/C(0): how many times the work of day 0's people today's could do, at the mix of day 0.

    Demand sets the mix (the expected one of each function) but no limit; hours are those of the roles' weeks, so that
    only skill makes a difference. Functions that nobody can do are left out; NaN without people.
    """
    hours = np.array(
        [run.config.role_hours(run.firm.roles[role].name).hours_per_week for role in run.firm.role_of_seat]
    )
    mix = np.array([function.demand_h_per_day for function in run.firm.functions])
    can = {function for _, function in run.skill_pairs}
    mix[[function not in can for function in range(len(mix))]] = 0.0
    before = most_of_mix(run.skill_pairs, hours, _speeds(run, 0), mix)
    return ratio(most_of_mix(run.skill_pairs, hours, _speeds(run, day), mix), before)


def most_of_mix(pairs: tuple[tuple[int, int], ...], hours: Floats, speed: Floats, mix: Floats) -> float:
    """Return the greatest multiple of a mix of work (effort hours by function) that people can serve."""
    wanted = np.flatnonzero(mix > 0.0)
    if not pairs or not len(wanted):
        return 0.0
    seat = np.array([seat for seat, _ in pairs])
    function = np.array([function for _, function in pairs])
    if len(wanted) == 1:
        useful = function == wanted[0]
        return float((speed * hours[seat])[useful].sum() / mix[wanted[0]])
    # Variables: hours by pair, then the multiple z. A function's service must be at least z times its share of the mix.
    columns = np.arange(len(pairs))
    limits = np.zeros((len(hours) + len(mix), len(pairs) + 1))
    limits[seat, columns] = 1.0
    limits[len(hours) + function, columns] = -speed
    limits[len(hours) :, -1] = mix
    aim = np.zeros(len(pairs) + 1)
    aim[-1] = -1.0
    return -_solved(aim, limits, np.concatenate((hours, np.zeros(len(mix)))))


def _solved(aim: Floats, limits: Floats, bounds: Floats) -> float:
    """Return the minimum of aim @ x for x >= 0 and limits @ x <= bounds."""
    result = optimize.linprog(aim, A_ub=limits, b_ub=bounds, method="highs")
    if not result.success:
        raise RuntimeError(f"the linear programme of dependence was not solved: {result.message}")
    return float(result.fun)


def vendor_value_eur(run: Run, before_min: float | None = None, from_min: float = 0.0) -> Floats:
    """Return the value (euros) of the correct tasks that each vendor's bots served, shape (vendors,).

    Parameters
    ----------
    run : Run
    before_min : float, optional
        Count only tasks that ended before this time (minutes).
    from_min : float
        Count only tasks that arrived from this time on (minutes).
    """
    columns = run.columns
    served = (columns["outcome"] == CORRECT) & np.isin(columns["mode"], (BOT, REVIEWED))
    served &= run.world.tasks["arrival_min"] >= from_min
    if before_min is not None:
        served &= columns["end_min"] < before_min
    vendors = np.array([bot.vendor for bot in run.firm.bots], dtype=np.int64)
    return np.bincount(vendors[columns["bot"][served]], run.value_eur[served], minlength=len(run.firm.vendors)).astype(
        np.float64
    )


def vendor_concentration(run: Run) -> float:
    """Return the Herfindahl-Hirschman index of vendors over bot-served value after warm-up: 1 is a single vendor."""
    value = vendor_value_eur(run, from_min=run.config.warm_up_days * float(DAY_MIN))
    total = float(value.sum())
    return float(np.square(value / total).sum()) if total > 0.0 else NAN


def _trailing(day: int) -> slice:
    return slice(max(day - TRAILING_DAYS, 0), day)


def _demand_h(run: Run, day: int) -> Floats:
    """Return the effort (hours) that arrived by function in the 28 days before a day."""
    tasks, window = run.world.tasks, _trailing(day)
    arrival = tasks["arrival_min"]
    mine = (arrival >= window.start * DAY_MIN) & (arrival < window.stop * DAY_MIN)
    return np.bincount(
        tasks["function"][mine], tasks["effort_min"][mine] / 60.0, minlength=len(run.firm.functions)
    ).astype(np.float64)


def _scheduled_h(run: Run, day: int) -> Floats:
    return np.asarray(run.agenda.scheduled_min[:, _trailing(day)].sum(axis=1) / 60.0)


def _skills(run: Run, day: int, part: int) -> Floats:
    """Return the skill of each pair at the start of a day; of day 0: before the run."""
    if day > 0:
        return np.asarray(run.skill_days["speed" if part == SPEED else "accuracy"][day - 1])
    firm, talent = run.firm, run.agenda.talent
    start = [firm.roles[firm.role_of_seat[seat]].starting_skill[part] * talent[seat] for seat, _ in run.skill_pairs]
    return np.array(start, dtype=np.float64)


def _with_function(run: Run, skills: Floats) -> Iterator[tuple[float, int]]:
    return zip(skills.tolist(), (function for _, function in run.skill_pairs), strict=True)


def _speeds(run: Run, day: int) -> Floats:
    """Return each pair's speed at the start of a day, without the effect of load."""
    items = run.firm.functions
    pairs = _with_function(run, _skills(run, day, SPEED))
    return np.array([human_work.speed(skill, items[f].speed_unskilled, 1.0) for skill, f in pairs], dtype=np.float64)


def _accuracies(run: Run, day: int) -> Floats:
    """Return each pair's mean share of correct work at the start of a day, over the difficulties of tasks."""
    found = []
    for skill, f in _with_function(run, _skills(run, day, ACCURACY)):
        item = run.firm.functions[f]
        level = item.ability_unskilled + (item.ability_skilled - item.ability_unskilled) * skill
        found.append(ability.mean_accuracy(level, item.slope))
    return np.array(found, dtype=np.float64)
