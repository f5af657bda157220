"""The study of a search, as Optuna has it, and its journal."""

import logging
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from filelock import FileLock, Timeout

from .alternatives import sign_of
from .errors import AnalysisError

if TYPE_CHECKING:
    import optuna

log = logging.getLogger("symbio_sim")


@contextmanager
def study_in(journal: Path, outcomes: Sequence[str], seed: int) -> "Iterator[optuna.Study]":
    """Give a study at its beginning, and be the only one who writes its journal.

    The journal is for people who look at it with Optuna's own tools, and is written anew each time: trials of before
    are proposed again, because proposals depend on the seed and on results alone.

    Parameters
    ----------
    journal : Path
    outcomes : sequence of str
        Measures with a better side.
    seed : int

    Raises
    ------
    AnalysisError
        If another process is at the same search.
    """
    import optuna
    from optuna.storages.journal import JournalFileBackend, JournalFileOpenLock

    journal.parent.mkdir(parents=True, exist_ok=True)
    lock = FileLock(journal.with_suffix(".lock"))
    try:
        lock.acquire(timeout=0)
    except Timeout:
        raise AnalysisError(f"{journal}: another process is at the same search; wait for it") from None
    except (OSError, NotImplementedError) as error:
        log.warning("%s cannot be locked (%s): see that no other process is at it.", journal, error)
    before = optuna.logging.get_verbosity()
    optuna.logging.set_verbosity(optuna.logging.WARNING)
    try:
        journal.unlink(missing_ok=True)
        backend = JournalFileBackend(str(journal), lock_obj=JournalFileOpenLock(f"{journal}.optuna"))
        yield optuna.create_study(
            storage=optuna.storages.JournalStorage(backend),
            study_name="symbio_sim",
            sampler=optuna.samplers.TPESampler(seed=seed),
            directions=["maximize" if sign_of(outcome) > 0.0 else "minimize" for outcome in outcomes],
        )
    finally:
        optuna.logging.set_verbosity(before)
        lock.release()


def refuse_without_optuna() -> None:
    """Refuse to search where Optuna is not installed.

    Raises
    ------
    AnalysisError
        If it is not, or too old.
    """
    try:
        from optuna import Trial

        is_new_enough = hasattr(Trial, "set_constraint")
    except ImportError:
        is_new_enough = False
    if not is_new_enough:
        raise AnalysisError("optimise needs Optuna 5 or newer: pip install 'symbio-sim[optimise]'")
