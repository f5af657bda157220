"""The people as a whole: how they feel about a day, who quits, who is hired (mechanism 9)."""

import math
from typing import TYPE_CHECKING

from ..mechanisms import engagement, turnover
from ..simulation_error import hazard_above_cap
from ..world.luck import key_of, uniform
from .freed_hours import NOT_SOUGHT
from .staff import Staff
from .tasks import NOBODY

if TYPE_CHECKING:
    from .symbio_model import SymbioModel

_QUIT, _TIME_TO_HIRE, _TALENT = key_of("quit"), key_of("time_to_hire"), key_of("talent")


class Workforce:
    """What all people of a firm have in common, and their coming and going.

    Attributes
    ----------
    bot_share, usual_share : float
        Share of the firm's work that bots do of late, and the one that people have come to know.
    threat : float
        Of being replaced, in [0, 1].
    done_by_people_min, done_by_bots_min, decided_by_bots_min : list of float
        Effort of the results delivered today, by function: made by people, by bots, by bots with nobody's review.
    """

    def __init__(self, model: "SymbioModel") -> None:
        self._model = model
        laws, n = model.config.mechanisms, len(model.functions)
        self.law, self.turnover = laws.engagement, laws.turnover
        self.turning_point = laws.load.turning_point
        self.keep = math.exp(-1.0 / self.law.memory_days)
        self.bot_share_keep = math.exp(-1.0 / self.law.threat_memory_days)
        self.usual_share_keep = math.exp(-1.0 / self.law.habituation_days)
        self.bot_share = 0.0
        self.usual_share = 0.0
        self.threat = 0.0
        self.someone_moves = False
        self.done_by_people_min = [0.0] * n
        self.done_by_bots_min = [0.0] * n
        self.decided_by_bots_min = [0.0] * n

    def close_day(self, day: int) -> None:
        """Let freed hours find their use and people feel the day that ends, then quit or be hired."""
        if self._model.freed_hours.grows:
            self._model.freed_hours.grow()
        if self.law.on:
            self._feel_threat()
            self._engage(day)
        if self._model.notes_who_works:
            self._forget_who_worked()
        if self.turnover.on:
            self._quit_and_hire(day)

    def _forget_who_worked(self) -> None:
        for function in range(len(self._model.functions)):
            self.done_by_people_min[function] = self.done_by_bots_min[function] = 0.0
            self.decided_by_bots_min[function] = 0.0

    # ---------------------------------------------------------------- engagement

    def _feel_threat(self) -> None:
        by_bots = by_all = 0.0
        for function in range(len(self._model.functions)):
            by_bots += self.done_by_bots_min[function]
            by_all += self.done_by_bots_min[function] + self.done_by_people_min[function]
        if by_all > 0.0:
            today = engagement.share(by_bots, by_all)
            self.bot_share = engagement.follow(self.bot_share, today, self.bot_share_keep)
            self.usual_share = engagement.follow(self.usual_share, self.bot_share, self.usual_share_keep)
        self.threat = engagement.threat(self.bot_share, self.usual_share, self.law.habituation)
        self._model.books.note("firm_bot_work_share", [self.bot_share])
        self._model.books.note("firm_replacement_threat", [self.threat])

    def _engage(self, day: int) -> None:
        for person in self._model.staff:
            if not person.job.vacant and person.scheduled_min[day] > 0.0:
                self._engage_person(person)
        nobody = float("nan")
        felt = [nobody if person.job.vacant else person.job.engagement for person in self._model.staff]
        self._model.books.note("seat_engagement", felt)

    def _engage_person(self, person: Staff) -> None:
        law, job = self.law, person.job
        strain = engagement.strain(
            engagement.overload(person.load, self.turning_point),
            _monotony(person),
            self._lost_autonomy(person),
            self.threat,
            law.overload_effect,
            law.monotony_effect,
            law.autonomy_effect,
            law.threat_effect,
        )
        job.engagement = engagement.follow(job.engagement, engagement.goal(law.baseline, strain), self.keep)

    def _lost_autonomy(self, person: Staff) -> float:
        """Return the share of the day's results in a person's functions that bots delivered with nobody's review."""
        decided = delivered = 0.0
        for function in person.role.functions:
            decided += self.decided_by_bots_min[function]
            delivered += self.done_by_bots_min[function] + self.done_by_people_min[function]
        return engagement.share(decided, delivered)

    # ---------------------------------------------------------------- quits and hires

    def _quit_and_hire(self, day: int) -> None:
        staff, books = self._model.staff, self._model.books
        books.note("seat_vacant", [float(person.job.vacant) for person in staff])
        books.note("seat_tenure_days", [self._tenure_days(person, day) for person in staff])
        quits, hires = [0.0] * len(staff), [0.0] * len(staff)
        for seat, person in enumerate(staff):
            if not person.job.vacant:
                quits[seat] = float(self._quits(person, day))
            elif person.job.filled_on_day == NOT_SOUGHT:
                self._seek_holder(person, day)
            elif day + 1 >= person.job.filled_on_day and person.task == NOBODY:
                hires[seat] = 1.0
                self._hire(person, day)
        books.note("seat_quits", quits)
        books.note("seat_hires", hires)

    def _tenure_days(self, person: Staff, day: int) -> float:
        return float("nan") if person.job.vacant else day + 1.0 - person.job.hired_day

    def _quits(self, person: Staff, day: int) -> bool:
        """Tell whether somebody quits at the end of a day; if so, the seat is vacant from the next one on."""
        law, job = self.turnover, person.job
        hazard = self._hazard(person)
        if hazard > law.hazard_cap_per_month / turnover.DAYS_PER_MONTH:
            raise hazard_above_cap(person.name, day, hazard * turnover.DAYS_PER_MONTH, law.hazard_cap_per_month)
        if not turnover.quits(uniform(job.luck, _QUIT, day), hazard):
            return False
        job.vacant = True
        self._seek_holder(person, day)
        self._count_seats(person, -1)
        return True

    def _seek_holder(self, person: Staff, day: int) -> None:
        """Settle from which day on somebody else holds a vacant seat, or leave it empty for now."""
        law, job = self.turnover, person.job
        if self._model.freed_hours.is_spare(person):
            job.filled_on_day = NOT_SOUGHT
            return
        luck = uniform(job.luck, _TIME_TO_HIRE, job.holders)
        days = turnover.days_to_hire(law.time_to_hire_median_days, law.time_to_hire_sigma_log, luck)
        job.filled_on_day = day + 1 + int(days)

    def _hazard(self, person: Staff) -> float:
        law = self.turnover
        return turnover.quit_hazard(
            law.quits_per_month,
            engagement.overload(person.load, self.turning_point),
            self.law.baseline - person.job.engagement,
            self.threat,
            law.overload_effect,
            law.engagement_effect,
            law.threat_effect,
        )

    def _hire(self, person: Staff, day: int) -> None:
        """Let a hire hold a seat from the next day on."""
        job, role = person.job, person.role
        talent = turnover.talent(role.talent, role.talent_sd, uniform(job.luck, _TALENT, job.holders))
        job.vacant = False
        job.holders += 1
        job.hired_day = day + 1.0
        job.engagement = self.law.baseline
        person.take_seat(talent, self.turnover.hire_skill)
        self._count_seats(person, 1)

    def _count_seats(self, person: Staff, change: int) -> None:
        """Keep count of the people who can do each function."""
        self.someone_moves = True
        for function in person.role.functions:
            self._model.seats_for[function] += change

    # ---------------------------------------------------------------- comings and goings

    def come_and_go(self) -> None:
        """Let those leave who have quit, hand over what they held, let hires take up work."""
        if not self.someone_moves:
            return
        self.someone_moves = False
        staff = self._model.staff
        for person in staff:
            if person.job.vacant and not person.job.gone:
                person.job.gone = True
                person.leave()
        for person in staff:
            if person.job.vacant and person.held != NOBODY:
                person.hand_over()
        for person in staff:
            if person.job.gone and not person.job.vacant:
                person.job.gone = False
                person.join()


def _monotony(person: Staff) -> float:
    """Return the share of the day's work that was reviewing."""
    reviewed = done = 0.0
    for function in person.role.functions:
        reviewed += person.reviewed_today[function]
        alone, assisted = person.worked_today[function], person.assisted_today[function]
        done += alone + assisted + person.reviewed_today[function]
    return engagement.share(reviewed, done)
