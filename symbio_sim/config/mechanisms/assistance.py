"""People who work with a bot's advice (mechanism 6)."""

from ..block import Block, field

_GAIN = "Brynjolfsson, Li and Raymond 2025, doi 10.1093/qje/qjae044, in resolutions an hour"


class Assistance(Block):
    """What a bot's advice does to the person who works with it, in mode `assisted` (mechanism 6)."""

    on: bool = field(
        True,
        "Whether advice changes anything; if not, people in mode `assisted` work as without it",
        source="switch",
        status="assumed",
    )
    gain_novice: float = field(
        0.30,
        "Relative gain in pace at skill 0",
        source=_GAIN + ": about +30 % for the least skilled; 0.15 to 0.35",
        status="verified",
        ge=-0.5,
        le=2.0,
    )
    gain_expert: float = field(
        0.02,
        "Relative gain in pace at skill 1",
        source=_GAIN + ": small for the most skilled; -0.19 (METR 2025, arXiv 2507.09089) to 0.10",
        status="verified",
        ge=-0.5,
        le=2.0,
    )
    override_ratio: float = field(
        0.1,
        "Time to weigh and set aside advice, as a share of doing the task",
        source="assumption",
        status="assumed",
        ge=0.0,
        le=2.0,
    )
    adoption_intercept: float = field(
        -0.7,
        "c0: log-odds of adopting advice that differs, at trust 1/2 and equal confidence",
        source="gives, at a trust of 0.6, the 62 % of differing advice that was adopted in Zhang 2023, PsyArXiv b53vn",
        status="assumed",
        ge=-20.0,
        le=20.0,
    )
    adoption_trust_effect: float = field(
        3.0,
        "cT: rise of these log-odds per unit of trust in bots",
        source="direction after Lee and Moray 1994; the magnitude is assumed",
        status="assumed",
        ge=0.0,
        le=20.0,
    )
    adoption_confidence_effect: float = field(
        2.0,
        "cC: rise of these log-odds per unit by which the bot is surer than the person",
        source="direction after Lee and Moray 1994; the magnitude is assumed",
        status="assumed",
        ge=0.0,
        le=20.0,
    )
    practice_weight: float = field(
        0.5,
        "phi: practice gained from assisted work, relative to unaided; below 0 it unteaches (crutch), 1 is a coach",
        source="findings of both signs: Bastani et al. 2025, doi 10.1073/pnas.2422633122; half way is assumed",
        status="assumed",
        ge=-1.0,
        le=1.0,
    )
