"""Shards: whole or not there, damaged ones found and set aside."""

import errno
import os
from pathlib import Path

import numpy as np
import pytest

from symbio_sim.sweep.files import DRAFT, write_whole
from symbio_sim.sweep.rows import done_row, failed_row, measure_names
from symbio_sim.sweep.shards import Shards

MEASURES = {name: float(place) for place, name in enumerate(measure_names(stress=False))}


@pytest.fixture
def shards(tmp_path: Path) -> Shards:
    return Shards(tmp_path, stress=False)


def test_rows_come_back_as_they_were_and_what_failed_has_no_measures(shards: Shards) -> None:
    shards.write([done_row("a", 3, 0.25, MEASURES)])
    shards.write([failed_row("b", 0, 0.5, "ValueError: no", "Traceback")])
    rows = sorted(shards.read().to_pylist(), key=lambda row: row["key"])
    assert rows[0] == done_row("a", 3, 0.25, MEASURES)
    assert (rows[1]["status"], rows[1]["error"], rows[1]["traceback"]) == ("failed", "ValueError: no", "Traceback")
    assert all(np.isnan(rows[1][name]) for name in MEASURES)


def test_a_measure_that_is_undefined_is_nan_and_not_missing(shards: Shards) -> None:
    shards.write([done_row("a", 0, 0.1, MEASURES | {"error_share": float("nan")})])
    column = shards.read(["error_share"])["error_share"]
    assert column.null_count == 0
    assert np.isnan(column[0].as_py())


def _truncated(content: bytes) -> bytes:
    return content[: len(content) // 2]


def _empty(_: bytes) -> bytes:
    return b""


def _with_another_bit(content: bytes) -> bytes:
    middle = len(content) // 2
    return content[:middle] + bytes([content[middle] ^ 1]) + content[middle + 1 :]


@pytest.mark.parametrize("damage", [_truncated, _empty, _with_another_bit])
def test_a_damaged_shard_is_set_aside_and_the_others_are_read(damage, shards: Shards, caplog) -> None:
    whole, broken = shards.write([done_row("a", 0, 0.1, MEASURES)]), shards.write([done_row("b", 0, 0.1, MEASURES)])
    broken.write_bytes(damage(broken.read_bytes()))
    assert shards.read(["key"])["key"].to_pylist() == ["a"]  # also for one who only looks
    assert shards.mend() == [shards.folder / "damaged" / broken.name]
    assert shards.files() == [whole]
    assert f"{broken.name} is damaged" in caplog.text
    assert shards.mend() == []


def test_a_file_that_is_no_shard_is_set_aside(shards: Shards) -> None:
    (shards.folder / "notes.parquet").write_bytes(b"hello")
    assert len(shards.mend()) == 1


def test_what_a_killed_process_left_half_written_is_removed(shards: Shards) -> None:
    (shards.folder / f"x.parquet.1{DRAFT}").write_bytes(b"PAR1")
    shards.mend()
    assert list(shards.folder.iterdir()) == []


def test_shards_have_no_statistics_or_pandas_baggage_and_equal_rows_give_equal_bytes(shards: Shards) -> None:
    rows = [done_row("a", 0, 0.1, MEASURES)]
    assert shards.write(rows).read_bytes() == shards.write(rows).read_bytes()


class _FullDisk:
    """A disk that takes some bytes and then no more."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch, call: str) -> None:
        self.real = getattr(os, call)
        monkeypatch.setattr(os, call, self)

    def __call__(self, *_: object) -> None:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))


def test_a_full_disk_leaves_the_old_file_and_no_draft(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "file"
    write_whole(path, b"old")
    _FullDisk(monkeypatch, "fsync")
    with pytest.raises(OSError, match="No space left"):
        write_whole(path, b"new")
    assert path.read_bytes() == b"old"
    assert list(tmp_path.iterdir()) == [path]


def test_a_file_is_written_whole_though_the_system_takes_it_in_pieces(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write = os.write
    monkeypatch.setattr(os, "write", lambda descriptor, content: write(descriptor, content[:3]))
    write_whole(tmp_path / "file", b"a long text")
    assert (tmp_path / "file").read_bytes() == b"a long text"
