"""The mechanisms of the model: each can be switched off, each number says where it comes from."""

from typing import Literal

from pydantic import model_validator

from .block import Block, Share, field

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


class Outages(Block):
    """When services fail and for how long (mechanism 10).

    A service is a vendor's technology. It is down in the union of three independent alternating processes:
    its own, one of its vendor, one of all vendors, with unavailabilities U_own, c_v U, c_x U_min.
    """

    on: bool = field(True, "Whether services have outages", source="switch", status="assumed")
    vendor_share: Share = field(
        0.6,
        "c_v: share of U that strikes all services of the vendor at once",
        source="53 to 100 % of outage days of two services of one vendor coincide (arXiv 2501.12469 data)",
        status="verified",
    )
    common_share: Share = field(
        0.1,
        "c_x: share of the smallest U that strikes all vendors at once",
        source="0 to 13 % of outage days coincide between vendors (arXiv 2501.12469 data)",
        status="verified",
    )
    shape: float = field(
        0.5,
        "Weibull shape k of the up times of a component; 1 is memoryless",
        source="union of components then has an interarrival CV of 1.5 to 2.5 as observed",
        status="verified",
        ge=0.3,
        le=5.0,
    )
    repair_law: Literal["lognormal", "exponential"] = field(
        "lognormal",
        "Law of the time to fix",
        source="lognormal fits best of three (n = 424 incidents)",
        status="verified",
    )
    repair_median_h: float = field(
        1.2,
        "Median time to fix (hours); for the exponential law too",
        source="fit to 424 incidents: 1.22 h",
        status="verified",
        gt=0.0,
        le=1e4,
    )
    repair_sigma_log: float = field(
        1.3,
        "Standard deviation of its logarithm",
        source="fit to 424 incidents: 1.29",
        status="verified",
        ge=0.0,
        le=3.0,
    )
    full_share: Share = field(
        0.18,
        "Share of outages that fail every task; the rest fail partial_severity of them",
        source="share of major outage minutes of one large service: 0.18",
        status="verified",
    )
    partial_severity: Share = field(
        0.3,
        "Share of tasks that a partial outage fails",
        source="weight used in the published availability figures",
        status="verified",
    )
    tail_ratio: float = field(
        0.25,
        "Length of the recovery tail relative to the time to fix; severity falls linearly to 0",
        source="recovery outlasts the fix (July 2024 and October 2025 outages); magnitude assumed",
        status="assumed",
        ge=0.0,
        le=20.0,
    )
    peak_multiplier: float = field(
        2.1,
        "Hazard on weekdays 13 to 23 UTC relative to the weekly mean",
        source="63 % of incidents start in these 50 hours",
        status="verified",
        ge=0.0,
        le=3.3,
    )
    weekend_multiplier: float = field(
        0.23,
        "Hazard at weekends relative to the weekly mean",
        source="93.5 % of incidents start on weekdays",
        status="verified",
        ge=0.0,
        le=3.5,
    )
    catastrophes_per_year: float = field(
        0.0,
        "Outages of all vendors that last days",
        source="about 0.15 a year (July 2024, October 2025); off by default because so rare an event "
        "is shown as a planned stress",
        status="assumed",
        ge=0.0,
        le=10.0,
    )
    catastrophe_median_days: float = field(
        1.0,
        "Median length of a catastrophe (days; sigma of the log 0.8)",
        source="the same two events",
        status="assumed",
        gt=0.0,
        le=60.0,
    )
    detect_min: float = field(
        10.0,
        "Time until a failed visit is noticed (minutes)",
        source="assumption",
        status="assumed",
        ge=0.0,
        le=1e4,
    )
    interrupted_work: Literal["restart", "resume"] = field(
        "restart",
        "Whether work cut off by a full outage starts over or goes on after the fix",
        source="most services lose the session",
        status="assumed",
    )

    @model_validator(mode="after")
    def _shares_and_profile(self) -> "Outages":
        if self.vendor_share + self.common_share > 1.0:
            raise ValueError("vendor_share + common_share must not exceed 1")
        if 50.0 * self.peak_multiplier + 48.0 * self.weekend_multiplier > 168.0:
            raise ValueError("peak_multiplier and weekend_multiplier leave less than nothing for the other hours")
        return self


class Mechanisms(Block):
    """The switches and constants of the model."""

    skill: Skill = field(Skill(), "Learning and forgetting", source="see its fields", status="assumed")
    load: Load = field(Load(), "Effects of load", source="see its fields", status="assumed")
    oversight: Oversight = field(Oversight(), "Review", source="see its fields", status="assumed")
    trust: Trust = field(Trust(), "Trust in bots", source="see its fields", status="assumed")
    outages: Outages = field(Outages(), "Outages of services", source="see its fields", status="assumed")
    silent_degradation: bool = field(
        True, "Whether accuracy drops at times without notice", source="switch", status="assumed"
    )
    vendor_exit: bool = field(True, "Whether vendors may end a product", source="switch", status="assumed")
