"""The reference firm in SimPy, customer by customer: each task is a process that asks for the people and bots it needs.

This is the idiom of SimPy's own examples: bots are resources with slots, people a store of persons; who holds one goes
on when it is theirs, waits a timeout, and gives it back.
"""

import itertools
from collections.abc import Generator
from typing import Any

import simpy
from simpy.core import BoundClass
from simpy.resources.resource import SortedQueue
from simpy.resources.store import StoreGet, StorePut

from symbio_sim import Config
from symbio_sim import choreography as c
from symbio_sim.firm import BotNumbers, RoleNumbers
from symbio_sim.world import World

from .firm_books import FirmRun
from .firm_people import Person
from .firm_tasks import Task
from .simpy_bots import VisitedBot
from .simpy_firm import SimpyFirm

Process = Generator[simpy.Event, Any, None]


class AskForPerson(StoreGet):
    """A task's wish for somebody who can do its function; what was paused and comes back stands first in line."""

    def __init__(self, pool: "Pool", function: int, on_top: bool = False) -> None:
        self.function = function
        number = next(pool.number)
        self.key = (pool.priority[function], -number if on_top else number)
        super().__init__(pool)


class Pool(simpy.Store):
    """The people who are free, the longest idle first; the tasks that ask for one stand in line by urgency."""

    GetQueue = SortedQueue

    def __init__(self, env: simpy.Environment, priority: list[int]) -> None:
        super().__init__(env)
        self.priority = priority
        self.number = itertools.count(1)

    get = BoundClass(AskForPerson)

    def _do_put(self, event: StorePut) -> bool:
        super()._do_put(event)
        self._trigger_get(None)  # at once, not when the event comes up: those who begin together choose in order
        return True

    def _do_get(self, event: AskForPerson) -> bool:
        for person in self.items:
            if event.function in person.role.functions:
                self.items.remove(person)
                event.succeed(person)
                break
        return bool(self.items)


class PooledPerson(Person):
    """A person as something to ask for; `process` is the task's that holds them."""

    process: simpy.Process

    def __init__(self, firm: "CustomerFirm", seat: int, role: RoleNumbers, talent: float) -> None:
        super().__init__(firm, seat, role, talent)
        self.shift_begins = self.env.event()


class SlotBot(VisitedBot):
    """A bot as a resource."""

    def __init__(self, firm: "CustomerFirm", number: int, numbers: BotNumbers) -> None:
        super().__init__(firm, number, numbers)
        self.slots = simpy.Resource(self.env, numbers.concurrency)

    def busy(self) -> int:
        return self.slots.count

    def waiting(self) -> int:
        return len(self.slots.queue)


class CustomerFirm(SimpyFirm[PooledPerson, SlotBot]):
    """The firm whose customers ask."""

    def life(self, task: Task) -> Process:
        """One task's way through the firm, from its arrival to its end."""
        env, pool = self.env, self.pool
        while True:
            bot = self.choose(task)
            if bot is None:
                self.to_people(task)
            else:
                with bot.slots.request() as slot:
                    try:
                        yield slot
                    except simpy.Interrupt:  # the service is down
                        self.to_people(task)
                    else:
                        yield from bot.visit(task)
            if task.remaining_min > 0.0:
                person = yield pool.get(task.function)
                while task.remaining_min > 0.0:
                    person.process = env.active_process
                    try:
                        yield env.timeout(person.begin(task))
                        person.complete(task)
                        continue
                    except simpy.Interrupt:  # the person's shift ends
                        next_duty = person.pause(task)
                    if next_duty == float("inf"):
                        yield person.shift_begins
                    else:
                        yield env.timeout(next_duty - env.now)
                        yield env.timeout(0.0)  # after those whose duty begins have taken work
                        person.task = None
                        person = yield pool.get(task.function, on_top=True)
                pool.put(person)
            if task.outcome != c.OPEN:
                return
            yield env.timeout(task.back_min - env.now)
            self.come_back(task)

    def set_up_work(self) -> None:
        self.pool = Pool(self.env, [function.priority for function in self.functions])

    def new_person(self, seat: int, role: RoleNumbers, talent: float) -> PooledPerson:
        return PooledPerson(self, seat, role, talent)

    def new_bot(self, number: int, numbers: BotNumbers) -> SlotBot:
        return SlotBot(self, number, numbers)

    def begin_shift(self, person: PooledPerson) -> None:
        if person.task is None:
            self.pool.put(person)
        else:
            person.shift_begins.succeed()

    def end_shift(self, person: PooledPerson) -> None:
        person.shift_begins = self.env.event()
        if person.task is None:
            self.pool.items.remove(person)
        else:
            person.process.interrupt()

    def arrive(self, task: Task) -> None:
        self.env.process(self.life(task))

    def send_out(self, task: Task, back_min: float) -> None:
        task.back_min = back_min

    def clear_line(self, bot: SlotBot) -> None:
        for request in list(bot.slots.queue):
            request.proc.interrupt()

    def waiting(self) -> list[int]:
        line = [request.function for request in self.pool.get_queue]
        return [line.count(function) for function in range(len(self.functions))]


def simulate_with_customers(config: Config, world: World) -> FirmRun:
    """Simulate a firm in a World, customer by customer."""
    return CustomerFirm(config, world).run()
