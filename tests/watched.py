"""A model that notes what a run really puts to the test; nothing in it happens otherwise.

A switch counts as reached when what it switches has changed something (or, off, would have had something to change), a
law when something drawn from it took part, an event when it happened. What there is to reach stands in `reach`.
"""

from collections.abc import Callable
from typing import Any

from reach import KINDS
from watched_agents import NOBODY, WatchedBot, WatchedManager, WatchedStaff, WatchedVendor
from whole_firms import DAY, Situation

from symbio_sim import choreography as c
from symbio_sim.model import SymbioModel
from symbio_sim.model.freed_hours import NOT_SOUGHT

ESCAPES = {
    c.HUMAN: "escapes from people",
    c.BOT: "escapes from a bot",
    c.REVIEWED: "escapes a review",
    c.ASSISTED: "escapes in spite of advice",
}


def reached(situation: Situation) -> set[str]:
    """Return what a firm in a World reaches."""
    model = WatchedModel(
        situation.config, world=situation.world, skill_restored_day=situation.skill_restored_day, collect=False
    )
    model.run_to_horizon()
    model.look_back()
    return model.met


class WatchedModel(SymbioModel):
    """Tells what happens in a run; nothing in it happens otherwise."""

    staff_type = WatchedStaff
    bot_type = WatchedBot
    vendor_type = WatchedVendor
    manager_type = WatchedManager

    def _set_up_agents(self) -> None:
        self.met: set[str] = set()
        self.paused_once: set[int] = set()
        self.seats_unsought: set[int] = set()
        self._last = (-1.0, NOBODY)
        super()._set_up_agents()
        for service in self.services:
            service.fate = self._watched_fate(service)
            service.drop = self._watched_drop(service)
            service.update = self._watched_update(service)

    def _handlers_by_kind(self) -> list[Callable[[int], None]]:
        return [self._watched_handler(kind, handle) for kind, handle in enumerate(super()._handlers_by_kind())]

    def _watched_handler(self, kind: int, handle: Callable[[int], None]) -> Callable[[int], None]:
        def handler(entity: int) -> None:
            self.met.add(KINDS[kind])
            time_min, last_kind = self._last
            if time_min == self.now_min:
                self.met.add("two kinds of events at once" if kind != last_kind else "two events of a kind at once")
            self._last = (self.now_min, kind)
            handle(entity)

        return handler

    def _watched_fate(self, service: Any) -> Callable[..., tuple[float, bool]]:
        plain = service.fate

        def fate(now: float, length: float, task: int, visit: int) -> tuple[float, bool]:
            end, failed = plain(now, length, task, visit)
            self._tell_fate(service, now, length, end, failed)
            return end, failed

        return fate

    def _tell_fate(self, service: Any, now: float, length: float, end: float, failed: bool) -> None:
        outages = self.config.mechanisms.outages
        at = end - outages.detect_min if failed else end
        if not failed and any(outage.start_min == end for outage in service._outages):
            self.met.add("an outage begins as a visit ends")
        struck = [o for o in service._outages if o.start_min <= at and o.tail_end_min > now]
        if not struck:
            return
        kinds = {outage.kind for outage in struck}
        if failed or end > now + length:
            self.met.add(f"interrupted {outages.interrupted_work}")
            self.met.update(("exit on", "the end of a product stops a visit") if "exit" in kinds else ())
            self.met.update(("outages on", f"repair {outages.repair_law}") if kinds - {"exit", "cyber"} else ())
            self.met.update(("cyber on",) if "cyber" in kinds else ())
        if failed:
            last = max((o for o in struck if o.tail_end_min > at - 1e-6), key=lambda o: o.start_min, default=struck[-1])
            if at >= last.fix_min:
                self.met.add("a tail fails a visit")
            else:
                self.met.add(f"a {'full' if last.severity >= 1.0 else 'partial'} outage fails a visit")
        elif end > now + length:
            self.met.add("a visit is suspended")
        else:
            self.met.add("a visit outlives an outage")

    def _watched_drop(self, service: Any) -> Callable[..., float]:
        plain = service.drop

        def drop(now: float, degradation_drop: float, relearning_drop: float) -> float:
            if plain(now, 1.0, 0.0):
                self.met.update(("degradation on", "a degraded result"))
            if plain(now, 0.0, 1.0):
                self.met.update(("exit on", "relearning"))
            return plain(now, degradation_drop, relearning_drop)

        return drop

    def regain_service(self, service: int) -> None:
        if self.services[service]._back_planned_min == self.now_min:
            self.met.add("a successor takes longer")
        super().regain_service(service)

    def _watched_update(self, service: Any) -> Callable[[float], None]:
        plain = service.update

        def update(now: float) -> None:
            before = [bot.drift for bot in service.bots]
            plain(now)
            if before != [bot.drift for bot in service.bots]:
                self.met.add("an update")

        return update

    def restore_skill(self, entity: int) -> None:
        before = repr([(person.peak, person.current) for person in self.staff])
        super().restore_skill(entity)
        if before != repr([(person.peak, person.current) for person in self.staff]):
            self.met.add("skill restored")

    def queue_for_people(self, task: int, waits: int, at_head: bool = False) -> None:
        super().queue_for_people(task, waits, at_head)
        if self.queues[self.tasks.function[task]].waiting >= 100:
            self.met.add("a line of 100")
        if waits == c.WAITS_FOR_REVIEW and self.tasks.author[task] == NOBODY:
            self.met.add("mode reviewed")

    def _longest_idle(self, function: int, but: int) -> int:
        first = [next(iter(idle)) for idle in self.idle_for[function] if idle]
        if but != NOBODY and but in first:
            self.met.add("an idle author is passed over")
        return super()._longest_idle(function, but)

    def _start_patience(self, task: int) -> None:
        before = self.tasks.give_up_min[task]
        super()._start_patience(task)
        if before < self.tasks.give_up_min[task] < float("inf"):
            self.met.add("patience is set anew")

    def abandon(self, task: int) -> None:
        stage = self.tasks.stage[task]
        super().abandon(task)
        if self.tasks.outcome[task] != c.ABANDONED:
            again = stage == c.WAITS_FOR_PERSON and self.tasks.give_up_min[task] == float("inf")
            self.met.add("patience ends while handed-over work waits" if again else "patience ends after work began")
            return
        self.met.add("leaves a bot's line" if stage == c.WAITS_FOR_BOT else "leaves the people's line")
        clock = self.functions[self.tasks.function[task]].patience_open_clock
        self.met.add("patience open" if clock else "patience wall")

    def deliver(self, task: int, correct: bool, mode: int) -> None:
        super().deliver(task, correct, mode)
        laws = self.config.mechanisms
        if mode == c.BOT and not correct and laws.bias.on and self.luck_group[task] < laws.bias.group_share:
            self.met.add("wrong on group B")
        if not correct:
            self.met.add(ESCAPES[mode])
            if self.tasks.outcome[task] == c.UNRESOLVED:
                self.met.add("returned too often")
            elif self.tasks.outcome[task] == c.ERROR:
                self.met.add("an error stays")

    def return_task(self, task: int) -> None:
        self.met.add("an error comes back")
        super().return_task(task)

    def arrive(self, task: int) -> None:
        on, is_extra = self.config.mechanisms.customers.on, self.customers.extra[task]
        super().arrive(task)
        if not on:
            self.met.add("customers off")
        elif not self.customers.faced[self.tasks.function[task]]:
            self.met.add("customers never meet a function")
        elif self.tasks.outcome[task] == c.DECLINED:
            self.met.update(("customers on", "an extra task stays away" if is_extra else "a task is declined"))
        elif is_extra:
            self.met.update(("customers on", "an extra task comes"))

    def end(self, task: int, outcome: int) -> None:
        super().end(task, outcome)
        if self.customers.on and self.customers.faced[self.tasks.function[task]]:
            if outcome in (c.ABANDONED, c.UNRESOLVED):
                self.met.add("a customer leaves unserved")
            if self.customers.touch[self.tasks.function[task]] and self.tasks.mode[task] in (c.BOT, c.REVIEWED):
                self.met.add("a bot where a person is wanted")

    def close_day(self, day: int) -> None:
        busy = [person.busy_today for person in self.staff]
        improvements = sum(self.innovation.improvements)
        super().close_day(day)
        self._look_at_freed_hours()
        goodwill = self.customers.goodwill
        if goodwill != 1.0:
            self.met.add("goodwill above the base" if goodwill > 1.0 else "goodwill below it")
        if sum(self.innovation.improvements) > improvements:
            self.met.update(("innovation on", "an improvement"))
            if self.config.mechanisms.innovation.effort_floor in self.innovation.efficiency:
                self.met.add("an improvement at the floor")
        elif not self.innovation.on and any(
            person.scheduled_min[day] > minutes for person, minutes in zip(self.staff, busy, strict=True)
        ):
            self.met.add("innovation off")
        if self.innovation.on and self.books.extra["firm_sameness"][-1][0] > 0.0:
            self.met.add("results of one mind")

    def _look_at_freed_hours(self) -> None:
        met, unsought = self.met, self.seats_unsought
        if self.freed_hours.demand > 1.0:
            met.add("freed growth")
        for person in self.staff:
            if person.job.vacant and person.job.filled_on_day == NOT_SOUGHT:
                met.update(("freed attrition", "a seat stays empty for want of work"))
                unsought.add(person.number)
            elif person.number in unsought:
                met.add("somebody is sought after all")
                unsought.remove(person.number)

    # ---------------------------------------------------------------- what the firm and the World are

    def look_back(self) -> None:
        """Note what can be seen of firm, World and results when all is over."""
        self._look_at_firm()
        self._look_at_hours()
        self._look_at_work()
        self._look_at_vendors()
        self._look_at_people()
        if self.skill_restored_day is None and self.staff:
            self.met.add("skill not restored")
        self.met.update(f"visit {visit + 1}" for visit in set(self.tasks.visit))
        if any(outcome == c.OPEN for outcome in self.tasks.outcome):
            self.met.add("still open")

    def _look_at_firm(self) -> None:
        firm, met = self.firm, self.met
        servers = firm.n_seats + sum(bot.concurrency for bot in firm.bots)
        facts = {
            "no people": not self.staff,
            "no bots": not self.bots,
            "no tasks": not self.tasks.n,
            "many servers": servers >= 256,
            "a function for bots only": any(not function.roles for function in firm.functions),
            "a function for people only": any(not function.bots for function in firm.functions),
            "roles share a function": any(len(function.roles) > 1 for function in firm.functions),
            "a role has several functions": any(role.count and len(role.functions) > 1 for role in firm.roles),
            "functions of unequal priority": len({function.priority for function in firm.functions}) > 1,
        }
        met.update(name for name, is_so in facts.items() if is_so)
        for role in (role for role in firm.roles if role.count):
            given = self.config.staff[role.name].starting_skill is not None
            met.add("starting skill given" if given else "starting skill normal")
            if role.talent_sd > 0.0:
                met.add("talent spread")

    def _look_at_vendors(self) -> None:
        laws, met = self.config.mechanisms, self.met
        if laws.prices.on and any(vendor.price > 1.0 for vendor in self.vendors):
            met.update(("prices on", "prices grow"))
        if any(self.tasks.bot_visits):
            met.update(() if laws.prices.on else ("prices off",))
            met.update(() if self.config.roadmap else ("roadmap off",))
            met.update(("freed slack",) if self.config.freed_hours.use == "slack" else ())
            taken = self.config.safeguards
            met.update(() if taken.diversification else ("diversification off",))
            met.update(() if taken.human_centric else ("human_centric off",))
            met.update(() if taken.core_competence else ("competence off",))
            met.update(() if taken.critical_evaluation else ("culture off",))
            met.update(() if laws.cyber.on else ("cyber off",))
        if self.agenda.stopped_min is not None and self.agenda.stopped_min.any():
            met.add("an attack keeps people from working")

    def _look_at_people(self) -> None:
        laws, met, noted = self.config.mechanisms, self.met, self.books.extra
        if any(person.scheduled_min[0] for person in self.staff):
            met.update(() if laws.engagement.on else ("engagement off",))
            met.update(() if laws.turnover.on else ("turnover off",))
        felt = {level for day in noted.get("seat_engagement", []) for level in day if level == level}
        if felt - {laws.engagement.baseline}:
            met.add("engagement on")
        if any(threat > 0.0 for (threat,) in noted.get("firm_replacement_threat", [])):
            met.add("replacement threatens")
        if any(any(day) for day in noted.get("seat_quits", [])):
            met.update(("turnover on", "somebody quits"))
        if any(any(day) for day in noted.get("seat_hires", [])):
            met.add("a seat is taken")

    def _look_at_hours(self) -> None:
        met, shifts = self.met, self.agenda.shifts
        if not self.config.business.hours.intervals_min:
            met.add("business never opens")
        starts = {start for seat in shifts for start, _ in seat}
        for role, item in self.config.staff.items():
            if item.count and not self.config.role_hours(role).intervals_min:
                met.add("a role never works")
        for seat in shifts:
            if any(start // DAY < (end - 1.0) // DAY < 1e9 and start % DAY > 720.0 for start, end in seat):
                met.add("a night shift")
            if any(end in starts for _, end in seat):
                met.add("shifts back to back")
        if self.world.absences:
            met.add("a seat is empty for a day")

    def _look_at_work(self) -> None:
        met, policy = self.met, self.config.policy
        for index in set(self.tasks.function):
            item = self.config.functions[self.firm.functions[index].name]
            met.add(f"arrivals {item.arrivals.law}")
            if item.arrivals.overdispersion and item.arrivals.law == "poisson":
                met.add("arrivals overdispersed")
            met.add(f"effort {item.effort.law}")
            if item.types:
                met.add("effort by type")
            met.add("due none" if item.due is None else f"due {item.due.clock}")
            if item.patience.law == "none":
                met.add("patience none")
        if policy.mode == "reviewed" and any(self.tasks.bot_visits):
            share = {0.0: "review share 0", 1.0: "review share 1"}.get(policy.review_share, "review share between")
            met.add(share)
