"""`symbio-sim events`: a log that `symbio-sim run --log` reads, and one for process mining."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pandas as pd

Run = Callable[..., Any]


def test_the_log_of_a_run_can_be_run(here: Path, symbio: Run) -> None:
    written = symbio("events", "tiny.yaml", "--out", "tasks.csv", "--seed", "3")
    assert written.code == 0, written.err
    n_tasks = len(pd.read_csv(here / "tasks.csv"))
    assert f"{n_tasks:,} tasks: tasks.csv" in written.out
    answer = symbio("run", "tiny.yaml", "--log", "tasks.csv", "-n", "1", "--no-figures", "-q")
    assert answer.code == 0, answer.err
    assert f"{n_tasks} of {n_tasks} rows became tasks" in answer.out


def test_events_have_the_columns_of_xes(here: Path, symbio: Run) -> None:
    assert symbio("events", "tiny.yaml", "--out", "events.csv", "--xes").code == 0
    names = (here / "events.csv").read_text("utf-8").splitlines()[0]
    assert names.startswith("case:concept:name,concept:name,org:resource,time:timestamp,lifecycle:transition")


def test_mistakes_are_told(symbio: Run) -> None:
    answer = symbio("events", "tiny.yaml", "--out", "no/such/folder.csv")
    assert answer.code == 2
    assert "no/such/folder.csv: cannot be written" in answer.err
    assert symbio("events", "tiny.yam", "--out", "a.csv").code == 2
