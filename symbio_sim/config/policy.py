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
    review_of_people_share: Share = field(
        0.0, "Share of people's results that another person checks", source="a safeguard, not in use", status="assumed"
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
    | Custom,
    Field(discriminator="rule"),
]
"""The rules, told apart by `rule`."""
