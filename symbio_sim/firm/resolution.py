"""A config resolved into numbers.

Names become indices, marginal accuracies become abilities, half-lives become daily factors.
"""

import math
from collections.abc import Iterable
from functools import lru_cache

from ..choreography import FALLBACKS
from ..config import DAY_MIN, DAYS_PER_YEAR, Config, standby_name
from ..mechanisms import ability, bot_work, curves, human_work
from ..world.demand import daily_rates
from ..world.normal_skill import forgotten_days, normal_skill, plateau_of
from .features import LOOKS_AT, rule_parameters
from .firm import SPEED, BotNumbers, Firm, FunctionNumbers, RoleNumbers
from .known_costs import known_costs
from .safeguard_numbers import oversight_in_culture, safeguard_numbers
from .skill_numbers import skill_numbers

Skills = tuple[float, float]
"""Skill in (speed, accuracy)."""

DATA_QUALITY_LOGITS = 2.0
"""Drop of ability from perfect to worthless data (assumed)."""


class _Same:
    """A config as a key that equals itself only: to compare two configs would take longer than to resolve one."""

    __slots__ = ("config",)

    def __init__(self, config: Config) -> None:
        self.config = config

    def __hash__(self) -> int:
        return id(self.config)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Same) and self.config is other.config


def resolve(config: Config) -> Firm:
    """Resolve a config into numbers; those of the configs used last are remembered, since a config is frozen."""
    return _resolved(_Same(config))


@lru_cache(maxsize=64)
def _resolved(key: _Same) -> Firm:
    config = key.config
    services = tuple(dict.fromkeys((_vendor(config, name), bot.technology) for name, bot in config.all_bots.items()))
    demand_h = {name: _demand_h_per_day(config, name) for name in config.functions}
    normal = {name: normal_skill(config, name) for name in config.functions}
    roles = _roles(config, demand_h, normal)
    memory, oversight = config.mechanisms.trust.memory_interactions, oversight_in_culture(config)
    return Firm(
        config=config,
        functions=_functions(config, demand_h, normal),
        roles=roles,
        bots=tuple(_bot(config, name, services) for name in config.all_bots),
        vendors=tuple(config.all_vendors),
        services=services,
        role_of_seat=tuple(index for index, role in enumerate(roles) for _ in range(role.count)),
        skill=skill_numbers(config),
        trust_keep=1.0 if memory is None else 1.0 - 1.0 / memory,
        drift_decay_per_day=config.mechanisms.drift.decay_per_year / DAYS_PER_YEAR,
        starting_bias_gap=math.log(config.mechanisms.bias.error_odds_ratio),
        fallback=FALLBACKS.index(config.policy.fallback),
        oversight=oversight,
        safeguards=safeguard_numbers(config),
        rule_parameters=rule_parameters(config, oversight),
        rule_looks_at=LOOKS_AT[config.policy.rule],
        first_weekday=config.business.start_date.weekday(),
        horizon_min=config.horizon_days * 1440.0,
    )


def _phases(config: Config) -> dict[str, dict[str, float]]:
    """Return when each function of the roadmap is offered to bots, and how much of it in the pilot."""
    return {
        name: {
            "pilot_from_min": float(phase.start_day * DAY_MIN),
            "full_from_min": float((phase.start_day + phase.pilot_days) * DAY_MIN),
            "pilot_share": phase.pilot_share,
        }
        for phase in config.roadmap
        for name in phase.functions
    }


def _from_day(config: Config, functions: list[str]) -> int:
    """Return the day from which a bot is at work: when the first of its functions is piloted."""
    starts = {name: phase.start_day for phase in config.roadmap for name in phase.functions}
    return min(starts.get(name, 0) for name in functions)


_FROM_DAY_0 = {"pilot_from_min": 0.0, "full_from_min": 0.0, "pilot_share": 1.0}


def _vendor(config: Config, bot: str) -> int:
    return list(config.all_vendors).index(config.all_bots[bot].vendor)


def _demand_h_per_day(config: Config, function: str) -> float:
    """Return the mean effort that arrives a calendar day (hours of a fully skilled person)."""
    item = config.functions[function]
    rates = daily_rates(item.arrivals, config.business, config.horizon_days)
    return float(rates.mean()) * item.effort.mean_min / 60.0


