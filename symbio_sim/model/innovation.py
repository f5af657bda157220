"""Innovation: what people make of their slack, as long as they still do the work themselves."""

from typing import TYPE_CHECKING

from ..choreography import ASSISTED, BOT, REVIEWED
from ..firm import ACCURACY
from ..mechanisms import exponential
from ..mechanisms import innovation as law_of
from ..world.luck import key_of, uniform

if TYPE_CHECKING:
    from .staff import Staff
    from .symbio_model import SymbioModel


class Innovation:
    """The improvements of all functions' processes.

    Attributes
    ----------
    efficiency : list of float
        Effort relative to day 0, by function.
    improvements : list of float
        How many there have been, by function.
    """

    def __init__(self, model: "SymbioModel") -> None:
        self.model = model
        self.law = model.config.mechanisms.innovation
        self.on = self.law.on
        self.keep = law_of.daily_keep(self.law.memory_days)
        n = len(model.functions)
        self.efficiency = [1.0] * n
        self.improvements = [0.0] * n
        self.hazard = [0.0] * n
        self.luck_key = key_of("improvement")
        self.luck_state = model.agenda.innovation_luck.tolist()
        self.threshold = [self._spacing(function, 0) for function in range(n)]
        self.people_results = 0.0
        self.bot_results = [0.0] * len(model.bots)
        self.people_today = 0.0
        self.bots_today = [0.0] * len(model.bots)

    def _spacing(self, function: int, ordinal: int) -> float:
        """Return the hazard between an improvement and the next: a unit exponential."""
        return exponential.quantile(1.0, uniform(self.luck_state[function], self.luck_key, ordinal))

    def effort_now(self, task: int) -> float:
        """Return the effort of a task (minutes) with the function's process as it is now."""
        tasks = self.model.tasks
        return tasks.effort_min[task] * self.efficiency[tasks.function[task]]

    def count_result(self, bot: int, mode: int) -> None:
        """Note whose result was delivered: a person's, a bot's, or in part each where a person took a bot's advice."""
        by_bot = law_of.share_of_bot(mode in (BOT, REVIEWED), mode == ASSISTED, self.law.assisted_share)
        self.people_today += 1.0 - by_bot
        if by_bot > 0.0:
            self.bots_today[bot] += by_bot

    def close_day(self, day: int, busy_min: list[float]) -> None:
        """Let reliance follow the day's results, and the day's slack bear fruit; write the day down."""
        law = self.law
        share, concentration = self._reliance()
        creative = law_of.creativity(share, concentration, law.starvation, law.homogenisation)
        for person, busy in zip(self.model.staff, busy_min, strict=True):
            if person.job.vacant:
                continue
            functions = person.role.functions
            slack = law_of.slack_min(person.scheduled_min[day], busy) / max(len(functions), 1)
            for function in functions:
                self.hazard[function] += law_of.hazard(
                    slack,
                    person.current[function][ACCURACY],
                    self._engagement(person),
                    creative,
                    law.improvements_per_slack_h,
                )
        for function in range(len(self.hazard)):
            self._improve(function)
        note = self.model.books.note
        note("function_improvements", self.improvements.copy())
        note("function_efficiency", self.efficiency.copy())
        note("firm_creativity", [creative])
        note("firm_sameness", [law_of.sameness(share, concentration)])

    def _engagement(self, person: "Staff") -> float:
        """Return a person's engagement relative to its baseline; 1 where nothing changes it."""
        law = self.model.config.mechanisms.engagement
        return person.job.engagement / law.baseline if law.on else 1.0

    def _reliance(self) -> tuple[float, float]:
        """Return the bots' share of results of late, and the concentration of vendors among these."""
        self.people_results = self.keep * self.people_results + self.people_today
        self.people_today = 0.0
        by_vendor = [0.0] * len(self.model.vendors)
        by_bots = 0.0
        for bot, machine in enumerate(self.model.bots):
            self.bot_results[bot] = self.keep * self.bot_results[bot] + self.bots_today[bot]
            self.bots_today[bot] = 0.0
            by_vendor[machine.numbers.vendor] += self.bot_results[bot]
            by_bots += self.bot_results[bot]
        if by_bots == 0.0:
            return 0.0, 0.0
        squares = 0.0
        for results in by_vendor:
            squares += results * results
        return by_bots / (by_bots + self.people_results), squares / (by_bots * by_bots)

    def _improve(self, function: int) -> None:
        """Let each improvement come whose threshold the hazard has crossed."""
        law = self.law
        while self.hazard[function] >= self.threshold[function]:
            self.improvements[function] += 1.0
            self.threshold[function] += self._spacing(function, int(self.improvements[function]))
            self.efficiency[function] = law_of.improved(
                self.efficiency[function], law.effort_cut_share, law.effort_floor
            )
