"""The peers' bots: how they do tasks and fail; how tasks find a slot is left to the idiom."""

from abc import ABC, abstractmethod
from collections import deque
from typing import TYPE_CHECKING, Any, NamedTuple

from symbio_sim import choreography as c
from symbio_sim.firm import BotNumbers
from symbio_sim.mechanisms import bot_work
from symbio_sim.mechanisms import outage as outage_law

from .firm_tasks import Task

if TYPE_CHECKING:
    from .firm_core import ReferenceFirm


class Fate(NamedTuple):
    """How a visit will end: after how many minutes, whether an outage fails it, and which if it is still to come.

    What an outage fails on the way is noticed by all at the same time; `after_min` does not count then.
    """

    after_min: float
    failed: bool
    outage_to_come: int | None


class Bot(ABC):
    """A bot with a number of slots."""

    def __init__(self, firm: "ReferenceFirm[Any, Any]", number: int, numbers: BotNumbers) -> None:
        self.firm, self.env, self.number, self.numbers = firm, firm.env, number, numbers
        self.agenda = firm.agenda.services[numbers.service]
        self.luck_correct = firm.luck_correct_bot[numbers.vendor]
        self.outages = deque(self.agenda.outages)
        self.visits = self.failures = 0
        self.busy_min_today = 0.0

    @abstractmethod
    def busy(self) -> int:
        """Return how many slots are at work."""

    @abstractmethod
    def waiting(self) -> int:
        """Return how many tasks wait for a slot."""

    def load(self) -> float:
        """Return the tasks at work or waiting, per slot; infinite while the service is known to be down."""
        if self.firm.known_outages[self.numbers.service]:
            return float("inf")
        return (self.busy() + self.waiting()) / self.numbers.concurrency

    def begin_visit(self, task: Task) -> None:
        """Write down that a visit begins."""
        now = self.env.now
        if task.start_min != task.start_min:
            task.start_min = now
        task.bot = self.number
        task.bot_visits += 1
        task.visit_start_min = now
        self.visits += 1
        self.busy_min_today -= now

    def end_visit(self, task: Task, failed: bool) -> None:
        """Finish a visit, or notice that an outage failed it; what comes out of it may leave work for people."""
        now = self.env.now
        self.busy_min_today += now
        task.bot_min += now - task.visit_start_min
        if not failed:
            self.complete(task)
            return
        self.failures += 1
        task.outage_failures += 1
        if self.firm.next_visit(task):
            self.firm.to_people(task)

    def close_books(self) -> float:
        """Return the slot-minutes at work on the day that ends; visits under way are split at midnight."""
        under_way = self.busy() * self.env.now
        total, self.busy_min_today = self.busy_min_today + under_way, -under_way
        return total

    def fate(self, task: Task) -> Fate:
        """Return how a visit begun now will end."""
        now, outages, numbers = self.env.now, self.outages, self.numbers
        length = bot_work.visit_min(numbers.setup_min, numbers.time_ratio, task.effort_min)
        while outages and outages[0].tail_end_min <= now:
            outages.popleft()
        for outage in outages:
            if outage.start_min >= now + length:
                break
            at = max(now, outage.start_min)
            severity = outage_law.severity(at, outage.start_min, outage.fix_min, outage.tail_end_min, outage.severity)
            if severity > 0.0 and self.firm.luck_partial_fail(outage.key, task.number, task.visit) < severity:
                return Fate(self.firm.detect_min, True, outage.key if outage.start_min > now else None)
        return Fate(length, False, None)

    def complete(self, task: Task) -> None:
        """Finish a visit: its result goes to a reviewer or to the customer."""
        firm, numbers = self.firm, self.numbers
        ability = numbers.ability[task.function]
        difficulty = bot_work.machine_difficulty(
            task.difficulty,
            task.type_z,
            numbers.type_jaggedness,
            task.machine_z,
            numbers.jaggedness,
            numbers.novel_penalty if task.novel else 0.0,
        )
        chance = bot_work.accuracy(ability, numbers.slope, difficulty, self.drop())
        correct = self.luck_correct[task.visit][task.number] < chance
        if firm.luck_reviewed[task.visit][task.number] < firm.review_share:
            firm.to_review(task, not correct)
        else:
            firm.deliver(task, correct, c.BOT)

    def drop(self) -> float:
        """Return by how much ability is lowered now (logit)."""
        now, total = self.env.now, 0.0
        if any(start <= now < end for start, end in self.agenda.degradations):
            total = self.numbers.degradation_drop
        if self.agenda.relearning[0] <= now < self.agenda.relearning[1]:
            total += self.numbers.relearning_drop
        return total
