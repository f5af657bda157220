"""What is done to the firm on purpose: planned shocks, one block for each kind."""

from collections.abc import Iterator
from typing import ClassVar, get_args

from .block import Block, Name, Share, field

_STANDARD = "the standard stress test"


def _day() -> int | None:
    """Return the field that says when; each kind has it."""
    day: int | None = field(
        None,
        "Day of the shock; moved to the next working day. Unset: two thirds of the horizon",
        source=_STANDARD,
        status="assumed",
        ge=0,
        le=20000,
    )
    return day


def _days(default: int, what: str) -> int:
    days: int = field(default, what, source="assumption", status="assumed", ge=1, le=20000)
    return days


def _vendor(words: str) -> str:
    vendor: str = field("largest", f"A vendor's name, {words}", source=_STANDARD, status="assumed")
    return vendor


_LARGEST = "or `largest` (by value its bots served before the shock)"
_LARGEST_OR_ALL = "`largest` (by value its bots served before the shock) or `all`"


class Stressor(Block):
    """What all planned shocks have in common.

    Attributes
    ----------
    WORDS : tuple of str
        What may stand for a vendor's name; empty where no vendor is struck.
    """

    WORDS: ClassVar[tuple[str, ...]] = ()

    day: int | None = _day()


class VendorOutage(Stressor):
    """The standard stress test: a planned outage of everything, from opening time on."""

    WORDS = ("largest", "all")

    vendor: Name = _vendor(_LARGEST_OR_ALL)
    working_days: float = field(
        2.0,
        "Length in days of the business's opening hours (2: until closing time of the second)",
        source=_STANDARD,
        status="assumed",
        gt=0.0,
        le=365.0,
    )
    hours: float | None = field(
        None,
        "Length in hours, night and day, instead; unset: as working_days say",
        gt=0.0,
        le=20000.0,
    )
    severity: Share = field(1.0, "Share of tasks that fail", source=_STANDARD, status="assumed")


class VendorExit(Stressor):
    """The end of all products of a vendor, at opening time; switching takes as long as the vendor's terms say."""

    WORDS = ("largest",)

    vendor: Name = _vendor(_LARGEST)


class PriceRise(Stressor):
    """A rise of a vendor's prices for some days; it costs money and nothing else."""

    WORDS = ("largest", "all")

    vendor: Name = _vendor(_LARGEST_OR_ALL)
    days: int = _days(90, "For how many days")
    factor: float = field(
        2.0, "What prices are multiplied by", source="assumption", status="assumed", ge=0.0, le=1000.0
    )


class Attack(Stressor):
    """An attack that succeeds, at opening time: all bots are down; people as `mechanisms.cyber` says."""

    days: float = field(
        6.0,
        "How long the bots are down (days)",
        source="median of mechanisms.cyber",
        status="assumed",
        gt=0.0,
        le=730.0,
    )
    loss_eur: float = field(
        35000.0,
        "What it costs besides lost work (euros)",
        source="median of mechanisms.cyber",
        status="assumed",
        ge=0.0,
        le=1e8,
    )


class LossOfPeople(Stressor):
    """People who are away at once, from the day's first shift on."""

    role: Name | None = field(None, "Whose people; unset: those of all roles")
    share: Share = field(0.5, "Share of the seats of each role, rounded up", source="assumption", status="assumed")
    days: int = _days(10, "For how many days")


class SilentDegradation(Stressor):
    """A vendor's services are less accurate for some days, and nothing says so; each bot by its `degradation_drop`."""

    WORDS = ("largest", "all")

    vendor: Name = _vendor(_LARGEST_OR_ALL)
    days: int = _days(10, "For how many days")


class DemandSurge(Stressor):
    """Other customers come as well, for some days; what becomes of the usual ones is measured."""

    days: int = _days(10, "For how many days")
    factor: float = field(1.5, "What demand is multiplied by", source="assumption", status="assumed", ge=1.0, le=100.0)


class ShiftOfMarket(Stressor):
    """From opening time on, a share of the tasks that arrive is of a new kind; needs `mechanisms.market_shift`."""

    share: Share = field(0.5, "Share of tasks of a new kind", source="assumption", status="assumed")


class Stressors(Block):
    """Planned shocks; what each costs is measured against the same World without it.

    The measures `resilience_*` are of the first one that is planned, in this order; the others stand in a table of
    their own.
    """

    vendor_outage: VendorOutage | None = field(
        VendorOutage(), "A planned outage of a vendor; null for none", source="see its fields", status="assumed"
    )
    vendor_exit: VendorExit | None = field(None, "The end of a vendor's products; null for none")
    price_spike: PriceRise | None = field(None, "A rise of prices; null for none")
    cyber_incident: Attack | None = field(None, "An attack; null for none")
    loss_of_people: LossOfPeople | None = field(None, "People away at once; null for none")
    silent_degradation: SilentDegradation | None = field(None, "Services worse without notice; null for none")
    demand_surge: DemandSurge | None = field(None, "More customers for some days; null for none")
    market_shift: ShiftOfMarket | None = field(None, "Tasks of a new kind; null for none")

    def planned(self) -> Iterator[tuple[str, Stressor]]:
        """Give the planned shocks by kind, in the order of declaration."""
        for kind in type(self).model_fields:
            stressor = getattr(self, kind)
            if stressor is not None:
                yield kind, stressor


def stressor_kinds() -> dict[str, type[Stressor]]:
    """Return the block of each kind of shock."""
    return {
        name: next(kind for kind in get_args(item.annotation) if kind is not type(None))
        for name, item in Stressors.model_fields.items()
    }
