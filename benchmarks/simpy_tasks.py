"""The SimPy firm's tasks, and the desk on which they wait for people."""

from collections import deque
from dataclasses import dataclass

import simpy
from simpy.core import BoundClass
from simpy.resources.base import Get
from simpy.resources.store import StorePut

from symbio_sim import choreography as c

NOBODY = -1


@dataclass(slots=True, eq=False)
class Task:
    """A task: what the World says of it, then what happens to it."""

    number: int
    function: int
    effort_min: float
    difficulty: float
    type_z: float
    machine_z: float
    novel: bool
    needs_human: bool
    outcome: int = c.OPEN
    visit: int = 0
    mode: int = c.NO_MODE
    staff: int = NOBODY
    start_min: float = float("nan")
    end_min: float = float("nan")
    remaining_min: float = 0.0
    queued_min: float = 0.0
    in_review: bool = False
    wrong: bool = False
    human_min: float = 0.0
    review_min: float = 0.0
    bot_min: float = 0.0
    bot_visits: int = 0
    caught: int = 0
    false_alarms: int = 0
    outage_failures: int = 0


class PutOnDesk(StorePut):
    """Work laid on the desk, on top where it was paused and comes back."""

    def __init__(self, desk: "Desk", task: Task, on_top: bool = False) -> None:
        self.on_top = on_top
        super().__init__(desk, task)


class TakeFromDesk(Get):
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
