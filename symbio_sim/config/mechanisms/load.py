"""Effects of load (mechanism 2)."""

from ..block import Block, field


class Load(Block):
    """How load changes people's speed and accuracy (mechanism 2)."""

    on: bool = field(True, "Whether load matters", source="switch", status="assumed")
    turning_point: float = field(
        0.9,
        "L*: load up to which people speed up",
        source="Kuntz, Mennicken and Scholtes 2015, doi 10.1287/mnsc.2014.1917: turning near 93 %; 0.85 to 0.95",
        status="verified",
        gt=0.0,
        le=2.0,
    )
    speed_up: float = field(
        0.05,
        "b1: relative gain of speed per unit of load",
        source="assumption",
        status="assumed",
        ge=0.0,
        le=0.5,
    )
    slow_down: float = field(
        0.2,
        "b2: relative loss of speed per unit of load beyond the turning point",
        source="assumption; waiting work counts as load, so that at 0.5 an ordinary queue feeds itself",
        status="assumed",
        ge=0.0,
        le=5.0,
    )
    accuracy_drop: float = field(
        0.3,
        "Drop of ability (logit) per unit of load beyond the turning point",
        source="assumption",
        status="assumed",
        ge=0.0,
        le=10.0,
    )
    accuracy_drop_max: float = field(
        0.5,
        "Greatest drop of ability by overload (logit)",
        source="assumption",
        status="assumed",
        ge=0.0,
        le=5.0,
    )
    memory_days: float = field(
        5.0, "Working days over which load is averaged", source="one week", status="assumed", ge=1.0, le=100.0
    )
