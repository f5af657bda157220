"""What can be said of a firm before a run: how busy its people will be, how far its vendors and bots can be relied on.

All of it follows from the config alone. The load is that of the firm without bots, on which the whole question hangs:
with people half idle no automation pays, with people overloaded any does.

Load is work over hours, given twice because people's pace depends on how busy they are: at the pace of people who keep
up (`load`) and at that of people who have fallen behind (`load_if_behind`). A run lies between the two; where the
second is above 1, a backlog once there may sustain itself. Customers who leave are not counted off.
"""

import math
from dataclasses import dataclass

import pandas as pd

from ..config import DAYS_PER_YEAR, IN_HOUSE, Config, Outages
from ..mechanisms import ability, human_work
from ..mechanisms.turnover import DAYS_PER_MONTH
from ..world.demand import daily_rates
from ..world.services import component_unavailabilities, mean_repair_min
from .firm import ACCURACY, SPEED, Firm, RoleNumbers
from .in_vain import asked_in_vain
from .resolution import resolve
from .self_knowledge import difficulty_correlation, self_knowledge

LOAD_MIN, LOAD_MAX = 0.6, 0.95
"""Outside of these the question of how much to automate has a trivial answer."""

HOURS_PER_YEAR = 24.0 * DAYS_PER_YEAR
_WORKDAYS_PER_YEAR = DAYS_PER_YEAR * 5.0 / 7.0
_ROUNDS = 200
_FAR_BEHIND = 1e6


@dataclass(frozen=True)
class Outlook:
    """What can be said of a firm before a run, as tables.

    Attributes
    ----------
    pools : DataFrame
        One row a pool (functions that share people, directly or through others): functions, roles, people, work and
        hours a week, load without bots when people keep up and when they are behind, whether customers may leave.
    roles : DataFrame
        One row a role: pool, people, hours a week less expected absences and empty seats, load without bots.
    people : DataFrame
        One row a (role, function): speed and accuracy skill on day 0, speed relative to full skill, mean accuracy.
    services : DataFrame
        One row a (vendor, technology): raw and effective unavailability, outages, hours in outage and equivalent hours
        of full outage a year, exits a year.
    bots : DataFrame
        One row a (bot, function): mean accuracy on all tasks, on ordinary and on novel ones, correlation of what is
        hard for people and for the machine, mean stated confidence, AUROC and expected calibration error of it.
    warnings : tuple of str
        What to look at before trusting a run.
    """

    pools: pd.DataFrame
    roles: pd.DataFrame
    people: pd.DataFrame
    services: pd.DataFrame
    bots: pd.DataFrame
    warnings: tuple[str, ...]


def outlook(config: Config) -> Outlook:
    """Say what can be said of a firm before a run."""
    firm = resolve(config)
    pools, roles = _load_tables(firm)
    warnings = (*_warnings(pools), *asked_in_vain(config))
    return Outlook(pools, roles, _people(firm), services(config), _bots(firm), warnings)


def _warnings(pools: pd.DataFrame) -> tuple[str, ...]:
    told = []
    columns = (pools[name].tolist() for name in ("functions", "load", "customers_may_leave"))
    for functions, load, may_leave in zip(*columns, strict=True):
        if load < LOAD_MIN:
            told.append(f"people of {functions} are idle: only {load:.0%} busy without bots, so automation cannot pay")
        elif load > LOAD_MAX and not may_leave:
            told.append(f"people of {functions} are overloaded: {load:.0%} busy without bots, so any automation pays")
    return tuple(told)


# -------------------------------------------------------------------------------------------------------- load


def _load_tables(firm: Firm) -> tuple[pd.DataFrame, pd.DataFrame]:
    capacity = [_hours_per_week(firm, role) for role in firm.roles]
    work = [_work_h_per_week(firm, index) for index in range(len(firm.functions))]
    loads = _balanced_loads(firm, work, capacity)
    pools, roles = [], []
    for number, (functions, members) in enumerate(_pools(firm)):
        hours = sum(capacity[role] for role in members)
        busy = sum(loads[role] * capacity[role] for role in members)
        pools.append(
            {
                "functions": ", ".join(firm.functions[f].name for f in functions),
                "roles": ", ".join(firm.roles[role].name for role in members),
                "people": sum(firm.roles[role].count for role in members),
                "work_h_per_week": sum(work[f] for f in functions),
                "hours_per_week": hours,
                "load": busy / hours if hours > 0.0 else float("inf"),
                "load_if_behind": _behind(firm, busy / hours) if hours > 0.0 else float("inf"),
                "customers_may_leave": any(_patience(firm, f) for f in functions),
            }
        )
        for role in members:
            name = firm.roles[role].name
            row = {"role": name, "pool": number, "people": firm.roles[role].count}
            roles.append(row | {"hours_per_week": capacity[role], "load": loads[role]})
    columns = ["functions", "roles", "people", "work_h_per_week", "hours_per_week", "load", "load_if_behind"]
    columns += ["customers_may_leave"]
    frame = pd.DataFrame(roles, columns=["role", "pool", "people", "hours_per_week", "load"])
    return pd.DataFrame(pools, columns=columns), frame.set_index("role")


