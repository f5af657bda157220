"""Learning and forgetting (mechanism 1)."""

from ..block import Block, field

_TATEL = "Tatel and Ackerman 2025, Psychological Bulletin, doi 10.1037/bul0000481"


class Skill(Block):
    """Learning by doing, forgetting by disuse, per person, function and component (mechanism 1)."""

    practice: bool = field(True, "Whether practice builds skill", source="switch", status="assumed")
    disuse: bool = field(True, "Whether disuse lowers skill", source="switch", status="assumed")
    practice_rate_per_day: float = field(
        0.0128,
        "A: log reduction of the remaining skill gap by a day of normal practice",
        source="ln(0.7/0.1)/152 days: from 30 to 90 % in five months; new hires need three to eight months",
        status="assumed",
        ge=0.0,
        le=1.0,
    )
    relearning: float = field(
        3.0,
        "kappa: how much faster lost skill is regained than new skill is won",
        source="assumption",
        status="assumed",
        ge=1.0,
        le=20.0,
    )
    floor_share: float = field(
        0.2,
        "Share of peak skill that disuse never takes",
        source="assumption",
        status="assumed",
        ge=0.0,
        lt=0.5,
    )
    half_life_speed_days: float = field(
        396.0,
        "Days of disuse in which half of the gained speed is lost",
        source=_TATEL + ": 13 months for speed",
        status="verified",
        gt=0.0,
        le=1e6,
    )
    half_life_accuracy_days: float = field(
        198.0,
        "Days of disuse in which half of the gained accuracy is lost",
        source=_TATEL + ": 6.5 months for accuracy",
        status="verified",
        gt=0.0,
        le=1e6,
    )
    review_weight: float = field(
        0.3,
        "phi: practice gained from reviewing, relative to doing the work (may be negative)",
        source="assumption of the order of published models of learning from review",
        status="assumed",
        ge=-1,
        le=1,
    )
