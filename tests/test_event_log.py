"""A run as an event log: what our own reader makes of it, and what process mining would."""

from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from golden.firms import night_desk, office, shop
from numpy.typing import NDArray

from symbio_sim.config import Config
from symbio_sim.event_log import XES_COLUMNS, event_log, xes_events
from symbio_sim.run import Run, simulate
from symbio_sim.world import read_log


def came(run: Run) -> NDArray[np.bool_]:
    """Return which tasks came at all; nobody knows of the others."""
    return (run.tasks["outcome"] != "declined").to_numpy()


@pytest.mark.parametrize("make", [office, shop, night_desk])
def test_our_reader_makes_the_same_arrivals_and_types_of_it(make: object, tmp_path: Path) -> None:
    assert callable(make)
    config: Config = make()
    run = simulate(config, 1)
    event_log(run).to_csv(tmp_path / "log.csv", index=False)
    log = read_log(tmp_path / "log.csv", config)
    known = came(run)
    assert 0 < known.sum() < run.world.n_tasks
    assert log.report.used == log.report.rows == known.sum()
    again = log.world(1)
    assert again.n_tasks == known.sum()
    first_day = (log.config.business.start_date - config.business.start_date).days
    shift = first_day * 1440.0
    assert np.allclose(again.tasks["arrival_min"] + shift, run.world.tasks["arrival_min"][known], atol=1e-6)
    ours, theirs = run.world.task_table()[known], again.task_table()
    assert ours["function"].astype(str).tolist() == theirs["function"].astype(str).tolist()
    assert ours["task_type"].astype(str).tolist() == theirs["task_type"].astype(str).tolist()


def test_a_task_has_its_times_its_worker_and_its_end() -> None:
    run = simulate(shop(), 1)
    log, tasks = event_log(run), run.tasks[came(run)].reset_index(drop=True)
    start = pd.Timestamp(run.config.business.start_date)
    assert ((log["arrival_ts"] - start).dt.total_seconds() / 60.0).to_numpy() == pytest.approx(tasks["arrival_min"])
    assert (log["start_ts"].isna() == tasks["start_min"].isna()).all()
    assert (log["end_ts"].isna() == tasks["end_min"].isna()).all()
    bots = log["mode"] == "bot"
    assert set(log["worker"][bots]) <= {"clerk", "form"}
    assert set(log["worker"][log["mode"] == "human"]) <= set(run.world.seats)
    assert log["outcome"].value_counts().to_dict() == tasks["outcome"].astype(str).value_counts().to_dict()
    assert "declined" not in set(log["outcome"])


def test_events_of_a_case_come_in_order_and_each_case_ends_at_most_once() -> None:
    run = simulate(office(), 1)
    events = xes_events(run)
    assert tuple(events.columns) == (*XES_COLUMNS, "outcome")
    assert events["time:timestamp"].is_monotonic_increasing
    steps = events.groupby("case:concept:name")["lifecycle:transition"].agg(list)
    allowed = (
        *(["schedule"], ["schedule", "start"], ["schedule", "start", "complete"]),
        *(["schedule", "withdraw"], ["schedule", "start", "ate_abort"]),
    )
    assert all(found in allowed for found in steps)
    tasks = run.tasks[came(run)]
    n_gone = int((tasks["outcome"] == "abandoned").sum())
    assert n_gone > 0
    assert int(events["lifecycle:transition"].isin(["withdraw", "ate_abort"]).sum()) == n_gone
    assert int(events["outcome"].notna().sum()) == int(tasks["end_min"].notna().sum())
    assert len(steps) == len(tasks)
