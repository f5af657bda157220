"""Points of sampled designs in the unit cube, one row a cell and one column an input."""

from collections.abc import Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from .designs import LatinHypercube, Morris, Saltelli, Sobol

Sampled = LatinHypercube | Sobol | Saltelli | Morris


def n_points(design: Sampled, n_inputs: int) -> int:
    """Return how many points a design has for a number of inputs."""
    if isinstance(design, Morris):
        return design.trajectories * (n_inputs + 1)
    if isinstance(design, Saltelli):
        return design.samples * ((2 if design.second_order else 1) * n_inputs + 2)
    return design.samples


def unit_points(design: Sampled, n_inputs: int) -> NDArray[np.float64]:
    """Return the points of a design, between 0 and 1.

    The rows of `saltelli` and `morris` are in the order that the analyses of SALib take them in.

    Parameters
    ----------
    design : LatinHypercube, Sobol, Saltelli or Morris
    n_inputs : int
        Number of levers and uncertainties, at least one.

    Returns
    -------
    ndarray of float, shape (`n_points(design, n_inputs)`, n_inputs)
    """
    if isinstance(design, (LatinHypercube, Sobol)):
        return _spread(design, n_inputs)
    problem = unit_problem([f"x{number}" for number in range(n_inputs)])
    if isinstance(design, Morris):
        from SALib.sample import morris

        points = morris.sample(problem, design.trajectories, num_levels=design.levels, seed=design.seed)
    else:
        from SALib.sample import sobol

        points = sobol.sample(
            problem, design.samples, calc_second_order=design.second_order, scramble=True, seed=design.seed
        )
    return np.asarray(points, dtype=np.float64)


def _spread(design: LatinHypercube | Sobol, n_inputs: int) -> NDArray[np.float64]:
    from scipy.stats import qmc

    generator = np.random.default_rng(design.seed)
    if isinstance(design, Sobol):
        points = qmc.Sobol(n_inputs, scramble=True, seed=generator).random_base2(design.samples.bit_length() - 1)
    else:
        points = qmc.LatinHypercube(n_inputs, seed=generator).random(design.samples)
    return np.asarray(points, dtype=np.float64)


def unit_problem(names: Sequence[str]) -> dict[str, Any]:
    """Return the inputs as SALib describes them, each between 0 and 1."""
    return {"num_vars": len(names), "names": list(names), "bounds": [[0.0, 1.0]] * len(names)}
