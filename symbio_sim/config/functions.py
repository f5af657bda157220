"""The functions of the business: what work arrives, how hard it is, what it is worth."""

from typing import Annotated, Literal

from pydantic import Field, model_validator

from .block import Block, Name, Share, field

Clock = Literal["open", "wall"]
Weight = Annotated[float, Field(ge=0.0, le=1e6)]


class Arrivals(Block):
    """How tasks of a function arrive: a doubly stochastic (Poisson-gamma) process with a daily profile."""

    law: Literal["poisson", "regular"] = field(
        "poisson",
        "Arrival law: `poisson` (over-dispersed when overdispersion > 0) or `regular` (equal spacing)",
        source="Brown et al. 2005, JASA 100:36: inhomogeneous Poisson arrivals",
        status="verified",
    )
    per_day: float = field(..., "Mean number of tasks on a day of weekday weight 1, at day 0", ge=0.0, le=1e6)
    weekday_weights: Annotated[list[Weight], Field(min_length=7, max_length=7)] | None = field(
        None, "Relative demand from Monday to Sunday; unset: 1 on days the business opens, else 0"
    )
    hour_weights: Annotated[list[Weight], Field(min_length=24, max_length=24)] | None = field(
        None, "Relative demand by hour of day (24 numbers); unset: even over the opening hours"
    )
    season_amplitude: float = field(
        0.0, "Relative height of the yearly sine wave", source="no season", status="assumed", ge=0, le=0.95
    )
    season_peak_day: float = field(
        350.0, "Day of the year at which the season peaks", source="December", status="assumed", ge=0, le=366
    )
    growth_per_year: float = field(
        0.0, "Growth of demand a year (0.05: 5 %)", source="no growth", status="assumed", ge=-0.9, le=5
    )
    overdispersion: float = field(
        0.03,
        "Variance of the daily gamma factor of mean 1; 0 is a Poisson process. "
        "A day's variance/mean is 1 + mean x this",
        source="logs of small firms show day counts with variance/mean of 1.8 to 12",
        status="assumed",
        ge=0.0,
        le=4.0,
    )
    autocorrelation: float = field(
        0.0,
        "Lag-one autocorrelation of the daily factor's normal score",
        source="none",
        status="assumed",
        ge=0.0,
        lt=1.0,
    )

    @model_validator(mode="after")
    def _some_demand_somewhere(self) -> "Arrivals":
        for name in ("weekday_weights", "hour_weights"):
            weights = getattr(self, name)
            if weights is not None and sum(weights) <= 0.0:
                raise ValueError(f"{name} must not all be zero; for no demand set per_day to 0")
        return self


class Effort(Block):
    """How long a fully skilled person needs for a task."""

    law: Literal["lognormal", "exponential", "deterministic"] = field(
        "lognormal",
        "Distribution of the effort of a task",
        source="Brown et al. 2005, JASA 100:36: service times are lognormal",
        status="verified",
    )
    mean_min: float = field(..., "Mean effort of a fully skilled person (minutes)", gt=0.0, le=1e5)
    sigma_log: float = field(
        0.8,
        "Standard deviation of the logarithm of effort within a task type (lognormal law)",
        source="1.15 to 1.3 in logs of calls, factory steps and software tasks, types pooled; less within a type",
        status="assumed",
        ge=0.0,
        le=2.5,
    )


class TaskType(Block):
    """One kind of task within a function."""

    share: float = field(..., "Share of the function's tasks (shares are normalised)", gt=0.0, le=1e6)
    effort_factor: float = field(1.0, "Mean effort relative to the other types", gt=0.0, le=100.0)


