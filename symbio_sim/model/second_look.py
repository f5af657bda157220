"""A person checks a colleague's result."""

from typing import TYPE_CHECKING

from ..choreography import WITH_PERSON
from ..firm import ACCURACY
from ..mechanisms import oversight

if TYPE_CHECKING:
    from .staff import Staff


def complete_check(person: "Staff", task: int, function: int) -> None:
    """Finish the review of a colleague's result: as of a bot's, without complacency and without trust in bots."""
    model, tasks, law = person.model, person.tasks, person.oversight_law
    wrong, visit = tasks.wrong[task], tasks.visit[task]
    if wrong:
        rejected = model.luck_detect[visit][task] >= _miss_probability(person, function)
    else:
        rejected = model.luck_false_alarm[visit][task] < person.false_alarm
    if model.watched == task:
        model.tell(task, "check ends", staff=person.name, colleague_was_wrong=wrong, rejected=rejected)
    person.seen_wrong_people[function], person.seen_right_people[function] = oversight.remember_item(
        person.seen_wrong_people[function], person.seen_right_people[function], wrong, law.memory_items
    )
    if not rejected:
        model.deliver(task, not wrong, person.mode_of(task))
        return
    if wrong:
        tasks.caught_people[task] += 1
    else:
        tasks.false_alarms_people[task] += 1
    if model.next_visit(task):
        if wrong and model.manager.experience.keeps_score:
            model.manager.experience.hear_of_error(task, 0.0)  # what it costs is the work done again
        tasks.remaining_min[task] = model.innovation.effort_now(task)
        person.begin(task, WITH_PERSON)


def _miss_probability(person: "Staff", function: int) -> float:
    law = person.oversight_law
    if not law.on:
        return law.miss_at_half
    wrong, right = person.seen_wrong_people[function], person.seen_right_people[function]
    return oversight.miss_probability(
        law.miss_at_half,
        law.prevalence_slope,
        wrong / (wrong + right),
        law.multitasking,
        law.trust_low,
        law.trust_low,
        law.trust_high,
        law.skill_effect,
        person.current[function][ACCURACY] - person.model.normal_accuracy_skill,
    )
