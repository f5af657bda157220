"""Bots: they take tasks up to their concurrency, finish them right or wrong, and fail with their vendor's service."""

from math import inf
from typing import TYPE_CHECKING

from ..choreography import BOT, BOT_DONE, BOT_FAILED, WAITS_FOR_BOT, WITH_BOT
from ..firm import BotNumbers
from ..mechanisms import bias, bot_work, curves, drift, market_shift
from ..mechanisms import confidence as confidence_law
from .actor import Actor
from .bot_skill import BotSkill
from .queues import WorkQueue
from .tasks import NOBODY
from .vendor import Service

if TYPE_CHECKING:
    from .symbio_model import SymbioModel


class Bot(Actor):
    """One bot; `busy` of its slots are at work, `queue` holds what waits for one."""

    def __init__(self, model: "SymbioModel", number: int, numbers: BotNumbers, service: Service) -> None:
        super().__init__(model, number, numbers.name)
        self.numbers = numbers
        self.service = service
        self.tasks = model.tasks
        self.luck_correct = model.luck_correct_bot[numbers.vendor]
        self.luck_noise = model.luck_noise_bot[numbers.vendor]
        self.concurrency = numbers.concurrency
        self.busy = 0
        self.open = numbers.always_on
        self.queue = WorkQueue(model.tasks.stage)
        self.visits = 0
        self.failures = 0
        self.busy_min_today = 0.0

        laws = model.config.mechanisms
        self.learning_law, self.shift_law, self.bias_law = laws.bot_learning, laws.market_shift, laws.bias
        self.retraining_law = laws.retraining
        self.is_biased, self.group_share = laws.bias.on, laws.bias.group_share
        self.skills = {
            function: BotSkill(laws, numbers, function, model.firm.starting_bias_gap) for function in numbers.functions
        }
        self.drift = 0.0
        self.trained_day = 0
        self.retrainings = 0
        self.audits = 0

    def load(self) -> float:
        """Return the tasks at work or waiting, per slot; infinite while the service is known to be down."""
        if self.service.known_down:
            return inf
        return (self.busy + self.queue.waiting) / self.concurrency

    def is_available(self) -> bool:
        """Tell whether the bot can begin a task now, a free slot given."""
        return self.open and self.service.known_down == 0

    def receive(self, task: int) -> None:
        """Begin a task if a slot is free and the service is not known to be down, else let it wait."""
        if self.busy < self.concurrency and self.is_available():
            self.begin(task)
        else:
            self.model.wait_for_bot(task, self)

    def begin(self, task: int) -> None:
        """Begin a visit; how it will end is already settled by the World."""
        model, numbers = self.model, self.numbers
        tasks = self.tasks
        now = model.now_min
        tasks.stage[task] = WITH_BOT
        tasks.bot[task] = self.number
        if tasks.start_min[task] != tasks.start_min[task]:
            tasks.start_min[task] = now
        self.busy += 1
        self.busy_min_today -= now
        length = bot_work.visit_min(numbers.setup_min, numbers.time_ratio, model.innovation.effort_now(task))
        end, failed = self.service.fate(now, length, task, tasks.visit[task])
        tasks.bot_min[task] += end - now
        tasks.bot_visits[task] += 1
        self.visits += 1
        model.events.schedule((end, BOT_FAILED if failed else BOT_DONE, task))
        if model.watched == task:
            model.tell(task, "bot begins", bot=self.name, expected_end_min=end)

    def complete(self, task: int) -> None:
        """Finish a visit: right or wrong, it goes to a reviewer or to the customer; then take the next task."""
        model, tasks = self.model, self.tasks
        self.busy -= 1
        self.busy_min_today += model.now_min
        if model.counts_bot_work:
            model.bot_effort_today[tasks.function[task]] += tasks.effort_min[task]
        chance = self.chance(task)
        visit = tasks.visit[task]
        correct = self.luck_correct[visit][task] < chance
        reviewed = model.reviews and model.luck_reviewed[visit][task] < model.review_share
        if model.watched == task:
            model.tell(task, "bot ends", bot=self.name, chance_correct=chance, correct=correct, to_review=reviewed)
        if reviewed:
            model.to_review(task, not correct, NOBODY)
        else:
            model.deliver(task, correct, BOT)
        self.work_off_queue()

    def answers(self, task: int) -> bool:
        """Tell whether a person who asks for advice now gets it: in the bot's hours, and if no outage is in the way."""
        now = self.model.now_min
        return self.is_available() and self.service.fate(now, 0.0, task, self.tasks.visit[task]) == (now, False)

    def advise(self, task: int) -> bool:
        """Give advice and tell whether it is right; it takes no slot, and is charged as a visit."""
        self.visits += 1
        self.tasks.bot_visits[task] += 1
        self.tasks.bot[task] = self.number
        return self.luck_correct[self.tasks.visit[task]][task] < self.chance(task)

    def fail(self, task: int) -> None:
        """Notice that an outage has failed a visit; the task goes where the policy says."""
        model = self.model
        self.busy -= 1
        self.busy_min_today += model.now_min
        self.failures += 1
        model.tasks.outage_failures[task] += 1
        if model.watched == task:
            model.tell(task, "an outage failed the visit", bot=self.name)
        if model.next_visit(task):
            model.manager.fall_back(task, self)
        self.work_off_queue()

    def work_off_queue(self) -> None:
        """Begin waiting tasks while slots are free."""
        while self.queue.waiting and self.busy < self.concurrency and self.is_available():
            self.queue.head()
            self.begin(self.queue.take_head())

    def start_hours(self) -> None:
        """Begin the bot's working hours."""
        self.open = True
        self.work_off_queue()

    def end_hours(self) -> None:
        """End the bot's working hours; visits begun are finished."""
        self.open = False

    def confidence(self, task: int) -> float:
        """Return the stated probability of getting this task right."""
        numbers = self.numbers
        ability = self.skills[self.tasks.function[task]].ability
        log_odds = ability - numbers.slope * self._difficulty(task)
        luck = self.luck_noise[self.tasks.visit[task]][task]
        return confidence_law.stated_confidence(
            log_odds, numbers.confidence_slope, numbers.overconfidence, numbers.confidence_noise, luck
        )

    def chance(self, task: int) -> float:
        """Return the probability of getting this task right now."""
        model, numbers = self.model, self.numbers
        skill = self.skills[self.tasks.function[task]]
        drop = self.service.drop(model.now_min, numbers.degradation_drop, numbers.relearning_drop)
        if model.is_new_kind(task):
            law = self.shift_law
            drop += market_shift.ability_drop(law.bot_drop, skill.lessons + skill.examples, law.bot_lessons)
        chance = bot_work.accuracy(skill.ability, numbers.slope, self._difficulty(task), drop)
        if self.is_biased:
            in_b = model.luck_group[task] < self.group_share
            chance = bias.accuracy_in_group(chance, skill.gap, self.group_share, in_b)
        return chance

    def price_eur(self) -> float:
        """Return what a visit costs now."""
        return self.numbers.usage_eur_per_task * self.model.vendors[self.numbers.vendor].price

    def _difficulty(self, task: int) -> float:
        tasks, numbers = self.tasks, self.numbers
        return bot_work.machine_difficulty(
            tasks.difficulty[task],
            tasks.type_z[task],
            numbers.type_jaggedness,
            tasks.machine_z[task],
            numbers.jaggedness,
            numbers.novel_penalty if tasks.novel[task] else 0.0,
        )

    # ---------------------------------------------------------------- learning, drift, bias

    def be_corrected(self, task: int, skill: float, weight: float) -> None:
        """Learn from a correction by a person of this accuracy skill, if bots learn."""
        law = self.learning_law
        if not law.on:
            return
        own = self.skills[self.tasks.function[task]]
        worth = weight * curves.worth_by_skill(skill, law.skill_effect)
        own.corrections += worth
        if self.model.is_new_kind(task):
            own.lessons += worth

    def be_reviewed(self, task: int, rejected: bool) -> None:
        """Let the firm measure how good the bot is, if that may lead to retraining."""
        if self.retraining_law.on:
            self.skills[self.tasks.function[task]].remember_review(rejected)

    def drift_for_a_day(self, decay_per_day: float) -> None:
        """Fall behind the world by a day."""
        self.drift = drift.after_day(self.drift, decay_per_day)

    def retrain_if_due(self, day: int, examples: list[float]) -> None:
        """Be retrained by plan or because too much is rejected: without drift, and with people's examples."""
        law = self.retraining_law
        every_days = inf if law.every_days is None else law.every_days
        margin = inf if law.error_margin is None else law.error_margin
        days_since = float(day + 1 - self.trained_day)
        if any(skill.calls_for_retraining(days_since, every_days, margin) for skill in self.skills.values()):
            self.drift = 0.0
            self.trained_day = day + 1
            self.retrainings += 1
            for function, skill in self.skills.items():
                skill.retrain(examples[function])

    def set_abilities(self) -> None:
        """Set the abilities for the day that begins."""
        for skill in self.skills.values():
            skill.set_ability(self.drift)

    def learn_from_itself(self, results: list[int]) -> None:
        """Learn from the results of each function since the last time."""
        for function, skill in self.skills.items():
            skill.learn_from_itself(results[function])

    def be_audited(self, effect: float) -> None:
        """Be audited for bias."""
        self.audits += 1
        for skill in self.skills.values():
            skill.be_audited(effect)

    def mean_gap(self) -> float:
        """Return the bias over the bot's functions (logit)."""
        total = 0.0
        for skill in self.skills.values():  # one by one: `sum` rounds otherwise from Python 3.12 on
            total += skill.gap
        return total / len(self.skills)

    def all_corrections(self) -> float:
        """Return the corrections in all functions."""
        total = 0.0
        for skill in self.skills.values():
            total += skill.corrections
        return total

    # ---------------------------------------------------------------- books, lines

    def close_books(self) -> float:
        """Return the slot-minutes at work on the day that ends and open the next day's books.

        The day's minutes are the ends of its visits less their beginnings; a visit under way at midnight ends there for
        the one day and begins for the other.
        """
        under_way = self.busy * self.model.now_min
        total, self.busy_min_today = self.busy_min_today + under_way, -under_way
        return total

    def queue_task(self, task: int) -> None:
        """Let a task wait for a slot."""
        self.tasks.stage[task] = WAITS_FOR_BOT
        self.tasks.waits_at[task] = self.number
        self.queue.append(task)
