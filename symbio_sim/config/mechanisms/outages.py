"""Outages of services (mechanism 10)."""

from typing import Literal

from pydantic import model_validator

from ..block import Block, Share, field


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
