"""What the manager has learned: what came of its choices, how much practice people have had, how much comes in."""

from array import array
from typing import TYPE_CHECKING

from ..choreography import ABANDONED, CHOSE_BOT, CHOSE_PEOPLE, UNDECIDED, UNRESOLVED
from ..firm import SPEED
from ..mechanisms import human_work, normal
from ..policies import bandit, experienced, resilience_aware, skill_preserving
from .tasks import NOBODY

if TYPE_CHECKING:
    from .symbio_model import SymbioModel

PRIOR_TASKS = 10.0
"""How many tasks the accuracy that was stated counts for, beside experience (assumed, as for reviewers)."""


class Score:
    """What tasks of one function that were given to people, or to bots, came to; all of it fades by the day."""

    __slots__ = ("cost_eur", "errors", "squares_eur2", "tasks")

    def __init__(self) -> None:
        self.tasks = self.errors = self.cost_eur = self.squares_eur2 = 0.0

    def fade(self, keep: float) -> None:
        """Let a day pass."""
        self.tasks *= keep
        self.errors *= keep
        self.cost_eur *= keep
        self.squares_eur2 *= keep


class Experience:
    """The state of the adaptive rules.

    Attributes
    ----------
    learned : list of float
        What the rule is told of each function; each rule says what it is.
    keeps_score : bool
        Whether the rule learns from what its choices come to.
    """

    def __init__(self, model: "SymbioModel") -> None:
        firm = model.firm
        self.model = model
        self.rule = firm.config.policy.rule
        self.parameters = firm.rule_parameters
        self.keeps_score = self.rule in ("bandit", "experienced")
        self.counts_practice = self.rule == "skill_preserving"
        self.is_adaptive = self.keeps_score or self.rule in ("skill_preserving", "resilience_aware")
        self.scores = [(Score(), Score()) for _ in model.functions]
        self.chosen = bytearray([UNDECIDED]) * (model.tasks.n if self.keeps_score else 0)
        self.spent_at_choice_eur = array("d", [0.0]) * (model.tasks.n if self.keeps_score else 0)
        self.demand_min = [numbers.demand_h_per_day * 60.0 for numbers in model.functions]
        self.learned = [self.parameters[0] if self.rule == "experienced" else 0.0 for _ in model.functions]
        self.practised_min = [[0.0] * len(model.functions) for _ in model.staff]
        if self.counts_practice:
            for person in model.staff:
                for function, hours in zip(person.role.functions, person.role.normal_h_per_day, strict=True):
                    self.practised_min[person.number][function] = hours * 60.0 * self.parameters[1]

    # ---------------------------------------------------------------- what comes of choices

    def note_choice(self, task: int, function: int, to_bot: bool) -> None:
        """Remember who was chosen for a task, if there was a choice."""
        model = self.model
        if self.counts_practice:
            if not to_bot:
                self.learned[function] -= model.functions[function].people_time_min
        elif self.keeps_score:
            free = model.has_people[function] and model.functions[function].bots and not model.tasks.needs_human[task]
            self.chosen[task] = (CHOSE_BOT if to_bot else CHOSE_PEOPLE) if free else UNDECIDED
            self.spent_at_choice_eur[task] = self._spent_eur(task, function)

    def conclude(self, task: int, outcome: int) -> None:
        """Count a task that ends; a customer who leaves takes the value along."""
        numbers = self.model.functions[self.model.tasks.function[task]]
        self.count(task, numbers.value_eur if outcome == ABANDONED else 0.0)
        if outcome == UNRESOLVED:
            self.hear_of_error(task, numbers.error_loss_eur)

    def count(self, task: int, loss_eur: float) -> None:
        """Credit the choice with what the work has cost since, a penalty for being late, and a loss."""
        if self.chosen[task] == UNDECIDED:
            return
        model, tasks = self.model, self.model.tasks
        function = tasks.function[task]
        cost = self._spent_eur(task, function) - self.spent_at_choice_eur[task] + loss_eur
        if model.now_min > tasks.due_min[task]:
            cost += model.functions[function].late_penalty_eur
        score = self.scores[function][self.chosen[task] - CHOSE_PEOPLE]
        score.tasks += 1.0
        score.cost_eur += cost
        score.squares_eur2 += cost * cost

    def hear_of_error(self, task: int, loss_eur: float) -> None:
        """Credit the choice with an error now that it is known: one task of mean cost turns out to cost more."""
        if self.chosen[task] == UNDECIDED:
            return
        score = self.scores[self.model.tasks.function[task]][self.chosen[task] - CHOSE_PEOPLE]
        mean = score.cost_eur / max(score.tasks, 1.0)
        score.errors += 1.0
        score.squares_eur2 += loss_eur * (loss_eur + 2.0 * mean)
        score.cost_eur += loss_eur

    def _spent_eur(self, task: int, function: int) -> float:
        """Return what a task has cost so far: people's time at their mean wage, and the visits of bots."""
        tasks, numbers, bot = self.model.tasks, self.model.functions[function], self.model.tasks.bot[task]
        price = 0.0 if bot == NOBODY else self.model.bots[bot].price_eur()
        people_min = tasks.human_min[task] + tasks.review_min[task]
        return numbers.people_eur_per_min * people_min + price * tasks.bot_visits[task]

    # ---------------------------------------------------------------- what the rule is told

    def tell(self, task: int, function: int) -> float:
        """Return what the rule is told of a task's function."""
        if self.rule != "bandit":
            return self.learned[function]
        model, numbers = self.model, self.model.functions[function]
        visit, (people, bots) = model.tasks.visit[task], self.scores[function]
        of_people = _drawn_eur(people, numbers.expected_people_eur, model.luck_bandit_people[visit][task])
        return of_people - _drawn_eur(bots, numbers.expected_bot_eur, model.luck_bandit_bots[visit][task])

    # ---------------------------------------------------------------- once a day

    def remember_practice(self) -> None:
        """Enter the day's own work of everyone, before it turns into skill."""
        if self.counts_practice:
            keep = 1.0 - 1.0 / self.parameters[1]
            for person, practised in zip(self.model.staff, self.practised_min, strict=True):
                for function in person.role.functions:
                    practised[function] = keep * practised[function] + person.worked_today[function]

    def close_day(self, day: int) -> None:
        """Let experience fade by a day, adapt, and plan the day that begins."""
        for function, numbers in enumerate(self.model.functions):
            people, bots = self.scores[function]
            if self.rule == "bandit":
                keep = 1.0 - 1.0 / self.parameters[0]
                people.fade(keep)
                bots.fade(keep)
            elif self.rule == "experienced":
                keep = 1.0 - 1.0 / self.parameters[2]
                people.fade(keep)
                bots.fade(keep)
                self.learned[function] = experienced.next_share(
                    self.learned[function],
                    experienced.share_right(bots.tasks, bots.errors, numbers.stated_bot_error, PRIOR_TASKS),
                    experienced.share_right(people.tasks, people.errors, numbers.stated_people_error, PRIOR_TASKS),
                    self.parameters[1],
                )
            elif self.rule == "resilience_aware":
                came = self.model.books.arrivals[function] * numbers.mean_effort_min
                self.demand_min[function] += (came - self.demand_min[function]) / self.parameters[2]
        self._plan(day + 1)

    def _plan(self, day: int) -> None:
        """Set what the rule is told on a day."""
        if self.rule == "skill_preserving":
            self._plan_practice(day)
        elif self.rule == "resilience_aware":
            for function in range(len(self.model.functions)):
                self.learned[function] = resilience_aware.share_for_bots(
                    self._unaided_min(function), self.demand_min[function], self.parameters[0], self.parameters[1]
                )

    def _plan_practice(self, day: int) -> None:
        """Add up what is owed to the people of each function on a day, less the work that already waits for them."""
        quota, window = self.parameters[0], self.parameters[1]
        for function, numbers in enumerate(self.model.functions):
            self.learned[function] = -self.model.queues[function].waiting * numbers.people_time_min
        for person in self.model.staff:
            at_work = day < len(person.scheduled_min) and not person.job.vacant
            scheduled = person.scheduled_min[day] if at_work else 0.0
            for function, hours in zip(person.role.functions, person.role.normal_h_per_day, strict=True):
                self.learned[function] += skill_preserving.owed_min(
                    quota * (hours * 60.0) * window,
                    self.practised_min[person.number][function],
                    1.0 - 1.0 / window,
                    scheduled,
                )

    def _unaided_min(self, function: int) -> float:
        """Return the skilled minutes of work a day that people could do without bots."""
        total, unskilled = 0.0, self.model.functions[function].speed_unskilled
        for person in self.model.people_of[function]:  # one by one: `sum` rounds otherwise from Python 3.12 on
            if person.job.vacant:
                continue
            own_min = person.role.own_min_per_day[person.role.functions.index(function)]
            total += own_min * human_work.speed(person.current[function][SPEED], unskilled, 1.0)
        return total


def _drawn_eur(score: Score, expected_eur: float, luck: float) -> float:
    """Return a draw of what a task costs, keyed by the task."""
    return bandit.drawn_cost_eur(score.tasks, score.cost_eur, score.squares_eur2, expected_eur, normal.quantile(luck))