def _behind(firm: Firm, load: float) -> float:
    """Return a load at the pace of people who have long had more to do than they can."""
    law = firm.config.mechanisms.load
    if not law.on:
        return load
    usual = human_work.load_speed_factor(load, law.turning_point, law.speed_up, law.slow_down)
    return load * usual / human_work.load_speed_factor(_FAR_BEHIND, law.turning_point, law.speed_up, law.slow_down)


def _patience(firm: Firm, function: int) -> bool:
    return firm.config.functions[firm.functions[function].name].patience.law != "none"


def _hours_per_week(firm: Firm, role: RoleNumbers) -> float:
    """Return the hours a week that a role's people are there, expected absences and empty seats taken off."""
    item = firm.config.staff[role.name]
    present = max(1.0 - item.absence_days_per_year / _WORKDAYS_PER_YEAR, 0.0) * (1.0 - vacancy_share(firm.config))
    return role.count * firm.config.role_hours(role.name).hours_per_week * present


def vacancy_share(config: Config) -> float:
    """Return the share of days on which nobody holds a seat, in the long run and at ease (alternating renewal)."""
    law = config.mechanisms.turnover
    if not law.on:
        return 0.0
    empty_days = law.time_to_hire_median_days * math.exp(0.5 * law.time_to_hire_sigma_log * law.time_to_hire_sigma_log)
    held_days = DAYS_PER_MONTH / law.quits_per_month
    return empty_days / (empty_days + held_days)


def _work_h_per_week(firm: Firm, index: int) -> float:
    """Return the effort that a function brings a week with its failure demand (hours of a fully skilled person)."""
    function = firm.functions[index]
    rates = daily_rates(firm.config.functions[function.name].arrivals, firm.config.business, firm.config.horizon_days)
    people = [firm.roles[role] for role in function.roles]
    seats = sum(role.count for role in people)
    if not seats:
        return 0.0
    error = sum(role.count * (1.0 - _accuracy(firm, index, role)) for role in people) / seats
    again = error * function.return_probability
    visits = sum(again**visit for visit in range(function.max_visits))
    return float(rates.mean()) * 7.0 * function.mean_effort_min / 60.0 * visits


def _accuracy(firm: Firm, index: int, role: RoleNumbers) -> float:
    """Return the mean accuracy of a role's people on day 0, without overload."""
    function, skilled = firm.functions[index], role.skill_in(index)[ACCURACY] * role.talent
    intercept = function.ability_unskilled + (function.ability_skilled - function.ability_unskilled) * skilled
    return ability.mean_accuracy(intercept, function.slope)


def _speed(firm: Firm, index: int, role: RoleNumbers) -> float:
    """Return the speed of a role's people on day 0 relative to full skill, without effects of load."""
    skill = role.skill_in(index)[SPEED] * role.talent
    return human_work.speed(skill, firm.functions[index].speed_unskilled, 1.0)


def _pools(firm: Firm) -> list[tuple[list[int], list[int]]]:
    """Return the (functions, roles) that are connected by people who do several functions."""
    pools: list[tuple[set[int], set[int]]] = []
    for index, role in enumerate(firm.roles):
        if not role.count:
            continue
        functions, members = set(role.functions), {index}
        apart = []
        for pool in pools:
            if pool[0].isdisjoint(functions):
                apart.append(pool)
            else:
                functions |= pool[0]
                members |= pool[1]
        pools = [*apart, (functions, members)]
    return sorted((sorted(functions), sorted(members)) for functions, members in pools)


def _balanced_loads(firm: Firm, work: list[float], capacity: list[float]) -> list[float]:
    """Return each role's load when every function's work is spread so as to level the loads of those who can do it.

    Work goes to whoever has been idle longest, which levels loads as far as skills allow. Function by function, its
    work is poured onto its roles until they stand equally high above what they have from other functions; repeated,
    this settles.
    """
    law = firm.config.mechanisms.load
    speed = [
        {number: _speed(firm, index, firm.roles[number]) for number in function.roles}
        for index, function in enumerate(firm.functions)
    ]
    share = [[0.0] * len(firm.roles) for _ in firm.functions]
    loads = [0.0] * len(firm.roles)
    for _ in range(_ROUNDS):
        factor = [
            human_work.load_speed_factor(load, law.turning_point, law.speed_up, law.slow_down) if law.on else 1.0
            for load in loads
        ]
        for f, function in enumerate(firm.functions):
            able = [role for role in function.roles if capacity[role] > 0.0]
            rate = {role: capacity[role] * speed[f][role] * factor[role] for role in able}
            others = {role: loads[role] - share[f][role] for role in able}
            level = _level(work[f], rate, others)
            for role in able:
                share[f][role] = max(level - others[role], 0.0)
                loads[role] = others[role] + share[f][role]
    return loads


