"""Mechanism 15: from a day on, part of the tasks is of a new kind, harder for all who have not met it.

The drop of ability is D exp(-n/n1), n the lessons had: for a person, tasks of the new kind done, each worth more to
the skilled; for a bot, corrections on such tasks and, from its next retraining on, people's examples. (Form assumed:
exponential learning as in mechanism 1, counted in tasks.)
"""

import math


def ability_drop(full: float, lessons: float, lessons_to_adapt: float) -> float:
    """Return by how much ability is lower on tasks of the new kind (logit)."""
    return full * math.exp(-max(lessons, 0.0) / max(lessons_to_adapt, 1e-9))
