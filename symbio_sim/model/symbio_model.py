"""The Mesa engine: a real Mesa model of a firm, event by event.

The model holds the clock and says who handles what; a task's way through the firm stands in `task_flow`, behaviour is
with the agents. This engine is the reference: it is written to be read beside the description of the model.
"""

from bisect import bisect_right
from collections import OrderedDict
from collections.abc import Callable
from math import inf
from typing import Any

import mesa

from .. import choreography as c
from ..config import DAY_MIN, Config, load_config
from ..firm import prepare, resolve
from ..world import World, draw_world
from ..world.normal_skill import normal_accuracy_skill
from . import bot_days
from .books import Books
from .bot import Bot
from .customers import Customers
from .events import EventQueue
from .freed_hours import FreedHours
from .innovation import Innovation
from .luck import OutageLuck, luck_table
from .manager import Manager
from .queues import WorkQueue
from .staff import Staff
from .task_flow import TaskFlow
from .tasks import NOBODY, TaskBook
from .vendor import Service, Vendor
from .workforce import Workforce


class SymbioModel(TaskFlow):
    """A firm in a World, as a Mesa model; one step is one period, a day by default.

    Parameters
    ----------
    config : Config, str or mapping
        The firm: a config, the name of a ready-made business, a path, or plain data.
    replication : int
        Which World under the seed.
    rng : int, optional
        The seed (default 1). An integer, because Worlds are drawn from it before the run; nothing is drawn later.
    world : World, optional
        Use this World instead of drawing one.
    skill_restored_day : float, optional
        Put everyone's skill back to day 0 at this time (an experiment's intervention).
    period_days : int
        Length of a step (days).
    collect : bool
        Whether the DataCollector collects after each step.

    Attributes
    ----------
    now_min : float
        The clock: minutes since day 0.
    staff, bots, vendors : list
        The agents by kind; they are also in `agents` and `agents_by_type`.
    tasks : TaskBook
        All tasks, column by column.
    staff_type, bot_type, vendor_type, manager_type : type
        The agents' classes; a subclass of the model that wants other behaviour names its own.
    """

    staff_type: type[Staff] = Staff
    bot_type: type[Bot] = Bot
    vendor_type: type[Vendor] = Vendor
    manager_type: type[Manager] = Manager

    def __init__(
        self,
        config: Config | str | dict[str, Any] = "bakery",
        *,
        replication: int = 0,
        rng: int | None = None,
        world: World | None = None,
        skill_restored_day: float | None = None,
        period_days: int = 1,
        collect: bool = True,
        watch: int = NOBODY,
    ) -> None:
        seed = 1 if rng is None else int(rng)
        super().__init__(rng=seed)
        self.config = config if isinstance(config, Config) else load_config(config)
        self.firm = resolve(self.config)
        self.world = draw_world(self.config, seed, replication) if world is None else world
        self.agenda = prepare(self.firm, self.world, skill_restored_day)
        self.skill_restored_day = skill_restored_day
        self.period_days = period_days
        self.watched = watch
        self.story: list[dict[str, Any]] = []
        self.now_min = 0.0
        self.days_done = 0

        self.tasks = TaskBook(self.world, self.agenda)
        self.events = EventQueue(self.agenda.timeline)
        self._set_up_functions()
        self._set_up_luck()
        self._set_up_bots_schooling()
        self._set_up_agents()
        self.workforce = Workforce(self)
        self.freed_hours = FreedHours(self)
        self.notes_who_works = self.config.mechanisms.engagement.on or self.freed_hours.grows
        self.demand_moves = self.config.mechanisms.customers.on or self.freed_hours.grows
        self.customers = Customers(self)
        self.innovation = Innovation(self)
        self.books = Books(self)
        self._handlers: list[Callable[[int], None]] = self._handlers_by_kind()
        self.datacollector = mesa.DataCollector(
            model_reporters={
                "day": "days_done",
                "backlog": "backlog",
                "correct_today": lambda m: m.books.last("correct"),
                "errors_today": lambda m: m.books.last("errors"),
            },
            agenttype_reporters={
                self.staff_type: {"name": "name", "load": "load", "trust": "trust"},
                self.bot_type: {"name": "name", "busy": "busy", "visits": "visits"},
            },
        )
        self.collects = collect

    # ---------------------------------------------------------------- setting up

    def _set_up_functions(self) -> None:
        firm = self.firm
        self.functions = firm.functions
        self.interruptible = [function.interruptible for function in firm.functions]
        self.priority = [function.priority for function in firm.functions]
        self.has_people = [bool(function.roles) for function in firm.functions]
        self.seats_for = [sum(firm.roles[role].count for role in function.roles) for function in firm.functions]
        self.stated_error = [
            max((firm.bots[bot].stated_error[index] for bot in function.bots), default=0.1)
            for index, function in enumerate(firm.functions)
        ]
        self.normal_accuracy_skill = normal_accuracy_skill(self.config)
        self.queues = [WorkQueue(self.tasks.stage) for _ in firm.functions]
        self.open_tasks = [0] * len(firm.functions)
        self.counts_bot_work = self.config.mechanisms.reliance.on
        self.bot_effort_today = [0.0] * len(firm.functions)
        self.bot_min_of_seat = [0.0] * len(firm.functions)
        self.idle: list[OrderedDict[int, float]] = [OrderedDict() for _ in firm.roles]
        self.idle_for = [[self.idle[role] for role in function.roles] for function in firm.functions]
        self.on_shift = [0] * len(firm.roles)
        self.duty_starts = self.agenda.duty_starts
        self._staffed = self.agenda.staffed
        self.notes_value = self.config.mechanisms.prices.on
        self.reviews = self.config.policy.mode == "reviewed"
        self.review_share = self.config.policy.review_share
        self.assists = self.firm.assists
        self.reviews_people = self.firm.reviews_people
        self.review_of_people_share = self.firm.safeguards.review_of_people_share
        self.review_ratio = self.config.mechanisms.oversight.time_ratio

    def _set_up_luck(self) -> None:
        states, visits = self.agenda.luck_state, max(function.max_visits for function in self.functions)
        looks_at, is_bandit = self.firm.rule_looks_at, self.config.policy.rule == "bandit"
        self.luck_share = luck_table(states, "share", visits, often="u_share" in looks_at)
        self.luck_bandit_people = luck_table(states, "bandit_people", visits, often=is_bandit)
        self.luck_bandit_bots = luck_table(states, "bandit_bots", visits, often=is_bandit)
        self.luck_correct_human = luck_table(states, "correct_human", visits, often=True)
        self.luck_reviewed = luck_table(states, "reviewed", visits, often=self.reviews)
        self.luck_detect = luck_table(states, "detect", visits)
        self.luck_adopt = luck_table(states, "adopt", visits)
        self.luck_false_alarm = luck_table(states, "false_alarm", visits, often=self.reviews)
        self.luck_returns = luck_table(states, "returns", visits)
        self.luck_return_delay = luck_table(states, "return_delay", visits)
        self.luck_partial_fail = OutageLuck(states)
        self.luck_group = luck_table(states, "group", 1)[0]
        self.luck_new_kind = luck_table(states, "new_kind", 1)[0]
        self.luck_pilot = luck_table(states, "pilot", visits)
        advised = self.firm.safeguards.advised_share > 0.0
        self.luck_human_centric = luck_table(states, "human_centric", visits, often=advised)
        self.luck_practice = luck_table(states, "practice", visits)
        moves = self.config.mechanisms.customers.on or self.config.freed_hours.use == "growth"
        self.luck_accepted = luck_table(states, "accepted", 1, often=moves)[0]
        self.luck_correct_bot = [
            luck_table(states, f"correct_bot/{vendor}", visits, often=True) for vendor in self.firm.vendors
        ]
        asked = "confidence" in looks_at
        self.luck_noise_bot = [
            luck_table(states, f"noise_bot/{vendor}", visits, often=asked) for vendor in self.firm.vendors
        ]

    def _set_up_bots_schooling(self) -> None:
        """Set up what bots learn from: results by function, and people's work on tasks of the new kind."""
        self.shift_from_min, self.shift_share = self.agenda.market_shift
        self.arrival_min = self.world.tasks["arrival_min"].tolist() if self.shift_share > 0.0 else []
        self.notes_results = self.config.mechanisms.bias.on
        self.results = [0] * len(self.functions)
        self.examples = [0.0] * len(self.functions)

    def _set_up_agents(self) -> None:
        firm, law = self.firm, self.config.mechanisms.outages
        self.staff = [
            self.staff_type(self, seat, firm.roles[role], talent)
            for seat, (role, talent) in enumerate(zip(firm.role_of_seat, self.agenda.talent.tolist(), strict=True))
        ]
        self.people_of = [
            [person for person in self.staff if function in person.role.functions]
            for function in range(len(firm.functions))
        ]
        self.vendors = [self.vendor_type(self, number, name) for number, name in enumerate(firm.vendors)]
        self.services = [
            Service(self, agenda, resume=law.interrupted_work == "resume", detect_min=law.detect_min)
            for agenda in self.agenda.services
        ]
        self.bots = [
            self.bot_type(self, number, numbers, self.services[numbers.service])
            for number, numbers in enumerate(firm.bots)
        ]
        for (vendor, _), service in zip(firm.services, self.services, strict=True):
            self.vendors[vendor].services.append(service)
        for bot in self.bots:
            bot.service.bots.append(bot)
        self.manager = self.manager_type(self)
        for function, numbers in enumerate(firm.functions):
            self.manager.bots_for[function] = [self.bots[bot] for bot in numbers.bots]

    def _handlers_by_kind(self) -> list[Callable[[int], None]]:
        handlers: dict[int, Callable[[int], None]] = {
            c.MIDNIGHT: self.close_day,
            c.SKILL_RESTORED: self.restore_skill,
            c.STAFF_DONE: self.finish_staff,
            c.BOT_DONE: self.finish_bot,
            c.SERVICE_UP: self.regain_service,
            c.SERVICE_DOWN: self.lose_service,
            c.BOT_FAILED: self.fail_bot,
            c.SHIFT_END: self.end_shift,
            c.SHIFT_START: self.start_shift,
            c.HANDOVER: self.hand_over,
            c.BOT_OPENS: self.open_bot,
            c.BOT_CLOSES: self.close_bot,
            c.RETURN: self.return_task,
            c.ARRIVAL: self.arrive,
            c.ABANDON: self.abandon,
        }
        return [handlers[kind] for kind in range(c.N_EVENT_KINDS)]

    # ---------------------------------------------------------------- the clock

    def step(self) -> None:
        """Advance one period, collect, and stop at the horizon."""
        self.advance(self.days_done + self.period_days)
        if self.collects:
            self.datacollector.collect(self)

    def advance(self, day: int) -> None:
        """Let everything happen until the given day has been closed, or the horizon is reached."""
        horizon = self.world.horizon_days
        last = min(day, horizon)
        if self.days_done < last:
            handlers = self._handlers
            for now_min, kind, entity in self.events:
                self.now_min = now_min
                handlers[kind](entity)
                if self.days_done == last:
                    break
        self.running = self.days_done < horizon

    def run_to_horizon(self) -> None:
        """Run to the end, without collecting."""
        self.advance(self.world.horizon_days)

    # ---------------------------------------------------------------- who handles what

    def finish_staff(self, seat: int) -> None:
        """A person finishes a stint."""
        self.staff[seat].finish_stint()

    def finish_bot(self, task: int) -> None:
        """A bot visit ends."""
        self.bots[self.tasks.bot[task]].complete(task)

    def fail_bot(self, task: int) -> None:
        """A visit that an outage failed is noticed."""
        self.bots[self.tasks.bot[task]].fail(task)

    def start_shift(self, seat: int) -> None:
        """A person's shift begins; where nobody holds the seat, nobody comes."""
        person = self.staff[seat]
        if person.job.vacant:
            person.miss_shift()
            return
        self.on_shift[person.role_number] += 1
        person.start_shift()

    def end_shift(self, seat: int) -> None:
        """A person's shift ends; nobody's, if nobody came."""
        person = self.staff[seat]
        if person.on_shift:
            self.on_shift[person.role_number] -= 1
            person.end_shift()

    def hand_over(self, seat: int) -> None:
        """A paused task is handed over."""
        self.staff[seat].hand_over()

    def lose_service(self, service: int) -> None:
        """An outage becomes known."""
        self.vendors[self.firm.services[service][0]].lose_service(self.services[service])

    def regain_service(self, service: int) -> None:
        """A known outage is fixed; a successor of what has ended may take longer than planned."""
        back = self.services[service].put_off(self.now_min)
        if back is not None:
            self.events.schedule((back, c.SERVICE_UP, service))
            return
        self.vendors[self.firm.services[service][0]].regain_service(self.services[service])

    def open_bot(self, bot: int) -> None:
        """A bot's working hours begin."""
        self.bots[bot].start_hours()

    def close_bot(self, bot: int) -> None:
        """A bot's working hours end."""
        self.bots[bot].end_hours()

    def restore_skill(self, _: int) -> None:
        """Put everyone's skill back to day 0 (an experiment's intervention)."""
        for person in self.staff:
            person.restore_skill()
        self.manager.take_stock()

    def close_day(self, day: int) -> None:
        """Close the day; see `choreography.PHASES_OF_MIDNIGHT` for the order."""
        worked = [person.close_books() for person in self.staff]
        bot_min = [bot.close_books() for bot in self.bots]
        self.manager.experience.remember_practice()
        waiting = [
            queue.waiting * numbers.people_time_min / max(seats, 1)
            for queue, numbers, seats in zip(self.queues, self.functions, self.seats_for, strict=True)
        ]
        for person, (busy, overtime) in zip(self.staff, worked, strict=True):
            if person.job.vacant:
                continue
            share = 0.0
            for function in person.role.functions:  # one by one: `sum` rounds otherwise from Python 3.12 on
                share += waiting[function]
            person.average_load(day, busy + overtime, share)
        for person in self.staff:
            person.learn_and_forget()
        self._share_out_bot_work()
        for person in self.staff:
            person.rely()
        self.workforce.close_day(day)
        for person in self.staff:
            person.open_day()
        bot_days.close_day(self, day)
        if self.config.mechanisms.prices.on:
            self._close_day_of_vendors(day)
        if self.customers.on:
            self.customers.close_day()
        if self.innovation.on:
            self.innovation.close_day(day, [busy for busy, _ in worked])
        self.manager.close_day(day)
        self.books.close_day(day, worked, bot_min)
        self.days_done = day + 1
        if self.days_done < self.world.horizon_days:
            self.workforce.come_and_go()

    def _share_out_bot_work(self) -> None:
        """Spread what bots did in each function over its seats, as the minutes that people would have needed."""
        for function, (numbers, seats) in enumerate(zip(self.functions, self.seats_for, strict=True)):
            effort_min, self.bot_effort_today[function] = self.bot_effort_today[function], 0.0
            minutes = effort_min * numbers.people_time_min / numbers.mean_effort_min
            self.bot_min_of_seat[function] = minutes / max(seats, 1)

    def _close_day_of_vendors(self, day: int) -> None:
        """Write down the day's prices, then let them and the dependence on vendors follow what the day has shown."""
        self.books.note("vendor_price", [vendor.price for vendor in self.vendors])
        total = 0.0
        for correct, numbers in zip(self.books.correct, self.functions, strict=True):
            total += correct * numbers.value_eur
        for vendor in self.vendors:
            vendor.close_day(total, (day + 1.0) * DAY_MIN)
        self.books.note("vendor_dependence", [vendor.dependence for vendor in self.vendors])
        self.books.note("vendor_lock_in", [vendor.lock_in for vendor in self.vendors])

    def next_staffed_min(self, function: int) -> float:
        """Return the next time somebody who can do a function is on shift (now, if somebody is)."""
        starts, ends = self._staffed[function]
        place = bisect_right(starts, self.now_min) - 1
        if place >= 0 and self.now_min < ends[place]:
            return self.now_min
        return starts[place + 1] if place + 1 < len(starts) else inf
