"""Sweeps: an experiment's cells in many Worlds, on many processors, each run once and none lost."""

from .asking import folder_of
from .dask_workers import DaskWorkers
from .driver import default_executor, sweep
from .errors import StorageError, SweepError
from .executor import Executor, InProcess
from .jobs import CellRuns, Job, LogSource, Row, Study
from .processes import Processes
from .progress import Progress
from .results import Sweep, read_sweep
from .runner import run_job
from .status import Status, status_of
from .store import Store, is_sweep

__all__ = [
    "CellRuns",
    "DaskWorkers",
    "Executor",
    "InProcess",
    "Job",
    "LogSource",
    "Processes",
    "Progress",
    "Row",
    "Status",
    "StorageError",
    "Store",
    "Study",
    "Sweep",
    "SweepError",
    "default_executor",
    "folder_of",
    "is_sweep",
    "read_sweep",
    "run_job",
    "status_of",
    "sweep",
]
