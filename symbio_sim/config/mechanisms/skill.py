"""Learning and forgetting (mechanism 1)."""

from typing import Literal

from ..block import Block, field

_TATEL = "Tatel and Ackerman 2025, Psychological Bulletin, doi 10.1037/bul0000481"


class LearningCurve(Block):
    """The curve of the laws `power` and `lfcm`: the time of the n-th unit falls as a power of n."""

    progress_ratio: float = field(
        0.85,
        "What is left of the time above the plateau when the units done have doubled; the exponent is -log2 of it",
        source="usual range of learning curves 0.75 to 0.95, recalled, not re-read",
        status="assumed",
        ge=0.55,
        le=0.99,
    )
    plateau_share: float | None = field(
        None,
        "M: share of the time of the first unit that no practice removes (0: Wright's law); null: the function's "
        "speed_unskilled, so that the plateau is full skill",
        source="De Jong 1957: 0.3 for work by hand; null keeps to what the function says",
        status="assumed",
        ge=0.0,
        le=0.99,
    )
    units_per_day: float = field(
        20.0,
        "Units of experience that a day of normal practice is worth, whatever the length of a task",
        source="assumption",
        status="assumed",
        gt=0.0,
        le=1e4,
    )
    experience_years: float = field(
        10.0,
        "Years of normal practice in the occupation that normal starting skill stands for",
        source="assumption; on such curves learning never ends, and after ten years it is slow",
        status="assumed",
        ge=0.0,
        le=60.0,
    )


class LogisticLaw(Block):
    """Constants of the law `logistic`."""

    rate_per_day: float = field(
        0.02,
        "a: growth of skill by a day of normal practice, relative to the skill there is",
        source="(logit 0.9 - logit 0.3)/152 days: from 30 to 90 % in five months, as practice_rate_per_day",
        status="assumed",
        ge=0.0,
        le=1.0,
    )
    spark: float = field(
        0.02,
        "e: skill that learning can build on where there is none",
        source="assumption; small, and above 0 lest a complete novice never learn",
        status="assumed",
        gt=0.0,
        le=1.0,
    )


class Skill(Block):
    """Learning by doing, forgetting by disuse, per person, function and component (mechanism 1)."""

    law: Literal["exponential", "power", "lfcm", "replacement", "logistic"] = field(
        "exponential",
        "Law of practice and disuse: `exponential` with savings; `power` (Wright, De Jong); `lfcm` (Jaber and Bonney); "
        "`replacement` (linear); `logistic` (the skilled learn faster)",
        source="individuals follow exponentials, averages of them powers (Heathcote, Brown and Mewhort 2000; recalled)",
        status="assumed",
    )
    practice: bool = field(True, "Whether practice builds skill", source="switch", status="assumed")
    disuse: bool = field(True, "Whether disuse lowers skill", source="switch", status="assumed")
    disuse_below_normal: bool = field(
        True,
        "Whether disuse takes skill below that of normal practice; if not, nobody forgets for lack of work that others "
        "do: a firm without deskilling, to hold the real one against",
        source="switch",
        status="assumed",
    )
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
    share_memory_days: float = field(
        14.0,
        "Days over which the share of normal practice is averaged (all laws but `exponential`; 0: only today)",
        source="assumption; longer than a week, or weekends would count as disuse",
        status="assumed",
        ge=0.0,
        le=365.0,
    )
    learning_curve: LearningCurve = field(
        LearningCurve(), "The curve of `power` and `lfcm`", source="see its fields", status="assumed"
    )
    logistic: LogisticLaw = field(LogisticLaw(), "Constants of `logistic`", source="see its fields", status="assumed")
