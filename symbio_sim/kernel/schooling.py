"""What bots learn from during the day: corrections, reviews, results; and which tasks are of a new kind."""

from ..choreography import BOT
from ..mechanisms import curves, oversight, retraining
from .jitable import inlined, jitable
from .luck import uniform
from .state import State


@inlined
def is_new_kind(s: State, task: int) -> bool:
    """Tell whether a task is of the kind that came with the market's shift."""
    firm = s.firm[0]
    if firm.shift_share == 0.0:
        return False
    if s.arrival_min[task] < firm.shift_from_min:
        return False
    return bool(uniform(s.tasks[task].luck, s.parameters[0].key_new_kind, 0) < firm.shift_share)


@jitable
def be_corrected(s: State, task: int, skill: float, weight: float) -> None:
    """Let the bot that worked on a task last learn from a correction by a person, if bots learn."""
    law = s.parameters[0]
    if not law.learning_on:
        return
    own = s.bot_skills[s.tasks[task].bot, s.function_of[task]]
    worth = weight * curves.worth_by_skill(skill, law.corrections_skill_effect)
    own.corrections += worth
    if is_new_kind(s, task):
        own.lessons += worth


@jitable
def be_reviewed(s: State, task: int, rejected: bool) -> None:
    """Let the firm measure how good the bot is that worked on a task last, if that may lead to retraining."""
    law = s.parameters[0]
    if law.retraining_on:
        own = s.bot_skills[s.tasks[task].bot, s.function_of[task]]
        memory = law.retrain_memory_items
        own.rejected, own.passed = oversight.remember_item(own.rejected, own.passed, rejected, memory)
        own.reviewed += 1
        share = retraining.rejected_share(own.rejected, own.passed)
        own.reference = retraining.reference(own.reference, own.reviewed, memory, share)


@jitable
def note_result(s: State, task: int, mode: int) -> None:
    """Note a result that bots will learn from."""
    function = s.function_of[task]
    s.functions[function].results += 1
    if mode == BOT:
        s.bot_skills[s.tasks[task].bot, function].alone += 1
