"""Looking for the best levers: robust optimisation of several outcomes under a budget, with Optuna.

Every trial is a choice of levers, run under all uncertainties in the same Worlds; rows are kept like those of any
sweep. The search draws from its seed and from results alone, so the same call repeats the same trials: stopped at any
moment, it goes through what is there at once and goes on where it was, and more trials later begin with the same ones.
"""

import hashlib
import json
from collections.abc import Callable, Sequence
from contextlib import ExitStack
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal, Self

import pandas as pd

from ..experiment import Experiment, digest_of, fewest, identity
from ..experiment.analyses import IsoBudget, Value
from ..experiment.analysis_misfits import no_costs
from ..sweep import Executor, default_executor, folder_of, sweep
from ..sweep.rows import measure_names
from ..sweep.store import SEARCHES, Store
from .alternatives import check_outcome, sign_of
from .analyse import measured_days
from .errors import AnalysisError
from .iso_budget import COST
from .proposals import proposed
from .searches import refuse_without_optuna, study_in
from .trials import Case, Judged, cases_of, judged, search_cells, with_cells

if TYPE_CHECKING:
    import optuna

BATCH = 10
"""Trials that are proposed at a time, before their results are known: enough to keep workers busy."""

MOST_CELLS = 100_000

COSTS: tuple[str, ...] = tuple(IsoBudget.model_fields["costs"].default)
"""What a budget pays for unless something else is said."""

Watch = Callable[[int, int], None]


@dataclass(frozen=True)
class Search:
    """What is looked for.

    Attributes
    ----------
    trials : int
        How many choices of levers are tried.
    outcomes : tuple of str
        Measures with a better side; one or more.
    budget_eur_per_year : float or None
        What may be spent a year, if there is a limit.
    costs : tuple of str
        Costs in euros (`COSTS` of `symbio_sim.metrics.names`) whose sum the budget pays for.
    robust : {"mean", "worst"}
        What counts of an outcome: its mean over all uncertainties, or that under the uncertainty worst for it; either
        way the mean over Worlds.
    seed : int
        Of the search.
    """

    trials: int
    outcomes: tuple[str, ...]
    budget_eur_per_year: float | None = None
    costs: tuple[str, ...] = COSTS
    robust: Literal["mean", "worst"] = "mean"
    seed: int = 1

    def digest(self, experiment: Experiment) -> str:
        """Return what names this search of an experiment, however many trials it has: 12 hexadecimal digits."""
        content = {
            "identity": digest_of(identity(experiment)),
            "levers": {name: lever.model_dump(mode="json") for name, lever in experiment.levers.items()},
            "cases": cases_of(experiment),
            "replications": fewest(experiment.replications),
            **{name: value for name, value in asdict(self).items() if name != "trials"},
        }
        text = json.dumps(content, sort_keys=True, separators=(",", ":"))
        return hashlib.sha256(text.encode()).hexdigest()[:12]


