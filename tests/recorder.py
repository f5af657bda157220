"""A model that notes every stint of work: who, on what, from when to when."""

from dataclasses import dataclass, field

from symbio_sim.choreography import IN_REVIEW
from symbio_sim.model import Bot, Staff, SymbioModel

NOBODY = -1


@dataclass(frozen=True)
class Stint:
    """Uninterrupted work of a person on a task; `speed` converts minutes into effort."""

    seat: int
    task: int
    visit: int
    review: bool
    start: float
    end: float
    speed: float
    finished: bool


@dataclass(frozen=True)
class Visit:
    """A bot's visit to a task; `known_down` is what the service's state was when it began."""

    bot: int
    task: int
    visit: int
    start: float
    known_down: int
    end: float
    failed: bool


@dataclass
class Notes:
    """What was seen."""

    stints: list[Stint] = field(default_factory=list)
    visits: list[Visit] = field(default_factory=list)
    begun: list[tuple[float, int, int]] = field(default_factory=list)
    advice: list[int] = field(default_factory=list)
    aided_effort_min: dict[tuple[int, int], float] = field(default_factory=dict)


class RecordingStaff(Staff):
    """Notes a stint when it ends: finished, or paused with the shift."""

    def begin(self, task: int, stage: int) -> None:
        assert self.task == NOBODY, "a person begins work while at work"
        tasks, asks = self.model.tasks, self.model.tasks.adviser[task] != NOBODY
        super().begin(task, stage)
        if asks and tasks.advised_at[task] == tasks.visit[task]:
            self.model.notes.aided_effort_min[task, tasks.visit[task]] = tasks.remaining_min[task]
        self.model.notes.begun.append((self.model.now_min, self.number, task))

    def finish_stint(self) -> None:
        self._note(self.task, self.model.tasks.stage[self.task], finished=True)
        super().finish_stint()

    def end_shift(self) -> None:
        task = self.task
        stage = self.model.tasks.stage[task] if task != NOBODY else 0
        super().end_shift()
        if task != NOBODY and self.task == NOBODY:
            self._note(task, stage, finished=False)

    def _note(self, task: int, stage: int, *, finished: bool) -> None:
        self.model.notes.stints.append(
            Stint(
                self.number,
                task,
                self.model.tasks.visit[task],
                stage == IN_REVIEW,
                self.stint_start,
                self.model.now_min,
                self.speed_at_start,
                finished,
            )
        )


class RecordingBot(Bot):
    """Notes a visit when it ends."""

    def begin(self, task: int) -> None:
        super().begin(task)
        self.model.underway[task] = (self.number, self.model.now_min, self.service.known_down)

    def advise(self, task: int) -> bool:
        self.model.notes.advice.append(self.number)
        return super().advise(task)

    def complete(self, task: int) -> None:
        self._note(task, failed=False)
        super().complete(task)

    def fail(self, task: int) -> None:
        self._note(task, failed=True)
        super().fail(task)

    def _note(self, task: int, *, failed: bool) -> None:
        bot, start, known_down = self.model.underway.pop(task)
        assert bot == self.number
        visit = self.model.tasks.visit[task]
        self.model.notes.visits.append(Visit(bot, task, visit, start, known_down, self.model.now_min, failed))


class RecordingModel(SymbioModel):
    """The model, watched."""

    staff_type = RecordingStaff
    bot_type = RecordingBot

    def __init__(self, *arguments: object, **options: object) -> None:
        super().__init__(*arguments, **options)
        self.notes = Notes()
        self.underway: dict[int, tuple[int, float, int]] = {}
