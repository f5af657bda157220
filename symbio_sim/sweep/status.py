"""How far a sweep has come, told from its folder; also while another process writes there."""

from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pyarrow.compute as pc

from .lock import is_being_written
from .processes import n_processors
from .results import Sweep


@dataclass(frozen=True)
class Status:
    """How far a sweep has come.

    Attributes
    ----------
    name : str
        Of the experiment.
    folder : Path
    cells : int
    done, failed, left : int
        Runs; left as far as is known: a rule of replications may ask for more.
    seconds_per_run : float
        What a run has taken a worker, NaN if none is done.
    n_workers : int
        Worker processes that a sweep on this machine would have.
    is_running : bool
        Whether a process is writing there.
    """

    name: str
    folder: Path
    cells: int
    done: int
    failed: int
    left: int
    seconds_per_run: float
    n_workers: int
    is_running: bool

    @property
    def left_s(self) -> float:
        """How long what is left would take workers like those before, if there are `n_workers` of them (seconds)."""
        return 0.0 if self.left == 0 else self.left * self.seconds_per_run / self.n_workers


def status_of(found: Sweep) -> Status:
    """Return how far a sweep has come.

    Raises
    ------
    SweepError
        If there is none.
    """
    ledger = found.ledger()
    wanted = ledger.wanted(found.experiment.replications)
    asked = np.arange(ledger.done.shape[1]) < wanted[:, None]
    seconds = found.store.shards.read(["seconds"])["seconds"]
    mean = pc.mean(seconds).as_py()
    return Status(
        name=found.experiment.name,
        folder=found.folder,
        cells=len(found.design),
        done=int((ledger.done & asked).sum()),
        failed=int((ledger.failed & asked).sum()),
        left=int(ledger.missing(wanted).sum()),
        seconds_per_run=float("nan") if mean is None else float(mean),
        n_workers=n_processors(),
        is_running=is_being_written(found.folder),
    )
