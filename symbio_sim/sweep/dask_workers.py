"""Workers of a Dask cluster: one that is there already, or one made on this machine for the time of a sweep."""

import contextlib
import logging
import math
import os
import signal
import time
import warnings
from collections import deque
from collections.abc import Iterator
from itertools import islice
from typing import Any, Self

from .errors import SweepError
from .executor import Result, after_death
from .jobs import Job
from .processes import GUARD, born_deaf_to_ctrl_c, n_processors
from .runner import run_job

LOCAL = "local"

AT_HAND = 3
"""Jobs that are with the cluster for each of its threads: sending one there and back takes longer than a pipe."""

PATIENCE_S = 30.0
"""How long to wait for a cluster's first worker."""

LOOK_EVERY_S = 5.0
POLL_S = 0.005

ALLOWED_FAILURES = 0
"""Workers of a local cluster that may die with a job before Dask gives it back: we count them ourselves."""


class DaskWorkers:
    """Runs jobs on a Dask cluster.

    Parameters
    ----------
    address : str
        Of the cluster's scheduler, as ``tcp://10.0.0.1:8786``; or ``local``.
    n_workers : int, optional
        Worker processes of a local cluster; as many as there are processors if left out.

    Attributes
    ----------
    cluster : LocalCluster or None
        The local cluster, while there is one.
    """

    def __init__(self, address: str = LOCAL, n_workers: int | None = None) -> None:
        self.address = address
        self._n_local = n_processors() if n_workers is None else n_workers
        self._held = contextlib.ExitStack()
        self._client: Any = None
        self.cluster: Any = None
        self._n_threads, self._looked_at_s = 1, -math.inf

    @property
    def n_workers(self) -> int:
        """How many threads the cluster has; clusters grow and shrink, so it is asked again now and then."""
        self._look_after()
        return self._n_threads

    def _look_after(self) -> None:
        """See how many workers there are, now and then; a local cluster that has lost some gets new ones."""
        if time.monotonic() - self._looked_at_s < LOOK_EVERY_S:
            return
        self._n_threads = max(1, sum(self._client.nthreads().values()))
        if self.cluster is not None:
            self.cluster.scale(self._n_local)  # Dask replaces those that die at work, but not as they start
        self._looked_at_s = time.monotonic()

    def __enter__(self) -> Self:
        try:
            import distributed
        except ImportError as error:
            raise SweepError(
                f"Dask is not installed ({error.name} is missing): pip install 'symbio-sim[dask]'"
            ) from None
        logging.getLogger("distributed").setLevel(logging.ERROR)
        try:
            self._client = self._held.enter_context(self._connected(distributed))
            self._client.wait_for_workers(1, timeout=PATIENCE_S)
        except (OSError, RuntimeError, TimeoutError, ValueError) as error:
            self._held.close()
            told = f"no Dask cluster at {self.address} ({type(error).__name__}: {error})"
            died = self.address == LOCAL and isinstance(error, RuntimeError)  # its workers did, as they started
            raise SweepError(f"{told}. {GUARD}" if died else told) from None
        return self

    @contextlib.contextmanager
    def _connected(self, distributed: Any) -> Iterator[Any]:
        if self.address != LOCAL:
            with distributed.Client(self.address, timeout=PATIENCE_S) as client:
                yield client
            return
        import dask

        settings = dask.config.set(
            {
                "distributed.scheduler.allowed-failures": ALLOWED_FAILURES,
                "distributed.deploy.lost-worker-timeout": f"{LOOK_EVERY_S} s",
                "distributed.worker.profile.enabled": False,
                "distributed.admin.system-monitor.gil.enabled": False,
            }
        )
        with settings:
            with born_deaf_to_ctrl_c(), warnings.catch_warnings():
                warnings.simplefilter("ignore")  # a slow disk and the like: the cluster works all the same
                cluster = distributed.LocalCluster(
                    n_workers=self._n_local,
                    threads_per_worker=1,
                    dashboard_address="127.0.0.1:0",  # any free port; None would mean a fixed one
                    silence_logs=logging.CRITICAL,
                )
            with cluster, distributed.Client(cluster) as client:
                self.cluster = cluster
                yield client

    def __exit__(self, kind: object, *_: object) -> None:
        if kind is not None and self.cluster is not None:
            self._kill_workers()
        self._held.close()
        self.cluster = None

    def _kill_workers(self) -> None:
        """End the workers of the local cluster at once: what they are at is not wanted any more."""
        for nanny in self.cluster.workers.values():
            nanny.auto_restart = False
            with contextlib.suppress(OSError, TypeError):  # it has ended, or has not begun
                os.kill(nanny.pid, getattr(signal, "SIGKILL", signal.SIGTERM))

    def results(self, jobs: Iterator[Job]) -> Iterator[Result]:
        """Run jobs and give their rows as they come.

        Dask gives back all jobs that a worker had when it died. Those are tried again one by one, with nothing else on
        the cluster, so that no job answers for another.
        """
        import distributed

        of_future: dict[Any, Job] = {}
        suspects: deque[Job] = deque()
        completed = distributed.as_completed()
        while True:
            for job in self._next(jobs, suspects, len(of_future)):
                future = self._client.submit(run_job, job, pure=False)
                of_future[future] = job
                completed.add(future)
            if not of_future:
                return
            while not completed.has_ready():  # to wait for the next one would be for ever if all workers were lost
                self._look_after()
                time.sleep(POLL_S)
            future = next(completed)
            job = of_future.pop(future)
            try:
                yield job, future.result()
            except distributed.KilledWorker:
                instead, rows = after_death(job, "as Dask tells")
                suspects.extend(instead)
                if rows:
                    yield job, rows

    def _next(self, jobs: Iterator[Job], suspects: deque[Job], n_under_way: int) -> Iterator[Job]:
        """Give the jobs to submit now."""
        if suspects:
            if not n_under_way:
                yield suspects.popleft()
            return
        yield from islice(jobs, max(0, AT_HAND * self.n_workers - n_under_way))
