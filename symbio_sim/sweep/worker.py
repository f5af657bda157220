"""A worker process: takes jobs from its pipe, runs them, sends rows back, and ends when its parent does."""

import os
import signal
import threading
from multiprocessing.connection import Connection
from queue import SimpleQueue

from .errors import SweepError
from .jobs import Job, Row

READY = "ready"

Answer = list[Row] | str | SweepError
"""Rows of a job; that the worker is ready; or why it cannot work."""


def serve(pipe: Connection) -> None:
    """Answer jobs until None comes instead of one, or the parent is gone."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is the parent's: it keeps what is finished and stops us
    jobs: SimpleQueue[Job | None] = SimpleQueue()
    # A thread of its own takes jobs in while one runs: the parent is never kept waiting, and its end is seen at once.
    threading.Thread(target=_take_in, args=(pipe, jobs), daemon=True).start()
    from .runner import run_job  # what takes long to import, now that Ctrl-C does no harm

    _send(pipe, READY)
    while (job := jobs.get()) is not None:
        try:
            answer: Answer = run_job(job)
        except SweepError as error:
            answer = error
        _send(pipe, answer)


def _send(pipe: Connection, answer: Answer) -> None:
    try:
        pipe.send(answer)
    except OSError:
        os._exit(1)  # the parent is gone


def _take_in(pipe: Connection, jobs: "SimpleQueue[Job | None]") -> None:
    job: Job | None
    while True:
        try:
            job = pipe.recv()
        except (EOFError, OSError):
            os._exit(1)  # as above, and at once: nobody would ever read what is under way
        jobs.put(job)
        if job is None:
            return
