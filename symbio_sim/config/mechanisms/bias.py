"""Bias of bots (mechanism 12)."""

from ..block import Block, Share, field


class Bias(Block):
    """How much more often bots err on one group of customers, at equal mean error (mechanism 12)."""

    on: bool = field(True, "Whether bots are biased", source="switch", status="assumed")
    group_share: Share = field(0.2, "q: share of tasks of group B", source="assumption", status="assumed")
    error_odds_ratio: float = field(
        1.5,
        "Odds of an error on group B relative to group A before any amplification",
        source="assumption",
        status="assumed",
        ge=1.0,
        le=100.0,
    )
    growth: float = field(
        1.2,
        "g: factor by which the gap grows in a loop in which the bot learns from nothing but its own unchecked results",
        source="Glickman and Sharot 2025, doi 10.1038/s41562-024-02077-2: above 1; the size is assumed",
        status="assumed",
        ge=1.0,
        le=10.0,
    )
    loop_days: int = field(
        90,
        "Days after which a bot learns from the results since the last time",
        source="assumption: four times a year",
        status="assumed",
        ge=1,
        le=3650,
    )
    gap_max: float = field(
        3.0,
        "Largest difference of log odds between the groups to which amplification leads (logit)",
        source="assumption: odds of an error 20 times as high",
        status="assumed",
        ge=0.0,
        le=20.0,
    )
