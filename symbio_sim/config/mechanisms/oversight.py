"""Review of what bots do (mechanism 7)."""

from pydantic import model_validator

from ..block import Block, Share, field


class Oversight(Block):
    """How well people find the errors of bots (mechanism 7)."""

    on: bool = field(
        True,
        "Whether trust, rarity of errors and skill change what is missed; if not, misses are constant",
        source="switch",
        status="assumed",
    )
    miss_at_half: float = field(
        0.07,
        "m50: probability of missing an error when half the items are wrong",
        source="Wolfe et al. 2005: 7 % at 50 % prevalence (recalled, not re-read)",
        status="assumed",
        gt=0.0,
        lt=1.0,
    )
    prevalence_slope: float = field(
        0.4,
        "b: rise of logit(miss) as errors grow rarer",
        source="0.38 to 0.47 from Wolfe et al. 2005 and Rich et al. 2008",
        status="verified",
        ge=0.0,
        le=2.0,
    )
    multitasking: Share = field(
        0.5,
        "M: how much else the reviewer attends to; complacency needs it",
        source="Parasuraman and Manzey 2010, doi 10.1177/0018720810376055; the magnitude is assumed",
        status="assumed",
    )
    trust_low: Share = field(0.2, "T_low: trust without complacency", source="assumption", status="assumed")
    trust_high: Share = field(
        0.9,
        "T_high: trust at which multitasking adds two logits",
        source="Molloy and Parasuraman: 82 % of failures found at low, 33 % at high constant reliability",
        status="verified",
    )
    skill_effect: float = field(
        1.0,
        "c: fall of logit(miss) per unit of accuracy skill",
        source="assumption",
        status="assumed",
        ge=0.0,
        le=10.0,
    )
    memory_items: float = field(
        200.0,
        "Items over which a reviewer's sense of the error rate is formed",
        source="assumption",
        status="assumed",
        ge=1.0,
        le=1e6,
    )
    prior_items: float = field(
        10.0,
        "Weight of the vendor's stated error rate at the start (items)",
        source="assumption",
        status="assumed",
        gt=0.0,
        le=1e6,
    )
    false_alarm: Share = field(0.03, "Probability of rejecting a correct item", source="assumption", status="assumed")
    time_ratio: float = field(
        0.3,
        "Time of a review as a share of doing the task",
        source="assumption",
        status="assumed",
        ge=0.0,
        le=2.0,
    )

    @model_validator(mode="after")
    def _trust_range(self) -> "Oversight":
        if self.trust_high <= self.trust_low:
            raise ValueError("trust_high must be above trust_low")
        return self
