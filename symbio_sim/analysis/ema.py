"""An experiment as a plain function of its levers, for tools that bring their own designs.

The EMA workbench takes such a function as a model; so do optimisers, emulators and sensitivity packages.
"""

import math
from collections.abc import Callable
from functools import partial
from typing import Any

from ..config import config_hash
from ..experiment import Experiment, fewest
from ..experiment.analyses import Value
from ..experiment.cells import cell_key
from ..sweep import CellRuns, Job, Study, run_job
from ..sweep.asking import study_of
from ..sweep.rows import FAILED
from .alternatives import listed, unknown
from .errors import AnalysisError

Outcomes = dict[str, float]


def as_ema_model(experiment: Experiment, *, calls: int = 1) -> Callable[..., Outcomes]:
    """Return a function of an experiment's levers and uncertainties.

    Parameters
    ----------
    experiment : Experiment
        Its design plays no part. Of a rule of replications only its least number (`at_least`) counts.
    calls : int
        About how many calls are ahead in this process, to choose the engine by.

    Returns
    -------
    callable
        Takes levers and uncertainties by name, values or names of cases; what is left out stays as in the base config.
        Returns the experiment's outcomes: means over its Worlds, the same ones in every call. Worlds in which an
        outcome is undefined are left out of its mean; NaN if there are no others. It can be pickled, so that other
        processes can call it. It raises AnalysisError if a name or value is not one of the experiment's, and
        RuntimeError if a run fails.
    """
    return partial(_outcomes, experiment, study_of(experiment), calls)


def _outcomes(experiment: Experiment, study: Study, calls: int, **values: Any) -> Outcomes:
    changes = experiment.changes_of({name: _admitted(experiment, name, value) for name, value in values.items()})
    n_worlds = fewest(experiment.replications)
    cell = CellRuns(cell_key(config_hash(experiment.base), changes), changes, tuple(range(n_worlds)))
    rows = run_job(Job(study, (cell,), runs_ahead=calls * n_worlds))
    failed = [row for row in rows if row["status"] == FAILED]
    if failed:
        raise RuntimeError(f"{len(failed)} of {n_worlds} runs failed, the first with {failed[0]['error']}")
    return {name: _mean([row[name] for row in rows]) for name in experiment.outcomes}


def _admitted(experiment: Experiment, name: str, value: Any) -> Value:
    """Return a value of a lever as Python's own; NumPy's numbers are as good."""
    if name not in experiment.inputs:
        raise AnalysisError(unknown("lever", name, list(experiment.inputs)))
    lever = experiment.inputs[name]
    plain: Value = value.item() if hasattr(value, "item") else value
    if not lever.admits(plain):
        allowed = f"from {lever.values[0]} to {lever.values[1]}" if lever.is_range else f"one of {listed(lever.values)}"
        raise AnalysisError(f"{name}: {plain!r} is not allowed; it must be {allowed}")
    return plain


def _mean(values: list[float]) -> float:
    known = [value for value in values if not math.isnan(value)]
    return math.fsum(known) / len(known) if known else math.nan
