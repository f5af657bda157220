"""A sweep: every run once, whatever is there already; more is found, less is not lost, another is refused."""

import errno
import json
import os
import resource
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import pytest
from scipy import stats
from sweeps import runs_in_shards, small_experiment

from symbio_sim.experiment import cells_of
from symbio_sim.metrics import MEASURES
from symbio_sim.metrics.names import needs_twins
from symbio_sim.sweep import InProcess, Progress, StorageError, Sweep, SweepError, read_sweep, runner, status_of, sweep
from symbio_sim.sweep.executor import Result
from symbio_sim.sweep.jobs import Job
from symbio_sim.sweep.lock import sole_writer
from symbio_sim.sweep.session import WORTH_WORKERS_TASKS


def swept(experiment: Any, folder: Path, **options: Any) -> Sweep:
    return sweep(experiment, folder=folder, executor=InProcess(), engine="mesa", **options)


class Reversed(InProcess):
    """An executor that gives results in another order than jobs come."""

    def results(self, jobs: Iterator[Job]) -> Iterator[Result]:
        yield from reversed(list(super().results(jobs)))


class StopsAfter(InProcess):
    """An executor that stops with an error after some jobs."""

    def __init__(self, n_jobs: int, error: type[BaseException] = KeyboardInterrupt) -> None:
        self.n_jobs = n_jobs
        self.error = error

    def results(self, jobs: Iterator[Job]) -> Iterator[Result]:
        for number, result in enumerate(super().results(jobs)):
            if number == self.n_jobs:
                raise self.error
            yield result


def test_the_table_has_one_row_a_run_sorted_with_levers_and_all_measures(tmp_path: Path) -> None:
    experiment = small_experiment(tmp_path)
    table = swept(experiment, tmp_path / "out").table()
    measures = [name for name in MEASURES if not needs_twins(name)]
    assert list(table.columns) == ["cell", "automation", "half_life", "seed", "replication", "status", *measures]
    assert table[["cell", "replication"]].to_records(index=False).tolist() == [
        (c, r) for c in range(8) for r in range(4)
    ]
    for cell in cells_of(experiment):
        rows = table[table["cell"] == cell.number]
        assert set(rows["automation"]) == {cell.levers["automation"]}
        assert set(rows["half_life"]) == {cell.levers["half_life"]}
    assert set(table["seed"]) == {5}
    assert set(table["status"]) == {"done"}
    assert table["bot_task_share"].nunique() > 4


def test_the_order_in_which_results_come_does_not_show(tmp_path: Path) -> None:
    experiment = small_experiment(tmp_path)
    one = swept(experiment, tmp_path / "one")
    other = sweep(experiment, folder=tmp_path / "other", executor=Reversed(), engine="mesa")
    assert (one.folder / "table.parquet").read_bytes() == (other.folder / "table.parquet").read_bytes()
    pd.testing.assert_frame_equal(one.table(), other.table())


def test_what_is_done_is_not_run_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    experiment = small_experiment(tmp_path)
    before = swept(experiment, tmp_path / "out")
    shards = before.store.shards.files()
    monkeypatch.setattr(runner, "evaluate", None)  # would break whatever is run
    after = swept(experiment, tmp_path / "out")
    assert after.store.shards.files() == shards
    pd.testing.assert_frame_equal(after.table(), before.table())


def test_more_cells_and_replications_find_what_is_there(tmp_path: Path) -> None:
    few = {"automation": {"path": "policy.share", "sweep": [0, 0.5]}}
    small = swept(small_experiment(tmp_path, levers=few, replications=2), tmp_path / "out")
    assert len(runs_in_shards(tmp_path / "out")) == 2 * 2 * 2
    large = swept(small_experiment(tmp_path), tmp_path / "out")
    runs = runs_in_shards(tmp_path / "out")
    assert len(runs) == len(set(runs)) == 8 * 4
    fresh = swept(small_experiment(tmp_path), tmp_path / "fresh")
    assert (large.folder / "table.parquet").read_bytes() == (fresh.folder / "table.parquet").read_bytes()
    assert len(small.table()) == 8  # the smaller experiment still asks for its own


