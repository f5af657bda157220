"""What people can do: skill by function, grown by practice and lost without, and the attention that machines take."""

from typing import TYPE_CHECKING

from ..choreography import EXPONENTIAL, LFCM, LOGISTIC, POWER, REPLACEMENT
from ..firm import ACCURACY, SPEED, RoleNumbers
from ..mechanisms import (
    human_work,
    practice_share,
    skill,
    skill_lfcm,
    skill_logistic,
    skill_power,
    skill_replacement,
)
from ..mechanisms import reliance as reliance_law
from ..mechanisms.skill_power import NO_TIME
from .actor import Actor

if TYPE_CHECKING:
    from .symbio_model import SymbioModel


class Learner(Actor):
    """Somebody who learns and forgets.

    Attributes
    ----------
    peak, current : list of [speed, accuracy]
        Skill by function; functions the person cannot do hold zeros.
    share : list of float
        By function, practice of late relative to normal (all laws but `exponential`).
    experience, break_days : list of [speed, accuracy], list of float
        By function, units when work was last done and days of missing practice since (law `lfcm`).
    alone_min, aided_min : list of float
        By function, minutes a day of late done alone, and done by machines or with their help (reliance).
    worked_today, reviewed_today : list of float
        By function, minutes of the day's own work and reviews that have ended.
    training_min : list of float
        By function, minutes of training a day.
    speed, ability : list of float
        By function, from skill, load and reliance as they were at midnight: work speed relative to a fully skilled
        person, and ability to be correct (logit).
    """

    def __init__(self, model: "SymbioModel", number: int, role: RoleNumbers, talent: float) -> None:
        super().__init__(model, number, f"{role.name}/{number - role.first_seat}")
        mechanisms = model.firm.config.mechanisms
        self.role, self.talent = role, talent
        self.starting = model.agenda.starting[number]
        self.law, self.numbers = mechanisms.skill, model.firm.skill
        self.reliance_law = mechanisms.reliance
        self.assistance_law = mechanisms.assistance
        n = len(model.firm.functions)
        self.exposure_per_min = [0.0] * n
        self.share_per_min = [0.0] * n
        self.units_per_effort_min = [0.0] * n
        self.training_min = [0.0] * n
        for function, minutes in zip(role.functions, role.training_min_per_day, strict=True):
            self.training_min[function] = minutes
        for function, hours in zip(role.functions, role.normal_h_per_day, strict=True):
            self.exposure_per_min[function] = self.law.practice_rate_per_day / (60.0 * hours)
            self.share_per_min[function] = 1.0 / (60.0 * hours)
            self.units_per_effort_min[function] = model.firm.units_per_effort_min(function, hours)
        self.peak = [[0.0, 0.0] for _ in range(n)]
        self.current = [[0.0, 0.0] for _ in range(n)]
        self.share = [1.0] * n
        self.experience = [[1.0, 1.0] for _ in range(n)]
        self.break_days = [0.0] * n
        self.aided_min = [0.0] * n
        self.alone_min = [0.0] * n
        self._rely_on_nothing()
        self.worked_today = [0.0] * n
        self.reviewed_today = [0.0] * n
        self.assisted_today = [0.0] * n
        self.speed = [1.0] * n
        self.ability = [0.0] * n
        self.load_factor, self.load_drop = 1.0, 0.0
        self.restore_skill()

    # ---------------------------------------------------------------- skill

    def restore_skill(self) -> None:
        """Put skill to its value on day 0."""
        for function, (start, peak) in zip(self.role.functions, self.starting, strict=True):
            for part in (SPEED, ACCURACY):
                self.put_skill(function, part, start[part] * self.talent, peak[part] * self.talent)
            self.set_speed_and_ability(function)

    def begin_to_learn(self, talent: float, share_of_talent: float) -> None:
        """Be somebody else, whose skill is a share of talent."""
        self.talent = talent
        for function in self.role.functions:
            for part in (SPEED, ACCURACY):
                self.put_skill(function, part, share_of_talent * talent, share_of_talent * talent)
            self.share[function] = 1.0
        self._rely_on_nothing()

    def put_skill(self, function: int, part: int, current: float, peak: float) -> None:
        """Let somebody have this skill in a function, and the experience that goes with it."""
        self.peak[function][part] = peak
        self.current[function][part] = current
        unskilled, plateau = self._curve(function, part)
        gap = skill_power.gap_of_skill(current / max(self.talent, 1e-12), unskilled, plateau)
        self.experience[function][part] = skill_power.units_of_gap(gap, self.numbers.exponent)
        self.break_days[function] = 0.0

    def _curve(self, function: int, part: int) -> tuple[float, float]:
        """Return speed at skill 0 and the plateau of time: those of the function, for accuracy those of no time."""
        if part == ACCURACY:
            return NO_TIME, 0.0
        numbers = self.model.functions[function]
        return numbers.speed_unskilled, numbers.time_plateau

    def learn_and_forget(self) -> None:
        """Let skill grow by the day's practice and lose a day's worth.

        Practice is counted as the time that the work took on day 0: a better process takes no practice away.
        """
        for function in self.role.functions:
            before = [*self.current[function]]
            if self.numbers.law == EXPONENTIAL:
                self._learn_by_exposure(function)
            else:
                self._learn_by_share(function)
            if not self.law.disuse_below_normal:
                self._spare(function, before)

    def _spare(self, function: int, before: list[float]) -> None:
        """Give back what the day took of normal skill."""
        normal = (self.model.functions[function].normal_speed_skill, self.model.normal_accuracy_skill)
        current = self.current[function]
        for part in (SPEED, ACCURACY):
            current[part] = skill.spared(current[part], before[part], normal[part] * self.talent)

    def _learn_by_exposure(self, function: int) -> None:
        if self.law.practice:
            efficiency = self.model.innovation.efficiency[function]
            self._practise(function, 1.0, (self.worked_today[function] + self.training_min[function]) / efficiency)
            self._practise(function, self.assistance_law.practice_weight, self.assisted_today[function] / efficiency)
            self._practise(function, self.law.review_weight, self.reviewed_today[function] / efficiency)
        if self.law.disuse:
            peak, current = self.peak[function], self.current[function]
            for part in (SPEED, ACCURACY):
                current[part] = skill.forget(
                    peak[part], current[part], self.law.floor_share, self.numbers.retention[part]
                )

    def _practise(self, function: int, weight: float, practice_min: float) -> None:
        if practice_min == 0.0:
            return
        law, peak, current = self.law, self.peak[function], self.current[function]
        exposure = weight * self.exposure_per_min[function] * practice_min
        for part in (SPEED, ACCURACY):
            peak[part], current[part] = skill.practise(
                peak[part], current[part], self.talent, exposure, law.relearning, law.floor_share
            )

    def _learn_by_share(self, function: int) -> None:
        law, number = self.law, self.numbers.law
        practised_min = self.worked_today[function] + self.training_min[function]
        practised_min += law.review_weight * self.reviewed_today[function]
        practised_min += self.assistance_law.practice_weight * self.assisted_today[function]
        practised_min /= self.model.innovation.efficiency[function]
        share = practice_share.after_day(
            self.share[function], practised_min * self.share_per_min[function], law.share_memory_days
        )
        self.share[function] = share
        units = 0.0
        if law.practice and practised_min > 0.0:
            units = practised_min * self.speed[function] * self.units_per_effort_min[function]
        if number == LFCM:
            self._remember(function, units)
        if number == POWER and units > 0.0:
            self._follow_curve(function, units, practised_min * self.exposure_per_min[function])
        peak, current = self.peak[function], self.current[function]
        for part in (SPEED, ACCURACY):
            current[part] = self._after_day(function, part, current[part], share)
            peak[part] = max(peak[part], current[part])

    def _follow_curve(self, function: int, units: float, exposure: float) -> None:
        """Let the peak go up its curve and skill come closer to it."""
        peak, current = self.peak[function], self.current[function]
        for part in (SPEED, ACCURACY):
            unskilled, plateau = self._curve(function, part)
            gap = skill_power.regain(peak[part] - current[part], exposure, self.law.relearning)
            peak[part] = skill_power.practise(peak[part], self.talent, units, self.numbers.exponent, unskilled, plateau)
            current[part] = peak[part] - gap

    def _remember(self, function: int, units: float) -> None:
        """Let units done end a break, and missing practice make it longer."""
        if units > 0.0:
            experience = self.experience[function]
            for part in (SPEED, ACCURACY):
                experience[part] = self._remembered(function, part) + units
            self.break_days[function] = 0.0
        if self.law.disuse:
            self.break_days[function] += practice_share.missing(self.share[function])

    def _remembered(self, function: int, part: int) -> float:
        numbers, total_days = self.numbers, self.numbers.forgotten_accuracy_days
        if part == SPEED:
            total_days = self.model.functions[function].forgotten_speed_days
        return skill_lfcm.remembered(
            self.experience[function][part],
            self.break_days[function],
            numbers.exponent,
            numbers.first_unit_days,
            total_days,
        )

    def _after_day(self, function: int, part: int, current: float, share: float) -> float:
        law, numbers = self.law, self.numbers
        if numbers.law == REPLACEMENT:
            return skill_replacement.after_day(
                current, self.talent, share, numbers.gain_per_day, numbers.loss_per_day[part]
            )
        if numbers.law == LOGISTIC:
            return skill_logistic.after_day(
                current, self.talent, share, numbers.gain_per_day, numbers.loss_per_day[part], law.logistic.spark
            )
        if numbers.law == POWER:
            if not law.disuse:
                return current
            peak = self.peak[function][part]
            return skill_power.forget(peak, current, law.floor_share, numbers.retention[part], share)
        unskilled, plateau = self._curve(function, part)
        gap = skill_power.gap_of_units(self._remembered(function, part), numbers.exponent)
        return self.talent * skill_power.skill_of_gap(gap, unskilled, plateau)

    # ---------------------------------------------------------------- reliance

    def _rely_on_nothing(self) -> None:
        """Have done everything alone of late."""
        for function, hours in zip(self.role.functions, self.role.normal_h_per_day, strict=True):
            self.alone_min[function], self.aided_min[function] = 60.0 * hours, 0.0

    def rely(self) -> None:
        """Let reliance follow what was done alone today, and what by machines or with their help."""
        law = self.reliance_law
        if not law.on:
            return
        for function in self.role.functions:
            aided = self.model.bot_min_of_seat[function] + self.reviewed_today[function] + self.assisted_today[function]
            days = 7.0 * law.time_constant_weeks
            self.alone_min[function] = reliance_law.after_day(
                self.alone_min[function], self.worked_today[function], days
            )
            self.aided_min[function] = reliance_law.after_day(self.aided_min[function], aided, days)

    def reliance(self, function: int) -> float:
        """Return the share of recent work in a function that was not done alone."""
        return reliance_law.reliance(self.alone_min[function], self.aided_min[function])

    # ---------------------------------------------------------------- what follows from them

    def open_day(self) -> None:
        """Set speed and ability for the day that begins, and begin to count its minutes."""
        for function in self.role.functions:
            self.worked_today[function] = self.assisted_today[function] = self.reviewed_today[function] = 0.0
            self.set_speed_and_ability(function)

    def set_speed_and_ability(self, function: int) -> None:
        """Set speed and ability from skill, load and reliance."""
        numbers, current = self.model.functions[function], self.current[function]
        drop = self.load_drop
        if self.reliance_law.on:
            drop += reliance_law.ability_drop(self.reliance_law.depth, self.reliance(function))
        self.speed[function] = human_work.speed(current[SPEED], numbers.speed_unskilled, self.load_factor)
        self.ability[function] = human_work.ability(
            current[ACCURACY], numbers.ability_unskilled, numbers.ability_skilled, drop
        )
