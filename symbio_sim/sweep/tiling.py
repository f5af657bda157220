"""Cutting a sweep into jobs of about a second each."""

from collections.abc import Iterable, Iterator, Sequence
from itertools import islice
from statistics import median

from .jobs import CellRuns, Job, Study

JOB_S = 1.0
"""How long a job is to take: sending one costs about a millisecond, and a killed worker loses one."""

SHORTEST_JOB_S = 0.1
"""How short jobs may become at the end: workers are then done within so much time of each other."""

CELLS_PER_JOB = 32
"""Most cells of a job. They meet the same Worlds one after the other, so what they share is drawn once."""

FIRST_RUNS = 8
"""Runs of a job as long as nobody knows how long one takes."""

JOBS_LEFT_PER_WORKER = 3
"""A job is at most such a part of what is left, so that all workers finish together; but see `SHORTEST_JOB_S`."""


class Tiler:
    """Cuts runs into jobs, by what runs have taken so far.

    Parameters
    ----------
    study : Study
    n_runs : int
        How many runs there are in all.
    n_workers : int
    """

    def __init__(self, study: Study, n_runs: int, n_workers: int) -> None:
        self.study = study
        self._left = n_runs
        self._n_workers = n_workers
        self._run_s: float | None = None

    def learn(self, seconds: Sequence[float]) -> None:
        """Take note of how long the runs of a job took, if there were any; what was before counts half.

        It is the middle one that counts, for the first run of a worker loads an engine.
        """
        if not seconds:
            return
        run_s = max(median(seconds), 1e-6)
        self._run_s = run_s if self._run_s is None else 0.5 * (self._run_s + run_s)

    def jobs(self, cells: Iterable[CellRuns]) -> Iterator[Job]:
        """Give jobs that together ask for all runs; sizes follow what has been learnt when a job is asked for."""
        rest = iter(cells)
        while block := tuple(islice(rest, min(self._runs_per_job(), CELLS_PER_JOB))):
            runs = _world_by_world(block)
            while some := list(islice(runs, self._whole_worlds(len(block)))):
                yield self._job(block, some)

    def _whole_worlds(self, n_cells: int) -> int:
        """Return the number of runs of a job of so many cells: whole Worlds, where they fit."""
        n = self._runs_per_job()
        return n - n % n_cells if n > n_cells else n

    def _runs_per_job(self) -> int:
        if self._run_s is None:
            return FIRST_RUNS
        share = self._left // (JOBS_LEFT_PER_WORKER * self._n_workers)
        return max(1, int(SHORTEST_JOB_S / self._run_s), min(int(JOB_S / self._run_s), share))

    def _job(self, block: tuple[CellRuns, ...], runs: list[tuple[int, int]]) -> Job:
        worlds: dict[int, list[int]] = {}
        for world, place in runs:
            worlds.setdefault(place, []).append(world)
        cells = tuple(
            CellRuns(block[place].key, block[place].changes, tuple(worlds[place])) for place in sorted(worlds)
        )
        job = Job(self.study, cells, runs_ahead=-(-self._left // self._n_workers))
        self._left -= len(runs)
        return job


def _world_by_world(block: tuple[CellRuns, ...]) -> Iterator[tuple[int, int]]:
    """Give (World, place of the cell in the block) of each run, by World."""
    wanted = [set(cell.replications) for cell in block]
    for world in sorted(set().union(*wanted)):
        for place, worlds in enumerate(wanted):
            if world in worlds:
                yield world, place
