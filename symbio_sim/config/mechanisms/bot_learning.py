"""Bots that learn from corrections (mechanism 4)."""

from ..block import Block, Share, field


class BotLearning(Block):
    """How corrections by people make bots better (mechanism 4)."""

    on: bool = field(True, "Whether bots learn from corrections", source="switch", status="assumed")
    plateau_share: float = field(
        0.5,
        "Error that no number of corrections removes, as a share of the stated error: e_inf/e0",
        source="assumption",
        status="assumed",
        gt=0.0,
        le=1.0,
    )
    corrections_scale: float = field(
        200.0,
        "n0: corrections after which learning shows",
        source="assumption: a few months of reviewing in a small firm",
        status="assumed",
        gt=0.0,
        le=1e7,
    )
    exponent: float = field(
        0.2,
        "gamma: how fast the error falls towards the plateau as corrections multiply",
        source="Hestness et al. 2017, arXiv 1712.00409: 0.07 to 0.35 over data sizes (recalled, not re-read)",
        status="assumed",
        ge=0.0,
        le=1.0,
    )
    skill_effect: Share = field(
        1.0,
        "Loss of a correction's worth per unit of accuracy skill that the corrector lacks",
        source="assumption: the worth of a correction is the corrector's skill",
        status="assumed",
    )
    documented_share: Share = field(
        0.5,
        "Worth of an error that came back and was put right by a person, relative to one caught in review",
        source="assumption: half of such cases are documented",
        status="assumed",
    )
