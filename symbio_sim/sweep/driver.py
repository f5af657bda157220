"""Sweeping: an experiment's cells in their Worlds, every run once, whatever happens on the way."""

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from ..engines import Engine
from ..experiment import Experiment, identity
from .asking import manifest_of, study_of
from .executor import Executor
from .progress import Watch

if TYPE_CHECKING:
    from .results import Sweep


def sweep(
    experiment: Experiment,
    *,
    folder: str | Path | None = None,
    executor: Executor | None = None,
    progress: Watch | None = None,
    retry_failed: bool = False,
    engine: Engine = "auto",
    command: Sequence[str] | None = None,
) -> "Sweep":
    """Run what an experiment asks for and is not there yet.

    Rows are kept in a folder as they come. Killed at any moment, the same call goes on where it was. Asking for more
    cells or replications later finds what is there.

    Parameters
    ----------
    experiment : Experiment
    folder : path, optional
        Where rows go: ``runs/NAME-DIGEST`` if left out, the same for all experiments that may share rows.
    executor : Executor, optional
        Where jobs run: if left out, worker processes on all processors, or this process where there is little to do.
    progress : callable, optional
        Called with a :class:`Progress` whenever rows have come.
    retry_failed : bool
        Whether runs that failed before are tried once more.
    engine : str
        As in :func:`symbio_sim.simulate`.
    command : sequence of str, optional
        The command line, to be written down.

    Raises
    ------
    SweepError
        If the folder holds something else, another process writes there, or the workers cannot work.
    StorageError
        If rows can no longer be written.
    KeyboardInterrupt
        At Ctrl-C, when what is finished has been written.
    """
    # A script that calls this is read by every worker, too, and workers do without Arrow and pandas.
    from .results import sweep_of
    from .session import Session
    from .store import DESIGNS

    found = sweep_of(experiment, folder)
    study = study_of(experiment, engine)
    store = found.store
    with store.writing(identity(experiment)):
        with store.told():
            design = found.design.save(store.folder / DESIGNS)
        store.note(manifest_of(experiment, design, command))
        Session(found, study, executor, progress).run(retry_failed=retry_failed)
        found.write_tables()
    return found
