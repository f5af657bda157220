"""What the firm does with the hours that bots free (mechanism 18)."""

from typing import Literal

from .block import Block, Share, field


class FreedHours(Block):
    """What becomes of the hours that people need no longer work because bots do."""

    use: Literal["slack", "growth", "attrition"] = field(
        "slack",
        "`slack`: people are less busy; `growth`: new demand is taken on; `attrition`: seats of those who quit stay "
        "empty while their colleagues have little to do",
        source="what happens if nobody decides",
        status="assumed",
    )
    growth_share: Share = field(
        0.5,
        "u: how much demand grows (share of the base) as bots come to deliver all results; in `growth`",
        source="assumption: a new order for every second one that bots take over",
        status="assumed",
    )
    growth_lag_days: float = field(
        90.0,
        "Time constant with which demand follows (days of work); in `growth`",
        source="assumption: customers are won within some months",
        status="assumed",
        gt=0.0,
        le=20000.0,
    )
    attrition_load: float = field(
        0.8,
        "Mean load of the colleagues in the role from which on an empty seat is filled again; in `attrition`",
        source="assumption: the low end of how busy people are in firms that are staffed for their work",
        status="assumed",
        gt=0.0,
        le=2.0,
    )
