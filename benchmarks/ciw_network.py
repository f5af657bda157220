"""The nearest that Ciw can say: a network of queues with shifts, priorities and classes. Another, smaller model.

People are one node whose servers come and go with the shifts and take up again what they paused; each bot is a node
with its slots. Fixed shares of the tasks arrive at each, and a fixed share of the bots' results goes on to people for
review. There is no skill, trust or load, no right or wrong, no failure demand, no outage, no rule, no roles, no books,
and other luck: it is timed by the customer, and nothing it computes is compared.
"""

import math
from typing import Any

import ciw

from symbio_sim import Config
from symbio_sim.firm import BotNumbers, Firm, FunctionNumbers, resolve

DAY_MIN, WEEK_MIN = 1440.0, 10080.0
REVIEW = " review"


def network(config: Config) -> Any:
    """Return the network of a reference firm; its arrivals are drawn here, its services during a run."""
    firm = resolve(config)
    names = [function.name for function in firm.functions]
    classes = names + [name + REVIEW for name in names]
    n_bots = len(firm.bots)
    to_review = config.policy.review_share
    stay = {name: {other: float(other == name) for other in classes} for name in classes}
    after = {name: name.removesuffix(REVIEW) + REVIEW for name in classes}
    review = {name: {other: float(other == after[name]) for other in classes} for name in classes}
    routing = [[0.0] * (n_bots + 1), *([to_review, *[0.0] * n_bots] for _ in firm.bots)]
    return ciw.create_network(
        arrival_distributions={name: _arrivals(config, firm, name) for name in classes},
        service_distributions={name: _services(config, firm, name) for name in classes},
        number_of_servers=[_shifts(config), *(bot.concurrency for bot in firm.bots)],
        routing=dict.fromkeys(classes, routing),
        class_change_matrices=[stay, *(review for _ in firm.bots)],
        priority_classes={name: _rank(firm, name) for name in classes},
    )


def simulate_customers(config: Config, drawn: Any) -> int:
    """Simulate a network to the config's horizon and return how many customers arrived."""
    simulation = ciw.Simulation(drawn)
    simulation.simulate_until_max_time(config.horizon_days * DAY_MIN)
    return int(simulation.nodes[0].number_of_individuals)


def _shifts(config: Config) -> Any:
    """Return how many people work when, week after week; what the end of a shift interrupts is resumed."""
    (role, *_), count = config.staff, sum(role.count for role in config.staff.values())
    ends, numbers = [], []
    for start, end in config.role_hours(role).intervals_min:
        ends += [float(start), float(end)]
        numbers += [0, count]
    return ciw.Schedule(numbers_of_servers=[*numbers, 0], shift_end_dates=[*ends, WEEK_MIN], preemption="resume")


def _rank(firm: Firm, name: str) -> int:
    ranks = sorted({function.priority for function in firm.functions})
    return ranks.index(_function(firm, name).priority)


def _function(firm: Firm, name: str) -> FunctionNumbers:
    return next(function for function in firm.functions if function.name == name.removesuffix(REVIEW))


def _arrivals(config: Config, firm: Firm, name: str) -> list[Any]:
    """Return the arrivals of a class at the people's and at each bot's node: Poisson over the opening hours."""
    if name.endswith(REVIEW):
        return [None] * (len(firm.bots) + 1)
    item, bots = config.functions[name], _function(firm, name).bots
    to_bots = (1.0 - item.human_touch_share) * firm.rule_parameters[0]
    per_bot = to_bots / len(bots)
    shares = [1.0 - to_bots, *(per_bot if bot in bots else 0.0 for bot in range(len(firm.bots)))]
    return [_poisson(config, item.arrivals.per_day * share) if share > 0.0 else None for share in shares]


def _poisson(config: Config, per_day: float) -> Any:
    """Return arrivals at that rate on each day the business opens, spread evenly over its hours."""
    ends, rates = [], []
    for start, end in config.business.hours.intervals_min:
        ends += [float(start), float(end)]
        rates += [0.0, per_day / (end - start)]
    horizon = config.horizon_days * DAY_MIN
    return ciw.dists.PoissonIntervals(rates=[*rates, 0.0], endpoints=[*ends, WEEK_MIN], max_sample_date=horizon)


def _services(config: Config, firm: Firm, name: str) -> list[Any]:
    """Return how long a class takes at the people's and at each bot's node."""
    numbers = _function(firm, name)
    sigma = config.functions[numbers.name].effort.sigma_log
    ratio = config.mechanisms.oversight.time_ratio if name.endswith(REVIEW) else 1.0
    return [
        _lognormal(ratio * numbers.people_time_min, sigma),
        *(_visit(bot, numbers.mean_effort_min, sigma) for bot in firm.bots),
    ]


def _visit(bot: BotNumbers, mean_effort_min: float, sigma: float) -> Any:
    return ciw.dists.Deterministic(bot.setup_min) + _lognormal(bot.time_ratio * mean_effort_min, sigma)


def _lognormal(mean: float, sigma: float) -> Any:
    return ciw.dists.Lognormal(math.log(mean) - 0.5 * sigma * sigma, sigma)
