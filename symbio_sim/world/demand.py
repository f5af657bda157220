"""Drawing the task stream: when tasks arrive and what they are like.

Arrivals are a doubly stochastic Poisson process with a profile of the day and week, a season and growth.
"""

import math
from dataclasses import dataclass
from statistics import NormalDist
from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy import special

from ..config import DAY_MIN, DAYS_PER_YEAR, Arrivals, Business, Config, Function
from .luck import GOLDEN, key_of, uniform
from .streams import stream, world_key
from .world import TASK_COLUMNS

Floats = NDArray[np.float64]


@dataclass(frozen=True)
class DayProfile:
    """Cumulative share of a day's demand at breakpoints of the day (minutes)."""

    minutes: Floats
    cumulative: Floats

    def times(self, share: Floats) -> Floats:
        """Return the minutes of the day at which these shares of the demand have arrived."""
        return np.interp(share, self.cumulative, self.minutes)


def day_profiles(arrivals: Arrivals, business: Business) -> list[DayProfile | None]:
    """Return the profile of each weekday; None where no demand can arrive."""
    if arrivals.hour_weights is not None:
        minutes = np.arange(25, dtype=np.float64) * 60.0
        total = np.cumsum([0.0, *arrivals.hour_weights])
        # The day's last task comes before the quiet hours, not after them.
        end = int(np.searchsorted(total, total[-1])) + 1
        return [DayProfile(minutes[:end], total[:end] / total[-1])] * 7
    return [_opening_profile(business, day) for day in range(7)]


def _opening_profile(business: Business, day: int) -> DayProfile | None:
    """Return the even profile over the opening hours of a weekday."""
    points, share = [0.0], [0.0]
    for start, end in business.hours.intervals_min:
        first, last = max(start - day * DAY_MIN, 0), min(end - day * DAY_MIN, DAY_MIN)
        if first < last:
            points += [float(first), float(last)]
            share += [share[-1], share[-1] + (last - first)]
    if share[-1] == 0.0:
        return None
    return DayProfile(np.array(points), np.array(share) / share[-1])


def daily_rates(arrivals: Arrivals, business: Business, horizon_days: int) -> Floats:
    """Return the expected number of tasks of each day: weekday, season, growth; without over-dispersion."""
    profiles = day_profiles(arrivals, business)
    open_days = [float(_opening_profile(business, day) is not None) for day in range(7)]
    weights = arrivals.weekday_weights or open_days
    first_weekday = business.start_date.weekday()
    first_day_of_year = business.start_date.timetuple().tm_yday
    growth = math.log1p(arrivals.growth_per_year) / DAYS_PER_YEAR
    rates = np.empty(horizon_days)
    for day in range(horizon_days):
        weekday = (first_weekday + day) % 7
        if profiles[weekday] is None:
            rates[day] = 0.0
            continue
        angle = 2.0 * math.pi * (first_day_of_year + day - arrivals.season_peak_day) / DAYS_PER_YEAR
        season = 1.0 + arrivals.season_amplitude * math.cos(angle)
        rates[day] = arrivals.per_day * weights[weekday] * season * math.exp(growth * day)
    return rates


def draw_tasks(config: Config, seed: int, replication: int) -> dict[str, NDArray[Any]]:
    """Draw the task stream of a World: columns as in :class:`World`, sorted by arrival."""
    parts = []
    first_type = 0
    for index, (name, function) in enumerate(config.functions.items()):
        arrival = _draw_arrivals(config, name, seed, replication)
        part = draw_attributes(name, function, len(arrival), seed, replication)
        part["arrival_min"] = arrival
        part["function"] = np.full(len(arrival), index, dtype=np.int16)
        part["task_type"] += np.int16(first_type)
        first_type += max(len(function.types), 1)
        parts.append(part)
    return merged(parts)


def merged(parts: list[dict[str, NDArray[Any]]]) -> dict[str, NDArray[Any]]:
    """Return the tasks of all functions in one table, sorted by arrival, then function."""
    table = {name: np.concatenate([part[name] for part in parts]) for name in TASK_COLUMNS}
    order = np.lexsort((table["function"], table["arrival_min"]))
    return {name: column[order].astype(TASK_COLUMNS[name], copy=False) for name, column in table.items()}


def _draw_arrivals(config: Config, name: str, seed: int, replication: int) -> Floats:
    """Draw the arrival times of one function (minutes since day 0), sorted."""
    arrivals = config.functions[name].arrivals
    business = config.business
    rates = daily_rates(arrivals, business, config.horizon_days)
    if arrivals.law == "regular":
        total = np.cumsum(rates)
        position = np.arange(math.ceil(total[-1])) + 0.5
        position = position[position < total[-1]]
        # A task due just as a day's demand is used up opens the next such day: nobody comes at closing time.
        day = np.searchsorted(total, position, side="right")
        before = np.concatenate(([0.0], total))[day]
        share = (position - before) / rates[day]
    else:
        rng = stream(seed, replication, f"demand/{name}")
        counts = rng.poisson(rates * _daily_factors(arrivals, len(rates), rng))
        day = np.repeat(np.arange(len(rates)), counts)
        # Sorting day + u sorts within days; the day is known, so rounding of the sum cannot move a task.
        share = np.sort(day + stream(seed, replication, f"times/{name}").random(len(day))) - day
    weekday = (business.start_date.weekday() + day) % 7
    minutes = np.empty(len(day))
    for which, profile in enumerate(day_profiles(arrivals, business)):
        mine = weekday == which
        if profile is not None and mine.any():
            minutes[mine] = profile.times(share[mine])
    return np.asarray(day * float(DAY_MIN) + minutes)


