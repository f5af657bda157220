"""The reference firm in SimPy: the same World, agenda, luck and mechanisms, with SimPy's choreography.

Written as one would write it in SimPy: a process for each person and each slot of a bot, stores for what waits, an
interrupt when a shift ends. It keeps all that behaviour needs and the tasks' columns, not the daily books, and knows no
more than the reference scenario does; what else a config may say it refuses.
"""

from collections import defaultdict
from collections.abc import Generator
from typing import Any

import numpy as np
import simpy
from numpy.typing import NDArray

from symbio_sim import Config
from symbio_sim import choreography as c
from symbio_sim.firm import ACCURACY, normal_starting_skill, prepare, resolve
from symbio_sim.mechanisms import exponential
from symbio_sim.model.luck import OutageLuck, luck_table
from symbio_sim.world import World

from .simpy_bots import Bot
from .simpy_people import Person
from .simpy_tasks import Desk, Task

Process = Generator[simpy.Event, Any, None]

DAY_MIN = 1440.0
COUNTED = ("visit", "bot_visits", "caught", "false_alarms", "outage_failures")
RECORDED = ("outcome", "mode", "staff", "start_min", "end_min", "human_min", "review_min", "bot_min", *COUNTED)
"""Columns of tasks, as the engine names them."""


class SimpyFirm:
    """A firm in a World; `run` simulates it."""

    def __init__(self, config: Config, world: World) -> None:
        _refuse_what_is_not_built(config)
        self.config = config
        self.numbers = resolve(config)
        self.agenda = prepare(self.numbers, world)
        self.world = world
        self.env = simpy.Environment()
        self.functions = self.numbers.functions
        self.normal_accuracy_skill = normal_starting_skill(config)[ACCURACY]
        self.stated_error = [
            max(self.numbers.bots[bot].stated_error[index] for bot in function.bots)
            for index, function in enumerate(self.functions)
        ]
        self.share = config.policy.share
        self.review_share = config.policy.review_share
        self.review_ratio = config.mechanisms.oversight.time_ratio
        self.detect_min = config.mechanisms.outages.detect_min
        self.duty_starts = [starts.tolist() for starts in self.agenda.duty_starts]
        self._set_up_luck()
        self.tasks: list[Task] = []
        self.desk = Desk(self.env, [function.priority for function in self.functions])
        self.people = [
            Person(self, seat, self.numbers.roles[role], talent)
            for seat, (role, talent) in enumerate(
                zip(self.numbers.role_of_seat, self.agenda.talent.tolist(), strict=True)
            )
        ]
        self.bots = [Bot(self, numbers) for numbers in self.numbers.bots]
        self.bots_for = [[self.bots[bot] for bot in function.bots] for function in self.functions]
        self.known_outages = [0] * len(self.numbers.services)
        self.notices: dict[int, dict[int, simpy.Event]] = defaultdict(dict)

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

    def run(self) -> dict[str, NDArray[Any]]:
        """Simulate to the horizon and return the tasks' columns, one entry a task."""
        self.env.process(self.arrivals())
        self.env.process(self.roster())
        self.env.process(self.midnights())
        self.env.process(self.outages())
        self.env.run(until=self.numbers.horizon_min)
        return {name: np.array([getattr(task, name) for task in self.tasks]) for name in RECORDED}

    # ---------------------------------------------------------------- what happens to the firm

    def arrivals(self) -> Process:
        """Let the tasks arrive."""
        env, given = self.env, self.world.tasks
        columns = (
            given["function"],
            given["effort_min"],
            given["difficulty"],
            self.world.type_z[given["task_type"]],
            given["machine_z"],
            given["novel"],
            given["needs_human"],
        )
        described = zip(given["arrival_min"].tolist(), *(column.tolist() for column in columns), strict=True)
        for number, (arrival_min, *description) in enumerate(described):
            task = Task(number, *description)
            self.tasks.append(task)
            yield env.timeout(arrival_min - env.now)
            self.assign(task)

    def roster(self) -> Process:
        """Begin and end shifts, seat by seat."""
        for time_min, kind, seat in self._shifts():
            if time_min > self.env.now:
                yield self.env.timeout(time_min - self.env.now)
            person = self.people[seat]
            if kind == c.SHIFT_START:
                person.shift_begins.succeed()
            else:
                person.shift_begins = self.env.event()
                person.process.interrupt()

    def outages(self) -> Process:
        """Make outages and their fixes known, and the visits that they fail notice it, in the order of tasks."""
        for time_min, kind, service, key in self._news():
            if time_min > self.env.now:
                yield self.env.timeout(time_min - self.env.now)
            if kind == c.SERVICE_UP:
                self.known_outages[service] -= 1
            elif kind == c.SERVICE_DOWN:
                self.known_outages[service] += 1
                if self.known_outages[service] == 1:
                    self.lose_service(service)
            else:
                for _, notice in sorted(self.notices.pop(key, {}).items()):
                    notice.succeed()

    def _news(self) -> list[tuple[float, int, int, int]]:
        """Return (time, kind, service, key of the outage) of all that becomes known, in order."""
        news = []
        for service, agenda in enumerate(self.agenda.services):
            for outage in agenda.outages:
                if outage.known_min < outage.fix_min and outage.fix_min > 0.0:
                    news.append((outage.known_min, c.SERVICE_DOWN, service, outage.key))
                    news.append((outage.fix_min, c.SERVICE_UP, service, outage.key))
                news.append((outage.start_min + self.detect_min, c.BOT_FAILED, service, outage.key))
        return sorted(news)

    def notice_of(self, key: int, task: Task) -> simpy.Event:
        """Return the event at which a visit under way notices the outage that fails it."""
        return self.notices[key].setdefault(task.number, self.env.event())

    def midnights(self) -> Process:
        """Close the days."""
        for day in range(self.world.horizon_days):
            yield self.env.timeout(DAY_MIN)
            waiting = [
                len(line) * function.people_time_min / sum(self.numbers.roles[role].count for role in function.roles)
                for line, function in zip(self.desk.lines, self.functions, strict=True)
            ]
            for person in self.people:
                person.close_day(day, sum(waiting[function] for function in person.role.functions))

    def _shifts(self) -> list[tuple[float, int, int]]:
        """Return (time, kind, seat) of all shifts, in order."""
        plan = self.agenda.timeline
        chosen = np.flatnonzero(np.isin(plan.kind, (c.SHIFT_END, c.SHIFT_START)))
        return list(
            zip(plan.time_min[chosen].tolist(), plan.kind[chosen].tolist(), plan.entity[chosen].tolist(), strict=True)
        )

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
            waiting, bot.line.items = bot.line.items, []
            for task in waiting:
                self.to_people(task)

    # ---------------------------------------------------------------- what happens to tasks

    def assign(self, task: Task) -> None:
        """Give a task to a bot, the least loaded, by its share, or to people."""
        if task.needs_human or self.luck_share[task.visit][task.number] >= self.share:
            self.to_people(task)
            return
        bot = min(self.bots_for[task.function], key=Bot.load)
        if self.known_outages[bot.numbers.service]:
            self.to_people(task)
        else:
            bot.line.put(task)

    def to_people(self, task: Task) -> None:
        """Lay a task on the desk."""
        task.in_review = False
        task.remaining_min = task.effort_min
        task.queued_min = self.env.now
        self.desk.put(task)

    def to_review(self, task: Task, wrong: bool) -> None:
        """Lay a bot's result on the desk."""
        task.in_review, task.wrong = True, wrong
        task.remaining_min = self.review_ratio * task.effort_min
        task.queued_min = self.env.now
        self.desk.put(task)

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
        numbers = self.functions[task.function]
        if self.luck_returns[task.visit][task.number] >= numbers.return_probability:
            self.end(task, c.ERROR)
        elif task.visit + 1 >= numbers.max_visits:
            self.end(task, c.UNRESOLVED)
        else:
            delay = exponential.quantile(numbers.return_delay_min, self.luck_return_delay[task.visit][task.number])
            self.env.process(self.come_back(task, delay))

    def come_back(self, task: Task, delay_min: float) -> Process:
        """Let a task delivered wrong return as failure demand."""
        yield self.env.timeout(delay_min)
        task.visit += 1
        self.assign(task)

    def end(self, task: Task, outcome: int) -> None:
        """End a task."""
        task.outcome = outcome
        task.end_min = self.env.now


