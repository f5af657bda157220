"""The linear programmes of :mod:`servable` for businesses whose tableau would be large: left to HiGHS."""

import numpy as np
from numpy.typing import NDArray
from scipy import optimize, sparse

from .servable import ALL_SERVED

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]


def most_servable(
    seat: Ints, function: Ints, hours: Floats, speed: Floats, worth: Floats | None, demand_h: Floats
) -> float:
    """Return the most effort that people can serve of a demand; parameters as in `servable`.

    Raises
    ------
    RuntimeError
        If the programme was not solved.
    """
    pairs = np.arange(len(seat))
    row, column = np.concatenate((seat, len(hours) + function)), np.tile(pairs, 2)
    limits = sparse.csr_array(
        (np.concatenate((np.ones(len(pairs)), speed)), (row, column)), shape=(len(hours) + len(demand_h), len(pairs))
    )
    aim = speed if worth is None else worth * speed
    most = -_least(-aim, limits, np.concatenate((hours, demand_h)))
    total = float(demand_h.sum())
    return total if worth is None and abs(total - most) < ALL_SERVED * total else most


def most_of_mix(seat: Ints, function: Ints, hours: Floats, speed: Floats, mix: Floats) -> float:
    """Return the greatest multiple of a mix of work that people can serve; parameters and errors as above."""
    n, pairs, functions = len(seat), np.arange(len(seat)), np.arange(len(mix))
    # Variables: hours by pair, then the multiple. A function's service must be at least that many times its share.
    row = np.concatenate((seat, len(hours) + function, len(hours) + functions))
    column = np.concatenate((pairs, pairs, np.full(len(mix), n)))
    limits = sparse.csr_array(
        (np.concatenate((np.ones(n), -speed, mix)), (row, column)), shape=(len(hours) + len(mix), n + 1)
    )
    aim = np.zeros(n + 1)
    aim[-1] = -1.0
    return -_least(aim, limits, np.concatenate((hours, np.zeros(len(mix)))))


def _least(aim: Floats, limits: sparse.csr_array, bounds: Floats) -> float:
    """Return the minimum of aim @ x for x >= 0 and limits @ x <= bounds."""
    result = optimize.linprog(aim, A_ub=limits, b_ub=bounds, method="highs")
    if not result.success:
        raise RuntimeError(f"the linear programme of dependence was not solved: {result.message}")
    return float(result.fun)
