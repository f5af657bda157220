"""Jobs: every run in exactly one of them, about a second each, small ones at the end."""

from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from symbio_sim.sweep.jobs import CellRuns, Job, Study
from symbio_sim.sweep.tiling import CELLS_PER_JOB, FIRST_RUNS, JOBS_LEFT_PER_WORKER, Tiler

STUDY = Study("{}", 1, False, False, "mesa", None, "")


def cells(n_cells: int, n_worlds: int) -> list[CellRuns]:
    return [CellRuns(f"c{number}", {}, tuple(range(n_worlds))) for number in range(n_cells)]


def runs(job: Job) -> list[tuple[str, int]]:
    return [(cell.key, number) for cell in job.cells for number in cell.replications]


@given(
    st.lists(st.sets(st.integers(0, 60), min_size=1), max_size=80),
    st.integers(1, 16),
    st.floats(1e-5, 10.0),
)
def test_every_run_is_in_exactly_one_job(worlds: list[set[int]], n_workers: int, seconds: float) -> None:
    asked = [CellRuns(f"c{number}", {"a": number}, tuple(sorted(some))) for number, some in enumerate(worlds)]
    tiler = Tiler(STUDY, sum(len(cell.replications) for cell in asked), n_workers)
    given_out: Counter[tuple[str, int]] = Counter()
    for job in tiler.jobs(asked):
        assert job.n_runs == len(runs(job)) > 0
        given_out.update(runs(job))
        tiler.learn([seconds] * job.n_runs)
    assert given_out == Counter((cell.key, number) for cell in asked for number in cell.replications)


def test_the_first_jobs_are_small_and_later_ones_take_about_a_second() -> None:
    tiler = Tiler(STUDY, 32 * 1000, 2)
    jobs = tiler.jobs(cells(320, 100))
    first = next(jobs)
    assert first.n_runs <= FIRST_RUNS
    tiler.learn([0.7, *[0.005] * (first.n_runs - 1)])  # the first run of a worker loads an engine
    later = [next(jobs) for _ in range(40)][-1]
    assert 190 <= later.n_runs <= 200
    for _ in range(30):
        tiler.learn([2.0])
    assert next(jobs).n_runs == 1


def test_cells_of_a_job_share_their_worlds() -> None:
    tiler = Tiler(STUDY, 6400, 1)
    tiler.learn([0.005])
    job = next(tiler.jobs(cells(64, 100)))
    assert len(job.cells) == CELLS_PER_JOB
    assert len({cell.replications for cell in job.cells}) == 1


def test_jobs_become_small_towards_the_end_so_that_workers_finish_together() -> None:
    tiler = Tiler(STUDY, 1000, 4)
    tiler.learn([0.001])  # a job of a second would be all of them
    sizes = [job.n_runs for job in tiler.jobs(cells(1000, 1))]
    assert max(sizes) <= max(1000 // (JOBS_LEFT_PER_WORKER * 4), 100)
    slow = Tiler(STUDY, 1000, 4)
    slow.learn([0.1])
    sizes = [job.n_runs for job in slow.jobs(cells(1000, 1))]
    assert sizes == sorted(sizes, reverse=True)
    assert (sizes[0], sizes[-1]) == (10, 1)


def test_a_job_knows_how_many_runs_its_worker_has_ahead() -> None:
    tiler = Tiler(STUDY, 80, 2)
    ahead = [job.runs_ahead for job in tiler.jobs(cells(80, 1))]
    assert ahead[0] == 40
    assert ahead == sorted(ahead, reverse=True)


def test_single_runs_of_a_job_are_all_of_its_runs_and_unsuspected() -> None:
    job = Job(STUDY, tuple(cells(3, 4)), 0, deaths=2)
    singles = list(job.single_runs())
    assert [run for single in singles for run in runs(single)] == runs(job)
    assert {(single.n_runs, single.deaths) for single in singles} == {(1, 0)}


@pytest.mark.parametrize("n_runs", [1, 5])
def test_nothing_asked_is_no_job(n_runs: int) -> None:
    assert list(Tiler(STUDY, n_runs, 1).jobs([])) == []
