"""A person takes a bot's advice."""

from typing import TYPE_CHECKING

from ..firm import ACCURACY, SPEED
from ..mechanisms import assistance

if TYPE_CHECKING:
    from .staff import Staff


def take_advice(person: "Staff", task: int, function: int) -> None:
    """Ask for advice as work begins, and settle how it will end; without an answer the work is unaided.

    Trust learns as in a review: advice that is followed counts as a success, advice that is set aside as a failure
    if it was wrong, and not at all if it was right, which the person does not find out. Wrong advice that is set aside
    is a correction that the bot learns from.
    """
    model, tasks, law = person.model, person.tasks, person.assistance_law
    bot = model.manager.who_answers(task)
    if bot is None:
        return
    visit = tasks.visit[task]
    sure = person.meet(task, function)
    own_right = model.luck_correct_human[visit][task] < sure
    bot_right = bot.advise(task)
    adoption = assistance.adoption_probability(
        law.adoption_intercept,
        law.adoption_trust_effect,
        person.trust,
        law.adoption_confidence_effect,
        bot.confidence(task),
        sure,
    )
    adopts = model.luck_adopt[visit][task] < adoption
    overrides = assistance.overrides(own_right, bot_right, adopts)
    gain = assistance.gain(person.current[function][SPEED], law.gain_novice, law.gain_expert)
    effort = model.innovation.effort_now(task)
    tasks.remaining_min[task] = assistance.effort_min(effort, gain, law.override_ratio, overrides)
    tasks.wrong[task] = not assistance.is_right(own_right, bot_right, adopts)
    tasks.advised_at[task] = visit
    if not overrides:
        person.experience_bot(True, 1.0)
    elif not bot_right:
        bot.be_corrected(task, person.current[function][ACCURACY], 1.0)
        person.experience_bot(False, 1.0)
    if model.watched == task:
        facts = {"chance_adopt": adoption, "own_right": own_right, "advice_right": bot_right, "adopts": adopts}
        model.tell(task, "takes advice", staff=person.name, bot=bot.name, **facts)
