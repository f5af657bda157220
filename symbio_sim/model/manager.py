"""The manager: decides by the allocation rule who does each task, and where work goes when a service is down."""

from typing import TYPE_CHECKING

from ..choreography import TO_OTHER_VENDOR, TO_PEOPLE, TO_WAIT
from ..config import DAY_MIN
from ..firm import ACCURACY
from ..firm.features import OF_A_BOT
from ..mechanisms import core_competence, human_centric, human_work, rollout
from .actor import Actor
from .experience import Experience
from .rules import RuleError, find_rule
from .tasks import NOBODY

if TYPE_CHECKING:
    from .bot import Bot
    from .symbio_model import SymbioModel
    from .vendor import Service


class Manager(Actor):
    """Divides the work between people and bots."""

    def __init__(self, model: "SymbioModel") -> None:
        super().__init__(model, 0, "manager")
        policy = model.firm.config.policy
        self.rule_name = policy.rule
        self.rule = find_rule(policy.rule, getattr(policy, "function", None))
        self.parameters = model.firm.rule_parameters
        looks_at = model.firm.rule_looks_at
        self.needs_share = "u_share" in looks_at
        self.needs_confidence = "confidence" in looks_at
        self.needs_waits = not looks_at.isdisjoint({"people_wait_min", "bot_wait_min"})
        self.needs_people = not looks_at.isdisjoint({"people_skill", "people_error"})
        self.needs_learned = "learned" in looks_at
        self.tells_bots_apart = not looks_at.isdisjoint(OF_A_BOT)
        self.experience = Experience(model)
        self.people_skill = [0.0 for _ in model.functions]
        self.people_ability = [0.0 for _ in model.functions]
        self.take_stock()
        self.fallback = model.firm.fallback
        self.is_diversified = model.firm.safeguards.is_diversified
        self.has_stand_ins = self.is_diversified or self.fallback == TO_OTHER_VENDOR
        self.advised_share = model.firm.safeguards.advised_share
        self.holds_work_back = model.firm.holds_work_back
        self.bots_for: list[list[Bot]] = [[] for _ in model.functions]

    # ---------------------------------------------------------------- allocation

    def assign(self, task: int) -> None:
        """Give a task to people or to a bot."""
        model = self.model
        function = model.tasks.function[task]
        bot = self.choose(task, function)
        if self.experience.is_adaptive:
            self.experience.note_choice(task, function, bot is not None)
        if bot is None:
            model.to_people(task)
        elif self.advised_share > 0.0 and self.is_led_by_person(task, function):
            if model.assists:
                model.tasks.adviser[task] = bot.number
            model.to_people(task)
        elif bot.service.known_down:
            self.fall_back(task, bot)
        else:
            bot.receive(task)

    def choose(self, task: int, function: int) -> "Bot | None":
        """Return the bot that the rule prefers, or None for people."""
        model, bots = self.model, self.bots_for[function]
        if not bots:
            return None
        if not model.has_people[function]:
            return _least_loaded(bots)
        if model.tasks.needs_human[task] or (self.holds_work_back and not self.is_offered(task, function)):
            return None
        if self.tells_bots_apart:
            chosen = self._most_preferred(task, function, bots)
        else:
            chosen = _least_loaded(bots) if self.preference(task, function, bots[0]) > 0.0 else None
        if model.watched == task:
            self._tell_choice(task, function, chosen)
        return chosen

    def is_offered(self, task: int, function: int) -> bool:
        """Tell whether the rule may give a task to bots: it is not too early on the roadmap, nor kept for practice."""
        model, plan = self.model, self.model.firm.safeguards
        numbers, visit = model.functions[function], model.tasks.visit[task]
        pilot = model.luck_pilot[visit][task]
        if not rollout.is_offered(
            model.now_min, numbers.pilot_from_min, numbers.full_from_min, numbers.pilot_share, pilot
        ):
            return False
        if model.firm.manual_days[int(model.now_min / DAY_MIN)]:
            return False
        return not core_competence.is_practice(model.luck_practice[visit][task], plan.practice_share)

    def is_led_by_person(self, task: int, function: int) -> bool:
        """Tell whether a person does, with advice, a task that the rule gives to a bot."""
        model = self.model
        luck = model.luck_human_centric[model.tasks.visit[task]][task]
        return model.has_people[function] and human_centric.is_led_by_person(luck, self.advised_share)

    def _most_preferred(self, task: int, function: int, bots: "list[Bot]") -> "Bot | None":
        """Return the bot of greatest positive preference, the least loaded of equals, then the first declared."""
        best, best_preference = None, 0.0
        for bot in bots:
            preference = self.preference(task, function, bot)
            if preference > best_preference:
                best, best_preference = bot, preference
            elif best is not None and preference == best_preference and bot.load() < best.load():
                best = bot
        return best

    def preference(self, task: int, function: int, bot: "Bot") -> float:
        """Return how much the rule prefers this bot over people for a task."""
        model = self.model
        tasks = model.tasks
        numbers = model.functions[function]
        u_share = people_wait = bot_wait = sure = skill = error = learned = 0.0
        if self.needs_share:
            u_share = model.luck_share[tasks.visit[task]][task]
        if self.needs_waits:
            people_wait, bot_wait = self.people_wait_min(function), self.bot_wait_min(function, bot)
        if self.needs_confidence:
            sure = bot.confidence(task)
        if self.needs_people:
            skill = self.people_skill[function]
            error = 1.0 - human_work.accuracy(self.people_ability[function], numbers.slope, tasks.difficulty[task])
        if self.needs_learned:
            learned = self.experience.tell(task, function)
        p0, p1, p2, p3 = self.parameters
        value = self.rule(
            p0,
            p1,
            p2,
            p3,
            u_share,
            tasks.difficulty[task],
            sure,
            people_wait,
            numbers.people_time_min,
            bot_wait,
            bot.numbers.mean_visit_min[function],
            numbers.value_eur,
            tasks.due_min[task] - model.now_min,
            skill,
            error,
            numbers.people_cost_eur,
            bot.price_eur(),
            numbers.error_loss_eur,
            learned,
        )
        if value != value or (self.rule_name == "custom" and not isinstance(value, int | float)):
            raise RuleError(
                f"the allocation rule {self.rule_name!r} returned {value!r}, not a number, for task {task} and bot "
                f"{bot.name!r}"
            )
        return value

    def people_wait_min(self, function: int) -> float:
        """Return the expected wait for a person: until somebody is on shift, then until the queue before it is served.

        Counts the function's own queue and all its people, as if they had no other work.
        """
        model = self.model
        on_shift = 0
        for role in model.functions[function].roles:
            if model.idle[role]:
                return 0.0
            on_shift += model.on_shift[role]
        waiting = model.queues[function].waiting + 1
        if on_shift:
            return waiting * model.functions[function].people_time_min / on_shift
        opening = model.next_staffed_min(function) - model.now_min
        return opening + (waiting - 1) * model.functions[function].people_time_min / max(model.seats_for[function], 1)

    def bot_wait_min(self, function: int, bot: "Bot") -> float:
        """Return the expected wait for a slot of a bot."""
        if bot.busy < bot.concurrency and bot.is_available():
            return 0.0
        return (bot.queue.waiting + 1) * bot.numbers.mean_visit_min[function] / bot.concurrency

    def take_stock(self) -> None:
        """Note the mean accuracy skill and ability of the people of each function; both change at midnight only."""
        if not self.needs_people:
            return
        for function, people in enumerate(self.model.people_of):
            skill, ability, n = 0.0, 0.0, 0
            for person in people:  # one by one: `sum` rounds otherwise from Python 3.12 on
                if not person.job.vacant:
                    skill += person.current[function][ACCURACY]
                    ability += person.ability[function]
                    n += 1
            self.people_skill[function] = skill / max(n, 1)
            self.people_ability[function] = ability / max(n, 1)

    def close_day(self, day: int) -> None:
        """Do what an adaptive rule does once a day."""
        self.take_stock()
        if self.experience.is_adaptive:
            self.experience.close_day(day)

    def who_answers(self, task: int) -> "Bot | None":
        """Return the bot that gives the advice a task is to be done with, or None; asked once a visit."""
        tasks = self.model.tasks
        bot = self.model.bots[tasks.adviser[task]]
        tasks.adviser[task] = NOBODY
        if bot.answers(task):
            return bot
        if self.has_stand_ins:
            other = self._stand_in(tasks.function[task], bot)
            if other is not None and other.answers(task):
                return other
        return None

    # ---------------------------------------------------------------- when a service is down

    def keeps_waiting(self, bot: "Bot") -> bool:
        """Tell whether tasks stay with a bot whose service is down."""
        return self.fallback == TO_WAIT and not self.is_diversified

    def fall_back(self, task: int, bot: "Bot") -> None:
        """Send a task that this bot cannot do now to where the policy says."""
        model = self.model
        function = model.tasks.function[task]
        if self.has_stand_ins:
            other = self._stand_in(function, bot)
            if other is not None:
                other.receive(task)
                return
        if self.fallback in (TO_PEOPLE, TO_OTHER_VENDOR) and model.has_people[function]:
            model.to_people(task)
        else:
            bot.receive(task)

    def _stand_in(self, function: int, bot: "Bot") -> "Bot | None":
        """Return who works for a bot that cannot: the least loaded bot of another vendor, else its standby, if up."""
        others = [
            other
            for other in self.bots_for[function]
            if other.numbers.vendor != bot.numbers.vendor and not other.service.known_down
        ]
        if others:
            return _least_loaded(others)
        if bot.numbers.standby == NOBODY:
            return None
        standby = self.model.bots[bot.numbers.standby]
        return standby if function in standby.skills and not standby.service.known_down else None

    def lose_trust(self, service: "Service") -> None:
        """Let those who work beside a failed service see it fail; one that nobody has used fails unseen."""
        model = self.model
        if not any(bot.visits for bot in service.bots):
            return
        functions = {function for bot in service.bots for function in bot.numbers.functions}
        weight = model.firm.config.mechanisms.trust.outage_failures
        for person in model.staff:
            if weight > 0.0 and not functions.isdisjoint(person.role.functions):
                person.experience_bot(False, weight)

    def _tell_choice(self, task: int, function: int, chosen: "Bot | None") -> None:
        scores = {bot.name: self.preference(task, function, bot) for bot in self.bots_for[function]}
        self.model.tell(
            task,
            "the rule decides",
            rule=self.rule_name,
            preferences=scores,
            u_share=self.model.luck_share[self.model.tasks.visit[task]][task],
            chosen="people" if chosen is None else chosen.name,
        )


def _least_loaded(bots: "list[Bot]") -> "Bot":
    """Return the bot with the fewest tasks per slot; ties go to the first."""
    best, least = bots[0], bots[0].load()
    for bot in bots[1:]:
        load = bot.load()
        if load < least:
            best, least = bot, load
    return best
