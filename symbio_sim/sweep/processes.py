"""Worker processes on this machine.

Each worker has a pipe of its own, so that it is known which job a worker had that died; a pool of the standard library
would break as a whole. Workers are fresh processes (spawn): they share nothing with this one, on any system.
"""

import contextlib
import multiprocessing
import os
import signal
from collections import deque
from collections.abc import Iterator
from multiprocessing import resource_tracker
from multiprocessing.connection import Connection, wait
from multiprocessing.context import SpawnProcess
from typing import Self

from .errors import SweepError
from .executor import Executor, InProcess, Result, after_death
from .jobs import Job
from .rows import how_it_died
from .worker import READY, Answer, serve

AT_HAND = 2
"""Jobs that a worker has: one under way, one to go on with."""

FALSE_STARTS = 3
"""Workers in a row that die before they are ready until it is given up."""

GUARD = "A script must begin a sweep under `if __name__ == '__main__':`, because each worker reads it, too"
"""What is most likely wrong if workers die as they start."""


def n_processors() -> int:
    """Return how many processors this process may use."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


def default_executor(n_workers: int | None = None) -> Executor:
    """Return what runs jobs on this machine: processes, or this one where one is enough."""
    n = n_processors() if n_workers is None else n_workers
    return InProcess() if n == 1 else Processes(n)


class _Worker:
    """A worker as its parent sees it."""

    def __init__(self) -> None:
        context = multiprocessing.get_context("spawn")
        self.pipe, theirs = context.Pipe()
        self.process: SpawnProcess = context.Process(target=serve, args=(theirs,), daemon=True)
        with born_deaf_to_ctrl_c():
            self.process.start()
        theirs.close()  # so that the pipe ends when the worker does
        self.jobs: deque[Job] = deque()
        self.is_ready = False

    def give(self, job: Job) -> None:
        """Send a job; if the worker has died, that is found when its answer is read."""
        self.jobs.append(job)
        with contextlib.suppress(OSError):
            self.pipe.send(job)

    def answer(self) -> Answer:
        """Read what it has sent.

        Raises
        ------
        EOFError, OSError
            If it has died.
        """
        answer: Answer = self.pipe.recv()
        return answer

    def end(self) -> int | None:
        """End it at once and return its exit code."""
        self.process.kill()
        self.process.join()
        self.pipe.close()
        return self.process.exitcode

    def let_go(self) -> None:
        """Let it end by itself."""
        with contextlib.suppress(OSError):
            self.pipe.send(None)


class Processes:
    """Runs jobs in worker processes of this machine.

    Parameters
    ----------
    n_workers : int, optional
        How many; as many as there are processors if left out.
    """

    def __init__(self, n_workers: int | None = None) -> None:
        self.n_workers = n_processors() if n_workers is None else n_workers
        self._workers: list[_Worker] = []
        self._waiting: deque[Job] = deque()
        self._false_starts = 0

    def __enter__(self) -> Self:
        self._workers = [_Worker() for _ in range(self.n_workers)]
        return self

    def __exit__(self, kind: object, *_: object) -> None:
        if kind is None:
            for worker in self._workers:
                worker.let_go()
            for worker in self._workers:
                worker.process.join(timeout=1.0)
        for worker in self._workers:
            worker.end()
        self._workers = []

    def results(self, jobs: Iterator[Job]) -> Iterator[Result]:
        """Run jobs and give their rows as they come."""
        while True:
            self._hand_out(jobs)
            if not any(worker.jobs for worker in self._workers):
                return
            pipes = {worker.pipe: worker for worker in self._workers}
            for pipe in wait(list(pipes)):
                assert isinstance(pipe, Connection)
                yield from self._heard(pipes[pipe])

    def _hand_out(self, jobs: Iterator[Job]) -> None:
        for n_at_hand in range(1, AT_HAND + 1):  # one for each before anybody gets a second
            for worker in self._workers:
                if len(worker.jobs) < n_at_hand and (worker.is_ready or n_at_hand == 1):
                    job = self._waiting.popleft() if self._waiting else next(jobs, None)
                    if job is None:
                        return
                    worker.give(job)

    def _heard(self, worker: _Worker) -> Iterator[Result]:
        try:
            answer = worker.answer()
        except (EOFError, OSError):
            yield from self._bury(worker)
            return
        if isinstance(answer, SweepError):
            raise answer
        if answer == READY:
            worker.is_ready = True
            self._false_starts = 0
        else:
            assert not isinstance(answer, str)
            yield worker.jobs.popleft(), answer

    def _bury(self, worker: _Worker) -> Iterator[Result]:
        """Replace a worker that has died; what it was at is suspect, what it only had at hand is not."""
        how = how_it_died(worker.end())
        self._workers[self._workers.index(worker)] = _Worker()
        left = list(worker.jobs)
        if worker.is_ready and left:
            suspect = left.pop(0)
            instead, rows = after_death(suspect, how)
            self._waiting.extend(instead)
            if rows:
                yield suspect, rows
        elif not worker.is_ready:
            self._false_starts += 1
            if self._false_starts == FALSE_STARTS:
                raise SweepError(f"{FALSE_STARTS} worker processes in a row died as they started ({how}). {GUARD}")
        self._waiting.extend(left)


@contextlib.contextmanager
def born_deaf_to_ctrl_c() -> Iterator[None]:
    """Have processes that are started within, by threads that are, too, be deaf to Ctrl-C from the beginning."""
    if hasattr(signal, "pthread_sigmask"):
        # Python starts it with the first process, and listens to Ctrl-C again when it has.
        resource_tracker.ensure_running()
    with deaf_to_ctrl_c():
        yield


@contextlib.contextmanager
def deaf_to_ctrl_c() -> Iterator[None]:
    """Put Ctrl-C off until this is over."""
    if not hasattr(signal, "pthread_sigmask"):
        yield
        return
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)