def _level(work: float, rate: dict[int, float], others: dict[int, float]) -> float:
    """Return the load up to which roles are filled when `work` is poured onto what they have already."""
    level, poured_on = 0.0, 0.0
    rest = work
    order = sorted(rate, key=lambda role: others[role])
    for place, role in enumerate(order):
        level = others[role]
        poured_on += rate[role]
        above = others[order[place + 1]] - level if place + 1 < len(order) else float("inf")
        if rest <= above * poured_on:
            return level + rest / poured_on
        rest -= above * poured_on
    return level


def _people(firm: Firm) -> pd.DataFrame:
    rows = [
        {
            "role": role.name,
            "function": firm.functions[f].name,
            "speed_skill": role.skill_in(f)[SPEED] * role.talent,
            "accuracy_skill": role.skill_in(f)[ACCURACY] * role.talent,
            "speed": _speed(firm, f, role),
            "accuracy": _accuracy(firm, f, role),
        }
        for role in firm.roles
        for f in role.functions
    ]
    columns = ["role", "function", "speed_skill", "accuracy_skill", "speed", "accuracy"]
    return pd.DataFrame(rows, columns=columns).set_index(["role", "function"])


# -------------------------------------------------------------------------------------------------------- vendors


def severity_weight(law: Outages) -> float:
    """Return the mean severity of an outage over its whole length, the recovery tail included.

    Severity is full_share + (1 - full_share) partial_severity on average until the fix and falls linearly over the
    tail, whose length is tail_ratio times the time to fix and which therefore counts half.
    """
    mean = law.full_share + (1.0 - law.full_share) * law.partial_severity
    return mean * (1.0 + 0.5 * law.tail_ratio) / (1.0 + law.tail_ratio)


def services(config: Config) -> pd.DataFrame:
    """Return how far each (vendor, technology) can be relied on; planned outages and catastrophes are left out."""
    law = config.mechanisms.outages
    parts = component_unavailabilities(config) if law.on else {}
    down_h = mean_repair_min(law) * (1.0 + law.tail_ratio) / 60.0
    rows = []
    for vendor, technology in dict.fromkeys((bot.vendor, bot.technology) for bot in config.all_bots.values()):
        shared = () if vendor == IN_HOUSE else ((None, None),)
        shares = [parts.get(part, 0.0) for part in (*shared, (vendor, None), (vendor, technology))]
        up = weighted_up = 1.0
        for share in shares:
            up *= 1.0 - share
            weighted_up *= 1.0 - share * severity_weight(law)
        rows.append(
            {
                "vendor": vendor,
                "technology": technology,
                "unavailability": 1.0 - up,
                "effective_unavailability": 1.0 - weighted_up,
                "outages_per_year": sum(shares) * HOURS_PER_YEAR / down_h,
                "hours_in_outage_per_year": (1.0 - up) * HOURS_PER_YEAR,
                "full_outage_hours_per_year": (1.0 - weighted_up) * HOURS_PER_YEAR,
                "exits_per_year": config.all_vendors[vendor].exit_per_year if config.mechanisms.vendor_exit else 0.0,
            }
        )
    columns = ["vendor", "technology", "unavailability", "effective_unavailability", "outages_per_year"]
    columns += ["hours_in_outage_per_year", "full_outage_hours_per_year", "exits_per_year"]
    return pd.DataFrame(rows, columns=columns).set_index(["vendor", "technology"])


# -------------------------------------------------------------------------------------------------------- bots


def _bots(firm: Firm) -> pd.DataFrame:
    rows = []
    for bot in firm.bots:
        for f in bot.functions:
            level = bot.ability[f]
            assert level is not None, "a bot has an ability in each of its functions"
            name = firm.functions[f].name
            known = self_knowledge(bot, level, firm.config.functions[name].novel_share)
            correlation = difficulty_correlation(bot.jaggedness, bot.type_jaggedness)
            novel = level - bot.slope * bot.novel_penalty
            rows.append(
                {
                    "bot": bot.name,
                    "function": name,
                    "technology": bot.technology,
                    "accuracy": known.accuracy,
                    "accuracy_ordinary": ability.mean_accuracy(level, bot.slope / correlation),
                    "accuracy_novel": ability.mean_accuracy(novel, bot.slope / correlation),
                    "difficulty_correlation": correlation,
                    "confidence": known.mean_confidence,
                    "auroc": known.auroc,
                    "calibration_error": known.calibration_error,
                }
            )
    columns = ["bot", "function", "technology", "accuracy", "accuracy_ordinary", "accuracy_novel"]
    columns += ["difficulty_correlation", "confidence", "auroc", "calibration_error"]
    return pd.DataFrame(rows, columns=columns).set_index(["bot", "function"])
