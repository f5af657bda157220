"""The allocation rule: how the manager divides the work."""

from typing import Annotated, Literal

from pydantic import Field

from .block import Block, Share, field

_RULE = "Which rule divides the work"
FUNCTION_PATTERN = r"^[A-Za-z_][\w.]*:[A-Za-z_]\w*$"


class PolicyBase(Block):
    """What every rule has: how bot work is overseen and where it goes when a service is down."""

    mode: Literal["bot", "reviewed", "assisted"] = field(
        "bot",
        "`bot`: the bot's result is final; `reviewed`: a person checks it first; `assisted`: a person does the task "
        "with the bot's advice (see `mechanisms.assistance`)",
    )
    review_share: Share = field(
        1.0, "Share of bot results a person checks in mode `reviewed`", source="all of them", status="assumed"
    )
    fallback: Literal["people", "other_vendor", "wait"] = field(
        "people",
        "Where a bot's tasks go while its service is known to be down; in mode `assisted`, `other_vendor` asks another "
        "vendor's bot for advice",
    )


class HumanOnly(PolicyBase):
    """All work to people."""

    rule: Literal["human_only"] = field(..., _RULE)


class BotOnly(PolicyBase):
    """All work to bots wherever one can do it."""

    rule: Literal["bot_only"] = field(..., _RULE)


class FixedShare(PolicyBase):
    """A fixed share of eligible tasks to bots: the dial of automation."""

    rule: Literal["fixed_share"] = field(..., _RULE)
    share: Share = field(..., "Share of eligible tasks given to bots")


class DifficultyThreshold(PolicyBase):
    """Tasks that look easy to people go to bots."""

    rule: Literal["difficulty_threshold"] = field(..., _RULE)
    threshold: float = field(
        0.0,
        "Human difficulty (standard normal) below which a task goes to a bot",
        source="the easier half",
        status="assumed",
        ge=-10.0,
        le=10.0,
    )


class Confidence(PolicyBase):
    """Bots keep what they are sure of and defer the rest to people."""

    rule: Literal["confidence"] = field(..., _RULE)
    threshold: float = field(
        0.9,
        "Stated confidence from which the bot keeps a task",
        source="assumption",
        status="assumed",
        ge=0,
        le=1,
    )


class HumanFirst(PolicyBase):
    """People first; overflow to bots when people would be too slow to begin."""

    rule: Literal["human_first"] = field(..., _RULE)
    max_wait_min: float = field(
        0.0,
        "Expected wait for a person above which a bot takes the task (minutes)",
        source="no wait",
        status="assumed",
        ge=0.0,
        le=1e6,
    )


class BotFirst(PolicyBase):
    """Bots first; overflow to people when bots would be too slow to begin."""

    rule: Literal["bot_first"] = field(..., _RULE)
    max_wait_min: float = field(
        0.0,
        "Expected wait for a bot above which a person takes the task (minutes)",
        source="no wait",
        status="assumed",
        ge=0.0,
        le=1e6,
    )


class ShortestCompletion(PolicyBase):
    """Whoever is expected to finish first."""

    rule: Literal["shortest_completion"] = field(..., _RULE)


class ExpectedCost(PolicyBase):
    """Whoever is expected to cost less, the cost of likely errors included."""

    rule: Literal["expected_cost"] = field(..., _RULE)
    waiting_eur_per_h: float = field(
        0.0,
        "What an hour's wait until work begins costs (euros)",
        source="none: the rule of deferral by expected cost knows no waits",
        status="assumed",
        ge=0.0,
        le=1e6,
    )


class Bandit(PolicyBase):
    """Learns by trial which of people and bots costs less, function by function (Thompson sampling)."""

    rule: Literal["bandit"] = field(..., _RULE)
    memory_days: float = field(
        30.0,
        "Days of experience that count: each day, experience fades by one part in so many",
        source="about a month; discounting is needed because skill and services change",
        status="assumed",
        ge=1.0,
        le=1e4,
    )


class Experienced(PolicyBase):
    """The share of bots follows how well they were seen to do beside people."""

    rule: Literal["experienced"] = field(..., _RULE)
    start_share: float = field(
        0.5, "Share given to bots on day 0", source="undecided", status="assumed", gt=0.0, lt=1.0
    )
    rate_per_day: float = field(
        1.0,
        "eta: how fast the share's log-odds move, per day and unit of difference in the share seen right",
        source="assumption: a difference of 5 points doubles the odds in two weeks",
        status="assumed",
        ge=0.0,
        le=1e3,
    )
    memory_days: float = field(
        30.0,
        "Days of experience that count: each day, experience fades by one part in so many",
        source="about a month",
        status="assumed",
        ge=1.0,
        le=1e4,
    )


class SkillPreserving(PolicyBase):
    """People first until each has had the practice of the quota, then bots."""

    rule: Literal["skill_preserving"] = field(..., _RULE)
    quota_share: Share = field(
        0.3,
        "Own work that everyone keeps in each function, as a share of what is normal without bots",
        source="assumption; pilots' manual flying is kept by such quotas, their size is not settled",
        status="assumed",
    )
    window_days: float = field(
        28.0,
        "Length of the window over which practice is counted (days; older practice fades out)",
        source="the window of the measure of dependence",
        status="assumed",
        ge=1.0,
        le=1e4,
    )


class ResilienceAware(PolicyBase):
    """Bots get as much as leaves people able to do a set share of the work without them."""

    rule: Literal["resilience_aware"] = field(..., _RULE)
    kept_share: float = field(
        0.9,
        "Share of demand that people must be able to do unaided; below, bots get nothing",
        source="assumption",
        status="assumed",
        ge=0.0,
        le=10.0,
    )
    band_share: float = field(
        0.2,
        "How far above it bots get everything (share of demand); between, the share rises in a line",
        source="assumption",
        status="assumed",
        gt=0.0,
        le=10.0,
    )
    memory_days: float = field(
        28.0,
        "Days over which demand is averaged",
        source="the window of the measure of dependence",
        status="assumed",
        ge=1.0,
        le=1e4,
    )


class Custom(PolicyBase):
    """The user's own rule, a Python function with the signature of `symbio_sim.policies`."""

    rule: Literal["custom"] = field(..., _RULE)
    function: str = field(..., "The rule as `module:function`", pattern=FUNCTION_PATTERN)
    parameters: Annotated[list[float], Field(max_length=4)] = field(
        [], "Up to four numbers handed to the rule as p0 to p3"
    )


Policy = Annotated[
    HumanOnly
    | BotOnly
    | FixedShare
    | DifficultyThreshold
    | Confidence
    | HumanFirst
    | BotFirst
    | ShortestCompletion
    | ExpectedCost
    | Bandit
    | Experienced
    | SkillPreserving
    | ResilienceAware
    | Custom,
    Field(discriminator="rule"),
]
"""The rules, told apart by `rule`."""
