"""What a run really put to the test: which mechanisms acted, which rules decided, which laws drew, what happened.

A switch counts as reached when what it switches has changed something (or, off, would have had something to change), a
law when something drawn from it took part, an event when it happened.
"""

import itertools
from collections import Counter
from collections.abc import Iterable

from whole_firms import DAY, RULES, Situation

from symbio_sim import choreography as c
from symbio_sim.model import Bot, Manager, Staff, SymbioModel, Vendor

NOBODY = -1

SWITCHES: dict[str, tuple[str, ...]] = {
    "practice": ("on", "off"),
    "disuse": ("on", "off"),
    "load": ("on", "off"),
    "oversight": ("on", "off"),
    "trust": ("on", "off"),
    "outages": ("on", "off"),
    "degradation": ("on", "off"),
    "exit": ("on", "off"),
    "mode": ("bot", "reviewed"),
    "fallback": ("people", "other_vendor", "wait"),
    "interrupted": ("restart", "resume"),
    "work": ("pauses", "is finished"),
    "skill": ("restored", "not restored"),
}
"""What a config switches, and to what; also the intervention of an experiment."""

CANNOT_MEET = {
    frozenset(("mode bot", "oversight on")): "nobody reviews",
    frozenset(("mode bot", "oversight off")): "nobody reviews",
}
"""Pairs that no firm can reach, and why."""

LAWS = (
    *("arrivals poisson", "arrivals regular", "arrivals overdispersed"),
    *("effort lognormal", "effort exponential", "effort deterministic", "effort by type"),
    *("patience none", "patience open", "patience wall", "due none", "due open", "due wall"),
    *("repair lognormal", "repair exponential", "talent spread", "starting skill given", "starting skill normal"),
    *("trust forgets", "trust never forgets", "trust forgets all", "review teaches", "review unteaches"),
)

RULES_DECIDE = tuple(
    f"rule {rule} to {choice}"
    for rule in RULES
    for choice in ("a bot", "people")
    if (rule, choice) not in {("human_only", "a bot"), ("bot_only", "people")}
)

KINDS = tuple(
    f"event {name}"
    for name in (
        *("MIDNIGHT", "SKILL_RESTORED", "STAFF_DONE", "BOT_DONE", "SERVICE_UP", "SERVICE_DOWN", "BOT_FAILED"),
        *("SHIFT_END", "SHIFT_START", "HANDOVER", "BOT_OPENS", "BOT_CLOSES", "RETURN", "ARRIVAL", "ABANDON"),
    )
)
"""In the order of their numbers in `choreography`."""

HAPPENINGS = (
    # firms
    *("no people", "no bots", "no tasks", "many servers", "a function for bots only", "a function for people only"),
    *(
        "roles share a function",
        "a role has several functions",
        "functions of unequal priority",
        "business never opens",
    ),
    *("a role never works", "a night shift", "shifts back to back", "a seat is empty for a day"),
    # ties
    *("two kinds of events at once", "two events of a kind at once", "work ends with the shift"),
    # assigning
    *("must be done by a person", "only bots can", "nobody but people can", "several bots to choose from"),
    *("people idle", "people on shift, all busy", "people not yet on shift", "people never on shift again"),
    *("a bot's slot free", "no bot's slot free"),
    # lines
    *("leaves the people's line", "leaves a bot's line", "patience ends after work began", "patience is set anew"),
    *("a line of 100", "chooses among lines", "lines of one priority", "lines queued at once"),
    # shifts
    *("goes on with paused work", "handover to a colleague", "handover to the line", "handover of a review"),
    *("overtime", "overtime reaches the next shift", "paused again"),
    # bots
    *("visits side by side", "waits for a slot", "waits for a fix", "waits for a bot's hours", "opens with a line"),
    *("closes with a visit under way", "confidence asked"),
    # outages
    *("a full outage fails a visit", "a partial outage fails a visit", "a tail fails a visit"),
    *("a visit outlives an outage", "a visit is suspended", "the end of a product stops a visit"),
    *("a line is cleared at an outage", "a line is kept at an outage", "a line is begun after the fix"),
    *("two known outages at once", "trust lost at an outage", "an outage of an unused service"),
    *("fallback to another vendor", "no other vendor is free", "fallback without people", "a failed visit goes again"),
    *("noticed at once", "noticed late"),
    # reviews
    *("review share 0", "review share between", "review share 1", "passes what is right", "misses an error"),
    *("catches an error", "false alarm", "rejected and unresolved"),
    # results
    *("escapes from people", "escapes from a bot", "escapes a review", "an error comes back", "an error stays"),
    *("returned too often", "failed too often", "still open", *(f"visit {number}" for number in range(1, 6))),
    # people
    *("overload", "overload at its worst", "below the turning point", "relearning", "a degraded result"),
)

