"""The allocation rules by name, and the user's own."""

import importlib
import inspect
from collections.abc import Callable

from ..firm.features import N_NUMBERS
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

Rule = Callable[..., float]

RULES: dict[str, Rule] = {
    "human_only": human_only.prefer_bot,
    "bot_only": bot_only.prefer_bot,
    "fixed_share": fixed_share.prefer_bot,
    "difficulty_threshold": difficulty_threshold.prefer_bot,
    "confidence": confidence.prefer_bot,
    "human_first": human_first.prefer_bot,
    "bot_first": bot_first.prefer_bot,
    "shortest_completion": shortest_completion.prefer_bot,
    "expected_cost": expected_cost.prefer_bot,
    "bandit": bandit.prefer_bot,
    "experienced": experienced.prefer_bot,
    "skill_preserving": skill_preserving.prefer_bot,
    "resilience_aware": resilience_aware.prefer_bot,
}


class RuleError(ValueError):
    """A custom rule that cannot be found or does not return a number."""


def find_rule(name: str, function: str | None = None) -> Rule:
    """Return the rule of that name, or the user's function ``module:function``.

    Raises
    ------
    RuleError
        If the module or the function is not there; the message says which.
    """
    if name != "custom":
        return RULES[name]
    assert function is not None, "the config demands it"
    return _users_rule(function)


def _users_rule(function: str) -> Rule:
    """Import a user's rule and see that it takes what rules are given."""
    module_name, attribute = function.split(":")
    where = f"policy.function {function!r}"
    try:
        module = importlib.import_module(module_name)
    except ImportError as error:
        raise RuleError(f"{where}: cannot import {module_name!r} ({error})") from error
    except Exception as error:  # whatever a user's module does wrong is the user's to hear in a line
        raise RuleError(f"{where}: {module_name!r} fails when imported ({type(error).__name__}: {error})") from error
    rule = getattr(module, attribute, None)
    if not callable(rule):
        raise RuleError(f"{where}: module {module_name!r} has no function {attribute!r}")
    try:
        inspect.signature(rule).bind(*range(N_NUMBERS))
    except TypeError as error:
        raise RuleError(f"{where}: must take {N_NUMBERS} positional numbers ({error})") from error
    return rule  # type: ignore[no-any-return]