class HumanWork(Block):
    """How people's speed and accuracy in this function depend on skill."""

    accuracy_skilled: float = field(
        0.97,
        "Mean share of correct work at skill 1",
        source="typical error rates of trained clerical work of a few per cent",
        status="assumed",
        gt=0.5,
        lt=1.0,
    )
    accuracy_unskilled: float = field(
        0.70, "Mean share of correct work at skill 0", source="assumption", status="assumed", gt=0.0, lt=1.0
    )
    slope: float = field(
        1.0,
        "Slope of the item-response curve: how much harder tasks are failed more (0: not at all)",
        source="assumption (Rasch model)",
        status="assumed",
        ge=0.0,
        le=5.0,
    )
    speed_unskilled: float = field(
        0.3,
        "Speed at skill 0 relative to skill 1",
        source="De Jong's learning curve with an incompressible share of 0.3",
        status="assumed",
        gt=0.0,
        le=1.0,
    )
    effort_difficulty_correlation: float = field(
        0.3,
        "Correlation of log effort and human difficulty",
        source="assumption",
        status="assumed",
        gt=-1,
        lt=1,
    )

    @model_validator(mode="after")
    def _skill_helps(self) -> "HumanWork":
        if self.accuracy_unskilled > self.accuracy_skilled:
            raise ValueError("accuracy_unskilled must not exceed accuracy_skilled")
        return self


class Patience(Block):
    """How long a customer waits for work to begin before leaving."""

    law: Literal["none", "exponential"] = field(
        "none",
        "`none` waits for ever; `exponential` as in Erlang-A",
        source="Brown et al. 2005: Erlang-A fits call centres; orders and tickets wait",
        status="verified",
    )
    mean_min: float = field(
        10.0,
        "Mean patience (minutes)",
        source="assumption for phone and chat",
        status="assumed",
        gt=0,
        le=1e6,
    )
    clock: Clock = field("open", "Whether patience runs in opening hours only (`open`) or always (`wall`)")


class Due(Block):
    """The service level promised."""

    target_min: float = field(..., "Time from arrival until the task should be done (minutes)", gt=0.0, le=1e6)
    clock: Clock = field("open", "Whether the target runs in opening hours only (`open`) or always (`wall`)")


class FailureDemand(Block):
    """What happens when an uncaught error reaches the customer."""

    return_probability: Share = field(
        0.5, "Probability that an uncaught error comes back", source="assumption", status="assumed"
    )
    mean_delay_days: float = field(
        2.0,
        "Mean time until it comes back (days; exponential in opening hours, so that nobody returns to closed doors)",
        source="assumption",
        status="assumed",
        gt=0,
        le=365,
    )
    max_visits: int = field(
        5, "Attempts at a task before it ends unresolved", source="assumption", status="assumed", ge=1, le=100
    )


class Function(Block):
    """One function of the business (sales, customer service, ...) and its stream of tasks."""

    description: str = field("", "What this function does")
    arrivals: Arrivals = field(..., "When tasks arrive")
    effort: Effort = field(..., "How much work a task is")
    types: dict[Name, TaskType] = field({}, "Task types; unset: one type named like the function")
    human: HumanWork = field(HumanWork(), "How people do this work", source="see its fields", status="assumed")
    novel_share: Share = field(0.05, "Share of tasks unlike any seen before", source="assumption", status="assumed")
    human_touch_share: Share = field(
        0.0, "Share of tasks that must be done by a person", source="none", status="assumed"
    )
    interruptible: bool = field(
        True, "Whether work pauses at the end of a shift; if not (calls) it is finished as overtime"
    )
    priority: int = field(
        5, "Order in which people serve functions, 0 first", source="equal", status="assumed", ge=0, le=9
    )
    patience: Patience = field(Patience(), "How long customers wait", source="see its fields", status="assumed")
    due: Due | None = field(None, "The service level promised; unset: no due time")
    value_eur: float = field(..., "Revenue of a correct task (euros)", ge=0.0, le=1e7)
    error_cost_eur: float = field(
        0.0,
        "Cost of an error that reaches the customer (euros)",
        source="none",
        status="assumed",
        ge=0,
        le=1e7,
    )
    late_penalty_eur: float = field(
        0.0,
        "Penalty for a task done after its due time (euros)",
        source="none",
        status="assumed",
        ge=0,
        le=1e7,
    )
    failure_demand: FailureDemand = field(
        FailureDemand(), "What uncaught errors bring", source="see its fields", status="assumed"
    )