def test_the_default_folder_is_the_same_for_more_of_the_same_and_another_for_other_rows(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    folders = [
        sweep(small_experiment(tmp_path, **changes), executor=InProcess(), engine="mesa").folder
        for changes in ({"replications": 1}, {"replications": 2}, {"replications": 1, "seed": 6})
    ]
    assert folders[0] == folders[1] != folders[2]
    assert {folder.parent for folder in folders} == {Path("runs")}


def test_two_cells_that_mean_the_same_are_run_once_and_stand_twice_in_the_table(tmp_path: Path) -> None:
    levers = {"automation": {"path": "policy.share", "sweep": [0, 0.5]}}
    experiment = small_experiment(tmp_path, levers=levers, design={"kind": "lhs", "samples": 8}, replications=2)
    table = swept(experiment, tmp_path / "out").table()
    assert len(runs_in_shards(tmp_path / "out")) == 4 * 2
    assert table["cell"].tolist() == [cell for cell in range(8) for _ in range(2)]
    for _, cells in table.groupby(["automation", "half_life"]):
        parts = [part.drop(columns="cell").reset_index(drop=True) for _, part in cells.groupby("cell")]
        for part in parts[1:]:
            pd.testing.assert_frame_equal(part, parts[0])
    assert {tuple(row) for row in table[["cell", "automation", "half_life"]].to_numpy()} == {
        (cell.number, cell.levers["automation"], cell.levers["half_life"]) for cell in cells_of(experiment)
    }


# ------------------------------------------------------------------------------------------------------ interruptions


@pytest.fixture
def small_jobs(monkeypatch: pytest.MonkeyPatch) -> None:
    """Have jobs of a run or two after the first one, however fast the machine is."""
    monkeypatch.setattr("symbio_sim.sweep.tiling.JOB_S", 0.0)
    monkeypatch.setattr("symbio_sim.sweep.tiling.SHORTEST_JOB_S", 0.0)


@pytest.mark.parametrize("n_jobs", [0, 1, 3])
def test_an_interruption_keeps_what_is_finished_and_the_rest_is_run_later(
    n_jobs: int, tmp_path: Path, small_jobs: None
) -> None:
    experiment = small_experiment(tmp_path)
    with pytest.raises(KeyboardInterrupt):
        sweep(experiment, folder=tmp_path / "out", executor=StopsAfter(n_jobs), engine="mesa")
    kept = runs_in_shards(tmp_path / "out")
    assert (len(kept) > 0) == (n_jobs > 0)
    status = status_of(read_sweep(experiment, tmp_path / "out"))
    assert (status.done, status.left) == (len(kept), 32 - len(kept))
    swept(experiment, tmp_path / "out")
    runs = runs_in_shards(tmp_path / "out")
    assert set(kept) <= set(runs)
    assert len(runs) == len(set(runs)) == 32
    swept(experiment, tmp_path / "undisturbed")
    tables = [(tmp_path / name / "table.parquet").read_bytes() for name in ("out", "undisturbed")]
    assert tables[0] == tables[1]


@pytest.mark.parametrize("keep", [0.0, 0.5, 0.99])
def test_a_truncated_shard_is_done_again(keep: float, tmp_path: Path) -> None:
    experiment = small_experiment(tmp_path)
    before = swept(experiment, tmp_path / "out")
    table = (before.folder / "table.parquet").read_bytes()
    (shard,) = before.store.shards.files()
    shard.write_bytes(shard.read_bytes()[: int(keep * shard.stat().st_size)])
    swept(experiment, tmp_path / "out")
    assert (before.folder / "table.parquet").read_bytes() == table
    assert len(runs_in_shards(tmp_path / "out")) == 32
    assert [path.name for path in (tmp_path / "out" / "shards" / "damaged").iterdir()] == [shard.name]


def test_a_full_disk_is_told_and_what_was_written_before_is_whole(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, small_jobs: None
) -> None:
    experiment = small_experiment(tmp_path)
    monkeypatch.setattr("symbio_sim.sweep.sink.SHORTEST_S", 0.0)  # a shard for each job
    real, calls = os.fsync, iter(range(1000))

    def fsync(descriptor: int) -> None:
        if next(calls) > 16:
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
        real(descriptor)

    monkeypatch.setattr(os, "fsync", fsync)
    with pytest.raises(StorageError, match=r"out: cannot be written \(No space left on device\)\. What was finished"):
        swept(experiment, tmp_path / "out")
    monkeypatch.setattr(os, "fsync", real)
    assert 0 < len(runs_in_shards(tmp_path / "out")) < 32
    assert not list(tmp_path.rglob("*.draft"))
    swept(experiment, tmp_path / "out")
    runs = runs_in_shards(tmp_path / "out")
    assert len(runs) == len(set(runs)) == 32


@pytest.mark.parametrize(
    ("code", "remedy"),
    [
        (errno.ENOSPC, "; make room, and repeat the command to go on"),
        (errno.EDQUOT, "; make room, and repeat the command to go on"),
        (errno.EACCES, "; mend that, or name another folder, and repeat the command to go on"),
        (errno.EROFS, "; mend that, or name another folder, and repeat the command to go on"),
    ],
)
def test_only_who_has_no_room_left_is_told_to_make_some(
    code: int, remedy: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fsync(descriptor: int) -> None:
        raise OSError(code, os.strerror(code))

    experiment = small_experiment(tmp_path)
    monkeypatch.setattr(os, "fsync", fsync)
    with pytest.raises(StorageError) as told:
        swept(experiment, tmp_path / "out")
    assert str(told.value).endswith(f"({os.strerror(code)}). What was finished before is kept{remedy}")


@pytest.mark.skipif(not hasattr(resource, "RLIMIT_FSIZE"), reason="this system limits no files")
def test_a_limit_on_files_that_the_system_sets_is_told_too(tmp_path: Path) -> None:
    program = f"""
import resource, sys
sys.path.insert(0, {str(Path(__file__).parents[1])!r})
from pathlib import Path
from sweeps import small_experiment
from symbio_sim.sweep import InProcess, StorageError, sweep
experiment = small_experiment(Path({str(tmp_path)!r}), replications=40)
resource.setrlimit(resource.RLIMIT_FSIZE, (30_000, 30_000))
try:
    sweep(experiment, folder={str(tmp_path / "out")!r}, executor=InProcess(), engine="mesa")
except StorageError as error:
    print(error)
"""
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert "cannot be written (File too large)" in done.stdout
    assert not list(tmp_path.rglob("*.draft"))
    swept(small_experiment(tmp_path, replications=40), tmp_path / "out")
    runs = runs_in_shards(tmp_path / "out")
    assert len(runs) == len(set(runs)) == 8 * 40


# ------------------------------------------------------------------------------------------------------------ refusals


def test_a_second_writer_is_refused_by_name(tmp_path: Path) -> None:
    experiment = small_experiment(tmp_path)
    swept(experiment, tmp_path / "out")
    with sole_writer(tmp_path / "out"):
        assert status_of(read_sweep(experiment, tmp_path / "out")).is_running
        with pytest.raises(SweepError, match=rf"process {os.getpid()} on .+ is writing there"):
            swept(experiment, tmp_path / "out")
    assert not status_of(read_sweep(experiment, tmp_path / "out")).is_running
    swept(experiment, tmp_path / "out")


@pytest.mark.parametrize(
    ("changes", "what"),
    [({"seed": 6}, "other: seed"), ({"set": {"horizon_days": 5}}, "other: base config"), ({"stress": True}, "stress")],
)
def test_a_folder_with_rows_of_another_sweep_is_refused(changes: dict[str, Any], what: str, tmp_path: Path) -> None:
    swept(small_experiment(tmp_path), tmp_path / "out")
    for take in (lambda other: swept(other, tmp_path / "out"), lambda other: read_sweep(other, tmp_path / "out")):
        with pytest.raises(SweepError, match=what):
            take(small_experiment(tmp_path, **changes))


def test_a_folder_with_something_else_or_a_file_is_refused_and_left_as_it_is(tmp_path: Path) -> None:
    experiment = small_experiment(tmp_path)
    (tmp_path / "photos").mkdir()
    (tmp_path / "photos" / "cat.jpg").write_text("meow")
    (tmp_path / "file").write_text("")
    with pytest.raises(SweepError, match="holds something else"):
        swept(experiment, tmp_path / "photos")
    with pytest.raises(SweepError, match="is a file"):
        swept(experiment, tmp_path / "file")
    assert [path.name for path in (tmp_path / "photos").iterdir()] == ["cat.jpg"]


def test_a_damaged_manifest_is_told(tmp_path: Path) -> None:
    swept(small_experiment(tmp_path), tmp_path / "out")
    (tmp_path / "out" / "sweep.json").write_text("{")
    with pytest.raises(SweepError, match=r"sweep\.json: is damaged"):
        read_sweep(tmp_path / "out")
    with pytest.raises(SweepError, match="holds no sweep"):
        read_sweep(tmp_path / "nowhere")
    (tmp_path / "out" / "sweep.json").unlink()
    with pytest.raises(SweepError, match=r"holds rows, but sweep\.json"):
        read_sweep(tmp_path / "out")


@pytest.mark.parametrize("is_there", [True, False], ids=["damaged", "lost"])
def test_the_rows_of_a_sweep_whose_manifest_is_gone_can_be_kept_as_the_message_says(
    is_there: bool, tmp_path: Path
) -> None:
    experiment = small_experiment(tmp_path)
    expected = swept(experiment, tmp_path / "out").table()
    manifest = tmp_path / "out" / "sweep.json"
    manifest.write_text("{") if is_there else manifest.unlink()
    with pytest.raises(SweepError, match=r"rename this folder, begin the same sweep anew.*move the files"):
        swept(experiment, tmp_path / "out")

    (tmp_path / "out").rename(tmp_path / "old")
    shards = tmp_path / "out" / "shards"
    swept(small_experiment(tmp_path, replications=1), tmp_path / "out")  # one that was stopped early
    for shard in (tmp_path / "old" / "shards").glob("*.parquet"):
        shard.rename(shards / shard.name)
    seen: list[Progress] = []
    found = sweep(experiment, folder=tmp_path / "out", executor=InProcess(), engine="mesa", progress=seen.append)
    assert [(item.done, item.left) for item in seen] == [(32, 0)]  # nothing was run again
    pd.testing.assert_frame_equal(found.table(), expected)


def test_rows_without_the_manifest_are_refused_for_they_may_be_of_another_seed(tmp_path: Path) -> None:
    swept(small_experiment(tmp_path), tmp_path / "out")
    for item in (tmp_path / "out").iterdir():
        if item.is_file():
            item.unlink()
    with pytest.raises(SweepError, match=r"holds rows, but sweep\.json"):
        swept(small_experiment(tmp_path, seed=6), tmp_path / "out")


def _without_requests(facts: dict[str, Any]) -> None:
    facts["asked"] = []


def _with_a_number_for_identity(facts: dict[str, Any]) -> None:
    facts["identity"] = 3


def _with_another_lever(facts: dict[str, Any]) -> None:
    facts["asked"][-1]["experiment"]["levers"] = "x"


@pytest.mark.parametrize(
    ("spoil", "message"),
    [
        (_without_requests, "nothing is asked for"),
        (_with_a_number_for_identity, "is damaged"),
        (_with_another_lever, "cannot be read by this release"),
    ],
)
def test_a_manifest_that_makes_no_sense_is_told(
    spoil: Callable[[dict[str, Any]], None], message: str, tmp_path: Path
) -> None:
    swept(small_experiment(tmp_path), tmp_path / "out")
    path = tmp_path / "out" / "sweep.json"
    facts = json.loads(path.read_text())
    spoil(facts)
    path.write_text(json.dumps(facts))
    with pytest.raises(SweepError, match=message):
        read_sweep(tmp_path / "out")


@pytest.mark.parametrize(("keep", "message"), [(None, "cannot be read"), (50, "is damaged"), (0, "is damaged")])
def test_a_lost_or_damaged_design_is_told_and_written_anew_by_the_next_sweep(
    keep: int | None, message: str, tmp_path: Path
) -> None:
    experiment = small_experiment(tmp_path)
    table = swept(experiment, tmp_path / "out").table()
    (path,) = (tmp_path / "out" / "designs").iterdir()
    content = path.read_bytes()
    path.unlink()
    if keep is not None:
        path.write_bytes(content[:keep])
    with pytest.raises(SweepError, match=message):
        read_sweep(tmp_path / "out")
    swept(experiment, tmp_path / "out")
    assert path.read_bytes() == content
    pd.testing.assert_frame_equal(read_sweep(tmp_path / "out").table(), table)


# ------------------------------------------------------------------------------------------------------------ failures


@pytest.fixture
def breaks(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """Have runs of certain Worlds break: those in the list."""
    numbers: list[int] = [1]
    measured = runner.evaluate

    def breaking(config: Any, **options: Any) -> dict[str, float]:
        if options["world"].replication in numbers and config.policy.share == 0.5:
            raise ArithmeticError("beyond me")
        return measured(config, **options)

    monkeypatch.setattr(runner, "evaluate", breaking)
    return numbers


def test_a_failed_run_is_a_row_and_the_command_that_repeats_it_is_told(tmp_path: Path, breaks: list[int]) -> None:
    found = swept(small_experiment(tmp_path), tmp_path / "out")
    table = found.table()
    bad = table[table["status"] == "failed"]
    assert bad[["automation", "replication"]].to_numpy().tolist() == [[0.5, 1], [0.5, 1]]
    assert bad["profit_eur_per_day"].isna().all()
    failures = found.failures()
    assert failures["error"].tolist() == ["ArithmeticError: beyond me"] * 2
    assert "breaking" in failures["traceback"][0]
    assert failures["command"][0] == (
        f"symbio-sim run {tmp_path}/out/base.json --set policy.share=0.5 "
        "--set mechanisms.skill.half_life_speed_days=100 --no-stress --seed 5 --first-world 1 -n 1"
    )
    assert "beyond me" in (tmp_path / "out" / "failures.csv").read_text()
    summary = found.summary()
    assert summary[summary["automation"] == 0.5][["n", "n_failed"]].drop_duplicates().to_numpy().tolist() == [[3, 1]]


def test_failed_runs_are_tried_again_only_when_asked_for(tmp_path: Path, breaks: list[int]) -> None:
    experiment = small_experiment(tmp_path)
    swept(experiment, tmp_path / "out")
    breaks.clear()
    assert (swept(experiment, tmp_path / "out").table()["status"] == "failed").sum() == 2
    mended = swept(experiment, tmp_path / "out", retry_failed=True)
    assert (mended.table()["status"] == "done").all()
    assert not (tmp_path / "out" / "failures.csv").exists()
    undisturbed = swept(experiment, tmp_path / "undisturbed")
    assert (mended.folder / "table.parquet").read_bytes() == (undisturbed.folder / "table.parquet").read_bytes()


def test_what_fails_again_when_tried_again_is_not_tried_for_ever(tmp_path: Path, breaks: list[int]) -> None:
    experiment = small_experiment(tmp_path)
    swept(experiment, tmp_path / "out")
    again = swept(experiment, tmp_path / "out", retry_failed=True)
    assert (again.table()["status"] == "failed").sum() == 2
    assert len(runs_in_shards(tmp_path / "out")) == 32 + 2


# ------------------------------------------------------------------------------------------- replications until enough


def _relative_half_width(values: "pd.Series[float]") -> float:
    quantile = stats.t.ppf(0.975, len(values) - 1)
    return float(quantile * values.std() / np.sqrt(len(values)) / abs(values.mean()))


def test_replications_are_added_to_a_cell_until_its_mean_is_known_well_enough(tmp_path: Path) -> None:
    rule = {"at_least": 4, "at_most": 30, "until": {"goodput_tasks_per_day": 0.09}}
    demand = {"demand": {"path": "functions.orders.arrivals.per_day", "sweep": [2.0, 40.0]}}
    experiment = small_experiment(tmp_path, replications=rule, uncertainties=demand)
    table = swept(experiment, tmp_path / "out").table()
    looks = [4, 6, 9, 14, 21, 30]
    counts = set()
    for _, rows in table.groupby("cell"):
        n = len(rows)
        counts.add(n)
        assert n in looks
        widths = {look: _relative_half_width(rows["goodput_tasks_per_day"].iloc[:look]) for look in looks if look <= n}
        assert all(width > 0.09 for look, width in widths.items() if look < n)
        assert widths[n] <= 0.09 or n == 30
    assert len(counts) > 1  # cells differ, or the rule was not put to the test


def test_the_rule_asks_for_the_same_whatever_was_there_before(tmp_path: Path) -> None:
    rule = {"at_least": 4, "at_most": 30, "until": {"goodput_tasks_per_day": 0.09}}
    fresh = swept(small_experiment(tmp_path, replications=rule), tmp_path / "fresh")
    swept(small_experiment(tmp_path, replications=11), tmp_path / "out")
    later = swept(small_experiment(tmp_path, replications=rule), tmp_path / "out")
    assert (fresh.folder / "table.parquet").read_bytes() == (later.folder / "table.parquet").read_bytes()


def test_a_rule_ends_where_all_runs_fail(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(runner, "evaluate", None)
    rule = {"at_least": 2, "at_most": 5, "until": {"goodput_tasks_per_day": 0.09}}
    table = swept(small_experiment(tmp_path, replications=rule), tmp_path / "out").table()
    assert len(table) == 8 * 5
    assert set(table["status"]) == {"failed"}


# ------------------------------------------------------------------------------------------------------ reading it back


def test_a_folder_alone_gives_the_same_sweep_back(tmp_path: Path) -> None:
    experiment = small_experiment(tmp_path)
    found = swept(experiment, tmp_path / "out")
    again = read_sweep(tmp_path / "out")
    assert again.experiment == experiment
    pd.testing.assert_frame_equal(again.table(), found.table())
    pd.testing.assert_frame_equal(again.summary(), found.summary())


def test_the_manifest_says_where_it_comes_from_and_all_that_was_asked_for(tmp_path: Path) -> None:
    for replications in (2, 3, 2):
        swept(small_experiment(tmp_path, replications=replications), tmp_path / "out", command=["symbio-sim", "sweep"])
    facts = json.loads((tmp_path / "out" / "sweep.json").read_text())
    assert [asked["experiment"]["replications"] for asked in facts["asked"]] == [3, 2]
    assert facts["asked"][0]["command"] == ["symbio-sim", "sweep"]
    assert facts["identity"]["seed"] == 5
    assert facts["config"] == json.loads((tmp_path / "out" / "base.json").read_text())
    assert {"symbio_sim", "python", "packages"} <= facts["provenance"].keys()
    assert (tmp_path / "out" / "designs" / facts["asked"][0]["design"]).is_file()


def test_the_cells_are_written_before_the_first_run(tmp_path: Path) -> None:
    seen: list[bool] = []

    def watch(progress: Progress) -> None:
        if progress.done == 0:
            seen.append(any((tmp_path / "out" / "designs").glob("*.parquet")))

    swept(small_experiment(tmp_path), tmp_path / "out", progress=watch)
    assert seen == [True]


def test_progress_counts_to_the_end(tmp_path: Path) -> None:
    seen: list[Progress] = []
    swept(small_experiment(tmp_path), tmp_path / "out", progress=seen.append)
    assert (seen[0].done, seen[0].left) == (0, 32)
    assert [progress.done + progress.left for progress in seen] == [32] * len(seen)
    assert (seen[-1].left, seen[-1].left_s) == (0, 0.0)
    swept(small_experiment(tmp_path), tmp_path / "out", progress=seen.append)
    assert seen[-1].done == 32


def test_little_work_is_done_here_and_much_by_workers(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[str] = []

    class Here(InProcess):
        def __init__(self, where: str) -> None:
            asked.append(where)

    monkeypatch.setattr("symbio_sim.sweep.session.default_executor", lambda: Here("workers"))
    monkeypatch.setattr("symbio_sim.sweep.session.InProcess", lambda: Here("here"))
    sweep(small_experiment(tmp_path), folder=tmp_path / "few", engine="mesa")
    monkeypatch.setattr("symbio_sim.sweep.session.WORTH_WORKERS_TASKS", 1000)
    sweep(small_experiment(tmp_path), folder=tmp_path / "many", engine="mesa")
    assert asked == ["here", "workers"]
    assert WORTH_WORKERS_TASKS > 32 * 100
