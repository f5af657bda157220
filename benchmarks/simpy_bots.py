"""The SimPy firms' bots: a visit is a process that waits for its end."""

from collections.abc import Generator
from typing import TYPE_CHECKING, Any

import simpy

from .firm_bots import Bot
from .firm_tasks import Task

if TYPE_CHECKING:
    from .simpy_firm import SimpyFirm


class VisitedBot(Bot):
    """A bot whose visits are processes."""

    firm: "SimpyFirm[Any, Any]"
    env: simpy.Environment

    def visit(self, task: Task) -> Generator[simpy.Event, Any, None]:
        """Do a task in a slot."""
        self.begin_visit(task)
        fate = self.fate(task)
        if fate.outage_to_come is None:
            yield self.env.timeout(fate.after_min)
        else:
            yield self.firm.notice_of(fate.outage_to_come, task)
        self.end_visit(task, fate.failed)