EXPECTED = (
    *(f"{switch} {level}" for switch, levels in SWITCHES.items() for level in levels),
    *LAWS,
    *RULES_DECIDE,
    *KINDS,
    *HAPPENINGS,
)


def expected_pairs() -> tuple[frozenset[str], ...]:
    """Return all pairs of what two different switches are switched to."""
    return tuple(
        pair
        for (one, ones), (other, others) in itertools.combinations(SWITCHES.items(), 2)
        for level, other_level in itertools.product(ones, others)
        if (pair := frozenset((f"{one} {level}", f"{other} {other_level}"))) not in CANNOT_MEET
    )


class Account:
    """How often each thing, and each pair of switches, has been reached; an example counts once."""

    def __init__(self) -> None:
        self.examples = 0
        self.single: Counter[str] = Counter()
        self.pairs: Counter[frozenset[str]] = Counter()

    def add(self, met: Iterable[str]) -> None:
        """Enter what one example has reached."""
        reached = set(met)
        strange = reached - set(EXPECTED)
        assert not strange, f"not in the list of what is to be reached: {strange}"
        self.examples += 1
        self.single.update(reached)
        self.pairs.update(pair for pair in expected_pairs() if pair <= reached)

    def missing(self) -> list[str]:
        """Name what no example has reached."""
        pairs = [" with ".join(sorted(pair)) for pair in expected_pairs() if not self.pairs[pair]]
        return [name for name in EXPECTED if not self.single[name]] + pairs

    def table(self) -> str:
        """Tell how many examples reached what."""
        pairs = sorted((self.pairs[pair], " with ".join(sorted(pair))) for pair in expected_pairs())
        return "\n".join(
            [
                f"{self.examples} examples; each line: in how many of them it was reached",
                *(f"{self.single[name]:6d}  {name}" for name in EXPECTED),
                f"{len(pairs)} pairs of switches, the rarest:",
                *(f"{count:6d}  {pair}" for count, pair in pairs[:20]),
            ]
        )


def reached(situation: Situation) -> set[str]:
    """Return what a firm in a World reaches."""
    model = WatchedModel(
        situation.config, world=situation.world, skill_restored_day=situation.skill_restored_day, collect=False
    )
    model.run_to_horizon()
    model.look_back()
    return model.met


# ------------------------------------------------------------------------------------------------------ a watched model


