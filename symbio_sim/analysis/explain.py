"""Explaining a firm: where its risk of over-symbiosis comes from, and what each safeguard would buy and cost."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import pandas as pd

from ..config import DAYS_PER_YEAR, Config
from ..experiment.explanation import AS_IT_IS, BEFORE, FIRM, SPARED, Compared, Explaining, explaining
from ..experiment.pitfalls import OFF, ON
from ..sweep import Executor, Sweep, sweep
from ..sweep.progress import Watch
from .alternatives import column_of, selected
from .analyse import analyse, measured_days
from .errors import AnalysisError
from .risk_value import values
from .safeguard_value import safeguard_values

AMOUNTS = ("loss", "loss_ci_low", "loss_ci_high", "loss_alone", "loss_last")


class FailedRunsError(AnalysisError):
    """Some runs broke, so that the firm cannot be explained; the message says where they are told."""


@dataclass(frozen=True)
class Explanation:
    """What was found out about a firm.

    Attributes
    ----------
    name : str
        What the firm is called in folders.
    asked : Explaining
        What was run, and what was left out and why.
    losses : DataFrame
        As from :func:`symbio_sim.analysis.attribution`, in euros a year: what each pitfall costs.
    safeguards : DataFrame
        As from :func:`symbio_sim.analysis.safeguard_value.safeguard_values`.
    besides : DataFrame
        The same of what is compared besides, by name: ``attention``, what the firm would be better off by if attention
        did not slacken; ``anyway``, what the same people without bots would be better off by without the pitfalls.
    worth_eur_per_year, worth_without_eur_per_year : float
        V of the firm as it is, and without any of the pitfalls (euros a year).
    revenue_eur_per_year : float
        Mean of the firm as it is.
    folder : Path
        Where the runs lie.
    """

    name: str
    asked: Explaining
    losses: pd.DataFrame
    safeguards: pd.DataFrame
    besides: pd.DataFrame
    worth_eur_per_year: float
    worth_without_eur_per_year: float
    revenue_eur_per_year: float
    folder: Path

    @property
    def config(self) -> Config:
        """The firm."""
        return self.asked.experiment.base

    @property
    def risk_weight(self) -> float:
        """Lambda."""
        return self.asked.attribution.risk_weight


def explain(
    config: Config,
    name: str,
    *,
    replications: int = 200,
    seed: int = 1,
    risk_weight: float = 0.5,
    folder: str | Path | None = None,
    executor: Executor | None = None,
    progress: Watch | None = None,
    command: Sequence[str] | None = None,
) -> Explanation:
    """Run a firm with and without its pitfalls and safeguards, and tell what each is worth.

    Runs are kept in a folder as they come; the same call goes on where an earlier one was stopped.

    Parameters
    ----------
    config : Config
        The firm over the horizon looked at, with one planned shock or none.
    name : str
        What it is called in folders and tables.
    replications, seed : int
        Worlds, and their seed.
    risk_weight : float
        lambda, in 0 to 1: weight of the worst 5 % of Worlds against the mean of all.
    folder, executor, progress, command
        As in :func:`symbio_sim.sweep.sweep`.

    Raises
    ------
    ExperimentError
        If nothing leans on bots, the firm has none of the pitfalls, or the Worlds are too few.
    FailedRunsError
        If some runs broke.
    AnalysisError
        If the profit is defined in too few Worlds.
    SweepError, StorageError, KeyboardInterrupt
        As in :func:`symbio_sim.sweep.sweep`.
    """
    asked = explaining(config, name, replications=replications, seed=seed, risk_weight=risk_weight)
    return told(
        asked, name, sweep(asked.experiment, folder=folder, executor=executor, progress=progress, command=command)
    )


def told(asked: Explaining, name: str, found: Sweep) -> Explanation:
    """Return what the runs of a firm tell; errors as in :func:`explain`."""
    experiment, attribution = asked.experiment, asked.attribution
    table = found.table()
    if failed := int((table["status"] != "done").sum()):
        found.write_tables()
        raise FailedRunsError(f"{failed} of {len(table)} runs failed: see failures.csv in {found.folder}")
    losses = analyse(experiment, table, attribution)
    pitfalls, known = list(attribution.reference), experiment.lever_names
    days = measured_days(experiment)
    on, off = dict.fromkeys(pitfalls, ON), dict.fromkeys(pitfalls, OFF)
    as_it_is, without = (selected(table, {**sets, FIRM: AS_IT_IS}, known) for sets in (on, off))
    firms = pd.concat([selected(table, on, known), _spared(table, on, off, known)])

    def worth_of(compared: Sequence[Compared]) -> pd.DataFrame:
        return safeguard_values(
            firms,
            FIRM,
            compared,
            known=known,
            measured_days=days,
            profit=attribution.profit,
            risk_weight=attribution.risk_weight,
            resamples=attribution.resamples,
            seed=attribution.seed,
        )

    return Explanation(
        name=name,
        asked=asked,
        losses=losses.assign(**{column: losses[column] * DAYS_PER_YEAR for column in AMOUNTS}),
        safeguards=worth_of(asked.compared),
        besides=worth_of(asked.besides),
        worth_eur_per_year=_worth(as_it_is, attribution.profit, attribution.risk_weight),
        worth_without_eur_per_year=_worth(without, attribution.profit, attribution.risk_weight),
        revenue_eur_per_year=float(as_it_is["revenue_eur"].mean()) * DAYS_PER_YEAR / days,
        folder=found.folder,
    )


def _spared(table: pd.DataFrame, on: dict[str, str], off: dict[str, str], known: Sequence[str]) -> pd.DataFrame:
    """Return the runs of the firm before automation without the pitfalls, as one more firm beside the others."""
    if BEFORE not in table[FIRM].tolist():
        return table.iloc[:0]
    return selected(table, {**off, FIRM: BEFORE}, known).assign(**on, **{FIRM: SPARED})


def _worth(rows: pd.DataFrame, profit: str, risk_weight: float) -> float:
    """Return V of one cell (euros a year)."""
    return DAYS_PER_YEAR * float(values(column_of(rows, profit)[None, :], risk_weight)[0])
