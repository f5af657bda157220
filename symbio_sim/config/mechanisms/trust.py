"""Trust in bots (mechanism 8)."""

from ..block import Block, field


class Trust(Block):
    """People's trust in bots: a beta belief with forgetting (mechanism 8)."""

    on: bool = field(True, "Whether trust changes", source="switch", status="assumed")
    success_weight: float = field(
        1.0,
        "w_s: weight of a success seen",
        source="Guo and Yang 2021 (beta trust); sets the unit",
        status="assumed",
        gt=0.0,
        le=100.0,
    )
    failure_weight: float = field(
        3.0,
        "w_f: weight of a failure seen",
        source="failures move trust more than successes (PMC10374998); the ratio of 3 is assumed",
        status="assumed",
        gt=0.0,
        le=100.0,
    )
    memory_interactions: float | None = field(
        50.0,
        "Interactions over which trust is formed; null never forgets",
        source="assumption",
        status="assumed",
        ge=1.0,
        le=1e9,
    )
    prior_weight: float = field(
        4.0, "Weight of starting trust (interactions)", source="assumption", status="assumed", gt=0.0, le=1e6
    )
    outage_failures: float = field(
        1.0, "Failures that an outage counts for", source="assumption", status="assumed", ge=0.0, le=100.0
    )