class WatchedStaff(Staff):
    """Tells what people do."""

    def _meet(self, *what: str) -> None:
        self.model.met.update(what)

    def start_shift(self) -> None:
        if self.task != NOBODY:
            self._meet("overtime reaches the next shift")
        elif self.held != NOBODY:
            self._meet("goes on with paused work")
        super().start_shift()

    def end_shift(self) -> None:
        if self.task != NOBODY and not self.model.interruptible[self.tasks.function[self.task]]:
            self._meet("work is finished")
        super().end_shift()

    def _pause(self) -> None:
        self._meet("work pauses")
        if self.task in self.model.paused_once:
            self._meet("paused again")
        self.model.paused_once.add(self.task)
        super()._pause()

    def hand_over(self) -> None:
        task, stage = self.held, self.held_stage
        super().hand_over()
        waits = self.tasks.stage[task] in (c.WAITS_FOR_PERSON, c.WAITS_FOR_REVIEW)
        self._meet("handover to the line" if waits else "handover to a colleague")
        if stage == c.IN_REVIEW:
            self._meet("handover of a review")

    def take_next(self) -> None:
        model = self.model
        heads = [(model.priority[f], model.queues[f].head()) for f in self.role.functions if model.queues[f].waiting]
        for (urgency, task), (other_urgency, other) in itertools.combinations(heads, 2):
            self._meet("chooses among lines")
            if urgency == other_urgency:
                self._meet("lines of one priority")
                if self.tasks.queued_min[task] == self.tasks.queued_min[other]:
                    self._meet("lines queued at once")
        super().take_next()

    def finish_stint(self) -> None:
        if not self.on_shift:
            self._meet("overtime")
        elif self.model.now_min == self.shift_end:
            self._meet("work ends with the shift")
        super().finish_stint()

    def _complete_review(self, task: int, function: int) -> None:
        tasks, wrong = self.tasks, self.tasks.wrong[task]
        caught, alarms = tasks.caught[task], tasks.false_alarms[task]
        super()._complete_review(task, function)
        if tasks.caught[task] > caught:
            self._meet("catches an error")
        elif tasks.false_alarms[task] > alarms:
            self._meet("false alarm")
        else:
            self._meet("misses an error" if wrong else "passes what is right")
            return
        if tasks.outcome[task] == c.UNRESOLVED:
            self._meet("rejected and unresolved")

    def _miss_probability(self, function: int) -> float:
        self._meet("oversight on" if self.oversight_law.on else "oversight off")
        return super()._miss_probability(function)

    def experience_bot(self, good: bool, weight: float) -> None:
        before = self.trust_good, self.trust_bad
        super().experience_bot(good, weight)
        if not self.trust_law.on:
            self._meet("trust off")
        elif before != (self.trust_good, self.trust_bad):
            memory = self.trust_law.memory_interactions
            laws = {None: "trust never forgets", 1.0: "trust forgets all"}
            self._meet("trust on", laws.get(memory, "trust forgets"))

    def average_load(self, day: int, busy_min: float, waiting_min: float) -> None:
        super().average_load(day, busy_min, waiting_min)
        law = self.load_law
        if not law.on:
            if busy_min + waiting_min > 0.0 and self.scheduled_min[day] > 0.0:
                self._meet("load off")
            return
        if self.load_factor != 1.0 or self.load_drop != 0.0:
            self._meet("load on", "overload" if self.load > law.turning_point else "below the turning point")
        if self.load_drop == law.accuracy_drop_max:
            self._meet("overload at its worst")

    def learn_and_forget(self) -> None:
        worked, reviewed = any(self.worked_today), any(self.reviewed_today)
        if worked and not self.law.practice:
            self._meet("practice off")
        if reviewed and self.law.practice:
            self._meet("review teaches" if self.law.review_weight > 0.0 else "review unteaches")
        super().learn_and_forget()
        above_floor = any(
            current > self.law.floor_share * peak
            for function in self.role.functions
            for peak, current in zip(self.peak[function], self.current[function], strict=True)
        )
        if above_floor:
            self._meet("disuse on" if self.law.disuse else "disuse off")

    def _practise(self, function: int, weight: float, practice_min: float) -> None:
        before = [*self.peak[function], *self.current[function]]
        super()._practise(function, weight, practice_min)
        if before != [*self.peak[function], *self.current[function]]:
            self._meet("practice on")


class WatchedBot(Bot):
    """Tells what bots do."""

    def _meet(self, *what: str) -> None:
        self.model.met.update(what)

    def receive(self, task: int) -> None:
        if self.service.known_down:
            self._meet("waits for a fix")
        elif not self.open:
            self._meet("waits for a bot's hours")
        elif self.busy == self.concurrency:
            self._meet("waits for a slot")
        super().receive(task)

    def begin(self, task: int) -> None:
        super().begin(task)
        mechanisms = self.model.config.mechanisms
        if self.busy > 1:
            self._meet("visits side by side")
        for switch, is_on in (("outages", mechanisms.outages.on), ("exit", mechanisms.vendor_exit)):
            if not is_on:
                self._meet(f"{switch} off")

    def complete(self, task: int) -> None:
        if not self.model.config.mechanisms.silent_degradation:
            self._meet("degradation off")
        super().complete(task)
        if self.tasks.outcome[task] in (c.CORRECT, c.ERROR) and self.tasks.mode[task] == c.BOT:
            self._meet(f"mode {self.model.config.policy.mode}" if not self.model.reviews else "mode reviewed")

    def fail(self, task: int) -> None:
        self._meet("noticed late" if self.model.config.mechanisms.outages.detect_min > 0.0 else "noticed at once")
        super().fail(task)
        if self.tasks.outcome[task] == c.UNRESOLVED:
            self._meet("failed too often")
        else:
            self._meet("a failed visit goes again")

    def start_hours(self) -> None:
        if self.queue.waiting:
            self._meet("opens with a line")
        super().start_hours()

    def end_hours(self) -> None:
        if self.busy:
            self._meet("closes with a visit under way")
        super().end_hours()

    def confidence(self, task: int) -> float:
        self._meet("confidence asked")
        return super().confidence(task)


