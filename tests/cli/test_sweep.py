"""`symbio-sim sweep` and `status`: what they say, what they leave behind, and how they end."""

import errno
import importlib.util
import json
import os
import signal
import subprocess
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pandas as pd
import pytest

from symbio_sim.cli.sweep_text import duration, progress_words
from symbio_sim.sweep import Progress, sink

HAS_DASK = importlib.util.find_spec("distributed") is not None

SPEC = """
question: How far?
expect: Not too far.
config: tiny.yaml
levers:
  share: {path: policy.share, sweep: [0, 0.5]}
stress: false
outcomes: [goodput_eur_per_day, error_share]
replications: 3
tiers:
  smoke: {replications: 1}
"""


@pytest.fixture
def spec(here: Path) -> Path:
    path = here / "dial.yaml"
    path.write_text(SPEC)
    return path


def test_what_cannot_be_analysed_is_told_before_the_first_run(spec: Path, symbio: Callable[..., Any]) -> None:
    tipping = "analyses: [{kind: tipping_point, lever: share, profit: profit_eur_per_day}]\n"
    spec.write_text(SPEC.replace("[0, 0.5]", "[0, 0.5, 1]") + tipping)
    refused = symbio("sweep", "dial.yaml", "--workers", "1")
    assert refused.code == 2
    assert "analyses.0.risk_weight: too few Worlds" in refused.err
    spec.write_text(spec.read_text().replace("smoke: {", "full: {replications: 200}\n  smoke: {"))
    run = symbio("sweep", "dial.yaml", "--tier", "smoke", "--workers", "1")
    assert run.code == 0
    assert run.err.splitlines() == [
        "Note: dial: analysis tipping_point will be refused: too few Worlds: the worst 5 % of 1 are fewer than 10; at "
        "least 200 replications are needed, or `risk_weight: 0`"
    ]


@pytest.mark.usefixtures("spec")
def test_a_sweep_writes_tables_and_shows_means_with_intervals(symbio: Callable[..., Any], here: Path) -> None:
    answer = symbio("sweep", "dial.yaml", "--workers", "1")
    assert answer.code == 0, answer.err
    assert "dial: 2 cells, 6 runs, none failed" in answer.out
    assert "Value of tasks done" in answer.out
    (folder,) = (here / "runs").iterdir()
    assert f"Tables: runs/{folder.name}" in answer.out
    table = pd.read_parquet(folder / "table.parquet")
    assert table[["cell", "share", "replication", "status"]].to_numpy().tolist() == [
        [cell, share, replication, "done"] for cell, share in ((0, 0.0), (1, 0.5)) for replication in range(3)
    ]
    summary = pd.read_csv(folder / "summary.csv")
    assert list(summary.columns[:6]) == ["cell", "share", "measure", "mean", "ci_low", "ci_high"]
    assert len(summary) == 4
    assert json.loads((folder / "sweep.json").read_text())["asked"][0]["command"][:3] == [
        "symbio-sim",
        "sweep",
        "dial.yaml",
    ]


@pytest.mark.usefixtures("spec")
def test_with_json_stdout_is_the_machines_alone(symbio: Callable[..., Any]) -> None:
    answer = symbio("sweep", "dial.yaml", "--tier", "smoke", "--workers", "1", "--json")
    data = json.loads(answer.out)
    assert (data["name"], data["cells"], data["done"], data["failed"], data["left"]) == ("dial", 2, 2, 0, 0)
    assert {row["measure"] for row in data["summary"]} == {"goodput_eur_per_day", "error_share"}
    assert data["failures"] == []
    assert "2 cells, 2 runs" in answer.err


@pytest.mark.usefixtures("spec")
def test_status_tells_what_is_done_and_left_of_a_spec_and_of_a_folder(symbio: Callable[..., Any]) -> None:
    assert "0 runs, none failed, 6 left" in symbio("status", "dial.yaml").out
    symbio("sweep", "dial.yaml", "-n", "2", "--workers", "1", "--out", "kept")
    answer = symbio("status", "dial.yaml", "--out", "kept")
    assert "dial: 2 cells, 4 runs, none failed, 2 left" in answer.out
    assert "nobody is writing to it: kept" in answer.out
    assert "s a run so far" in answer.out
    assert "4 runs, none failed, 0 left" in symbio("status", "kept").out
    data = json.loads(symbio("status", "kept", "--json").out)
    assert (data["done"], data["left"], data["left_s"], data["is_running"]) == (4, 0, 0.0, False)


@pytest.mark.usefixtures("spec")
@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["sweep", "dail.yaml"], "there is no such file"),
        (["sweep", "dial.yaml", "--tier", "smok"], "smoke"),
        (["sweep", "dial.yaml", "--set", "policy.modus=1"], "did you mean 'mode'?"),
        (["sweep", "dial.yaml", "--out", "tiny.yaml"], "tiny.yaml: is a file; name a folder"),
        (["sweep", "dial.yaml", "--out", "."], "holds something else"),
        (["sweep", "dial.yaml", "--dask", "tcp://x:1", "--workers", "2"], "--workers is for workers on this machine"),
        (["status", "no_such_thing"], "no_such_thing"),
    ],
)
def test_a_mistake_is_told_in_a_line_with_exit_code_2(
    arguments: list[str], message: str, symbio: Callable[..., Any]
) -> None:
    answer = symbio(*arguments)
    assert answer.code == 2
    assert message in answer.err
    assert "Traceback" not in answer.err