def _functions(config: Config, demand_h: dict[str, float], normal: dict[str, Skills]) -> tuple[FunctionNumbers, ...]:
    names = list(config.functions)
    roles = {
        name: tuple(i for i, role in enumerate(config.staff.values()) if name in role.functions and role.count)
        for name in names
    }
    bots = {name: tuple(i for i, bot in enumerate(config.bots.values()) if name in bot.functions) for name in names}
    phases = _phases(config)
    # Customers come back when the business can be reached; on its open clock, the delay has the stated mean.
    open_min_per_day = (config.business.hours.hours_per_week or 168.0) * 60.0 / 7.0
    resolved, law = [], config.mechanisms.skill
    for name, item in config.functions.items():
        human, due, failure = item.human, item.due, item.failure_demand
        resolved.append(
            FunctionNumbers(
                name=name,
                mean_effort_min=item.effort.mean_min,
                ability_unskilled=_solved_ability(human.accuracy_unskilled, human.slope),
                ability_skilled=_solved_ability(human.accuracy_skilled, human.slope),
                slope=human.slope,
                speed_unskilled=human.speed_unskilled,
                time_plateau=plateau_of(config, name),
                forgotten_speed_days=forgotten_days(
                    config, law.half_life_speed_days, human.speed_unskilled, plateau_of(config, name)
                ),
                normal_speed_skill=normal[name][SPEED],
                interruptible=item.interruptible,
                priority=item.priority,
                patience_open_clock=item.patience.clock == "open",
                due_min=float("inf") if due is None else due.target_min,
                due_open_clock=due is not None and due.clock == "open",
                value_eur=item.value_eur,
                error_cost_eur=item.error_cost_eur,
                late_penalty_eur=item.late_penalty_eur,
                return_probability=failure.return_probability,
                return_delay_open_min=failure.mean_delay_days * open_min_per_day,
                max_visits=failure.max_visits,
                demand_h_per_day=demand_h[name],
                people_time_min=item.effort.mean_min / _normal_speed(config, name, normal),
                **phases.get(name, _FROM_DAY_0),
                **known_costs(config, name, item.effort.mean_min / _normal_speed(config, name, normal)),
                roles=roles[name],
                bots=bots[name],
            )
        )
    return tuple(resolved)


def _roles(config: Config, demand_h: dict[str, float], normal: dict[str, Skills]) -> tuple[RoleNumbers, ...]:
    names = list(config.functions)
    hours_per_week = {key: config.role_hours(key).hours_per_week for key in config.staff}
    engagement = config.mechanisms.engagement
    # A function's demand falls on all who can do it, by their hours: what is normal for a person to do in a day.
    work_h = {name: demand_h[name] / _normal_speed(config, name, normal) for name in names}
    capable_h = {
        name: _total(
            role.count * hours_per_week[key] / 7.0 for key, role in config.staff.items() if name in role.functions
        )
        for name in names
    }
    training_min = safeguard_numbers(config).training_min_per_day
    resolved = []
    first = 0
    for key, role in config.staff.items():
        order = sorted(role.functions, key=lambda name: (config.functions[name].priority, names.index(name)))
        start = peak = tuple(normal[name] for name in order)
        if config.mechanisms.skill.law == "exponential":
            # Endless normal practice has brought the peak to the asymptote; only so is normal skill at rest.
            peak = ((1.0, 1.0),) * len(order)
        if role.starting_skill is not None:
            start = peak = ((role.starting_skill.speed, role.starting_skill.accuracy),) * len(order)
        normal_h = _normal_hours(order, hours_per_week[key] / 7.0, work_h, capable_h)
        resolved.append(
            RoleNumbers(
                name=key,
                first_seat=first,
                count=role.count,
                functions=tuple(names.index(name) for name in order),
                wage_eur_per_h=role.wage_eur_per_h,
                talent=role.talent,
                talent_sd=role.talent_sd,
                starting_skill=start,
                starting_peak=peak,
                starting_trust=role.starting_trust * (1.0 - engagement.resistance if engagement.on else 1.0),
                normal_h_per_day=normal_h,
                own_min_per_day=tuple(hours_per_week[key] / 7.0 * 60.0 * part / _total(normal_h) for part in normal_h),
                training_min_per_day=tuple(training_min * part / _total(normal_h) for part in normal_h),
            )
        )
        first += role.count
    return tuple(resolved)


