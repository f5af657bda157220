"""The peers' people: how they work, learn, forget and trust; how work finds them is left to the idiom."""

from bisect import bisect_right
from typing import TYPE_CHECKING, Any

from symbio_sim import choreography as c
from symbio_sim.firm import ACCURACY, SPEED, RoleNumbers
from symbio_sim.mechanisms import human_work, oversight, skill
from symbio_sim.mechanisms import trust as trust_law

from .firm_tasks import Task

if TYPE_CHECKING:
    from .firm_core import ReferenceFirm


class Person:
    """A seat and its holder; `task` is the work in hand, kept over the end of a shift."""

    def __init__(self, firm: "ReferenceFirm[Any, Any]", seat: int, role: RoleNumbers, talent: float) -> None:
        self.firm, self.env, self.seat, self.role, self.talent = firm, firm.env, seat, role, talent
        laws = firm.config.mechanisms
        self.law, self.load_law, self.oversight_law, self.trust_law = laws.skill, laws.load, laws.oversight, laws.trust
        self.shift_starts = [start for start, _ in firm.agenda.shifts[seat]]
        self.scheduled_min: list[float] = firm.agenda.scheduled_min[seat].tolist()
        self.peak, self.current = (
            {which: [share * talent for share in of] for which, of in zip(role.functions, shares, strict=True)}
            for shares in (role.starting_peak, role.starting_skill)
        )
        self.speed: dict[int, float] = {}
        self.ability: dict[int, float] = {}
        self.practice_min = {function: [0.0, 0.0] for function in role.functions}
        self.exposure_per_min = {
            function: self.law.practice_rate_per_day / (60.0 * hours)
            for function, hours in zip(role.functions, role.normal_h_per_day, strict=True)
        }
        prior = self.oversight_law.prior_items
        self.seen = {f: (prior * firm.stated_error[f], prior * (1.0 - firm.stated_error[f])) for f in role.functions}
        weight = self.trust_law.prior_weight
        self.trust = (role.starting_trust * weight, (1.0 - role.starting_trust) * weight)
        self.load, self.load_factor, self.load_drop = 0.0, 1.0, 0.0
        self.busy_today = 0.0
        for function in role.functions:
            self.set_speed_and_ability(function)

        self.task: Task | None = None
        self.stint_start = self.finish_min = self.stint_speed = 0.0

    # ---------------------------------------------------------------- work

    def begin(self, task: Task) -> float:
        """Begin or resume work on a task and return how long it will take (minutes)."""
        now = self.env.now
        self.task, task.staff = task, self.seat
        if task.start_min != task.start_min:
            task.start_min = now
        self.stint_start, self.stint_speed = now, self.speed[task.function]
        duration = task.remaining_min / self.stint_speed
        self.finish_min = now + duration
        return duration

    def pause(self, task: Task) -> float:
        """Put the work aside with the shift; return when somebody's duty begins before this person's, or infinity."""
        self.book_stint(task)
        task.remaining_min = (self.finish_min - self.env.now) * self.stint_speed
        task.queued_min = self.env.now
        next_duty = _first_after(self.firm.duty_starts[task.function], self.env.now)
        return next_duty if next_duty < _first_after(self.shift_starts, self.env.now) else float("inf")

    def complete(self, task: Task) -> None:
        """Finish the work in hand; what must be done again at once has work remaining."""
        self.book_stint(task)
        task.remaining_min = 0.0
        if task.in_review:
            self.complete_review(task)
        else:
            self.complete_work(task)
        if task.remaining_min == 0.0:
            self.task = None

    def complete_work(self, task: Task) -> None:
        """Finish a task, right or wrong."""
        numbers = self.firm.functions[task.function]
        chance = human_work.accuracy(self.ability[task.function], numbers.slope, task.difficulty)
        correct = self.firm.luck_correct_human[task.visit][task.number] < chance
        self.firm.deliver(task, correct, c.HUMAN)

    def complete_review(self, task: Task) -> None:
        """Pass a bot's result or reject it; the reviewer does again what was rejected."""
        firm, law, function = self.firm, self.oversight_law, task.function
        if task.wrong:
            rejected = firm.luck_detect[task.visit][task.number] >= self.miss_probability(function)
        else:
            rejected = firm.luck_false_alarm[task.visit][task.number] < law.false_alarm
        self.seen[function] = oversight.remember_item(*self.seen[function], task.wrong, law.memory_items)
        if not rejected:
            self.experience_bot(True, 1.0)
            firm.deliver(task, not task.wrong, c.REVIEWED)
            return
        if task.wrong:
            task.caught += 1
            self.experience_bot(False, 1.0)
        else:
            task.false_alarms += 1
        if firm.next_visit(task):
            firm.to_people(task)

    def miss_probability(self, function: int) -> float:
        """Return the probability that this person misses an error now."""
        law = self.oversight_law
        if not law.on:
            return law.miss_at_half
        wrong, right = self.seen[function]
        return oversight.miss_probability(
            law.miss_at_half,
            law.prevalence_slope,
            wrong / (wrong + right),
            law.multitasking,
            trust_law.trust(*self.trust),
            law.trust_low,
            law.trust_high,
            law.skill_effect,
            self.current[function][ACCURACY] - self.firm.normal_accuracy_skill,
        )

    # ---------------------------------------------------------------- skill, trust, load

    def book_stint(self, task: Task) -> None:
        """Book the time of the stint that ends, on the task and as practice."""
        worked = self.env.now - self.stint_start
        self.busy_today += worked
        self.practice_min[task.function][task.in_review] += worked
        if task.in_review:
            task.review_min += worked
        else:
            task.human_min += worked

    def set_speed_and_ability(self, function: int) -> None:
        """Set work speed and ability from skill and load."""
        numbers, current = self.firm.functions[function], self.current[function]
        self.speed[function] = human_work.speed(current[SPEED], numbers.speed_unskilled, self.load_factor)
        self.ability[function] = human_work.ability(
            current[ACCURACY], numbers.ability_unskilled, numbers.ability_skilled, self.load_drop
        )

    def practise(self, function: int) -> None:
        """Let skill grow by the day's own work, then by its reviews."""
        law, peak, current = self.law, self.peak[function], self.current[function]
        for weight, minutes in zip((1.0, law.review_weight), self.practice_min[function], strict=True):
            exposure = weight * self.exposure_per_min[function] * minutes
            for part in (SPEED, ACCURACY):
                peak[part], current[part] = skill.practise(
                    peak[part], current[part], self.talent, exposure, law.relearning, law.floor_share
                )
        self.practice_min[function] = [0.0, 0.0]

    def experience_bot(self, good: bool, weight: float) -> None:
        """Let trust learn from a success or failure seen."""
        law = self.trust_law
        if law.on:
            good_weight, bad_weight = (weight * law.success_weight, 0.0) if good else (0.0, weight * law.failure_weight)
            self.trust = trust_law.experience(*self.trust, good_weight, bad_weight, self.firm.numbers.trust_keep)

    def close_books(self) -> float:
        """Return the minutes worked on the day that ends and open the next day's books."""
        worked, self.busy_today = self.busy_today, 0.0
        return worked

    def close_day(self, day: int, work_min: float) -> None:
        """Average the load, from work done and waiting; learn from the day's practice, lose a day's worth of skill."""
        law, scheduled = self.load_law, self.scheduled_min[day]
        if law.on and scheduled > 0.0:
            self.load = human_work.average_load(self.load, work_min / scheduled, law.memory_days)
            self.load_factor = human_work.load_speed_factor(self.load, law.turning_point, law.speed_up, law.slow_down)
            self.load_drop = human_work.load_accuracy_drop(
                self.load, law.turning_point, law.accuracy_drop, law.accuracy_drop_max
            )
        for function in self.role.functions:
            if self.law.practice:
                self.practise(function)
            if self.law.disuse:
                peak, current = self.peak[function], self.current[function]
                for part, kept in enumerate(self.firm.numbers.skill.retention):
                    current[part] = skill.forget(peak[part], current[part], self.law.floor_share, kept)
            self.set_speed_and_ability(function)


def _first_after(times: list[float], now: float) -> float:
    place = bisect_right(times, now)
    return times[place] if place < len(times) else float("inf")
