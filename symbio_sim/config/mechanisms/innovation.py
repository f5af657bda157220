"""Innovation (mechanism 14)."""

from ..block import Block, Share, field


class Innovation(Block):
    """How slack time of skilled people becomes better processes, and how reliance on bots starves it (mechanism 14)."""

    on: bool = field(True, "Whether slack yields improvements", source="switch", status="assumed")
    improvements_per_slack_h: float = field(
        0.002,
        "Improvements an hour of slack of a fully skilled person yields, where no work is left to bots",
        source="assumption: one in 500 hours; no measured rate was found",
        status="assumed",
        ge=0.0,
        le=10.0,
    )
    effort_cut_share: Share = field(
        0.01,
        "Share by which an improvement cuts the effort of its function's tasks, for people and bots",
        source="assumption: half a per cent to two",
        status="assumed",
    )
    value_eur_per_day: float = field(
        0.0,
        "New value of an improvement (euros a calendar day from the day after)",
        source="none: an improvement saves effort",
        status="assumed",
        ge=0.0,
        le=1e6,
    )
    effort_floor: float = field(
        0.5,
        "Effort relative to day 0 below which improvements cannot bring a function",
        source="assumption",
        status="assumed",
        gt=0.0,
        le=1.0,
    )
    starvation: Share = field(
        0.5,
        "Share of creativity lost if bots do all the work: who does not do the work has no ideas about it",
        source="assumption",
        status="assumed",
    )
    homogenisation: Share = field(
        0.3,
        "Share of creativity lost if all results are one vendor's",
        source="ideas made with one model are more alike (Doshi and Hauser 2024, doi 10.1126/sciadv.adn5290); "
        "magnitude assumed",
        status="assumed",
    )
    assisted_share: Share = field(
        0.5,
        "How much of a result made with a bot's advice is of the bot's mind",
        source="assumption; ideas of people who were given one model's ideas are more alike (Doshi and Hauser 2024)",
        status="assumed",
    )
    memory_days: float = field(
        28.0,
        "Days over which the share of work done by bots is averaged",
        source="assumption",
        status="assumed",
        ge=1.0,
        le=1000.0,
    )
