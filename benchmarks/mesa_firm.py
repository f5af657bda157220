"""The reference firm as a Mesa model with Mesa's own event scheduling: people and bots are agents, events methods.

What comes in a known order (arrivals, shifts, outages, midnights) is scheduled one after the other, so that Mesa's
event list stays short.
"""

from collections import defaultdict, deque
from typing import Any

import mesa

from symbio_sim import Config
from symbio_sim import choreography as c
from symbio_sim.firm import BotNumbers, RoleNumbers
from symbio_sim.world import World

from .firm_books import FirmRun
from .firm_core import ReferenceFirm
from .firm_tasks import Task, recorded
from .mesa_agents import MesaBot, MesaPerson, MesaTask
from .mesa_clock import Clock, clock_of

DAY_MIN = 1440.0


class MesaFirm(ReferenceFirm[MesaPerson, MesaBot], mesa.Model):
    """A firm in a World, as a model; `run` simulates it."""

    env: Clock

    def __init__(self, config: Config, world: World) -> None:
        mesa.Model.__init__(self, rng=1)
        self.env = clock_of(self)
        self.failing: dict[int, list[MesaTask]] = defaultdict(list)
        self.found(config, world)

    def run(self) -> FirmRun:
        """Simulate to the horizon and return what happened."""
        self._coming = self.arriving()
        self._changes, self._known = deque(self.shift_changes()), deque(self.news())
        self._day = 0
        self.expect_arrival()
        self.expect_shift_change()
        self.expect_news()
        self.env.at(DAY_MIN, self.midnight)
        self.env.run_until(self.world.horizon_days * DAY_MIN)
        return self.books.run(recorded(self.tasks))

    # ---------------------------------------------------------------- where work waits

    def set_up_work(self) -> None:
        self.lines: list[deque[Task]] = [deque() for _ in self.functions]
        self.idle: list[MesaPerson] = []

    def new_task(self, number: int, *description: Any) -> MesaTask:
        task = MesaTask(number, *description)
        task.firm = self
        return task

    def new_person(self, seat: int, role: RoleNumbers, talent: float) -> MesaPerson:
        return MesaPerson(self, seat, role, talent)

    def new_bot(self, number: int, numbers: BotNumbers) -> MesaBot:
        return MesaBot(self, number, numbers)

    def waiting(self) -> list[int]:
        return [len(line) for line in self.lines]

    def arrive(self, task: MesaTask) -> None:
        """Give a task to a bot or to people."""
        bot = self.choose(task)
        if bot is not None:
            bot.receive(task)
        else:
            self.to_people(task)
            self.lay_down(task)

    def lay_down(self, task: Task, on_top: bool = False) -> None:
        """Give a task to who has been idle longest, or let it wait, on top where it was paused and comes back."""
        function = task.function
        for person in self.idle:
            if function in person.role.functions:
                self.idle.remove(person)
                person.take(task)
                return
        if on_top:
            self.lines[function].appendleft(task)
        else:
            task.queued_min = self.env.now
            self.lines[function].append(task)

    def lay_down_what_is_left(self, task: Task) -> None:
        """Lay a task down, if it leaves work for people."""
        if task.remaining_min > 0.0:
            self.lay_down(task)

    def next_task(self, functions: tuple[int, ...]) -> Task | None:
        """Take the first task of the most urgent of the functions, which come by priority."""
        for function in functions:
            if self.lines[function]:
                return self.lines[function].popleft()
        return None

    def send_out(self, task: Task, back_min: float) -> None:
        assert isinstance(task, MesaTask)
        self.env.at(back_min, task.return_in_error)

    def clear_line(self, bot: MesaBot) -> None:
        waiting, bot.line = bot.line, deque()
        for task in waiting:
            self.to_people(task)
            self.lay_down(task)

    # ---------------------------------------------------------------- what happens to the firm

    def expect_arrival(self) -> None:
        """Schedule the next arrival."""
        arrival = next(self._coming, None)
        if arrival is not None:
            arrival_min, self._arriving = arrival
            self.env.at(arrival_min, self.task_arrives)

    def task_arrives(self) -> None:
        """Let a task arrive."""
        task = self._arriving
        self.books.come(task.function, "arrivals")
        self.arrive(task)
        self.expect_arrival()

    def expect_shift_change(self) -> None:
        """Schedule the next start or end of shifts."""
        if self._changes:
            self.env.at(self._changes[0][0], self.change_shifts)

    def change_shifts(self) -> None:
        """End and begin the shifts of now."""
        while self._changes and self._changes[0][0] <= self.env.now:
            _, kind, seat = self._changes.popleft()
            if kind == c.SHIFT_START:
                self.people[seat].start_shift()
            else:
                self.people[seat].end_shift()
        self.expect_shift_change()

    def expect_news(self) -> None:
        """Schedule the next news of an outage."""
        if self._known:
            self.env.at(max(self._known[0][0], self.env.now), self.hear_news)

    def hear_news(self) -> None:
        """Let outages and their fixes become known, and let the visits they fail end, in the order of tasks."""
        while self._known and self._known[0][0] <= self.env.now:
            _, kind, service, key = self._known.popleft()
            if kind == c.BOT_FAILED:
                for task in sorted(self.failing.pop(key, []), key=lambda task: task.number):
                    task.visit_ends()
            else:
                self.learn(kind, service)
        self.expect_news()

    def midnight(self) -> None:
        """Close the day."""
        self.close_day(self._day)
        self._day += 1
        self.env.at(self.env.now + DAY_MIN, self.midnight)


def simulate_with_mesa_events(config: Config, world: World) -> FirmRun:
    """Simulate a firm in a World on Mesa's own event list."""
    firm = MesaFirm(config, world)
    run = firm.run()
    forgotten = getattr(mesa.Agent, "_ids", None)
    if forgotten is not None:
        forgotten.pop(firm, None)  # Mesa 3.3 keeps every model in here for good
    return run
