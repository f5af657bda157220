"""Customers: they come or stay away, judge what they got, and keep or lose their goodwill."""

from math import inf, nan
from typing import TYPE_CHECKING

from ..choreography import ABANDONED, BOT, REVIEWED, UNRESOLVED
from ..firm.customers import customer_base, faces_customers, wants_people
from ..mechanisms import customers as law_of
from ..world.more_demand import highest_demand

if TYPE_CHECKING:
    from .symbio_model import SymbioModel


class Customers:
    """All customers of the firm.

    Attributes
    ----------
    goodwill : float
        Demand relative to the base.
    """

    def __init__(self, model: "SymbioModel") -> None:
        self.model = model
        self.law = model.config.mechanisms.customers
        self.on = self.law.on
        self.goodwill = 1.0
        self.keep = law_of.daily_keep(self.law.memory_weeks)
        self.faced = faces_customers(model.firm)
        self.touch = wants_people(model.firm)
        self.base = customer_base(model.firm)
        self.extra: list[bool] = model.world.extra.tolist()
        self.highest_demand = highest_demand(model.config)
        self._begin_day()

    def _begin_day(self) -> None:
        n = len(self.faced)
        self.satisfaction = [0.0] * n
        self.judged = [0.0] * n
        self.promoters = [0.0] * n
        self.detractors = [0.0] * n
        self.bad_outcomes = [0.0] * n
        self.declined = [0.0] * n
        self.extra_tasks = [0.0] * n

    def come(self, task: int) -> bool:
        """Tell whether a task comes, goodwill and the demand that the firm takes on being what they are."""
        function, is_extra = self.model.tasks.function[task], self.extra[task]
        if not self.faced[function]:
            return True
        demand = self.goodwill * self.model.freed_hours.demand
        chance = law_of.acceptance(demand, self.highest_demand, is_extra)
        comes = self.model.luck_accepted[task] < chance
        if is_extra:
            self.extra_tasks[function] += comes
        else:
            self.declined[function] += not comes
        return comes

    def judge(self, task: int, outcome: int) -> None:
        """Let the customer of a task that ends judge it."""
        tasks, law = self.model.tasks, self.law
        function = tasks.function[task]
        if not self.faced[function]:
            return
        misses = tasks.escaped_human[task] + tasks.escaped_bot[task] + tasks.escaped_reviewed[task]
        misses += tasks.escaped_assisted[task]
        if outcome in (ABANDONED, UNRESOLVED):
            misses += 1
        by_bot = self.touch[function] and tasks.mode[task] in (BOT, REVIEWED)
        value = law_of.satisfaction(
            law.best_logit,
            self._waiting(task, function),
            law.waiting_logits,
            misses,
            law.error_logits,
            law.bot_logits if by_bot else 0.0,
        )
        self.satisfaction[function] += value
        self.judged[function] += 1.0
        self.promoters[function] += value >= law_of.PROMOTER
        self.detractors[function] += value < law_of.DETRACTOR
        self.bad_outcomes[function] += misses > 0

    def _waiting(self, task: int, function: int) -> float:
        """Return the wait relative to what was promised, else to the customer's patience, else to the target."""
        tasks, now = self.model.tasks, self.model.now_min
        arrival = tasks.arrival_min[task]
        if self.model.functions[function].due_min < inf:
            return law_of.relative_wait(now - arrival, tasks.due_min[task] - arrival)
        if tasks.patience_min[task] < inf:
            start = tasks.start_min[task]
            return min(law_of.relative_wait(start - arrival, tasks.patience_min[task]), 1.0) if start == start else 1.0
        return law_of.relative_wait(now - arrival, self.law.target_min)

    def close_day(self) -> None:
        """Let goodwill follow the day's satisfaction, if anybody was served, and write the day down."""
        total = n = bad = 0.0
        for function in range(len(self.faced)):
            total += self.satisfaction[function]
            n += self.judged[function]
            bad += self.bad_outcomes[function]
        if n > 0.0:
            law = self.law
            implied = law_of.implied_goodwill(law.response, total / n, law.normal_satisfaction)
            self.goodwill = law_of.goodwill_after_day(
                self.goodwill, implied, self.keep, bad, law.churn_share, self.base
            )
        note = self.model.books.note
        note(
            "function_satisfaction",
            [value / n if n else nan for value, n in zip(self.satisfaction, self.judged, strict=True)],
        )
        for name in ("judged", "promoters", "detractors", "bad_outcomes", "declined", "extra_tasks"):
            note(f"function_{name}", getattr(self, name))
        note("firm_goodwill", [self.goodwill])
        self._begin_day()
