"""Which allocation rule is asked: the rules by number, and the ladder that leads to each."""

from collections.abc import Callable

from ..policies import (
    bandit,
    bot_first,
    bot_only,
    confidence,
    difficulty_threshold,
    expected_cost,
    experienced,
    fixed_share,
    human_first,
    human_only,
    resilience_aware,
    shortest_completion,
    skill_preserving,
)
from .jitable import inlined

Rule = Callable[..., float]

HUMAN_ONLY, BOT_ONLY, FIXED_SHARE, DIFFICULTY_THRESHOLD = 0, 1, 2, 3
CONFIDENCE, HUMAN_FIRST, BOT_FIRST, SHORTEST_COMPLETION = 4, 5, 6, 7
EXPECTED_COST, BANDIT, EXPERIENCED, SKILL_PRESERVING, RESILIENCE_AWARE, CUSTOM = 8, 9, 10, 11, 12, 13

RULE_CODES = {
    "human_only": HUMAN_ONLY,
    "bot_only": BOT_ONLY,
    "fixed_share": FIXED_SHARE,
    "difficulty_threshold": DIFFICULTY_THRESHOLD,
    "confidence": CONFIDENCE,
    "human_first": HUMAN_FIRST,
    "bot_first": BOT_FIRST,
    "shortest_completion": SHORTEST_COMPLETION,
    "expected_cost": EXPECTED_COST,
    "bandit": BANDIT,
    "experienced": EXPERIENCED,
    "skill_preserving": SKILL_PRESERVING,
    "resilience_aware": RESILIENCE_AWARE,
    "custom": CUSTOM,
}


@inlined
def ask(rule: int, custom: Rule, *numbers: float) -> float:
    """Ask the rule of that code; the numbers are those of :mod:`symbio_sim.policies`, in their order."""
    if rule == FIXED_SHARE:
        return fixed_share.prefer_bot(*numbers)
    if rule == CONFIDENCE:
        return confidence.prefer_bot(*numbers)
    if rule == HUMAN_ONLY:
        return human_only.prefer_bot(*numbers)
    if rule == BOT_ONLY:
        return bot_only.prefer_bot(*numbers)
    if rule == DIFFICULTY_THRESHOLD:
        return difficulty_threshold.prefer_bot(*numbers)
    if rule == HUMAN_FIRST:
        return human_first.prefer_bot(*numbers)
    if rule == BOT_FIRST:
        return bot_first.prefer_bot(*numbers)
    if rule == SHORTEST_COMPLETION:
        return shortest_completion.prefer_bot(*numbers)
    if rule == EXPECTED_COST:
        return expected_cost.prefer_bot(*numbers)
    if rule == BANDIT:
        return bandit.prefer_bot(*numbers)
    if rule == EXPERIENCED:
        return experienced.prefer_bot(*numbers)
    if rule == SKILL_PRESERVING:
        return skill_preserving.prefer_bot(*numbers)
    if rule == RESILIENCE_AWARE:
        return resilience_aware.prefer_bot(*numbers)
    return custom(*numbers)