def _normal_speed(config: Config, function: str, normal: dict[str, Skills]) -> float:
    """Return the speed of people in normal practice relative to full skill."""
    return human_work.speed(normal[function][SPEED], config.functions[function].human.speed_unskilled, 1.0)


def _normal_hours(
    functions: list[str], hours: float, work_h: dict[str, float], capable_h: dict[str, float]
) -> tuple[float, ...]:
    """Return the hours a calendar day that one person normally works in each function, within their shift."""
    work = [work_h[name] * (hours / capable_h[name] if capable_h[name] > 0.0 else 0.0) for name in functions]
    total = _total(work)
    within = min(1.0, hours / total) if total > 0.0 else 1.0
    return tuple(max(item * within, 1e-6) for item in work)


def _total(values: Iterable[float]) -> float:
    """Add one by one: `sum` rounds otherwise from Python 3.12 on."""
    total = 0.0
    for value in values:
        total += value
    return total


def _bot(config: Config, name: str, services: tuple[tuple[int, str], ...]) -> BotNumbers:
    item, preset = config.all_bots[name], config.technology_of(name)
    functions = list(config.functions)
    spread = preset.slope * (1.0 + preset.jaggedness**2 + preset.type_jaggedness**2) ** 0.5
    drop = DATA_QUALITY_LOGITS * (1.0 - item.data_quality)
    vendor = _vendor(config, name)
    return BotNumbers(
        name=name,
        vendor=vendor,
        service=services.index((vendor, item.technology)),
        standby=_standby_of(config, name),
        technology=item.technology,
        functions=tuple(i for i, function in enumerate(functions) if function in item.functions),
        from_day=_from_day(config, item.functions),
        concurrency=item.concurrency,
        always_on=item.hours.intervals_min == ((0, 10080),),
        ability=tuple(
            _solved_ability(config.accuracy_of(name, function), spread) - drop
            if function in item.functions
            else float("nan")
            for function in functions
        ),
        stated_error=tuple(1.0 - config.accuracy_of(name, function) for function in functions),
        ability_per_logit=tuple(
            _ability_per_logit(config, config.accuracy_of(name, function), spread)
            if function in item.functions
            else float("nan")
            for function in functions
        ),
        slope=preset.slope,
        jaggedness=preset.jaggedness,
        type_jaggedness=preset.type_jaggedness,
        novel_penalty=preset.novel_penalty,
        setup_min=preset.setup_min,
        time_ratio=preset.time_ratio,
        confidence_slope=preset.confidence_slope,
        confidence_noise=preset.confidence_noise,
        overconfidence=preset.overconfidence,
        degradation_drop=preset.degradation_drop,
        relearning_drop=config.all_vendors[item.vendor].relearning_drop,
        mean_visit_min=tuple(
            bot_work.visit_min(preset.setup_min, preset.time_ratio, function.effort.mean_min)
            for function in config.functions.values()
        ),
        usage_eur_per_task=preset.usage_eur_per_task,
        subscription_eur_per_month=preset.subscription_eur_per_month,
        integration_eur=preset.integration_eur,
    )


def _standby_of(config: Config, name: str) -> int:
    """Return the number of a bot's standby, or -1."""
    numbers = {bot: number for number, bot in enumerate(config.all_bots) if bot not in config.bots}
    return numbers.get(standby_name(name), -1)


def _ability_per_logit(config: Config, accuracy: float, spread: float) -> float:
    """Return the ability that it takes to raise the logit of mean accuracy by 1, on the way to the plateau of learning.

    Without learning nobody asks: 1.
    """
    law = config.mechanisms.bot_learning
    best = 1.0 - law.plateau_share * (1.0 - accuracy)
    if not law.on or best <= accuracy:
        return 1.0
    way = _solved_ability(best, spread) - _solved_ability(accuracy, spread)
    return way / (curves.logit(best) - curves.logit(accuracy))


@lru_cache(maxsize=1024)
def _solved_ability(accuracy: float, spread: float) -> float:
    return ability.ability_for(accuracy, spread)
