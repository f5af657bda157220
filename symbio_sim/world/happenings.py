"""What a World holds beside its tasks: outages, degradations, updates, ends of services, prices, attacks, markets."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Outage:
    """One outage of a component: who is struck, when, and how badly.

    `vendor` is None for outages of all vendors; `technology` is None where all services of the vendor fail.
    Times are minutes since day 0: severity is constant from start to fix, then falls linearly to 0 at
    tail_end.
    """

    kind: str
    vendor: str | None
    technology: str | None
    start_min: float
    fix_min: float
    tail_end_min: float
    severity: float
    key: int

    def strikes(self, vendor: str, technology: str) -> bool:
        """Tell whether a service is struck."""
        return self.vendor in (None, vendor) and self.technology in (None, technology)


@dataclass(frozen=True)
class Degradation:
    """A silent degradation: the accuracy of services drops and nothing says so; None stands for all, as in outages."""

    vendor: str | None
    technology: str | None
    start_min: float
    end_min: float

    def strikes(self, vendor: str, technology: str) -> bool:
        """Tell whether a service is struck."""
        return self.vendor in (None, vendor) and self.technology in (None, technology)


@dataclass(frozen=True)
class Exit:
    """The end of a product; of all products of the vendor where `technology` is None."""

    vendor: str
    technology: str | None
    day_min: float

    def strikes(self, vendor: str, technology: str) -> bool:
        """Tell whether a service ends."""
        return self.vendor == vendor and self.technology in (None, technology)


@dataclass(frozen=True)
class PriceSpike:
    """A rise of a vendor's prices (None: of all vendors) to `factor` times what they would be, for some days."""

    vendor: str | None
    first_day: int
    last_day: int
    factor: float

    def concerns(self, vendor: str) -> bool:
        """Tell whether a vendor's prices rise."""
        return self.vendor in (None, vendor)


@dataclass(frozen=True)
class CyberIncident:
    """An attack that may succeed: it does where its luck lies below what the firm's exposure makes of it.

    Attributes
    ----------
    start_min, down_min : float
        When it strikes (minutes since day 0), and for how long it takes the bots down (minutes).
    loss_eur : float
        What it costs besides (euros).
    luck : float
        In (0, 1): which firms it finds, from the most exposed to all.
    planned : bool
        Whether it is a planned stress, which every firm suffers.
    key : int
        What identifies it in luck.
    """

    start_min: float
    down_min: float
    loss_eur: float
    luck: float
    planned: bool
    key: int


@dataclass(frozen=True)
class VendorUpdate:
    """A change of what is behind a service: the ability of its bots jumps (logit, of either sign)."""

    vendor: str
    technology: str
    start_min: float
    jump: float

    def strikes(self, vendor: str, technology: str) -> bool:
        """Tell whether it is this service that changes."""
        return (self.vendor, self.technology) == (vendor, technology)


@dataclass(frozen=True)
class MarketShift:
    """From `start_min` on (minutes since day 0), a share of the tasks that arrive is of a new kind."""

    start_min: float
    share: float
