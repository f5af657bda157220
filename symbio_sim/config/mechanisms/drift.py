"""Drift of bots (mechanism 4)."""

from ..block import Block, field


class Drift(Block):
    """How the ability of bots drifts after their training (mechanism 4)."""

    on: bool = field(True, "Whether ability drifts", source="switch", status="assumed")
    updates_per_year: float = field(
        2.0,
        "Updates of a service by its vendor that change what it can do",
        source="Chen et al. 2023, arXiv 2307.09009: jumps within three months; the rate is assumed",
        status="assumed",
        ge=0.0,
        le=50.0,
    )
    update_sd: float = field(
        0.3,
        "Standard deviation of the jump of ability at an update (logit), of either sign",
        source="Chen et al. 2023, arXiv 2307.09009: some tasks worse, others better; the size is assumed",
        status="assumed",
        ge=0.0,
        le=5.0,
    )
    decay_per_year: float = field(
        0.1,
        "Steady loss of ability a year as the world moves on from the training data (logit)",
        source="assumption; most models degrade with time",
        status="assumed",
        ge=0.0,
        le=10.0,
    )
