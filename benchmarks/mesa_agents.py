"""The Mesa firm's agents: what each does when one of its events comes up."""

from collections import deque
from typing import TYPE_CHECKING, Any

import mesa

from symbio_sim.firm import BotNumbers, RoleNumbers

from .firm_bots import Bot
from .firm_people import Person
from .firm_tasks import Task

if TYPE_CHECKING:
    from .mesa_firm import MesaFirm


class MesaTask(Task):
    """A task to which events can happen; not an agent, because Mesa would keep the ended ones too."""

    firm: "MesaFirm"
    server: "MesaBot"
    visit_failed: bool

    def visit_ends(self) -> None:
        """Leave the bot."""
        self.server.finish(self)

    def return_in_error(self) -> None:
        """Come back as failure demand."""
        self.firm.come_back(self)
        self.firm.arrive(self)


class MesaPerson(Person, mesa.Agent):
    """A person as an agent."""

    firm: "MesaFirm"
    finishing: Any

    def __init__(self, firm: "MesaFirm", seat: int, role: RoleNumbers, talent: float) -> None:
        mesa.Agent.__init__(self, firm)
        Person.__init__(self, firm, seat, role, talent)

    def start_shift(self) -> None:
        """Go on with what was paused, else take what waits."""
        if self.task is None:
            self.take_next()
        else:
            self.take(self.task)

    def end_shift(self) -> None:
        """Put the work in hand aside; it goes to others whose duty begins earlier."""
        if self.task is None:
            self.firm.idle.remove(self)
            return
        self.finishing.cancel()
        next_duty = self.pause(self.task)
        if next_duty < float("inf"):
            self.env.at(next_duty, self.hand_over, late=True)

    def hand_over(self) -> None:
        """Lay the paused task on top of its line."""
        task, self.task = self.task, None
        assert task is not None
        self.firm.lay_down(task, on_top=True)

    def take(self, task: Task) -> None:
        """Begin or resume work on a task."""
        self.begin(task)
        self.finishing = self.env.at(self.finish_min, self.finish)

    def take_next(self) -> None:
        """Take what waits, or be idle."""
        task = self.firm.next_task(self.role.functions)
        if task is None:
            self.firm.idle.append(self)
        else:
            self.take(task)

    def finish(self) -> None:
        """Finish the work in hand; do again what was rejected, else take what waits."""
        assert self.task is not None
        self.complete(self.task)
        if self.task is None:
            self.take_next()
        else:
            self.take(self.task)


class MesaBot(Bot, mesa.Agent):
    """A bot as an agent, with a line of tasks."""

    firm: "MesaFirm"

    def __init__(self, firm: "MesaFirm", number: int, numbers: BotNumbers) -> None:
        mesa.Agent.__init__(self, firm)
        Bot.__init__(self, firm, number, numbers)
        self.at_work = 0
        self.line: deque[MesaTask] = deque()

    def busy(self) -> int:
        return self.at_work

    def waiting(self) -> int:
        return len(self.line)

    def receive(self, task: MesaTask) -> None:
        """Begin a task if a slot is free, else let it wait."""
        if self.at_work < self.numbers.concurrency:
            self.start(task)
        else:
            self.line.append(task)

    def start(self, task: MesaTask) -> None:
        """Begin a visit."""
        self.at_work += 1
        self.begin_visit(task)
        fate = self.fate(task)
        task.server, task.visit_failed = self, fate.failed
        if fate.outage_to_come is None:
            self.env.at(self.env.now + fate.after_min, task.visit_ends)
        else:
            self.firm.failing[fate.outage_to_come].append(task)

    def finish(self, task: MesaTask) -> None:
        """Finish a visit and begin the next."""
        self.at_work -= 1
        self.end_visit(task, task.visit_failed)
        self.firm.lay_down_what_is_left(task)
        if self.line:
            self.start(self.line.popleft())
