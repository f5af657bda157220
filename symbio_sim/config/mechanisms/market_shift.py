"""Tasks of a new kind (mechanism 15)."""

from ..block import Block, Share, field


class MarketShift(Block):
    """How hard tasks of a new kind are at first, and how fast all adapt (mechanism 15).

    When the market shifts, and how much of it, is said by the World.
    """

    on: bool = field(True, "Whether tasks of a new kind are harder", source="switch", status="assumed")
    human_drop: float = field(
        1.0, "Drop of people's ability on them at first (logit)", source="assumption", status="assumed", ge=0.0, le=10.0
    )
    human_lessons: float = field(
        40.0,
        "Tasks of the new kind after which a fully skilled person's drop has fallen to 37 %",
        source="assumption: a few weeks of work",
        status="assumed",
        gt=0.0,
        le=1e6,
    )
    skill_effect: Share = field(
        0.5,
        "Loss of what such a task teaches per unit of accuracy skill that the person lacks",
        source="assumption",
        status="assumed",
    )
    bot_drop: float = field(
        2.0,
        "Drop of bots' ability on them at first (logit)",
        source="assumption: what is new is harder for machines than for people, as novel tasks are",
        status="assumed",
        ge=0.0,
        le=10.0,
    )
    bot_lessons: float = field(
        300.0,
        "Corrections and examples after which a bot's drop has fallen to 37 %",
        source="assumption: machines take more examples than people",
        status="assumed",
        gt=0.0,
        le=1e7,
    )