@pytest.mark.usefixtures("spec")
def test_options_that_a_folder_has_no_use_for_are_refused(symbio: Callable[..., Any]) -> None:
    symbio("sweep", "dial.yaml", "-n", "1", "--workers", "1", "--out", "kept")
    answer = symbio("status", "kept", "--tier", "smoke")
    assert answer.code == 2
    assert "kept is the folder of a sweep" in answer.err


def test_failed_runs_are_told_with_the_command_that_repeats_them(
    symbio: Callable[..., Any], here: Path, spec: Path
) -> None:
    spec.write_text(SPEC.replace("levers:", "set: {policy.rule: custom, policy.function: 'breaking:prefer'}\nlevers:"))
    spec.write_text(
        spec.read_text().replace("{path: policy.share, sweep: [0, 0.5]}", "{path: horizon_days, sweep: [28]}")
    )
    answer = symbio("sweep", "dial.yaml", "-n", "12", "--workers", "1", "--out", "kept")
    assert answer.code == 1
    assert "ArithmeticError: this task is beyond me" in answer.out
    (command, *_) = [line.strip() for line in answer.out.splitlines() if "symbio-sim run" in line]
    repeated = symbio(*command.split()[1:], "--no-figures")
    assert repeated.code == 1
    assert "this task is beyond me" in repeated.out + repeated.err
    n_failed = len(pd.read_csv(here / "kept" / "failures.csv"))
    assert 0 < n_failed < 12
    assert f"12 runs, {n_failed} failed, 0 left" in symbio("status", "kept").out


@pytest.mark.usefixtures("spec")
def test_a_full_disk_ends_with_1_and_a_line(symbio: Callable[..., Any], monkeypatch: pytest.MonkeyPatch) -> None:
    def full(descriptor: int) -> None:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    monkeypatch.setattr(os, "fsync", full)
    answer = symbio("sweep", "dial.yaml", "--workers", "1", "--out", "kept")
    assert answer.code == 1
    assert answer.err.startswith("Error: kept: cannot be written (No space left on device). What was finished before")
    assert "Traceback" not in answer.err


@pytest.mark.usefixtures("spec")
@pytest.mark.parametrize(
    "where",
    [
        ("--workers", "1"),
        ("--workers", "2"),
        pytest.param(("--dask", "local"), marks=pytest.mark.skipif(not HAS_DASK, reason="Dask is not installed")),
    ],
    ids=" ".join,
)
def test_ctrl_c_keeps_what_is_finished_and_ends_with_130(
    where: tuple[str, str], symbio_process: Callable[..., "subprocess.Popen[bytes]"], here: Path
) -> None:
    process = symbio_process("sweep", "dial.yaml", "-n", "100000", *where, "--out", "kept", own_group=True)
    while not list((here / "kept" / "shards").glob("*.parquet")):
        assert process.poll() is None, process.communicate()
    os.killpg(process.pid, signal.SIGINT)  # as a terminal does: parent and workers
    out, err = process.communicate()
    assert process.returncode == 130, err
    assert b"Interrupted. What is finished is kept in kept; the same command goes on." in out
    assert b"Traceback" not in err
    rows = [pd.read_parquet(path) for path in (here / "kept" / "shards").glob("*.parquet")]
    assert sum(len(part) for part in rows) > 0
    assert not list((here / "kept").rglob("*.draft"))


def test_the_line_of_progress_says_done_failed_rate_and_time_left() -> None:
    words = progress_words(Progress(done=900, failed=3, left=1200, runs_per_s=10.0))
    assert words == "903 of 2,103 runs, 3 failed, 10 a second, 2 min left"
    assert progress_words(Progress(done=0, failed=0, left=7, runs_per_s=0.0)) == "0 of 7 runs, 0 failed"


@pytest.mark.parametrize(
    ("seconds", "words"), [(3.2, "3 s"), (89.0, "89 s"), (600.0, "10 min"), (9000.0, "2.5 h"), (400_000.0, "4.6 days")]
)
def test_times_are_told_no_more_exactly_than_they_are_known(seconds: float, words: str) -> None:
    assert duration(seconds) == words


@pytest.mark.usefixtures("spec")
def test_progress_is_shown_on_stderr_to_who_watches_and_never_on_stdout(
    symbio: Callable[..., Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("FORCE_COLOR", "1")  # rich then takes stderr for a terminal
    monkeypatch.setenv("TERM", "xterm")
    monkeypatch.setattr(sink, "SHORTEST_S", 0.0)
    answer = symbio("sweep", "dial.yaml", "--workers", "1")
    assert "of 6 runs" in answer.err
    assert "of 6 runs" not in answer.out
    assert "of 6 runs" not in symbio("sweep", "dial.yaml", "--quiet", "--workers", "1").err
