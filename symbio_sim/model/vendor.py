"""Vendors and their services: up, failing part of the work, down, silently worse, gone."""

from collections import deque
from typing import TYPE_CHECKING

from ..config import DAY_MIN
from ..firm import ServiceAgenda
from ..mechanisms import drift
from ..mechanisms import outage as outage_law
from ..mechanisms import prices as law_of_prices
from .actor import Actor

if TYPE_CHECKING:
    from .bot import Bot
    from .symbio_model import SymbioModel


class Service:
    """One vendor's technology: what the World holds in store for it, less what has passed.

    `known_down` counts the outages of everything that everyone knows of; while it is above 0 no visit begins.
    """

    def __init__(self, model: "SymbioModel", agenda: ServiceAgenda, *, resume: bool, detect_min: float) -> None:
        self._model = model
        self._outages = deque(agenda.outages)
        self._degradations = deque(agenda.degradations)
        self._relearning_start, self._relearning_end = agenda.relearning
        self._updates = deque(agenda.updates)
        self._resume = resume
        self._detect_min = detect_min
        self._exit_min = agenda.exit_min
        self._back_planned_min = self._back_min = -1.0
        self.known_down = 0
        self.bots: list[Bot] = []

    def fate(self, now: float, length: float, task: int, visit: int) -> tuple[float, bool]:
        """Return (end, failed) of a visit of `length` minutes that begins now.

        A visit that meets an outage fails with the outage's severity at that moment and is noticed `detect_min` later;
        under `resume` a full outage suspends it instead.
        """
        outages = self._outages
        while outages and outages[0].tail_end_min <= now:
            outages.popleft()
        at, left = now, length
        for outage in outages:
            if outage.start_min >= at + left:
                break
            if outage.start_min > at:
                left -= outage.start_min - at
                at = outage.start_min
            severity = outage_law.severity(at, outage.start_min, outage.fix_min, outage.tail_end_min, outage.severity)
            if severity >= 1.0 and self._resume:
                at = outage.fix_min
            elif severity > 0.0 and self._model.luck_partial_fail(outage.key, task, visit) < severity:
                return at + self._detect_min, True
        return at + left, False

    def drop(self, now: float, degradation_drop: float, relearning_drop: float) -> float:
        """Return by how much ability is lowered now: silently degraded, or new after an exit (logit)."""
        spells = self._degradations
        while spells and spells[0][1] <= now:
            spells.popleft()
        total = degradation_drop if spells and spells[0][0] <= now else 0.0
        if self._relearning_start <= now < self._relearning_end:
            total += relearning_drop
        return total

    def ends_within(self, start_min: float, end_min: float) -> bool:
        """Tell whether the product ends in a stretch of time."""
        return start_min <= self._exit_min < end_min

    def prolong_switching(self, factor: float) -> None:
        """Let it take longer, by a factor, until a successor works."""
        for place, outage in enumerate(self._outages):
            if outage.kind == "exit":
                back = max(outage.start_min + (outage.fix_min - outage.start_min) * factor, outage.fix_min)
                later = back - outage.fix_min
                self._back_planned_min, self._back_min = outage.fix_min, back
                self._outages[place] = outage._replace(fix_min=back, tail_end_min=back)
                self._relearning_start += later
                self._relearning_end += later

    def put_off(self, now: float) -> float | None:
        """Return when the service is really back if lock-in has put off what was planned for now; asked once."""
        if now != self._back_planned_min:
            return None
        self._back_planned_min = -1.0
        return self._back_min

    def update(self, now: float) -> None:
        """Let the updates that have come by now change what the service's bots can do."""
        updates = self._updates
        while updates and updates[0][0] <= now:
            _, jump = updates.popleft()
            for bot in self.bots:
                bot.drift = drift.after_update(bot.drift, jump)


class Vendor(Actor):
    """A vendor with the services it runs for the firm.

    Attributes
    ----------
    price : float
        Relative to day 0.
    dependence, lock_in : float
        Share of the firm's value that its bots have served of late, and what follows it slowly.
    value_today_eur : float
        Value of what its bots have done well today.
    """

    def __init__(self, model: "SymbioModel", number: int, name: str) -> None:
        super().__init__(model, number, name)
        self.services: list[Service] = []
        self.law = model.config.mechanisms.prices
        self.price = 1.0
        self.dependence = 0.0
        self.lock_in = 0.0
        self.value_today_eur = 0.0

    @property
    def down(self) -> bool:
        """Whether any of its services is known to be down."""
        return any(service.known_down for service in self.services)

    def lose_service(self, service: Service) -> None:
        """Make an outage known: what waits for its bots moves on, and those who rely on it trust less."""
        service.known_down += 1
        if service.known_down > 1:
            return
        model = self.model
        model.manager.lose_trust(service)
        for bot in service.bots:
            if model.manager.keeps_waiting(bot):
                continue
            for task in bot.queue.clear():
                model.manager.fall_back(task, bot)

    def regain_service(self, service: Service) -> None:
        """Make the fix known: its bots go on with what waits."""
        service.known_down -= 1
        if service.known_down == 0:
            for bot in service.bots:
                bot.work_off_queue()

    def close_day(self, total_eur: float, next_day_min: float) -> None:
        """Let dependence, price and lock-in follow the day; and switching from what ends tomorrow.

        Parameters
        ----------
        total_eur : float
            Value of all that was done well on the day that ends.
        next_day_min : float
            When the next day begins.
        """
        law = self.law
        if law.lock_in and total_eur > 0.0:
            share = self.value_today_eur / total_eur
            self.dependence = law_of_prices.follows(self.dependence, share, law.dependence_days)
        self.value_today_eur = 0.0
        self.price = law_of_prices.grown(
            self.price, law.inflation_per_year, law.lock_in_growth_per_year, self.dependence
        )
        self.lock_in = law_of_prices.follows(self.lock_in, self.dependence, law.lock_in_days)
        for service in self.services:
            if service.ends_within(next_day_min, next_day_min + DAY_MIN):
                service.prolong_switching(law_of_prices.switching_factor(self.lock_in, law.switching_growth))
