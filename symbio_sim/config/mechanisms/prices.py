"""Vendors' prices and lock-in (mechanism 10)."""

from ..block import Block, field


class Prices(Block):
    """How vendors' prices grow with the firm's dependence on them, and what leaving costs (mechanism 10).

    A vendor's prices grow by inflation, and by `lock_in_growth_per_year` in so far as the firm depends on the vendor:
    by the share of the value done well that its bots serve. Lock-in follows that share slowly; it multiplies what it
    takes to move to a successor when a product ends.
    """

    on: bool = field(True, "Whether prices grow", source="switch", status="assumed")
    lock_in: bool = field(
        True, "Whether dependence makes prices grow and switching harder", source="switch", status="assumed"
    )
    inflation_per_year: float = field(
        0.0,
        "General growth of prices (share a year)",
        source="wages and revenue stay as on day 0, so results are in its prices; consumer prices of the G7 rose by "
        "2.7 % in 2025",
        status="assumed",
        ge=-0.5,
        le=2.0,
    )
    lock_in_growth_per_year: float = field(
        0.085,
        "Further growth of the prices of a vendor whose bots do all the work (share a year)",
        source="software subscriptions rose by 11.4 % in 2025, 8.5 % more than consumer prices; that this much takes "
        "full dependence is an assumption",
        status="assumed",
        ge=0.0,
        le=5.0,
    )
    dependence_days: float = field(
        28.0, "Time over which dependence is averaged (days)", source="assumption", status="assumed", ge=1.0, le=3650.0
    )
    lock_in_days: float = field(
        365.0,
        "Time in which lock-in follows dependence (days)",
        source="yearly contracts; assumption",
        status="assumed",
        ge=1.0,
        le=3650.0,
    )
    switching_growth: float = field(
        1.0,
        "By how much full lock-in multiplies time and cost of switching, less one",
        source="no figure for small firms found; switching costs half to all of an integration, so at most twice",
        status="assumed",
        ge=0.0,
        le=20.0,
    )
