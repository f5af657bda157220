"""Mechanism 3: how fast and how well bots work.

The jagged frontier (Dell'Acqua et al. 2026, doi 10.1287/orsc.2025.21838): what is hard for a machine is what is hard
for people plus a part of its own, once per task type and once per task.
"""

from .curves import logistic


def visit_min(setup_min: float, time_ratio: float, effort_min: float) -> float:
    """Return the length of a bot visit: setup + r effort (minutes)."""
    return setup_min + time_ratio * effort_min


def machine_difficulty(
    human_difficulty: float,
    type_z: float,
    type_jaggedness: float,
    task_z: float,
    jaggedness: float,
    novelty: float,
) -> float:
    """Return b_m = b_h + sigma_Jt z_type + sigma_J z_task + novelty (0 for ordinary tasks)."""
    return human_difficulty + type_jaggedness * type_z + jaggedness * task_z + novelty


def accuracy(ability: float, slope: float, difficulty: float, drop: float) -> float:
    """Return P(correct) = logistic(eta - a b_m - drop); drop is a silent degradation or a successor's inexperience."""
    return logistic(ability - slope * difficulty - drop)