def _daily_factors(arrivals: Arrivals, n_days: int, rng: np.random.Generator) -> Floats:
    """Draw the gamma factors of mean 1; with autocorrelation through a Gaussian copula."""
    variance = arrivals.overdispersion
    if variance == 0.0:
        return np.ones(n_days)
    if arrivals.autocorrelation == 0.0:
        return rng.gamma(1.0 / variance, variance, n_days)
    keep = arrivals.autocorrelation
    steps = rng.standard_normal(n_days)
    level = np.empty(n_days)
    level[0] = steps[0]
    for day in range(1, n_days):
        level[day] = keep * level[day - 1] + math.sqrt(1.0 - keep * keep) * steps[day]
    return np.asarray(special.gammaincinv(1.0 / variance, special.ndtr(level)) * variance)


def draw_attributes(name: str, function: Function, n: int, seed: int, replication: int) -> dict[str, NDArray[Any]]:
    """Draw what `n` tasks of one function are like; the i-th task is the same whatever n is."""
    normal = task_normals(name, n, seed, replication)
    flat = stream(seed, replication, f"uniform/{name}").random((n, 3))
    task_type, factor = _draw_types(function, flat[:, 0])
    if function.patience.law == "exponential":
        patience = function.patience.mean_min * stream(seed, replication, f"patience/{name}").standard_exponential(n)
    else:
        patience = np.full(n, np.inf)
    ordinals = np.arange(n, dtype=np.uint64)
    return {
        "task_type": task_type,
        "effort_min": _draw_efforts(function, normal[:, 0]) * factor,
        "difficulty": difficulties(function, normal[:, 0], normal[:, 1]),
        "machine_z": normal[:, 2].copy(),
        "novel": flat[:, 1] < function.novel_share,
        "needs_human": flat[:, 2] < function.human_touch_share,
        "patience_min": patience,
        "key": np.uint64(key_of(f"function/{name}")) + np.uint64(GOLDEN) * ordinals,
    }


def task_normals(name: str, n: int, seed: int, replication: int) -> Floats:
    """Return three standard normals a task: behind its effort, its own difficulty, and the machine's."""
    return stream(seed, replication, f"normal/{name}").standard_normal((n, 3))


def difficulties(function: Function, effort_z: Floats, own_z: Floats) -> Floats:
    """Return the human difficulty of tasks: standard normal, correlated with the normal score of effort."""
    rho = function.human.effort_difficulty_correlation
    return rho * effort_z + math.sqrt(1.0 - rho * rho) * own_z


def _draw_types(function: Function, uniform: Floats) -> tuple[NDArray[np.int16], Floats]:
    """Return each task's type (index within the function) and its effort relative to the function's mean."""
    if not function.types:
        return np.zeros(len(uniform), dtype=np.int16), np.ones(len(uniform))
    shares = np.array([kind.share for kind in function.types.values()])
    shares = shares / shares.sum()
    factors = np.array([kind.effort_factor for kind in function.types.values()])
    index = np.minimum(np.searchsorted(np.cumsum(shares), uniform, side="right"), len(shares) - 1)
    return index.astype(np.int16), (factors / (shares * factors).sum())[index]


def _draw_efforts(function: Function, z: Floats) -> Floats:
    """Turn standard normals into efforts (minutes) of the function's law, with the C library's functions."""
    effort = function.effort
    if effort.law == "lognormal":
        sigma = effort.sigma_log
        mu = math.log(effort.mean_min) - 0.5 * sigma * sigma
        exp = math.exp
        return np.array([exp(mu + sigma * x) for x in z.tolist()])
    if effort.law == "exponential":
        log, erfc, root = math.log, math.erfc, math.sqrt(0.5)
        return np.array([-effort.mean_min * log(max(0.5 * erfc(x * root), 5e-324)) for x in z.tolist()])
    return np.full(len(z), effort.mean_min)


def draw_type_z(config: Config, seed: int, replication: int) -> tuple[tuple[str, ...], Floats]:
    """Return the task types (``function/type``) and the standard normal machine difficulty of each."""
    names = task_type_names(config)
    values = [_standard_normal(seed, replication, f"type/{name}") for name in names]
    return names, np.array(values)


def task_type_names(config: Config) -> tuple[str, ...]:
    """Return the task types of all functions as ``function/type``, in order."""
    return tuple(
        f"{name}/{kind}" for name, function in config.functions.items() for kind in (function.types or (name,))
    )


def _standard_normal(seed: int, replication: int, name: str) -> float:
    """Return one standard normal number that depends on the World and a name alone."""
    return NormalDist().inv_cdf(uniform(world_key(seed, replication), key_of(name), 0))