def optimise(
    experiment: Experiment,
    search: Search,
    *,
    folder: str | Path | None = None,
    executor: Executor | None = None,
    progress: Watch | None = None,
    command: Sequence[str] | None = None,
) -> pd.DataFrame:
    """Look for the levers that do best.

    Parameters
    ----------
    experiment : Experiment
        Its levers are chosen; ranges, values and cases alike. Its uncertainties are met by every trial: all
        combinations of their values in a `grid`, those of a `list`, or as many as an `lhs` or `sobol` design samples.
        Of a rule of replications only its least number (`at_least`) counts.
    search : Search
    folder, executor, command
        As in :func:`symbio_sim.sweep.sweep`. The table and Optuna's journal are kept beside the rows, as
        ``searches/DIGEST.csv`` and ``searches/DIGEST.journal``.
    progress : callable, optional
        Called with (trials done, trials in all) after each batch.

    Returns
    -------
    DataFrame
        One row a trial: trial, the levers, on_frontier (not beaten in all outcomes by another trial within the budget;
        with one outcome, the best), frontier_share (share of bootstrap resamples of whole Worlds in which that is so;
        NaN with a single World), for each outcome its value and, with the endings _ci_low and _ci_high, its 95 %
        interval over Worlds; with a budget cost_eur_per_year (the mean over uncertainties), its interval, and
        within_budget; n, n_undefined (Worlds in which any outcome of the trial is undefined, or a run failed; such a
        trial is never on the frontier).

    Raises
    ------
    AnalysisError
        If Optuna is not installed, there is nothing to choose or to optimise, or the design does not say which
        uncertainties to meet.
    SweepError, StorageError
        As in :func:`symbio_sim.sweep.sweep`.
    """
    _refuse_what_cannot_be(experiment, search)
    place = folder_of(experiment) if folder is None else Path(folder)
    files = place / SEARCHES / search.digest(experiment)
    store = Store(place, stress=experiment.stress)
    store.refuse_others(identity(experiment))
    tried: list[dict[str, Value]] = []
    with executor or default_executor() as workers, ExitStack() as held:
        runs = _Runs(experiment, search, place, _Open(workers), command)
        with store.told():
            study = held.enter_context(study_in(files.with_suffix(".journal"), search.outcomes, search.seed))
        while len(tried) < search.trials:
            with store.told():
                batch = [study.ask() for _ in range(min(BATCH, search.trials - len(tried)))]
                chosen = [proposed(trial, experiment.levers) for trial in batch]
            found = runs.of(chosen)
            with store.told():
                for trial, row in zip(batch, found.rows(), strict=True):
                    _tell(study, trial, row, search)
            tried += chosen
            if progress is not None:
                progress(len(tried), search.trials)
        held.close()
        # Once more for all of them, which finds every row: the folder's tables are then those of the whole search.
        table = runs.of(tried).frame(search.budget_eur_per_year, seed=search.seed)
    with store.told():
        table.to_csv(files.with_suffix(".csv"), index=False, lineterminator="\n")
    return table


@dataclass(frozen=True)
class _Runs:
    """What it takes to run trials."""

    experiment: Experiment
    search: Search
    folder: Path
    executor: Executor
    command: Sequence[str] | None

    def of(self, chosen: Sequence[dict[str, Value]]) -> Judged:
        """Run what is not there yet of some trials, and judge them."""
        cases: list[Case] = cases_of(self.experiment)
        asked = with_cells(self.experiment, search_cells(chosen, cases))
        table = sweep(asked, folder=self.folder, executor=self.executor, command=self.command).table()
        costs: tuple[tuple[str, ...], float] = ((), 1.0)
        if self.search.budget_eur_per_year is not None:
            costs = (self.search.costs, float(measured_days(self.experiment)))
        return judged(table, chosen, len(cases), self.search.outcomes, costs, self.search.robust)


def _refuse_what_cannot_be(experiment: Experiment, search: Search) -> None:
    if not experiment.levers:
        raise AnalysisError(f"{experiment.name} has no levers to choose")
    if not search.outcomes:
        raise AnalysisError("name one or more outcomes to optimise")
    for outcome in search.outcomes:
        sign_of(outcome)
    for name in (*search.outcomes, *search.costs):
        check_outcome(name, measure_names(stress=experiment.stress))
    for names in (search.outcomes, search.costs):
        if twice := [name for place, name in enumerate(names) if name in names[:place]]:
            raise AnalysisError(f"{twice[0]} is named twice")
    for _, message in no_costs(search.costs):
        raise AnalysisError(message)
    n_cells = search.trials * len(cases_of(experiment))
    if not 1 <= n_cells <= MOST_CELLS:
        raise AnalysisError(
            f"trials times uncertainties must be 1 to {MOST_CELLS:,} cells; {search.trials} trials make {n_cells:,}"
        )
    if search.budget_eur_per_year is not None:
        measured_days(experiment)
    refuse_without_optuna()


def _tell(study: "optuna.Study", trial: "optuna.Trial", row: dict[str, Any], search: Search) -> None:
    from optuna.trial import TrialState

    if row["n_undefined"]:
        study.tell(trial, state=TrialState.FAIL)
        return
    if search.budget_eur_per_year is not None:
        trial.set_constraint("budget", row[COST] - search.budget_eur_per_year)
    study.tell(trial, [row[outcome] for outcome in search.outcomes])


class _Open:
    """Workers that are there already and stay: starting them anew for each batch would take longer than the batch."""

    def __init__(self, executor: Executor) -> None:
        self.n_workers = executor.n_workers
        self.results = executor.results

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        pass
