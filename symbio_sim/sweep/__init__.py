"""Sweeps: an experiment's cells in their Worlds, on many processors, each run once and none lost.

Names are loaded when first used: a worker needs none of what reads and writes tables, which would take as much memory
again as all that it does need.
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from .asking import folder_of
    from .dask_workers import DaskWorkers
    from .driver import sweep
    from .errors import StorageError, SweepError
    from .executor import Executor, InProcess
    from .jobs import CellRuns, Job, LogSource, Row, Study
    from .processes import Processes, default_executor
    from .progress import Progress
    from .results import Sweep, read_sweep
    from .runner import run_job
    from .status import Status, status_of
    from .store import Store, is_sweep

_HOMES = {
    "CellRuns": "jobs",
    "DaskWorkers": "dask_workers",
    "Executor": "executor",
    "InProcess": "executor",
    "Job": "jobs",
    "LogSource": "jobs",
    "Processes": "processes",
    "Progress": "progress",
    "Row": "jobs",
    "Status": "status",
    "StorageError": "errors",
    "Store": "store",
    "Study": "jobs",
    "Sweep": "results",
    "SweepError": "errors",
    "default_executor": "processes",
    "folder_of": "asking",
    "is_sweep": "store",
    "read_sweep": "results",
    "run_job": "runner",
    "status_of": "status",
    "sweep": "driver",
}

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


def __getattr__(name: str) -> Any:
    if name in _HOMES:
        return getattr(import_module(f".{_HOMES[name]}", __name__), name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")


def __dir__() -> list[str]:
    return __all__
