"""What is done to the firm on purpose, and what its money is worth: stress plan and economics."""

from .block import Block, Name, Share, field


class VendorOutage(Block):
    """The standard stress test: a planned full outage."""

    vendor: Name = field(
        "largest",
        "A vendor's name, `largest` (by value its bots served before the shock) or `all`",
        source="the standard stress test",
        status="assumed",
    )
    day: int | None = field(
        None,
        "Day of the shock; moved to the next working day, at opening time. Unset: two thirds of the horizon",
        source="the standard stress test",
        status="assumed",
        ge=0,
        le=20000,
    )
    working_days: float = field(
        2.0,
        "Length in days of the business's opening hours (2: until closing time of the second)",
        source="the standard stress test",
        status="assumed",
        gt=0.0,
        le=365.0,
    )
    severity: Share = field(1.0, "Share of tasks that fail", source="the standard stress test", status="assumed")


class Stressors(Block):
    """Planned shocks; resilience is measured against the same World without them."""

    vendor_outage: VendorOutage | None = field(
        VendorOutage(),
        "A planned outage of a vendor; null for none",
        source="see its fields",
        status="assumed",
    )


class Economics(Block):
    """Costs that belong to no single task, person or bot."""

    overtime_factor: float = field(
        1.25,
        "Pay of overtime relative to the wage",
        source="common minimum premium of 25 %",
        status="assumed",
        ge=0.0,
        le=5.0,
    )
    fixed_eur_per_day: float = field(
        0.0,
        "Fixed costs of the business (euros a calendar day)",
        source="none",
        status="assumed",
        ge=0.0,
        le=1e7,
    )
