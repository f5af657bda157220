"""What a sweep has found: the tables of an experiment, read from its folder."""

import json
import shlex
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from ..experiment import Experiment, Sequential, cells_of, identity
from .asking import experiment_in, folder_of
from .design import Design
from .files import write_whole
from .ledger import Ledger
from .manifest import read_manifest
from .store import BASE, DESIGNS, FAILURES, SUMMARY, TABLE, Store, refuse_lost
from .table import failures_table, summary_table, tidy_table, write_frames

ROWS_AT_A_TIME = 500_000
"""Rows of the tidy table that are held in memory when it is written, some 500 MB."""


@dataclass(frozen=True)
class Sweep:
    """What is there of an experiment.

    Attributes
    ----------
    experiment : Experiment
    store : Store
    design : Design
    """

    experiment: Experiment
    store: Store
    design: Design

    @property
    def folder(self) -> Path:
        """Where it lies."""
        return self.store.folder

    @property
    def outcomes_watched(self) -> tuple[str, ...]:
        """The outcomes that settle how many Worlds a cell meets."""
        rule = self.experiment.replications
        return tuple(rule.until) if isinstance(rule, Sequential) else ()

    def ledger(self) -> Ledger:
        """Return what is done by now."""
        rule = self.experiment.replications
        n_worlds = rule.at_most if isinstance(rule, Sequential) else rule
        return Ledger.of(self.design, self.store.shards, n_worlds, self.outcomes_watched)

    def wanted(self) -> NDArray[np.int64]:
        """Return how many Worlds each distinct cell is to meet, as far as can be told by now."""
        return self.ledger().wanted(self.experiment.replications)

    def table(self, measures: Sequence[str] | None = None) -> pd.DataFrame:
        """Return the tidy table of what the experiment asks for.

        It does not depend on the order in which the runs were done, on the workers or on interruptions.

        Parameters
        ----------
        measures : sequence of str, optional
            Which measures to read; all if left out.

        Returns
        -------
        DataFrame
            One row a run: cell, the levers and uncertainties, seed, replication, status (done or failed), then the
            measures; sorted by cell and replication. Measures of failed runs are NaN.
        """
        return tidy_table(self.design, self.store.shards, self.wanted(), self.experiment.seed, measures)

    def tables(self) -> Iterator[pd.DataFrame]:
        """Give the tidy table in parts of whole cells, each of which is small enough to be held in memory."""
        wanted = self.wanted()[self.design.place]
        n_rows = np.cumsum(wanted)
        kinds = self.design.frame().dtypes[
            list(self.design.levers)
        ]  # those of all cells: a part may lack the fractions
        first = 0
        while first < len(self.design):
            before = n_rows[first - 1] if first else 0
            beyond = max(first + 1, int(np.searchsorted(n_rows, before + ROWS_AT_A_TIME, side="right")))
            part = self.design.part(first, beyond)
            mine = wanted[first:beyond][part.first_cell]
            yield tidy_table(part, self.store.shards, mine, self.experiment.seed).astype(kinds)
            first = beyond

    def summary(self) -> pd.DataFrame:
        """Return one row a cell and outcome: cell, levers, measure, mean, ci_low, ci_high, n, n_undefined, n_failed."""
        outcomes = self.experiment.outcomes
        return summary_table(self.table(outcomes), list(self.experiment.inputs), outcomes)

    def failures(self) -> pd.DataFrame:
        """Return the runs that broke: cell, levers, replication, error, traceback, and the command that repeats it."""
        found = failures_table(self.design, self.store.shards, self.wanted())
        places = {int(number): place for place, number in enumerate(self.design.number)}
        found["command"] = [
            self.command(self.design.changes_of(places[cell]), replication)
            for cell, replication in zip(found["cell"].tolist(), found["replication"].tolist(), strict=True)
        ]
        return found.drop(columns="key")

    def command(self, changes: Mapping[str, Any], replication: int) -> str:
        """Return the command line that repeats a run."""
        words = ["symbio-sim", "run", str(self.folder / BASE)]
        for path, value in changes.items():
            words += ["--set", f"{path}={json.dumps(value)}"]
        log = self.experiment.log
        if log is not None:
            words += ["--log", str(self.experiment.log_path)]
            words += ["--map", ",".join(f"{role}={column}" for role, column in log.map.items())] if log.map else []
        words += [] if self.experiment.stress else ["--no-stress"]
        words += ["--seed", str(self.experiment.seed), "--first-world", str(replication), "-n", "1"]
        return shlex.join(words)

    def write_tables(self) -> None:
        """Write the tidy table, the summary and the failures into the folder.

        Raises
        ------
        StorageError
            If that fails.
        """
        with self.store.told():
            write_frames(self.folder / TABLE, self.tables(), self.design.mixed)
            write_whole(self.folder / SUMMARY, _csv(self.summary()))
            failures = self.failures()
            if len(failures):
                write_whole(self.folder / FAILURES, _csv(failures))
            else:
                (self.folder / FAILURES).unlink(missing_ok=True)


def _csv(frame: pd.DataFrame) -> bytes:
    return frame.to_csv(index=False, lineterminator="\n").encode()


def read_sweep(source: Experiment | str | Path, folder: str | Path | None = None) -> Sweep:
    """Return what is there of an experiment, without running anything.

    Parameters
    ----------
    source : Experiment or path
        An experiment, or the folder of a sweep, which then means what was asked of it last.
    folder : path, optional
        Where the rows of the experiment lie, if not in their own place below ``runs``.

    Raises
    ------
    SweepError
        If the folder holds no sweep, or rows of another one.
    """
    if not isinstance(source, Experiment):
        refuse_lost(Path(source))
        manifest = read_manifest(Path(source))
        experiment = experiment_in(manifest)
        store = Store(Path(source), stress=experiment.stress)
        return Sweep(experiment, store, Design.load(store.folder / DESIGNS / manifest.asked[-1].design))
    found = sweep_of(source, folder)
    found.store.refuse_others(identity(source))
    return found


def sweep_of(experiment: Experiment, folder: str | Path | None) -> Sweep:
    """Return an experiment's cells with the store that its rows go to, whatever is there."""
    store = Store(folder_of(experiment) if folder is None else Path(folder), stress=experiment.stress)
    return Sweep(experiment, store, Design.of(cells_of(experiment), list(experiment.inputs)))
