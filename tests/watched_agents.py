"""Agents that note what people, bots, vendors and the manager do; they do nothing otherwise than their own kind."""

import itertools
from typing import Any

from symbio_sim import choreography as c
from symbio_sim.model import Bot, Manager, Staff, Vendor

NOBODY = -1
DAY = 1440.0


class WatchedStaff(Staff):
    """Tells what people do."""

    def _meet(self, *what: str) -> None:
        self.model.met.update(what)

    def leave(self) -> None:
        if self.on_shift:
            self._meet("leaves in the midst of a shift")
        busy = self.task != NOBODY
        super().leave()
        if busy:
            self._meet("finishes after leaving" if self.task != NOBODY else "puts work down on leaving")

    def join(self) -> None:
        super().join()
        if self.on_shift:
            self._meet("joins in the midst of a shift")

    def miss_shift(self) -> None:
        super().miss_shift()
        self._meet("a shift nobody comes to")

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
        if task == NOBODY:
            return
        if self.job.vacant:
            self._meet("paused work of a leaver")
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
        for function in self.role.functions if model.reviews_people else ():
            line = model.queues[function]
            if line.waiting and line.first_for(self.number, self.tasks.author) != line.head():
                self._meet("own work is left to others")
        super().take_next()

    def begin(self, task: int, stage: int) -> None:
        advised, trusted = self.tasks.advised_at[task], (self.trust_good, self.trust_bad)
        is_first = self.tasks.adviser[task] != NOBODY
        super().begin(task, stage)
        if is_first and self.tasks.advised_at[task] != advised:
            by_mode = self.model.config.policy.mode == "assisted"
            self._meet("advice is taken", "mode assisted" if by_mode else "human_centric on")
            self._tell_advice(task)
        assert trusted == (self.trust_good, self.trust_bad) or is_first

    def meet(self, task: int, function: int) -> float:
        self.last_chance = super().meet(task, function)
        return self.last_chance

    def _tell_advice(self, task: int) -> None:
        own = self.model.luck_correct_human[self.tasks.visit[task]][task] < self.last_chance
        advice = self.model.bots[self.tasks.bot[task]].last_advice
        adopted = advice == (not self.tasks.wrong[task])
        self._meet("advice agrees" if own == advice else "advice is adopted" if adopted else "advice is set aside")

    def finish_stint(self) -> None:
        if not self.on_shift:
            self._meet("overtime")
        elif self.model.now_min == self.shift_end:
            self._meet("work ends with the shift")
        super().finish_stint()

    def _meet_new_kind(self, function: int) -> float:
        self._meet("a new kind for people")
        return super()._meet_new_kind(function)

    def _complete_review(self, task: int, function: int) -> None:
        tasks, wrong = self.tasks, self.tasks.wrong[task]
        if tasks.author[task] != NOBODY:
            self._complete_check(task, function)
            return
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

    def _complete_check(self, task: int, function: int) -> None:
        tasks, wrong = self.tasks, self.tasks.wrong[task]
        assert tasks.author[task] != self.number, "reviews the own work"
        caught, alarms = tasks.caught_people[task], tasks.false_alarms_people[task]
        super()._complete_review(task, function)
        if wrong:
            self._tell_oversight()
        if tasks.caught_people[task] > caught:
            self._meet("catches a colleague's error")
        elif tasks.false_alarms_people[task] > alarms:
            self._meet("rejects a colleague's right work")
        else:
            self._meet("misses a colleague's error" if wrong else "passes a colleague's work")

    def _tell_oversight(self) -> None:
        self._meet("oversight on" if self.oversight_law.on else "oversight off")
        if self.oversight_law.on and self.model.config.safeguards.critical_evaluation:
            self._meet("culture on")

    def _miss_probability(self, function: int) -> float:
        self._tell_oversight()
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
        assisted, reviewed = any(self.assisted_today), any(self.reviewed_today)
        worked = assisted or any(self.worked_today)
        if assisted and self.law.practice:
            self._meet(
                "assisted work teaches" if self.assistance_law.practice_weight > 0.0 else "assisted work unteaches"
            )
        if self.model.workforce.law.on and any(self.reviewed_today):
            self._meet("reviews are monotonous")
        if any(self.model.workforce.decided_by_bots_min[function] for function in self.role.functions):
            self._meet("bots alone decide")
        if worked and not self.law.practice:
            self._meet("practice off")
        if reviewed and self.law.practice:
            self._meet("review teaches" if self.law.review_weight > 0.0 else "review unteaches")
        if any(days > 0.0 and work > 0.0 for days, work in zip(self.break_days, self.worked_today, strict=True)):
            self._meet("a break ends")
        before = repr(self.current)
        super().learn_and_forget()
        if before != repr(self.current):
            self._meet(f"skill law {self.law.law}")
        if worked and self.law.law != "exponential":
            self._meet(
                *(f"{name} of another law off" for name in ("practice", "disuse") if not getattr(self.law, name))
            )
            if self.law.practice:
                self._meet("practice on")
        above_floor = any(
            current > self.law.floor_share * peak
            for function in self.role.functions
            for peak, current in zip(self.peak[function], self.current[function], strict=True)
        )
        if above_floor:
            self._meet("disuse on" if self.law.disuse else "disuse off")
            self._meet(f"disuse_below_normal {'on' if self.law.disuse_below_normal else 'off'}")

    def _practise(self, function: int, weight: float, practice_min: float) -> None:
        before = [*self.peak[function], *self.current[function]]
        super()._practise(function, weight, practice_min)
        if before != [*self.peak[function], *self.current[function]]:
            self._meet("practice on")

    def rely(self) -> None:
        super().rely()
        if any(self.aided_min):
            self._meet("reliance on")
        elif not self.reliance_law.on and any(bot.visits for bot in self.model.bots):
            self._meet("reliance off")


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
        self._look_at_schooling(task)
        super().complete(task)
        if self.tasks.outcome[task] in (c.CORRECT, c.ERROR) and self.tasks.mode[task] == c.BOT:
            self._meet(f"mode {self.model.config.policy.mode}" if not self.model.reviews else "mode reviewed")

    def _look_at_schooling(self, task: int) -> None:
        laws, skill = self.model.config.mechanisms, self.skills[self.tasks.function[task]]
        start = self.numbers.ability[self.tasks.function[task]]
        if skill.ability != start:
            self._meet("better than at first" if skill.ability > start else "worse than at first")
        if self.drift != 0.0:
            self._meet("drift on")
        elif not laws.drift.on:
            self._meet("drift off")
        if not laws.bias.on:
            self._meet("bias off")
        elif skill.gap > 0.0 and self.model.luck_group[task] < laws.bias.group_share:
            self._meet("bias on")
        if self.model.is_new_kind(task):
            self._meet("shift on", "a new kind for a bot")
            if skill.lessons + skill.examples > 0.0:
                self._meet("a bot has learned the new kind")
        elif not laws.market_shift.on:
            shifts = self.model.world.market_shifts
            self._meet(*("shift off" for shift in shifts if self.model.now_min > shift.start_min))

    def be_corrected(self, task: int, skill: float, weight: float) -> None:
        before = self.all_corrections()
        super().be_corrected(task, skill, weight)
        if not self.learning_law.on:
            self._meet("learning off")
        elif self.all_corrections() > before:
            self._meet("learning on", "corrected in review" if weight == 1.0 else "a returned error put right")

    def retrain_if_due(self, day: int, examples: list[float]) -> None:
        before, last = self.retrainings, self.trained_day
        super().retrain_if_due(day, examples)
        if self.retrainings > before:
            by_plan = self.retraining_law.every_days == day + 1 - last
            self._meet("retraining on", "retrained by plan" if by_plan else "retrained for its errors")
            if any(examples):
                self._meet("trained with examples")

    def set_abilities(self) -> None:
        super().set_abilities()
        if not self.retraining_law.on:
            self._meet("retraining off")

    def learn_from_itself(self, results: list[int]) -> None:
        before = self.mean_gap()
        super().learn_from_itself(results)
        if self.mean_gap() > before:
            most = max(skill.gap for skill in self.skills.values())
            self._meet("as biased as it gets" if most == self.bias_law.gap_max else "more biased than before")

    def be_audited(self, effect: float) -> None:
        super().be_audited(effect)
        self._meet("audited")

    def answers(self, task: int) -> bool:
        answered, mechanisms = super().answers(task), self.model.config.mechanisms
        for switch, is_on in (("outages", mechanisms.outages.on), ("exit", mechanisms.vendor_exit)):
            if not is_on:
                self._meet(f"{switch} off")
        if not answered:
            self._meet(f"fallback {self.model.config.policy.fallback}")
            self._meet("no advice in an outage" if self.open else "no advice out of hours")
        if not answered and self.open:
            self._tell_outage()
        return answered

    def _tell_outage(self) -> None:
        now = self.model.now_min
        kinds = {o.kind for o in self.service._outages if o.start_min <= now < o.tail_end_min}
        self._meet(*(("exit on",) if "exit" in kinds else ()), *(("outages on",) if kinds - {"exit"} else ()))

    def advise(self, task: int) -> bool:
        if not self.model.config.mechanisms.silent_degradation:
            self._meet("degradation off")
        self._look_at_schooling(task)
        self.last_advice = super().advise(task)
        return self.last_advice

    def fail(self, task: int) -> None:
        if self.name not in self.model.config.bots:
            self._meet("a standby fails")
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

    def lose_service(self, service: Any) -> None:
        met, model = self.model.met, self.model
        if service.known_down:
            met.add("two known outages at once")
        elif not any(bot.visits for bot in service.bots):
            met.add("an outage of an unused service")
        if not service.known_down and any(bot.queue.waiting for bot in service.bots):
            kept = model.config.policy.fallback == "wait" and not model.manager.is_diversified
            met.add("a line is kept at an outage" if kept else "a line is cleared at an outage")
        trust = [person.trust for person in model.staff]
        super().lose_service(service)
        if trust != [person.trust for person in model.staff]:
            met.add("trust lost at an outage")

    def regain_service(self, service: Any) -> None:
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
        elif not self.holds_work_back or super().is_offered(task, function):
            rule = f"rule {self.rule_name}"
            model.met.update((rule, f"{rule} to {'people' if chosen is None else 'a bot'}"))
        if len(bots) > 1 and chosen is not None:
            model.met.add("several bots to choose from")
        return chosen

    def assign(self, task: int) -> None:
        super().assign(task)
        model = self.model
        if (
            self.advised_share == 1.0
            and not model.assists
            and self.choose(task, model.tasks.function[task]) is not None
        ):
            model.met.add("advice is switched off")

    def who_answers(self, task: int) -> Bot | None:
        first = self.model.bots[self.model.tasks.adviser[task]]
        bot = super().who_answers(task)
        if bot is not None and bot is not first:
            self._tell_stand_in(bot, "advice of another vendor", "advice of a standby")
        return bot

    def _tell_stand_in(self, stand_in: Bot, vendors: str, standbys: str) -> None:
        """Tell who worked for a bot that could not; where that is the safeguard's doing, that it is taken."""
        self.model.met.add(standbys if stand_in.name not in self.model.config.bots else vendors)
        if self.is_diversified:
            self.model.met.add("diversification on")

    def is_offered(self, task: int, function: int) -> bool:
        model, offered = self.model, super().is_offered(task, function)
        if not offered:
            numbers = model.functions[function]
            if model.now_min < numbers.pilot_from_min:
                model.met.update(("roadmap on", "kept before the pilot"))
            elif model.now_min < numbers.full_from_min and model.luck_pilot[model.tasks.visit[task]][task] >= (
                numbers.pilot_share
            ):
                model.met.update(("roadmap on", "kept during the pilot"))
            elif model.firm.manual_days[int(model.now_min / 1440.0)]:
                model.met.update(("competence on", "kept on a manual day"))
            else:
                model.met.update(("competence on", "kept for practice"))
        return offered

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
        grew = [other for other, n in zip(model.bots, begun, strict=True) if other.visits + other.queue.waiting > n]
        for stand_in in grew:
            if stand_in.numbers.vendor != bot.numbers.vendor:
                self._tell_stand_in(stand_in, "fallback to another vendor", "a standby takes over")
                model.met.update(() if self.is_diversified else (f"fallback {fallback}",))
                return
        model.met.add(f"fallback {fallback}")
        if fallback == "other_vendor":
            model.met.add("no other vendor is free")
        if fallback != "wait" and not model.has_people[model.tasks.function[task]]:
            model.met.add("fallback without people")
