"""What the two SimPy firms share: the processes that bring arrivals, shifts, outages and midnights."""

from abc import abstractmethod
from collections import defaultdict
from collections.abc import Generator
from typing import Any

import simpy

from symbio_sim import Config
from symbio_sim import choreography as c
from symbio_sim.world import World

from .firm_books import FirmRun
from .firm_core import B, P, ReferenceFirm
from .firm_tasks import Task, recorded

Process = Generator[simpy.Event, Any, None]

DAY_MIN = 1440.0


class SimpyFirm(ReferenceFirm[P, B]):
    """A firm in a World; `run` simulates it."""

    env: simpy.Environment

    def __init__(self, config: Config, world: World) -> None:
        self.env = simpy.Environment()
        self.notices: dict[int, dict[int, simpy.Event]] = defaultdict(dict)
        self.found(config, world)

    def run(self) -> FirmRun:
        """Simulate to the horizon and return what happened."""
        for process in (self.arrivals(), self.roster(), self.outages()):
            self.env.process(process)
        self.env.run(until=self.env.process(self.midnights()))
        return self.books.run(recorded(self.tasks))

    # ---------------------------------------------------------------- what an idiom brings

    @abstractmethod
    def begin_shift(self, person: P) -> None:
        """Begin a person's shift."""

    @abstractmethod
    def end_shift(self, person: P) -> None:
        """End a person's shift, interrupting the work in hand."""

    @abstractmethod
    def arrive(self, task: Task) -> None:
        """Let an arriving task begin its way through the firm."""

    # ---------------------------------------------------------------- what happens to the firm

    def new_task(self, number: int, *description: Any) -> Task:
        return Task(number, *description)

    def arrivals(self) -> Process:
        """Let the tasks arrive."""
        env = self.env
        for arrival_min, task in self.arriving():
            yield env.timeout(arrival_min - env.now)
            self.books.come(task.function, "arrivals")
            self.arrive(task)

    def roster(self) -> Process:
        """Begin and end shifts, seat by seat."""
        for time_min, kind, seat in self.shift_changes():
            if time_min > self.env.now:
                yield self.env.timeout(time_min - self.env.now)
            if kind == c.SHIFT_START:
                self.begin_shift(self.people[seat])
            else:
                self.end_shift(self.people[seat])

    def outages(self) -> Process:
        """Make outages and their fixes known, and the visits that they fail notice it, in the order of tasks."""
        for time_min, kind, service, key in self.news():
            if time_min > self.env.now:
                yield self.env.timeout(time_min - self.env.now)
            if kind == c.BOT_FAILED:
                for _, notice in sorted(self.notices.pop(key, {}).items()):
                    notice.succeed()
            else:
                self.learn(kind, service)

    def notice_of(self, key: int, task: Task) -> simpy.Event:
        """Return the event at which a visit under way notices the outage that fails it."""
        return self.notices[key].setdefault(task.number, self.env.event())

    def midnights(self) -> Process:
        """Close the days, the last one too."""
        for day in range(self.world.horizon_days):
            yield self.env.timeout(DAY_MIN)
            self.close_day(day)
