"""Tables of a sweep: cells with levers of any kind, written in parts, summed up as everywhere else."""

from pathlib import Path
from typing import Any

import pandas as pd
import pyarrow.parquet as pq
import pytest
from sweeps import small_experiment

from symbio_sim.experiment import Cell
from symbio_sim.metrics import summarise
from symbio_sim.sweep import InProcess, Sweep, results, sweep
from symbio_sim.sweep.design import Design
from symbio_sim.sweep.store import DESIGNS

KINDS: dict[str, Any] = {
    "whole": {"path": "staff.clerk.count", "sweep": [1, 2]},
    "share": {"path": "policy.share", "sweep": [0, 0.5]},
    "switch": {"path": "mechanisms.skill.disuse", "sweep": [False, True]},
    "word": {"sweep": {"blind": {"policy.mode": "bot"}, "seen": {"policy.mode": "reviewed"}}},
    "memory": {"path": "mechanisms.trust.memory_interactions", "sweep": [50, 100.5]},
}


def swept(folder: Path, **changes: Any) -> Sweep:
    return sweep(small_experiment(folder, **changes), folder=folder / "out", executor=InProcess(), engine="mesa")


@pytest.fixture
def with_kinds(tmp_path: Path) -> Sweep:
    return swept(tmp_path, levers=KINDS, uncertainties={}, replications=2)


def test_levers_keep_their_kinds_in_the_table_and_in_the_file(with_kinds: Sweep) -> None:
    for table in (with_kinds.table(), pd.read_parquet(with_kinds.folder / "table.parquet")):
        kinds = {name: table[name].dtype.kind for name in KINDS}
        assert kinds | {"word": "O"} == {"whole": "i", "share": "f", "switch": "b", "word": "O", "memory": "f"}
        assert set(table["word"]) == {"blind", "seen"}


def test_a_design_comes_back_from_its_file_as_it_was(with_kinds: Sweep) -> None:
    (path,) = (with_kinds.folder / DESIGNS).iterdir()
    again = Design.load(path)
    pd.testing.assert_frame_equal(again.frame(), with_kinds.design.frame())
    assert [again.changes_of(cell) for cell in range(len(again))] == [
        with_kinds.design.changes_of(cell) for cell in range(len(again))
    ]
    assert again.save(path.parent) == path.name  # a name of its content


def test_values_of_several_kinds_stand_in_files_as_json(tmp_path: Path) -> None:
    cells = [Cell(0, "a", {"lever": 0.5}, {"x": 0.5}), Cell(1, "b", {"lever": "never"}, {"x": None})]
    design = Design.of(cells, ["lever"])
    assert design.mixed == ["lever"]
    path = tmp_path / design.save(tmp_path)
    assert pq.read_table(path)["lever"].to_pylist() == ["0.5", '"never"']
    assert Design.load(path).levers == {"lever": [0.5, "never"]}
    assert design.frame()["lever"].tolist() == [0.5, "never"]


def test_a_table_written_in_parts_is_the_table(
    with_kinds: Sweep, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(results, "ROWS_AT_A_TIME", 10)
    parts = list(with_kinds.tables())
    assert [len(part) for part in parts] == [10] * 6 + [4]
    pd.testing.assert_frame_equal(pd.concat(parts, ignore_index=True), with_kinds.table())
    with_kinds.write_tables()
    path = with_kinds.folder / "table.parquet"
    assert pq.ParquetFile(path).num_row_groups == len(parts)
    pd.testing.assert_frame_equal(pd.read_parquet(path), with_kinds.table().astype({"status": str, "word": str}))


def test_a_cell_with_more_rows_than_are_held_at_a_time_is_a_part_of_its_own(
    with_kinds: Sweep, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(results, "ROWS_AT_A_TIME", 1)
    assert [len(part) for part in with_kinds.tables()] == [2] * 32


def test_only_the_measures_asked_for_are_read(with_kinds: Sweep) -> None:
    table = with_kinds.table(["error_share"])
    assert list(table.columns) == ["cell", *KINDS, "seed", "replication", "status", "error_share"]
    pd.testing.assert_series_equal(table["error_share"], with_kinds.table()["error_share"])


def test_the_summary_says_what_summarise_says_of_each_cell(tmp_path: Path) -> None:
    found = swept(tmp_path, outcomes=["profit_eur_per_day", "error_share", "sla_attainment_share"], replications=5)
    table, summary = found.table(), found.summary()
    names = ["mean", "ci_low", "ci_high", "n", "n_undefined"]
    for cell, rows in table.groupby("cell"):
        expected = summarise(rows[["seed", "replication", *found.experiment.outcomes]])
        mine = summary[summary["cell"] == cell].reset_index(drop=True)
        pd.testing.assert_frame_equal(mine[["measure", *names]], expected[["measure", *names]], check_exact=True)
        assert mine["automation"].tolist() == [rows["automation"].iloc[0]] * 3
        assert (mine["n_failed"] == 0).all()
    assert len(summary) == 3 * 8
    assert (summary["n_undefined"] > 0).any()  # the shop promises nothing, so that there is no service level
