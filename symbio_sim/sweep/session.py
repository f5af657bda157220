"""One call of `sweep`: rounds of jobs until nothing is missing."""

import numpy as np

from ..world import draw_world
from .executor import Executor, InProcess
from .jobs import Row, Study
from .ledger import Ledger, Mask, of_width, runs_of
from .processes import default_executor
from .progress import Pace, Progress, Watch
from .results import Sweep
from .rows import DONE, FAILED
from .sink import Sink
from .tiling import Tiler

WORTH_WORKERS_TASKS = 2_000_000
"""Tasks to simulate from which on workers pay: a few seconds of work, which is what they take to start."""


class Session:
    """What runs the missing runs of a sweep, and counts them."""

    def __init__(self, found: Sweep, study: Study, executor: Executor | None, watch: Watch | None) -> None:
        self.found = found
        self.study = study
        self.executor = executor
        self.watch = watch
        self.pace = Pace()
        self.done = self.failed = self.left = 0

    def run(self, *, retry_failed: bool) -> None:
        """Run what is missing, round by round: a rule of replications asks for more when it has seen what there is."""
        ledger = self.found.ledger()
        again = ledger.failed.copy() if retry_failed else np.zeros_like(ledger.failed)
        missing = self._look(ledger, again)
        if not missing.any():
            return
        with self.executor or self._fitting() as executor:
            while missing.any():
                self._round(missing, executor)
                again &= ~of_width(missing, again.shape[1])  # once more, not for ever
                missing = self._look(self.found.ledger(), again)

    def _look(self, ledger: Ledger, again: Mask) -> Mask:
        """Return what is missing, and show how far it is."""
        wanted = ledger.wanted(self.found.experiment.replications)
        missing = ledger.missing(wanted, again)
        asked = np.arange(ledger.done.shape[1]) < wanted[:, None]
        self.done = int((ledger.done & asked).sum())
        self.failed = int((ledger.failed & asked & ~of_width(again, asked.shape[1])).sum())
        self.left = int(missing.sum())
        self._show()
        return missing

    def _fitting(self) -> Executor:
        """Return what finishes soonest: workers take seconds to start."""
        runs = self.left * self.study.runs_of_a_row
        if runs * draw_world(self.found.experiment.base, self.study.seed).n_tasks < WORTH_WORKERS_TASKS:
            return InProcess()
        return default_executor()

    def _round(self, missing: Mask, executor: Executor) -> None:
        tiler = Tiler(self.study, self.left, executor.n_workers)
        sink = Sink(self.found.store)
        try:
            for _, rows in executor.results(tiler.jobs(runs_of(self.found.design, missing))):
                sink.add(rows)
                self._count(rows, tiler)
        finally:
            sink.flush()

    def _count(self, rows: list[Row], tiler: Tiler) -> None:
        tiler.learn([row["seconds"] for row in rows if row["status"] == DONE])
        n_failed = sum(row["status"] == FAILED for row in rows)
        self.done += len(rows) - n_failed
        self.failed += n_failed
        self.left -= len(rows)
        self.pace.add(len(rows))
        self._show()

    def _show(self) -> None:
        if self.watch is not None:
            self.watch(Progress(self.done, self.failed, self.left, self.pace.runs_per_s))
