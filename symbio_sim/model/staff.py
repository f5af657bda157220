"""People: they take work, pause it with their shift, finish it, check the work of bots, learn and forget."""

from bisect import bisect_left
from math import inf
from typing import TYPE_CHECKING

from ..choreography import (
    ASSISTED,
    BOT,
    HANDOVER,
    HUMAN,
    IN_REVIEW,
    PAUSED,
    REVIEWED,
    STAFF_DONE,
    WAITS_FOR_PERSON,
    WAITS_FOR_REVIEW,
    WITH_PERSON,
)
from ..firm import ACCURACY, RoleNumbers
from ..mechanisms import curves, human_work, market_shift, oversight
from ..mechanisms import trust as trust_law
from .advice import take_advice
from .job import Job
from .learning import Learner
from .second_look import complete_check
from .tasks import NOBODY

if TYPE_CHECKING:
    from .symbio_model import SymbioModel


class Staff(Learner):
    """A seat and its holder.

    Attributes
    ----------
    job : Job
        Whether there is a holder at all, since when, and how engaged.
    task : int
        The task in hand, or -1; `held` is one paused until the next shift.
    """

    def __init__(self, model: "SymbioModel", number: int, role: RoleNumbers, talent: float) -> None:
        super().__init__(model, number, role, talent)
        config = model.firm.config
        self.tasks = model.tasks
        self.schedule = model.events.schedule
        self.role_number = model.firm.role_of_seat[number]
        self.queues = [(model.priority[function], model.queues[function]) for function in role.functions]
        self.load_law = config.mechanisms.load
        self.oversight_law = model.firm.oversight
        self.trust_law = config.mechanisms.trust
        # What every review asks, as plain attributes: reading a block of a config takes ten times as long.
        self.false_alarm = self.oversight_law.false_alarm
        self.memory_items = self.oversight_law.memory_items
        self.learns_trust = self.trust_law.on
        self.success_weight, self.failure_weight = self.trust_law.success_weight, self.trust_law.failure_weight
        self.trust_keep = model.firm.trust_keep
        self.shifts = model.agenda.shifts[number]
        self.scheduled_min: list[float] = model.agenda.scheduled_min[number].tolist()
        self.next_shift = 0

        n = len(model.firm.functions)
        self.shift_law = config.mechanisms.market_shift
        self.documented_share = config.mechanisms.bot_learning.documented_share
        self.lessons = [0.0] * n
        self.seen_wrong = [0.0] * n
        self.seen_right = [0.0] * n
        self.seen_wrong_people = [0.0] * n
        self.seen_right_people = [0.0] * n
        self.job = Job(model, number)
        self._begin_afresh()

        self.on_shift = False
        self.shift_end = 0.0
        self.task = NOBODY
        self.held = NOBODY
        self.held_stage = WITH_PERSON
        self.finish = 0.0
        self.speed_at_start = 1.0
        self.since = 0.0
        self.stint_start = 0.0
        self.idle_since = 0.0
        self.busy_today = 0.0
        self.overtime_today = 0.0

    def _begin_afresh(self) -> None:
        """Know nothing yet of bots, of new kinds of tasks and of how busy one is here."""
        prior = self.oversight_law.prior_items
        for function in self.role.functions:
            stated = self.model.stated_error[function]
            self.seen_wrong[function] = prior * stated
            self.seen_right[function] = prior * (1.0 - stated)
            people_error = self.model.functions[function].stated_people_error
            self.seen_wrong_people[function] = prior * people_error
            self.seen_right_people[function] = prior * (1.0 - people_error)
            self.lessons[function] = 0.0
        self.trust_good = self.role.starting_trust * self.trust_law.prior_weight
        self.trust_bad = (1.0 - self.role.starting_trust) * self.trust_law.prior_weight
        self.load, self.load_factor, self.load_drop = 0.0, 1.0, 0.0

    # ---------------------------------------------------------------- comings and goings

    def take_seat(self, talent: float, share_of_talent: float) -> None:
        """Begin as a hire, whose skill is a share of talent."""
        self._begin_afresh()
        self.begin_to_learn(talent, share_of_talent)

    def leave(self) -> None:
        """Leave for good at midnight: finish as overtime what has an end in this shift, put down what has none."""
        model = self.model
        if self.on_shift:
            model.on_shift[self.role_number] -= 1
            self.job.missed_until_min = self.shift_end
            if self.task == NOBODY:
                model.idle[self.role_number].pop(self.number, None)
            elif self.finish > self.shift_end and model.interruptible[self.tasks.function[self.task]]:
                self._put_down()
            self.on_shift = False
        self.shift_end = inf  # whatever is still begun, such as the repair of a rejected result, is finished

    def join(self) -> None:
        """Take up work, at once if the seat's shift is under way."""
        if self.job.missed_until_min > self.model.now_min:
            self.model.on_shift[self.role_number] += 1
            self.on_shift = True
            self.shift_end = self.job.missed_until_min
            self.take_next()

    def miss_shift(self) -> None:
        """Let a shift begin for which nobody comes."""
        self.job.missed_until_min = self.shifts[self.next_shift][1]
        self.next_shift += 1

    # ---------------------------------------------------------------- shifts

    def start_shift(self) -> None:
        """Begin a shift: go on with what was paused, else take the next task."""
        if self.task != NOBODY:
            self._book_time()  # until now it was overtime
        self.on_shift = True
        self.shift_end = self.shifts[self.next_shift][1]
        self.next_shift += 1
        if self.task != NOBODY:
            return
        elif self.held != NOBODY:
            task, self.held = self.held, NOBODY
            self.begin(task, self.held_stage)
        else:
            self.take_next()

    def end_shift(self) -> None:
        """End a shift: pause the work in hand, or finish it as overtime if it cannot be interrupted."""
        model = self.model
        if self.task == NOBODY:
            model.idle[self.role_number].pop(self.number, None)
        elif model.interruptible[model.tasks.function[self.task]]:
            self._pause()
        else:
            self._book_time()
        self.on_shift = False

    def _pause(self) -> None:
        """Put the work in hand down until the next shift, or until a colleague's duty begins."""
        function = self.tasks.function[self.task]
        self._put_down()
        self._arrange_handover(function)

    def _put_down(self) -> None:
        model, task = self.model, self.task
        tasks = self.tasks
        function = tasks.function[task]
        self._end_stint(task, function, tasks.stage[task])
        tasks.remaining_min[task] = (self.finish - model.now_min) * self.speed_at_start
        self.held, self.held_stage = task, tasks.stage[task]
        self.task = NOBODY
        tasks.stage[task] = PAUSED
        tasks.queued_min[task] = model.now_min
        if model.watched == task:
            model.tell(task, "paused with the shift", staff=self.name, remaining_min=tasks.remaining_min[task])

    def _arrange_handover(self, function: int) -> None:
        """Give the paused task back to its queue if somebody's duty begins before this person returns."""
        starts = self.model.duty_starts[function]
        place = bisect_left(starts, self.model.now_min)  # a shift that begins as this one ends takes over
        next_duty = starts[place] if place < len(starts) else inf
        back = self.shifts[self.next_shift][0] if self.next_shift < len(self.shifts) else inf
        if next_duty < back:
            self.schedule((next_duty, HANDOVER, self.number))

    def hand_over(self) -> None:
        """Return the paused task to the head of its queue; nothing, if that was done when its holder left for good."""
        if self.held == NOBODY:
            return
        task, self.held = self.held, NOBODY
        waits = WAITS_FOR_REVIEW if self.held_stage == IN_REVIEW else WAITS_FOR_PERSON
        if self.model.watched == task:
            self.model.tell(task, "handed over, its holder is not back", staff=self.name)
        self.model.queue_for_people(task, waits, at_head=True)

    # ---------------------------------------------------------------- work

    def take_next(self) -> None:
        """Take the first waiting task of the most urgent function, or be idle."""
        model = self.model
        best = None
        queued_min = self.tasks.queued_min
        for priority, queue in self.queues:
            if queue.waiting:
                head = queue.first_for(self.number, self.tasks.author) if model.reviews_people else queue.head()
                if head == NOBODY:
                    continue  # all that waits here is the own work, to be reviewed by others
                rank = (priority, queued_min[head], head)
                if best is None or rank < best:
                    best, chosen = rank, queue
        if best is None:
            self.idle_since = model.now_min
            model.idle[self.role_number][self.number] = model.now_min
            return
        task = chosen.take(best[2]) if model.reviews_people else chosen.take_head()
        stage = self.tasks.stage[task]
        self.begin(task, IN_REVIEW if stage == WAITS_FOR_REVIEW else WITH_PERSON)

    def begin(self, task: int, stage: int) -> None:
        """Begin or resume work on a task; the person must be free."""
        model = self.model
        tasks = self.tasks
        now = model.now_min
        function = tasks.function[task]
        self.task = task
        tasks.stage[task] = stage
        tasks.staff[task] = self.number
        if tasks.start_min[task] != tasks.start_min[task]:
            tasks.start_min[task] = now
        if model.assists and stage == WITH_PERSON and tasks.adviser[task] != NOBODY:
            take_advice(self, task, function)
        speed = self.speed[function]
        self.speed_at_start = speed
        self.since = self.stint_start = now
        self.finish = finish = now + tasks.remaining_min[task] / speed
        if finish <= self.shift_end or not model.interruptible[function]:
            self.schedule((finish, STAFF_DONE, self.number))
        if model.watched == task:
            what = "review begins" if stage == IN_REVIEW else "work begins"
            model.tell(task, what, staff=self.name, speed=speed, expected_end_min=finish)

    def finish_stint(self) -> None:
        """Finish the work in hand and take the next task."""
        task, tasks = self.task, self.tasks
        function, stage = tasks.function[task], tasks.stage[task]
        self._end_stint(task, function, stage)
        self.task = NOBODY
        if stage == IN_REVIEW:
            self._complete_review(task, function)
        else:
            self._complete_work(task, function)
        if self.task == NOBODY and self.on_shift and self.model.now_min < self.shift_end:
            self.take_next()

    def _complete_work(self, task: int, function: int) -> None:
        model, tasks = self.model, self.tasks
        visit = tasks.visit[task]
        facts: dict[str, float] = {}
        if tasks.advised_at[task] == visit:
            correct = not tasks.wrong[task]
        else:
            facts["chance_correct"] = chance = self.meet(task, function)
            correct = model.luck_correct_human[visit][task] < chance
        if model.watched == task:
            model.tell(task, "work ends", staff=self.name, correct=correct, **facts)
        if tasks.mode[task] in (BOT, REVIEWED):  # a bot's error has come back
            model.bots[tasks.bot[task]].be_corrected(task, self.current[function][ACCURACY], self.documented_share)
        if (
            model.reviews_people
            and model.seats_for[function] > 1
            and model.luck_reviewed[visit][task] < model.review_of_people_share
        ):
            model.to_review(task, not correct, self.number)
        else:
            model.deliver(task, correct, self.mode_of(task))

    def mode_of(self, task: int) -> int:
        """Return how a person has done a task at this visit: alone or with advice."""
        return ASSISTED if self.tasks.advised_at[task] == self.tasks.visit[task] else HUMAN

    def meet(self, task: int, function: int) -> float:
        """Return the probability of getting a task right unaided, and learn from it if it is of a new kind."""
        ability = self.ability[function]
        if self.model.is_new_kind(task):
            ability -= self._meet_new_kind(function)
        return human_work.accuracy(ability, self.model.functions[function].slope, self.tasks.difficulty[task])

    def _meet_new_kind(self, function: int) -> float:
        """Return the drop of ability on a task of the new kind (logit), and learn from it."""
        law = self.shift_law
        drop = market_shift.ability_drop(law.human_drop, self.lessons[function], law.human_lessons)
        self.lessons[function] += curves.worth_by_skill(self.current[function][ACCURACY], law.skill_effect)
        self.model.examples[function] += 1.0
        return drop

    def _complete_review(self, task: int, function: int) -> None:
        model, tasks = self.model, self.tasks
        if tasks.author[task] != NOBODY:
            complete_check(self, task, function)
            return
        wrong = tasks.wrong[task]
        visit = tasks.visit[task]
        if wrong:
            rejected = model.luck_detect[visit][task] >= self._miss_probability(function)
        else:
            rejected = model.luck_false_alarm[visit][task] < self.false_alarm
        if model.watched == task:
            model.tell(task, "review ends", staff=self.name, bot_was_wrong=wrong, rejected=rejected)
        self.seen_wrong[function], self.seen_right[function] = oversight.remember_item(
            self.seen_wrong[function], self.seen_right[function], wrong, self.memory_items
        )
        bot = model.bots[tasks.bot[task]]
        bot.be_reviewed(task, rejected)
        if not rejected:
            self.experience_bot(True, 1.0)
            model.deliver(task, not wrong, REVIEWED)
            return
        if wrong:
            tasks.caught[task] += 1
            bot.be_corrected(task, self.current[function][ACCURACY], 1.0)
            self.experience_bot(False, 1.0)
        else:
            tasks.false_alarms[task] += 1
        if model.next_visit(task):
            if wrong and model.manager.experience.keeps_score:
                model.manager.experience.hear_of_error(task, 0.0)  # what it costs is the work done again
            tasks.remaining_min[task] = model.innovation.effort_now(task)
            self.begin(task, WITH_PERSON)

    def _miss_probability(self, function: int) -> float:
        law = self.oversight_law
        if not law.on:
            return law.miss_at_half
        wrong, right = self.seen_wrong[function], self.seen_right[function]
        return oversight.miss_probability(
            law.miss_at_half,
            law.prevalence_slope,
            wrong / (wrong + right),
            law.multitasking,
            trust_law.trust(self.trust_good, self.trust_bad),
            law.trust_low,
            law.trust_high,
            law.skill_effect,
            self.current[function][ACCURACY] - self.model.normal_accuracy_skill,
        )

    def _end_stint(self, task: int, function: int, stage: int) -> None:
        """Write the stint's time to the day's books, to the task, and down as practice of the day."""
        self._book_time()
        worked = self.since - self.stint_start
        if stage == IN_REVIEW:
            self.tasks.review_min[task] += worked
            self.reviewed_today[function] += worked
            return
        self.tasks.human_min[task] += worked
        if self.mode_of(task) == ASSISTED:
            self.assisted_today[function] += worked
        else:
            self.worked_today[function] += worked

    def _book_time(self) -> None:
        """Write the time worked since the last entry to the day's books, as regular time or overtime."""
        now = self.model.now_min
        if self.on_shift:
            self.busy_today += now - self.since
        else:
            self.overtime_today += now - self.since
        self.since = now

    # ---------------------------------------------------------------- trust, load

    @property
    def trust(self) -> float:
        """Trust in bots, in (0, 1)."""
        return trust_law.trust(self.trust_good, self.trust_bad)

    def experience_bot(self, good: bool, weight: float) -> None:
        """Let trust learn from a success or failure seen."""
        if self.learns_trust:
            self.trust_good, self.trust_bad = trust_law.experience(
                self.trust_good,
                self.trust_bad,
                weight * self.success_weight if good else 0.0,
                0.0 if good else weight * self.failure_weight,
                self.trust_keep,
            )

    def close_books(self) -> tuple[float, float]:
        """Return (busy, overtime) minutes of the day that ends and open the next day's books."""
        if self.task != NOBODY:
            self._book_time()
        totals = (self.busy_today, self.overtime_today)
        self.busy_today = self.overtime_today = 0.0
        return totals

    def average_load(self, day: int, busy_min: float, waiting_min: float) -> None:
        """Let the load follow a day's work, done and waiting, if the person was scheduled."""
        law = self.load_law
        scheduled = self.scheduled_min[day]
        if not law.on or scheduled <= 0.0:
            return
        self.load = human_work.average_load(self.load, (busy_min + waiting_min) / scheduled, law.memory_days)
        self.load_factor = human_work.load_speed_factor(self.load, law.turning_point, law.speed_up, law.slow_down)
        self.load_drop = human_work.load_accuracy_drop(
            self.load, law.turning_point, law.accuracy_drop, law.accuracy_drop_max
        )
