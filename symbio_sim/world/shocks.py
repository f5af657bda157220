"""Planned shocks: the twins of a World with one more thing happening to the firm. Nothing else moves."""

import dataclasses
from collections.abc import Sequence
from typing import TYPE_CHECKING, cast

from ..config import Config
from .happenings import CyberIncident, Degradation, Exit, MarketShift, PriceSpike
from .luck import key_of

if TYPE_CHECKING:
    from .world import World


class Shocks:
    """The edits of a World that add a shock; part of :class:`World`."""

    def with_exit(self, vendor: str, start_min: float, *, technology: str | None = None) -> "World":
        """Return the twin in which a vendor's product (None: all of them) ends at a time (minutes since day 0)."""
        world = cast("World", self)
        exits = sorted((*world.exits, Exit(vendor, technology, float(start_min))), key=lambda item: item.day_min)
        return dataclasses.replace(world, exits=tuple(exits))

    def with_degradation(
        self, vendor: str | None, start_min: float, length_min: float, *, technology: str | None = None
    ) -> "World":
        """Return the twin in which services of a vendor (None: all vendors) are less accurate, unnoticed, for a time.

        Parameters
        ----------
        vendor, technology : str or None
            Whose services, built on what; None for any.
        start_min, length_min : float
            When and for how long (minutes). By how much is each bot's own `degradation_drop`.
        """
        world, start = cast("World", self), float(start_min)
        spell = Degradation(vendor, technology, start, start + float(length_min))
        spells = sorted((*world.degradations, spell), key=lambda item: item.start_min)
        return dataclasses.replace(world, degradations=tuple(spells))

    def with_absences(self, seats: Sequence[str], first_day: int, last_day: int) -> "World":
        """Return the twin in which these seats (``role/number``) are empty on some days, the last one included.

        Raises
        ------
        ValueError
            If there is no such seat.
        """
        world = cast("World", self)
        for seat in seats:
            if seat not in world.seats:
                raise ValueError(f"{seat!r} is not a seat of this World: {world.seats[:8]}")
        away = ((world.seats.index(seat), int(first_day), int(last_day)) for seat in seats)
        return dataclasses.replace(world, absences=tuple(sorted((*world.absences, *away))))

    def with_surge(self, config: Config, day: int, days: int, factor: float) -> "World":
        """Return the twin in which demand is `factor` times as high for some days: other customers come as well.

        See :func:`symbio_sim.world.more_demand.surge_tasks`.
        """
        from .more_demand import surge_tasks  # which needs to know what a World is

        world = cast("World", self)
        return world.with_tasks(surge_tasks(config, world, day, days, factor))

    def with_price_spike(self, vendor: str | None, first_day: int, days: int, factor: float) -> "World":
        """Return the twin in which a vendor's prices (None: all vendors') are `factor` times as high for some days."""
        world = cast("World", self)
        spike = PriceSpike(vendor, int(first_day), int(first_day) + int(days) - 1, float(factor))
        return dataclasses.replace(world, price_spikes=(*world.price_spikes, spike))

    def with_cyber_incident(self, start_min: float, length_min: float, loss_eur: float = 0.0) -> "World":
        """Return the twin in which an attack takes all bots down for a time (minutes) and costs `loss_eur` besides."""
        world, start, length = cast("World", self), float(start_min), float(length_min)
        key = key_of(f"planned_attack/{start!r}/{length!r}")
        attack = CyberIncident(start, length, float(loss_eur), 0.0, planned=True, key=key)
        incidents = sorted((*world.cyber_incidents, attack), key=lambda item: (item.start_min, item.key))
        return dataclasses.replace(world, cyber_incidents=tuple(incidents))

    def without_cyber_incidents(self) -> "World":
        """Return the twin in which nobody attacks the firm."""
        return dataclasses.replace(cast("World", self), cyber_incidents=())

    def with_market_shift(self, day: float, share: float) -> "World":
        """Return the twin in which, from a day on, a share of the tasks that arrive is of a new kind.

        Which tasks these are is their own luck, so a larger share holds those of a smaller one.

        Raises
        ------
        ValueError
            If the share is not within 0 to 1, the day is before day 0, or the market has shifted already.
        """
        world = cast("World", self)
        if not 0.0 <= share <= 1.0:
            raise ValueError(f"the share of tasks of a new kind must be within 0 to 1, got {share!r}")
        if not day >= 0.0:
            raise ValueError(f"the market must shift on day 0 or later, got day {day!r}")
        if world.market_shifts:
            raise ValueError("this World has a market shift already; a second one is not modelled")
        return dataclasses.replace(world, market_shifts=(MarketShift(float(day) * 1440.0, float(share)),))
