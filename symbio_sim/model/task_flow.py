"""A task's way through the firm: it arrives, waits, is handed over, delivered, comes back, and ends.

Who decides and who works are the agents; this is what happens to the task between them.
"""

from collections import OrderedDict
from collections.abc import Sequence
from itertools import islice
from math import inf
from typing import Any

import mesa

from .. import choreography as c
from ..firm import Agenda, FunctionNumbers
from ..mechanisms import exponential
from .books import Books
from .bot import Bot
from .customers import Customers
from .events import EventQueue
from .innovation import Innovation
from .luck import LuckRow, LuckTable
from .manager import Manager
from .queues import WorkQueue
from .staff import Staff
from .tasks import NOBODY, TaskBook
from .vendor import Vendor
from .workforce import Workforce


class TaskFlow(mesa.Model):
    """The part of the model that tasks go through; :class:`~symbio_sim.model.SymbioModel` sets it up.

    Attributes
    ----------
    queues : list of WorkQueue
        What waits for people, by function.
    idle : list of OrderedDict
        Seats without work and since when (minutes), by role; `idle_for` are those of each function's roles.
    open_tasks : list of int
        Tasks that have arrived and not ended, by function.
    results : list of int
        Delivered by function since bots last learned from them; counted only where bots are biased.
    watched : int
        The task whose story is told, or -1.
    """

    now_min: float
    agenda: Agenda
    functions: tuple[FunctionNumbers, ...]
    tasks: TaskBook
    events: EventQueue
    books: Books
    manager: Manager
    customers: Customers
    innovation: Innovation
    staff: list[Staff]
    bots: list[Bot]
    vendors: list[Vendor]
    queues: list[WorkQueue]
    idle: list[OrderedDict[int, float]]
    idle_for: list[list[OrderedDict[int, float]]]
    open_tasks: list[int]
    review_ratio: float
    workforce: Workforce
    notes_who_works: bool
    demand_moves: bool
    notes_value: bool
    luck_returns: LuckTable
    luck_return_delay: LuckTable
    luck_new_kind: LuckRow | Sequence[float]
    shift_from_min: float
    shift_share: float
    arrival_min: list[float]
    notes_results: bool
    results: list[int]
    watched: int
    story: list[dict[str, Any]]

    # ---------------------------------------------------------------- kinds of tasks

    def is_new_kind(self, task: int) -> bool:
        """Tell whether a task is of the kind that came with the market's shift."""
        if self.shift_share == 0.0:
            return False
        return self.arrival_min[task] >= self.shift_from_min and self.luck_new_kind[task] < self.shift_share

    # ---------------------------------------------------------------- arrivals

    def arrive(self, task: int) -> None:
        """A task arrives."""
        if self.demand_moves and not self.customers.come(task):
            self.decline(task)
            return
        function = self.tasks.function[task]
        self.books.arrivals[function] += 1
        self.open_tasks[function] += 1
        if self.watched == task:
            self.tell(task, "arrives", function=self.functions[function].name)
        self.manager.assign(task)

    def decline(self, task: int) -> None:
        """Note that a task never came: it is no work, and no customer to be judged by."""
        self.tasks.stage[task] = c.ENDED
        self.tasks.outcome[task] = c.DECLINED
        self.tasks.end_min[task] = self.now_min
        if self.watched == task:
            self.tell(task, "never comes, demand being what it is", goodwill=self.customers.goodwill)

    def return_task(self, task: int) -> None:
        """An uncaught error comes back as failure demand."""
        tasks = self.tasks
        function = tasks.function[task]
        tasks.visit[task] += 1
        self.open_tasks[function] += 1
        self.books.returns[function] += 1
        if self.manager.experience.keeps_score:
            self.manager.experience.hear_of_error(task, self.functions[function].error_loss_eur)
        if self.watched == task:
            self.tell(task, "comes back as failure demand", visit=tasks.visit[task])
        self.manager.assign(task)

    # ---------------------------------------------------------------- waiting

    def to_people(self, task: int) -> None:
        """Give a task to whoever of its people has been idle longest, or let it wait."""
        self.tasks.remaining_min[task] = self.innovation.effort_now(task)
        self.queue_for_people(task, c.WAITS_FOR_PERSON)

    def to_review(self, task: int, wrong: bool, author: int) -> None:
        """Give a result, a bot's (-1) or that of a seat, to a reviewer."""
        self.tasks.author[task] = author
        self.tasks.wrong[task] = wrong
        self.tasks.remaining_min[task] = self.review_ratio * self.innovation.effort_now(task)
        self.queue_for_people(task, c.WAITS_FOR_REVIEW)

    def queue_for_people(self, task: int, waits: int, at_head: bool = False) -> None:
        """Begin a task with an idle person, or put it in its function's queue."""
        tasks = self.tasks
        function = tasks.function[task]
        seat = self._longest_idle(function, tasks.author[task] if waits == c.WAITS_FOR_REVIEW else NOBODY)
        if seat != NOBODY:
            self.staff[seat].begin(task, c.IN_REVIEW if waits == c.WAITS_FOR_REVIEW else c.WITH_PERSON)
            return
        if at_head:
            tasks.give_up_min[task] = inf  # patience is for work to begin, and this has begun
            tasks.stage[task] = waits
            self.queues[function].append_at_head(task)
            return
        if waits == c.WAITS_FOR_PERSON and tasks.patience_min[task] < inf:
            self._start_patience(task)
        tasks.stage[task] = waits
        tasks.queued_min[task] = self.now_min
        self.queues[function].append(task)
        if self.watched == task:
            self.tell(task, "waits for a person", ahead=self.queues[function].waiting - 1)

    def _longest_idle(self, function: int, but: int) -> int:
        """Take the person who has been idle longest out of the idle, or return -1; ties go to the lowest seat.

        Nobody reviews the own work: `but` is left out.
        """
        best = NOBODY
        since = 0.0
        for idle in self.idle_for[function]:
            if idle:
                seat = next(iter(idle))
                if seat == but:
                    seat = next(islice(idle, 1, 2), NOBODY)
                if seat == NOBODY:
                    continue
                if best == NOBODY or (idle[seat], seat) < (since, best):
                    best, since, pool = seat, idle[seat], idle
        if best != NOBODY:
            del pool[best]
        return best

    def wait_for_bot(self, task: int, bot: Bot) -> None:
        """Let a task wait for a slot of a bot."""
        self._start_patience(task)
        bot.queue_task(task)
        self.tasks.queued_min[task] = self.now_min
        if self.watched == task:
            self.tell(task, "waits for a bot", bot=bot.name, ahead=bot.queue.waiting - 1)

    def _start_patience(self, task: int) -> None:
        """Set when the customer gives up; one that moves between queues keeps the time already set."""
        tasks = self.tasks
        patience = tasks.patience_min[task]
        if patience == inf or tasks.stage[task] in (c.WAITS_FOR_BOT, c.WAITS_FOR_PERSON):
            return
        if tasks.stage[task] != c.NOT_ARRIVED:
            tasks.give_up_min[task] = self._give_up_from_now(task, patience)
        if tasks.give_up_min[task] < inf:
            self.events.schedule((tasks.give_up_min[task], c.ABANDON, task))

    def _give_up_from_now(self, task: int, patience: float) -> float:
        numbers = self.functions[self.tasks.function[task]]
        if numbers.patience_open_clock:
            return self.agenda.open_clock.deadline_of(self.now_min, patience)
        return self.now_min + patience

    def abandon(self, task: int) -> None:
        """A waiting customer leaves, if still waiting."""
        tasks = self.tasks
        stage = tasks.stage[task]
        if tasks.give_up_min[task] != self.now_min or stage not in (c.WAITS_FOR_BOT, c.WAITS_FOR_PERSON):
            return
        queue = self.bots[tasks.waits_at[task]].queue if stage == c.WAITS_FOR_BOT else self.queues[tasks.function[task]]
        queue.leave()
        self.end(task, c.ABANDONED)

    # ---------------------------------------------------------------- results

    def next_visit(self, task: int) -> bool:
        """Count one more attempt; the task ends unresolved if there is none left."""
        tasks = self.tasks
        if tasks.visit[task] + 1 >= self.functions[tasks.function[task]].max_visits:
            self.end(task, c.UNRESOLVED)
            return False
        tasks.visit[task] += 1
        return True

    def deliver(self, task: int, correct: bool, mode: int) -> None:
        """Hand the result to the customer; an error may come back later."""
        tasks = self.tasks
        tasks.mode[task] = mode
        if self.notes_who_works:
            self._note_who_worked(task, mode)
        if self.notes_results:
            self._note_result(task, mode)
        if self.innovation.on:
            self.innovation.count_result(tasks.bot[task], mode)
        if correct:
            if self.notes_value and mode in (c.BOT, c.REVIEWED):
                vendor = self.vendors[self.bots[tasks.bot[task]].numbers.vendor]
                vendor.value_today_eur += self.functions[tasks.function[task]].value_eur
            self.end(task, c.CORRECT)
            return
        if mode == c.HUMAN:
            tasks.escaped_human[task] += 1
        elif mode == c.BOT:
            tasks.escaped_bot[task] += 1
        elif mode == c.ASSISTED:
            tasks.escaped_assisted[task] += 1
        else:
            tasks.escaped_reviewed[task] += 1
        visit = tasks.visit[task]
        numbers = self.functions[tasks.function[task]]
        if self.luck_returns[visit][task] >= numbers.return_probability:
            self.end(task, c.ERROR)
        elif visit + 1 >= numbers.max_visits:
            self.end(task, c.UNRESOLVED)
        else:
            self._send_out_in_error(task, visit, numbers.return_delay_open_min)

    def _note_result(self, task: int, mode: int) -> None:
        """Note a result that bots will learn from."""
        function = self.tasks.function[task]
        self.results[function] += 1
        if mode == c.BOT:
            self.bots[self.tasks.bot[task]].skills[function].alone += 1

    def _note_who_worked(self, task: int, mode: int) -> None:
        """Add a result to what people see of who does the firm's work."""
        function, effort_min, workforce = self.tasks.function[task], self.tasks.effort_min[task], self.workforce
        if mode in (c.BOT, c.REVIEWED):
            workforce.done_by_bots_min[function] += effort_min
        else:
            workforce.done_by_people_min[function] += effort_min
        if mode == c.BOT:
            workforce.decided_by_bots_min[function] += effort_min

    def _send_out_in_error(self, task: int, visit: int, mean_delay_open_min: float) -> None:
        """Let an error come back after a delay on the clock of the opening hours: nobody complains to closed doors."""
        delay = exponential.quantile(mean_delay_open_min, self.luck_return_delay[visit][task])
        back = self.agenda.open_clock.deadline_of(self.now_min, delay)
        function = self.tasks.function[task]
        self.tasks.stage[task] = c.OUT_IN_ERROR
        self.open_tasks[function] -= 1
        self.books.errors[function] += 1
        if self.manager.experience.keeps_score:
            self.manager.experience.count(task, 0.0)
        self.events.schedule((back, c.RETURN, task))
        if self.watched == task:
            self.tell(task, "delivered wrong; will come back", at_min=back)

    def end(self, task: int, outcome: int) -> None:
        """End a task, once and for all."""
        tasks = self.tasks
        function = tasks.function[task]
        tasks.stage[task] = c.ENDED
        tasks.outcome[task] = outcome
        tasks.end_min[task] = self.now_min
        self.open_tasks[function] -= 1
        self.books.ended[outcome][function] += 1
        if self.customers.on:
            self.customers.judge(task, outcome)
        if self.manager.experience.keeps_score:
            self.manager.experience.conclude(task, outcome)
        if self.watched == task:
            self.tell(task, f"ends: {c.OUTCOMES[outcome]}", mode=c.MODES[tasks.mode[task]])

    @property
    def backlog(self) -> int:
        """Tasks that have arrived and not ended."""
        return sum(self.open_tasks)

    # ---------------------------------------------------------------- the story of one task

    def tell(self, task: int, what: str, **facts: Any) -> None:
        """Note what happens to the watched task."""
        self.story.append({"time_min": self.now_min, "visit": self.tasks.visit[task], "what": what, **facts})
