"""Engagement and resistance to change (mechanism 9)."""

from ..block import Block, Share, field

_DEMANDS = (
    "demands felt as a hindrance lower engagement, challenges raise it (Crawford, LePine and Rich 2010, "
    "doi 10.1037/a0019364); that overload is the former, and the magnitude, are assumed"
)
_VARIETY = "direction after Hackman and Oldham 1976, doi 10.1016/0030-5073(76)90016-7; magnitude assumed"
_REPLACED = (
    "who sees machines that could take over the job is less committed (Brougham and Haar 2018, n = 120, "
    "doi 10.1017/jmo.2016.55); magnitude assumed"
)


class Engagement(Block):
    """How engaged people are in their work, and how they meet bots that are new to them (mechanism 9)."""

    on: bool = field(True, "Whether engagement changes, and change meets resistance", source="switch", status="assumed")
    baseline: float = field(
        0.7,
        "Engagement without strain, on a scale from 0 to 1",
        source="assumption",
        status="assumed",
        gt=0.0,
        lt=1.0,
    )
    memory_days: float = field(
        60.0,
        "Working days over which engagement follows what people experience",
        source="assumption: a quarter of a year",
        status="assumed",
        ge=1.0,
        le=2000.0,
    )
    overload_effect: float = field(
        1.0,
        "Fall of logit(engagement) per unit of load beyond the turning point of load, up to one unit",
        source=_DEMANDS,
        status="assumed",
        ge=0.0,
        le=10.0,
    )
    monotony_effect: float = field(
        0.5,
        "Fall of logit(engagement) as a day's work goes from own work to reviewing alone",
        source=_VARIETY,
        status="assumed",
        ge=0.0,
        le=10.0,
    )
    autonomy_effect: float = field(
        0.5,
        "Fall of logit(engagement) as the decisions in a person's functions go from people to bots alone",
        source=_VARIETY,
        status="assumed",
        ge=0.0,
        le=10.0,
    )
    threat_effect: float = field(
        1.0,
        "Fall of logit(engagement) as the threat of replacement goes from 0 to 1",
        source=_REPLACED,
        status="assumed",
        ge=0.0,
        le=10.0,
    )
    threat_memory_days: float = field(
        20.0,
        "Days over which people look at the share of the firm's work that bots do",
        source="assumption",
        status="assumed",
        ge=1.0,
        le=2000.0,
    )
    habituation: Share = field(
        0.5,
        "Share of what people have come to know that threatens no more (1: only growth of the bots' share threatens)",
        source="assumption",
        status="assumed",
    )
    habituation_days: float = field(
        250.0,
        "Days over which people come to know the bots' share of the work",
        source="assumption",
        status="assumed",
        ge=1.0,
        le=20000.0,
    )
    resistance: float = field(
        0.2,
        "Resistance to change: share by which starting trust in bots is below what the role says",
        source="assumption",
        status="assumed",
        ge=0.0,
        lt=1.0,
    )
