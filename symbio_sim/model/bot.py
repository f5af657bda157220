"""Bots: they take tasks up to their concurrency, finish them right or wrong, and fail with their vendor's service."""

from math import inf
from typing import TYPE_CHECKING

from ..choreography import BOT, BOT_DONE, BOT_FAILED, WAITS_FOR_BOT, WITH_BOT
from ..firm import BotNumbers
from ..mechanisms import bot_work
from ..mechanisms import confidence as confidence_law
from .actor import Actor
from .queues import WorkQueue
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
        length = bot_work.visit_min(numbers.setup_min, numbers.time_ratio, tasks.effort_min[task])
        end, failed = self.service.fate(now, length, task, tasks.visit[task])
        tasks.bot_min[task] += end - now
        tasks.bot_visits[task] += 1
        self.visits += 1
        model.events.schedule((end, BOT_FAILED if failed else BOT_DONE, task))
        if model.watched == task:
            model.tell(task, "bot begins", bot=self.name, expected_end_min=end)

    def complete(self, task: int) -> None:
        """Finish a visit: right or wrong, it goes to a reviewer or to the customer; then take the next task."""
        model, tasks, numbers = self.model, self.tasks, self.numbers
        now = model.now_min
        self.busy -= 1
        self.busy_min_today += now
        drop = self.service.drop(now, numbers.degradation_drop, numbers.relearning_drop)
        chance = bot_work.accuracy(numbers.ability[tasks.function[task]], numbers.slope, self._difficulty(task), drop)
        if model.counts_bot_work:
            model.bot_effort_today[tasks.function[task]] += tasks.effort_min[task]
        visit = tasks.visit[task]
        correct = self.luck_correct[visit][task] < chance
        reviewed = model.reviews and model.luck_reviewed[visit][task] < model.review_share
        if model.watched == task:
            model.tell(task, "bot ends", bot=self.name, chance_correct=chance, correct=correct, to_review=reviewed)
        if reviewed:
            model.to_review(task, not correct)
        else:
            model.deliver(task, correct, BOT)
        self.work_off_queue()

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
        ability = numbers.ability[self.tasks.function[task]]
        log_odds = ability - numbers.slope * self._difficulty(task)
        luck = self.luck_noise[self.tasks.visit[task]][task]
        return confidence_law.stated_confidence(
            log_odds, numbers.confidence_slope, numbers.overconfidence, numbers.confidence_noise, luck
        )

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
