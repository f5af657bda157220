"""The fast reliance state (beside mechanism 1)."""

from ..block import Block, field


class Reliance(Block):
    """Attention that slackens while machines do the work, and comes back in weeks."""

    on: bool = field(True, "Whether reliance lowers attention", source="switch", status="assumed")
    time_constant_weeks: float = field(
        3.0,
        "Weeks over which recent work is averaged; the state follows it with this time constant",
        source="assumption: detection without help fell within three months of help (Budzyn et al. 2025)",
        status="assumed",
        gt=0.0,
        le=52.0,
    )
    depth: float = field(
        1.0,
        "Drop of ability (logit) in own work of somebody all of whose work machines do or help with",
        source="Budzyn et al. 2025, doi 10.1016/S2468-1253(25)00133-5: adjusted odds ratio of 0.69 (0.53 to 0.89) over "
        "three months with help in about half of the work, when such a state stands at 0.39 on average",
        status="assumed",
        ge=0.0,
        le=5.0,
    )