def simulate_with_simpy(config: Config, world: World) -> dict[str, NDArray[Any]]:
    """Simulate a firm in a World with SimPy and return the tasks' columns."""
    return SimpyFirm(config, world).run()


def _refuse_what_is_not_built(config: Config) -> None:
    """Refuse a config that says more than the reference scenario.

    Raises
    ------
    ValueError
        Naming what is missing here.
    """
    policy, functions = config.policy, config.functions
    missing = {
        "rules other than fixed_share": policy.rule != "fixed_share",
        "modes other than reviewed": policy.mode != "reviewed",
        "fallbacks other than people": policy.fallback != "people",
        "patience": any(function.patience.law != "none" for function in functions.values()),
        "work that cannot be interrupted": not all(function.interruptible for function in functions.values()),
        "functions without people or without bots": not (
            set(functions)
            <= {f for role in config.staff.values() if role.count for f in role.functions}
            & {f for bot in config.bots.values() for f in bot.functions}
        ),
        "bots with working hours": any(bot.hours.to_plain() != "always" for bot in config.bots.values()),
        "visits that go on after an outage": config.mechanisms.outages.interrupted_work != "restart",
        "people at work at midnight": any(
            start % 1440 + (end - start) >= 1440
            for role in config.staff
            for start, end in config.role_hours(role).intervals_min
        ),
    }
    named = [what for what, present in missing.items() if present]
    if named:
        raise ValueError(f"the SimPy firm does not know {', '.join(named)}")
