"""Fairness: how groups of customers fare (mechanism 12).

Which group a task is of is luck of the World, known here and to nobody in the firm. What counts is what reaches the
customer, whoever did it: people err on both groups alike, so the less a bot does alone, the fairer the firm.
"""

import numpy as np

from ..choreography import CORRECT
from ..run import Run
from ..world.luck import entity_states, key_of, uniform_array
from .undefined import NAN, ratio
from .window import arrived


def fairness(run: Run) -> dict[str, float]:
    """Return the error ratio of the groups and the four-fifths ratio; NaN where bias is off or a group got no results.

    Over results delivered to tasks that arrive after warm-up; an error that comes back and is made again counts twice.
    """
    law = run.config.mechanisms.bias
    if not law.on:
        return {"error_ratio_b_to_a": NAN, "four_fifths_ratio": NAN}
    state = entity_states(run.world.key, run.world.tasks["key"])
    in_b = uniform_array(state, key_of("group"), 0) < law.group_share
    error_a, error_b = _error_shares(run, in_b)
    rates = np.array((1.0 - error_a, 1.0 - error_b))  # whose minimum is NaN where one of them is
    four_fifths = ratio(float(rates.min()), float(rates.max()))
    return {"error_ratio_b_to_a": ratio(error_b, error_a), "four_fifths_ratio": four_fifths}


def _error_shares(run: Run, in_b: "np.ndarray[tuple[int], np.dtype[np.bool_]]") -> tuple[float, float]:
    """Return the wrong results among all results that were delivered to group A, and to group B."""
    columns, mine = run.columns, arrived(run)
    group = in_b[mine].astype(np.int64)
    escaped = np.zeros(len(mine), np.int64)
    for name in columns:
        if name.startswith("escaped_"):
            escaped += columns[name]
    wrong, right = (  # whole numbers: nothing is rounded
        np.bincount(group, counted[mine], minlength=2).tolist() for counted in (escaped, columns["outcome"] == CORRECT)
    )
    error_a, error_b = (ratio(wrong[number], wrong[number] + right[number]) for number in (0, 1))
    return error_a, error_b
