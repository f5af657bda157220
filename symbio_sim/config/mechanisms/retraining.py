"""Retraining of bots (mechanism 4)."""

from ..block import Block, Share, field


class Retraining(Block):
    """When bots are retrained, which undoes their drift, and what it costs (mechanism 4)."""

    on: bool = field(True, "Whether bots are retrained", source="switch", status="assumed")
    every_days: float | None = field(
        180.0,
        "Days after which a bot is retrained by plan; null: never by plan",
        source="assumption: twice a year",
        status="assumed",
        ge=1.0,
        le=1e5,
    )
    error_margin: Share | None = field(
        0.08,
        "A bot is also retrained when reviewers reject more than after its last training by this; null: not measured",
        source="assumption: well beyond what chance does to 200 results",
        status="assumed",
    )
    memory_items: float = field(
        200.0,
        "Reviewed results over which the rejected share is measured",
        source="assumption: as for reviewers",
        status="assumed",
        ge=1.0,
        le=1e6,
    )
    cost_eur: float = field(
        1500.0,
        "Cost of retraining a bot once (euros)",
        source="assumption: a few days of a specialist",
        status="assumed",
        ge=0.0,
        le=1e7,
    )
