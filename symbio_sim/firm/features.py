"""What allocation rules are told, and which rule looks at what.

Engines compute what costs time only for rules that look at it; see :mod:`symbio_sim.policies` for what each number is.
"""

from typing import Final

from ..config import Config, Oversight
from ..config.policy import PolicyBase

FEATURES: Final = (
    *("u_share", "difficulty", "confidence", "people_wait_min", "people_time_min", "bot_wait_min", "bot_time_min"),
    *("value_eur", "due_in_min", "people_skill", "people_error", "people_cost_eur", "bot_cost_eur", "error_loss_eur"),
    "learned",
)
"""In the order in which rules are handed them, after p0 to p3."""

N_NUMBERS: Final = 4 + len(FEATURES)
"""How many numbers a rule is called with."""

OF_A_BOT: Final = frozenset({"confidence", "bot_wait_min", "bot_time_min", "bot_cost_eur"})
"""What differs from bot to bot; a rule that looks at none of it is asked once for all bots."""

LOOKS_AT: Final[dict[str, frozenset[str]]] = {
    "human_only": frozenset(),
    "bot_only": frozenset(),
    "fixed_share": frozenset({"u_share"}),
    "difficulty_threshold": frozenset({"difficulty"}),
    "confidence": frozenset({"confidence"}),
    "human_first": frozenset({"people_wait_min"}),
    "bot_first": frozenset({"bot_wait_min"}),
    "shortest_completion": frozenset({"people_wait_min", "people_time_min", "bot_wait_min", "bot_time_min"}),
    "expected_cost": frozenset(
        {"confidence", "people_wait_min", "bot_wait_min"}
        | {"people_error", "people_cost_eur", "bot_cost_eur", "error_loss_eur"}
    ),
    "bandit": frozenset({"learned"}),
    "experienced": frozenset({"u_share", "learned"}),
    "skill_preserving": frozenset({"learned"}),
    "resilience_aware": frozenset({"u_share", "learned"}),
    "custom": frozenset(FEATURES),
}
"""Which features a rule's function reads; the user's own may read any."""


def rule_parameters(config: Config, oversight: Oversight) -> tuple[float, float, float, float]:
    """Return p0 to p3 of the rule: its own numbers in the order of their declaration, then what follows from others."""
    policy = config.policy
    if policy.rule == "custom":
        own = list(policy.parameters)
    else:
        common = {"rule", *PolicyBase.model_fields}
        own = [float(getattr(policy, name)) for name in type(policy).model_fields if name not in common]
    if policy.rule == "expected_cost" and policy.mode == "reviewed":
        own += [policy.review_share * (1.0 - oversight.miss_at_half), policy.review_share * oversight.time_ratio]
    own += [0.0] * (4 - len(own))
    return own[0], own[1], own[2], own[3]
