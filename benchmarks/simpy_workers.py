"""The reference firm in SimPy, worker by worker: people and slots of bots are processes that pull tasks from stores."""

from collections import deque
from collections.abc import Generator
from typing import Any

import simpy
from simpy.core import BoundClass
from simpy.resources.base import Get
from simpy.resources.store import StorePut

from symbio_sim import Config
from symbio_sim.firm import BotNumbers, RoleNumbers
from symbio_sim.world import World

from .firm_books import FirmRun
from .firm_people import Person
from .firm_tasks import Task
from .simpy_bots import VisitedBot
from .simpy_firm import SimpyFirm

Process = Generator[simpy.Event, Any, None]


class PutOnDesk(StorePut):
    """Work laid on the desk, on top where it was paused and comes back."""

    def __init__(self, desk: "Desk", task: Task, on_top: bool = False) -> None:
        self.on_top = on_top
        super().__init__(desk, task)


class TakeFromDesk(Get["Desk"]):
    """A person's wish for work of the functions they can do."""

    def __init__(self, desk: "Desk", functions: tuple[int, ...]) -> None:
        self.functions = functions
        super().__init__(desk)


class Desk(simpy.Store):
    """What waits for people: a line for each function; among the heads the most urgent, then the longest waiting."""

    def __init__(self, env: simpy.Environment, priority: list[int]) -> None:
        super().__init__(env)
        self.lines: list[deque[Task]] = [deque() for _ in priority]
        self._priority = priority

    put = BoundClass(PutOnDesk)
    get = BoundClass(TakeFromDesk)

    def _do_put(self, event: PutOnDesk) -> bool:
        line = self.lines[event.item.function]
        if event.on_top:
            line.appendleft(event.item)
        else:
            line.append(event.item)
        event.succeed()
        self._trigger_get(None)  # at once, not when the event comes up: what is laid down together is taken in order
        return True

    def _rank(self, task: Task) -> tuple[int, float, int]:
        return self._priority[task.function], task.queued_min, task.number

    def _do_get(self, event: TakeFromDesk) -> bool:
        heads = [self.lines[function][0] for function in event.functions if self.lines[function]]
        if heads:
            task = min(heads, key=self._rank) if len(heads) > 1 else heads[0]
            self.lines[task.function].popleft()
            event.succeed(task)
        return any(self.lines)


class Worker(Person):
    """A person as a process that works shift after shift."""

    firm: "WorkerFirm"
    wish: TakeFromDesk

    def __init__(self, firm: "WorkerFirm", seat: int, role: RoleNumbers, talent: float) -> None:
        super().__init__(firm, seat, role, talent)
        self.shift_begins = self.env.event()
        self.process = self.env.process(self.work())

    def work(self) -> Process:
        """Go on with what was paused, else take what waits; the end of a shift interrupts."""
        env, desk = self.env, self.firm.desk
        while True:
            yield self.shift_begins
            try:
                while True:
                    if self.task is None:
                        self.wish = desk.get(self.role.functions)
                        self.task = yield self.wish
                    yield env.timeout(self.begin(self.task))
                    self.complete(self.task)
            except simpy.Interrupt:
                if self.task is None:
                    self.wish.cancel()
                elif (next_duty := self.pause(self.task)) < float("inf"):
                    env.process(self.hand_over(self.task, next_duty))

    def hand_over(self, task: Task, next_duty_min: float) -> Process:
        """Lay the paused task on top of the desk when that duty begins, after those who begin have taken work."""
        yield self.env.timeout(next_duty_min - self.env.now)
        yield self.env.timeout(0.0)
        self.task = None
        self.firm.desk.put(task, on_top=True)


class LineBot(VisitedBot):
    """A bot with a line of tasks and a process for each slot."""

    firm: "WorkerFirm"

    def __init__(self, firm: "WorkerFirm", number: int, numbers: BotNumbers) -> None:
        super().__init__(firm, number, numbers)
        self.line = simpy.Store(self.env)
        for _ in range(numbers.concurrency):
            self.env.process(self.slot())

    def busy(self) -> int:
        return self.numbers.concurrency - len(self.line.get_queue)

    def waiting(self) -> int:
        return len(self.line.items)

    def slot(self) -> Process:
        """Do one task after the other."""
        while True:
            task = yield self.line.get()
            yield from self.visit(task)
            self.firm.lay_down(task)


class WorkerFirm(SimpyFirm[Worker, LineBot]):
    """The firm whose workers pull."""

    def set_up_work(self) -> None:
        self.desk = Desk(self.env, [function.priority for function in self.functions])

    def new_person(self, seat: int, role: RoleNumbers, talent: float) -> Worker:
        return Worker(self, seat, role, talent)

    def new_bot(self, number: int, numbers: BotNumbers) -> LineBot:
        return LineBot(self, number, numbers)

    def begin_shift(self, person: Worker) -> None:
        person.shift_begins.succeed()

    def end_shift(self, person: Worker) -> None:
        person.shift_begins = self.env.event()
        person.process.interrupt()

    def arrive(self, task: Task) -> None:
        bot = self.choose(task)
        if bot is not None:
            bot.line.put(task)
        else:
            self.to_people(task)
            self.lay_down(task)

    def lay_down(self, task: Task) -> None:
        """Lay a task on the desk, if it leaves work for people."""
        if task.remaining_min > 0.0:
            task.queued_min = self.env.now
            self.desk.put(task)

    def send_out(self, task: Task, back_min: float) -> None:
        self.env.process(self.return_task(task, back_min))

    def return_task(self, task: Task, back_min: float) -> Process:
        """Let a task delivered wrong return as failure demand."""
        yield self.env.timeout(back_min - self.env.now)
        self.come_back(task)
        self.arrive(task)

    def clear_line(self, bot: LineBot) -> None:
        waiting, bot.line.items = bot.line.items, []
        for task in waiting:
            self.to_people(task)
            self.lay_down(task)

    def waiting(self) -> list[int]:
        return [len(line) for line in self.desk.lines]


def simulate_with_workers(config: Config, world: World) -> FirmRun:
    """Simulate a firm in a World, worker by worker."""
    return WorkerFirm(config, world).run()
