"""What a worker is asked for: some cells of a design in some Worlds, as plain data that is quick to send."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any

from ..engines import Engine
from ..metrics.evaluation import RUNS_WITH_STRESS
from ..metrics.money_alone import RUNS_FOR_MONEY

Row = dict[str, Any]
"""What became of one run: see :mod:`symbio_sim.sweep.rows`."""


@dataclass(frozen=True)
class LogSource:
    """An event log that Worlds are made from.

    Attributes
    ----------
    path : str
    columns : tuple of (str, str)
        Role and column, as :func:`symbio_sim.read_log` takes them.
    sha256 : str
        Of the file's content.
    config : str
        The config that the log is read with, as JSON.
    """

    path: str
    columns: tuple[tuple[str, str], ...]
    sha256: str
    config: str


@dataclass(frozen=True)
class Study:
    """What all jobs of a sweep have in common.

    Attributes
    ----------
    config : str
        The base config as JSON; with a log, the one that the log has made of it.
    seed : int
    stress : bool
        Whether each World is stressed, too.
    money : bool
        Whether money alone is measured.
    engine : str
        As in :func:`symbio_sim.simulate`.
    log : LogSource or None
        Where Worlds come from, if not drawn.
    sources : str
        Of what must be the same in all workers; see :func:`symbio_sim.sweep.runner.sources_here`.
    """

    config: str
    seed: int
    stress: bool
    money: bool
    engine: Engine
    log: LogSource | None
    sources: str

    @property
    def runs_of_a_row(self) -> int:
        """The most runs that a row takes."""
        if not self.stress:
            return 1
        return RUNS_FOR_MONEY if self.money else RUNS_WITH_STRESS


@dataclass(frozen=True)
class CellRuns:
    """A cell and the Worlds it is to be run in.

    Attributes
    ----------
    key : str
        The cell's.
    changes : dict of str to value
        Paths in the base config and what to put there.
    replications : tuple of int
        Numbers of the Worlds, ascending.
    """

    key: str
    changes: Mapping[str, Any]
    replications: tuple[int, ...]


@dataclass(frozen=True)
class Job:
    """About a second of work for one worker.

    Attributes
    ----------
    study : Study
    cells : tuple of CellRuns
    runs_ahead : int
        About how many runs the worker will be asked for from now on, to choose the engine by.
    deaths : int
        How many workers have died of it, or died while it was theirs.
    """

    study: Study
    cells: tuple[CellRuns, ...]
    runs_ahead: int = 0
    deaths: int = 0

    @property
    def n_runs(self) -> int:
        """Number of runs asked for."""
        return sum(len(cell.replications) for cell in self.cells)

    def after_a_death(self) -> "Job":
        """Return the same job with one more death."""
        return replace(self, deaths=self.deaths + 1)

    def single_runs(self) -> Iterator["Job"]:
        """Give a job for each run, none of them under suspicion."""
        for cell in self.cells:
            for replication in cell.replications:
                only = replace(cell, replications=(replication,))
                yield replace(self, cells=(only,), deaths=0)
