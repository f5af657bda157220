"""Where jobs run is a swap-in: what every executor is, and the one that needs no other process."""

from collections.abc import Iterator
from types import TracebackType
from typing import Protocol, Self

from .jobs import Job, Row
from .rows import killer_rows

Result = tuple[Job, list[Row]]

DEATHS = 2
"""Workers that die of a job before it is taken apart, or of a run before it counts as failed."""


class Executor(Protocol):
    """Runs jobs somewhere; entered before use and left after it."""

    @property
    def n_workers(self) -> int:
        """How many jobs are worked on at a time."""

    def __enter__(self) -> Self: ...

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None, /
    ) -> None: ...

    def results(self, jobs: Iterator[Job]) -> Iterator[Result]:
        """Run jobs and give each with its rows, in any order; a few at a time are taken from the iterator.

        A job that workers died of may come back in parts.

        Raises
        ------
        SweepError
            If the workers cannot work.
        """


class InProcess:
    """Runs jobs in this process, one after the other."""

    n_workers = 1

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        pass

    def results(self, jobs: Iterator[Job]) -> Iterator[Result]:
        """Run jobs in order."""
        from .runner import run_job

        for job in jobs:
            yield job, run_job(job)


def after_death(job: Job, how: str) -> tuple[list[Job], list[Row]]:
    """Return what to do with a job that a worker died of: jobs to run instead, and rows of runs given up.

    Workers are also killed from outside, so the first death proves nothing. After the second the job is taken apart,
    and each of its runs gets as many chances again.
    """
    deaths = job.deaths + 1
    if deaths < DEATHS:
        return [job.after_a_death()], []
    if job.n_runs > 1:
        return list(job.single_runs()), []
    return [], killer_rows(job, how)
