"""What the peers share: the same World, agenda, luck, mechanisms, rule and books as the engine.

How work meets people and bots is left to each library and idiom: `simpy_workers` pull tasks, `simpy_customers` ask for
resources, `mesa_firm` schedules events. None knows more than the reference scenario does; what else a config may say is
refused.
"""

from abc import ABC, abstractmethod
from collections.abc import Iterator
from typing import Any, Generic, TypeVar

import numpy as np

from symbio_sim import Config
from symbio_sim import choreography as c
from symbio_sim.firm import BotNumbers, RoleNumbers, prepare, resolve
from symbio_sim.mechanisms import exponential
from symbio_sim.model.luck import OutageLuck, luck_table
from symbio_sim.policies import fixed_share
from symbio_sim.world import World
from symbio_sim.world.normal_skill import normal_accuracy_skill

from .firm_books import ENDED, Books
from .firm_bots import Bot
from .firm_people import Person
from .firm_scope import refuse_what_is_not_built
from .firm_tasks import Task

P = TypeVar("P", bound=Person)
B = TypeVar("B", bound=Bot)


class ReferenceFirm(ABC, Generic[P, B]):
    """A firm in a World; `env.now` is its clock (minutes since day 0)."""

    env: Any

    def found(self, config: Config, world: World) -> None:
        """Set up everything; the clock must be there."""
        refuse_what_is_not_built(config)
        self.config = config
        self.numbers = resolve(config)
        self.agenda = prepare(self.numbers, world)
        self.world = world
        self.functions = self.numbers.functions
        self.seats_for = [sum(self.numbers.roles[role].count for role in f.roles) for f in self.functions]
        self.normal_accuracy_skill = normal_accuracy_skill(config)
        self.stated_error = [
            max(self.numbers.bots[bot].stated_error[index] for bot in function.bots)
            for index, function in enumerate(self.functions)
        ]
        self.review_share = config.policy.review_share
        self.review_ratio = config.mechanisms.oversight.time_ratio
        self.detect_min = config.mechanisms.outages.detect_min
        self.duty_starts = self.agenda.duty_starts
        self._set_up_luck()
        self.set_up_work()
        self.tasks: list[Task] = []
        talents = self.agenda.talent.tolist()
        self.people = [
            self.new_person(seat, self.numbers.roles[role], talents[seat])
            for seat, role in enumerate(self.numbers.role_of_seat)
        ]
        self.bots = [self.new_bot(number, numbers) for number, numbers in enumerate(self.numbers.bots)]
        self.bots_for = [[self.bots[bot] for bot in function.bots] for function in self.functions]
        self.known_outages = [0] * len(self.numbers.services)
        self.books = Books(self)

    def _set_up_luck(self) -> None:
        states = self.agenda.luck_state
        visits = max(function.max_visits for function in self.functions)
        self.luck_share = luck_table(states, "share", visits, often=True)
        self.luck_correct_human = luck_table(states, "correct_human", visits, often=True)
        self.luck_reviewed = luck_table(states, "reviewed", visits, often=True)
        self.luck_detect = luck_table(states, "detect", visits)
        self.luck_false_alarm = luck_table(states, "false_alarm", visits, often=True)
        self.luck_returns = luck_table(states, "returns", visits)
        self.luck_return_delay = luck_table(states, "return_delay", visits)
        self.luck_correct_bot = [
            luck_table(states, f"correct_bot/{vendor}", visits, often=True) for vendor in self.numbers.vendors
        ]
        self.luck_partial_fail = OutageLuck(states)

    # ---------------------------------------------------------------- what an idiom brings

    @abstractmethod
    def set_up_work(self) -> None:
        """Set up where work waits for people."""

    @abstractmethod
    def new_person(self, seat: int, role: RoleNumbers, talent: float) -> P:
        """Return a person."""

    @abstractmethod
    def new_bot(self, number: int, numbers: BotNumbers) -> B:
        """Return a bot."""

    @abstractmethod
    def new_task(self, number: int, *description: Any) -> Task:
        """Return a task that arrives."""

    @abstractmethod
    def send_out(self, task: Task, back_min: float) -> None:
        """Let a task delivered wrong come back at that time."""

    @abstractmethod
    def clear_line(self, bot: B) -> None:
        """Send what waits for a bot to people."""

    @abstractmethod
    def waiting(self) -> list[int]:
        """Return how many tasks wait for people, by function."""

    # ---------------------------------------------------------------- what happens to the firm

    def arriving(self) -> Iterator[tuple[float, Task]]:
        """Give (arrival, task) of all that will arrive, in order."""
        given = self.world.tasks
        columns = (
            given["function"],
            given["effort_min"],
            given["difficulty"],
            self.world.type_z[given["task_type"]],
            given["machine_z"],
            given["novel"],
            given["needs_human"],
            self.agenda.due_min,
        )
        described = zip(given["arrival_min"].tolist(), *(column.tolist() for column in columns), strict=True)
        for number, (arrival_min, *description) in enumerate(described):
            task = self.new_task(number, *description)
            self.tasks.append(task)
            yield arrival_min, task

    def shift_changes(self) -> list[tuple[float, int, int]]:
        """Return (time, kind, seat) of all shifts, in order."""
        plan = self.agenda.planned
        chosen = np.flatnonzero(np.isin(plan.kind, (c.SHIFT_END, c.SHIFT_START)))
        columns = (plan.time_min, plan.kind, plan.entity)
        return list(zip(*(column[chosen].tolist() for column in columns), strict=True))

    def news(self) -> list[tuple[float, int, int, int]]:
        """Return (time, kind, service, key of the outage) of all that becomes known, in order."""
        news = []
        for service, agenda in enumerate(self.agenda.services):
            for outage in agenda.outages:
                if outage.known_min < outage.fix_min and outage.fix_min > 0.0:
                    news.append((outage.known_min, c.SERVICE_DOWN, service, outage.key))
                    news.append((outage.fix_min, c.SERVICE_UP, service, outage.key))
                news.append((outage.start_min + self.detect_min, c.BOT_FAILED, service, outage.key))
        return sorted(news)

    def learn(self, kind: int, service: int) -> None:
        """Let an outage, or its fix, become known."""
        if kind == c.SERVICE_UP:
            self.known_outages[service] -= 1
        else:
            self.known_outages[service] += 1
            if self.known_outages[service] == 1:
                self.lose_service(service)

    def lose_service(self, service: int) -> None:
        """Send what waits for its bots to people; those who have seen it at work trust it less."""
        bots = [bot for bot in self.bots if bot.numbers.service == service]
        weight = self.config.mechanisms.trust.outage_failures
        if weight > 0.0 and any(bot.visits for bot in bots):
            touched = {function for bot in bots for function in bot.numbers.functions}
            for person in self.people:
                if not touched.isdisjoint(person.role.functions):
                    person.experience_bot(False, weight)
        for bot in bots:
            self.clear_line(bot)

    def close_day(self, day: int) -> None:
        """Close the day that ends."""
        busy_min = [person.close_books() for person in self.people]
        bot_min = [bot.close_books() for bot in self.bots]
        waiting = self.waiting()
        ahead_min = [
            count * function.people_time_min / seats
            for count, function, seats in zip(waiting, self.functions, self.seats_for, strict=True)
        ]
        for person, busy in zip(self.people, busy_min, strict=True):
            person.close_day(day, busy + sum(ahead_min[function] for function in person.role.functions))
        self.books.close_day(waiting, busy_min, bot_min)

    # ---------------------------------------------------------------- what happens to tasks

    def choose(self, task: Task) -> B | None:
        """Return the bot that gets a task, the least loaded where the rule prefers bots, or None for people."""
        bots = self.bots_for[task.function]
        if task.needs_human or self.preference(task, bots[0]) <= 0.0:
            return None
        loads = [bot.load() for bot in bots]
        bot = bots[loads.index(min(loads))]
        return None if self.known_outages[bot.numbers.service] else bot

    def preference(self, task: Task, bot: B) -> float:
        """Return how much the rule prefers a bot; what this rule does not look at is 0, as in the engine."""
        numbers = self.functions[task.function]
        p0, p1, p2, p3 = self.numbers.rule_parameters
        return fixed_share.prefer_bot(
            p0,
            p1,
            p2,
            p3,
            self.luck_share[task.visit][task.number],
            task.difficulty,
            0.0,
            0.0,
            numbers.people_time_min,
            0.0,
            bot.numbers.mean_visit_min[task.function],
            numbers.value_eur,
            task.due_min - self.env.now,
            0.0,
            0.0,
            0.0,
            0.0,
            0.0,
            0.0,
        )

    def to_people(self, task: Task) -> None:
        """Make a task work for people."""
        task.in_review = False
        task.remaining_min = task.effort_min

    def to_review(self, task: Task, wrong: bool) -> None:
        """Make a bot's result work for a reviewer."""
        task.in_review, task.wrong = True, wrong
        task.remaining_min = self.review_ratio * task.effort_min

    def next_visit(self, task: Task) -> bool:
        """Count one more attempt; the task ends unresolved if there is none left."""
        if task.visit + 1 >= self.functions[task.function].max_visits:
            self.end(task, c.UNRESOLVED)
            return False
        task.visit += 1
        return True

    def deliver(self, task: Task, correct: bool, mode: int) -> None:
        """Hand the result to the customer; an error may come back later."""
        task.mode = mode
        if correct:
            self.end(task, c.CORRECT)
            return
        if mode == c.HUMAN:
            task.escaped_human += 1
        elif mode == c.BOT:
            task.escaped_bot += 1
        else:
            task.escaped_reviewed += 1
        numbers = self.functions[task.function]
        if self.luck_returns[task.visit][task.number] >= numbers.return_probability:
            self.end(task, c.ERROR)
        elif task.visit + 1 >= numbers.max_visits:
            self.end(task, c.UNRESOLVED)
        else:
            self.books.go(task.function, "errors")
            luck = self.luck_return_delay[task.visit][task.number]
            delay = exponential.quantile(numbers.return_delay_open_min, luck)
            self.send_out(task, self.agenda.open_clock.deadline_of(self.env.now, delay))

    def come_back(self, task: Task) -> None:
        """Count a task delivered wrong as failure demand."""
        task.visit += 1
        self.books.come(task.function, "returns")

    def end(self, task: Task, outcome: int) -> None:
        """End a task."""
        task.outcome = outcome
        task.end_min = self.env.now
        self.books.go(task.function, ENDED[outcome])