class WatchedVendor(Vendor):
    """Tells what becomes of a vendor's services."""

    def lose_service(self, service: object) -> None:
        met, model = self.model.met, self.model
        if service.known_down:
            met.add("two known outages at once")
        elif not any(bot.visits for bot in service.bots):
            met.add("an outage of an unused service")
        if not service.known_down and any(bot.queue.waiting for bot in service.bots):
            kept = model.config.policy.fallback == "wait"
            met.add("a line is kept at an outage" if kept else "a line is cleared at an outage")
        trust = [person.trust for person in model.staff]
        super().lose_service(service)
        if trust != [person.trust for person in model.staff]:
            met.add("trust lost at an outage")

    def regain_service(self, service: object) -> None:
        waiting = sum(bot.queue.waiting for bot in service.bots)
        super().regain_service(service)
        if sum(bot.queue.waiting for bot in service.bots) < waiting:
            self.model.met.add("a line is begun after the fix")


class WatchedManager(Manager):
    """Tells how work is divided."""

    def choose(self, task: int, function: int) -> Bot | None:
        model, bots = self.model, self.bots_for[function]
        chosen = super().choose(task, function)
        if not bots:
            model.met.add("nobody but people can")
        elif not model.has_people[function]:
            model.met.add("only bots can")
        elif model.tasks.needs_human[task]:
            model.met.add("must be done by a person")
        else:
            model.met.add(f"rule {self.rule_name} to {'people' if chosen is None else 'a bot'}")
        if len(bots) > 1 and chosen is not None:
            model.met.add("several bots to choose from")
        return chosen

    def people_wait_min(self, function: int) -> float:
        model, wait = self.model, super().people_wait_min(function)
        roles = model.functions[function].roles
        if wait == 0.0 and any(model.idle[role] for role in roles):
            model.met.add("people idle")
        elif any(model.on_shift[role] for role in roles):
            model.met.add("people on shift, all busy")
        else:
            model.met.add("people not yet on shift" if wait < float("inf") else "people never on shift again")
        return wait

    def bot_wait_min(self, function: int, bot: Bot) -> float:
        wait = super().bot_wait_min(function, bot)
        self.model.met.add("a bot's slot free" if wait == 0.0 else "no bot's slot free")
        return wait

    def fall_back(self, task: int, bot: Bot) -> None:
        model, fallback = self.model, self.model.config.policy.fallback
        begun = [other.visits + other.queue.waiting for other in model.bots]
        super().fall_back(task, bot)
        model.met.add(f"fallback {fallback}")
        if fallback != "wait" and not model.has_people[model.tasks.function[task]]:
            model.met.add("fallback without people")
        if fallback == "other_vendor":
            grew = [
                number for number, other in enumerate(model.bots) if other.visits + other.queue.waiting > begun[number]
            ]
            vendors = {model.bots[number].numbers.vendor for number in grew}
            taken = vendors and vendors != {bot.numbers.vendor}
            model.met.add("fallback to another vendor" if taken else "no other vendor is free")


class WatchedModel(SymbioModel):
    """Tells what happens in a run; nothing in it happens otherwise."""

    staff_type = WatchedStaff
    bot_type = WatchedBot
    vendor_type = WatchedVendor
    manager_type = WatchedManager

    def _set_up_agents(self) -> None:
        self.met: set[str] = set()
        self.paused_once: set[int] = set()
        self._last = (-1.0, NOBODY)
        super()._set_up_agents()
        for service in self.services:
            service.fate = self._watched_fate(service)
            service.drop = self._watched_drop(service)

    def _handlers_by_kind(self) -> list:
        return [self._watched_handler(kind, handle) for kind, handle in enumerate(super()._handlers_by_kind())]

    def _watched_handler(self, kind: int, handle):
        def handler(entity: int) -> None:
            self.met.add(KINDS[kind])
            time_min, last_kind = self._last
            if time_min == self.now_min:
                self.met.add("two kinds of events at once" if kind != last_kind else "two events of a kind at once")
            self._last = (self.now_min, kind)
            handle(entity)

        return handler

    def _watched_fate(self, service):
        plain = service.fate

        def fate(now: float, length: float, task: int, visit: int) -> tuple[float, bool]:
            end, failed = plain(now, length, task, visit)
            self._tell_fate(service, now, length, end, failed)
            return end, failed

        return fate

    def _tell_fate(self, service, now: float, length: float, end: float, failed: bool) -> None:
        outages = self.config.mechanisms.outages
        at = end - outages.detect_min if failed else end
        struck = [o for o in service._outages if o.start_min <= at and o.tail_end_min > now]
        if not struck:
            return
        kinds = {outage.kind for outage in struck}
        if failed or end > now + length:
            self.met.add(f"interrupted {outages.interrupted_work}")
            self.met.update(("exit on", "the end of a product stops a visit") if "exit" in kinds else ())
            self.met.update(("outages on", f"repair {outages.repair_law}") if kinds - {"exit"} else ())
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

    def _watched_drop(self, service):
        plain = service.drop

        def drop(now: float, degradation_drop: float, relearning_drop: float) -> float:
            if plain(now, 1.0, 0.0):
                self.met.update(("degradation on", "a degraded result"))
            if plain(now, 0.0, 1.0):
                self.met.update(("exit on", "relearning"))
            return plain(now, degradation_drop, relearning_drop)

        return drop

    def restore_skill(self, entity: int) -> None:
        before = [(person.peak, person.current) for person in self.staff]
        before = repr(before)
        super().restore_skill(entity)
        if before != repr([(person.peak, person.current) for person in self.staff]):
            self.met.add("skill restored")

    def queue_for_people(self, task: int, waits: int, at_head: bool = False) -> None:
        super().queue_for_people(task, waits, at_head)
        if self.queues[self.tasks.function[task]].waiting >= 100:
            self.met.add("a line of 100")
        if waits == c.WAITS_FOR_REVIEW:
            self.met.add("mode reviewed")

    def _start_patience(self, task: int) -> None:
        before = self.tasks.give_up_min[task]
        super()._start_patience(task)
        if before < self.tasks.give_up_min[task] < float("inf"):
            self.met.add("patience is set anew")

    def abandon(self, task: int) -> None:
        stage = self.tasks.stage[task]
        super().abandon(task)
        if self.tasks.outcome[task] != c.ABANDONED:
            self.met.add("patience ends after work began")
            return
        self.met.add("leaves a bot's line" if stage == c.WAITS_FOR_BOT else "leaves the people's line")
        clock = self.functions[self.tasks.function[task]].patience_open_clock
        self.met.add("patience open" if clock else "patience wall")

    def deliver(self, task: int, correct: bool, mode: int) -> None:
        super().deliver(task, correct, mode)
        if not correct:
            self.met.add({c.HUMAN: "escapes from people", c.BOT: "escapes from a bot"}.get(mode, "escapes a review"))
            if self.tasks.outcome[task] == c.UNRESOLVED:
                self.met.add("returned too often")
            elif self.tasks.outcome[task] == c.ERROR:
                self.met.add("an error stays")

    def return_task(self, task: int) -> None:
        self.met.add("an error comes back")
        super().return_task(task)

    # ---------------------------------------------------------------- what the firm and the World are

    def look_back(self) -> None:
        """Note what can be seen of firm, World and results when all is over."""
        self._look_at_firm()
        self._look_at_hours()
        self._look_at_work()
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
