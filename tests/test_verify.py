"""Two engines that differ are found out: what differs first, when, whose, and by how much."""

import dataclasses
from typing import Any

import numpy as np
import pytest
from builders import bot, firm, function, role

from symbio_sim.config import Config
from symbio_sim.differences import differing, first_difference
from symbio_sim.mechanisms import bot_work, human_work, trust
from symbio_sim.run import Run, fingerprint, simulate
from symbio_sim.verify import ENGINE_NAMES, verify
from symbio_sim.world import draw_world

pytestmark = pytest.mark.usefixtures("compiled_engine")

DAY = 1440.0


def shop(**changes: Any) -> Config:
    return firm(
        {"orders": function(30, 12.0), "calls": function(10, 5.0)},
        {"clerk": role(2, ["orders", "calls"], hours={"mon-sun": "08:00-16:00"})},
        {"reader": bot(["orders"], accuracy=0.8, slope=1.0)},
        horizon_days=6,
        **{"policy": {"rule": "fixed_share", "share": 0.5, "mode": "reviewed"}} | changes,
    )


@pytest.fixture(autouse=True)
def replaced_mechanisms_unseen(monkeypatch: pytest.MonkeyPatch) -> None:
    """Here mechanisms are replaced to make the engines differ; the compiled one would refuse to run beside them."""
    monkeypatch.setattr("symbio_sim.kernel.unchanged.replaced", lambda: None)


@pytest.fixture(scope="module")
def run() -> Run:
    return simulate(shop(), 1, engine="mesa")


def with_column(run: Run, group: str, name: str, at: Any, value: Any) -> Run:
    """Return a run in which one recorded value is another."""
    table = getattr(run, group)
    changed = table[name].copy()
    changed[at] = value
    return dataclasses.replace(run, **{group: table | {name: changed}})


def a_task(run: Run, **wanted: Any) -> int:
    """Return a task in the middle of the run with these values in the table of tasks."""
    fits = np.logical_and.reduce([run.tasks[name] == value for name, value in wanted.items()])
    tasks = np.flatnonzero(fits)
    return int(tasks[len(tasks) // 2])


# ------------------------------------------------------------------------------------------------ runs that agree


def test_every_world_of_equal_engines_is_equal_and_told_by_the_fingerprint_of_both() -> None:
    seen = []
    verdicts = verify(shop(), seed=4, replications=3, progress=lambda done, of: seen.append((done, of)))
    assert seen == [(1, 3), (2, 3), (3, 3)]
    assert [verdict.replication for verdict in verdicts] == [0, 1, 2]
    for verdict in verdicts:
        world = draw_world(shop(), 4, verdict.replication)
        assert verdict.difference is None
        assert verdict.n_tasks == world.n_tasks
        assert verdict.fingerprint == fingerprint(simulate(shop(), world=world, engine="kernel"))


def test_not_a_number_equals_not_a_number_and_zero_differs_from_minus_zero() -> None:
    other_nan = np.uint64(0x7FF8000000000001)
    one = np.array([np.nan, 0.0, 1.0, np.inf])
    other = np.array([other_nan.view(np.float64), -0.0, 1.0, np.inf])
    assert one.tobytes()[:8] != other.tobytes()[:8]
    assert differing(one, other).tolist() == [False, True, False, False]
    assert differing(one, np.nextafter(one, 2.0)).tolist() == [False, True, True, True]


def test_runs_of_different_worlds_are_not_compared(run: Run) -> None:
    with pytest.raises(ValueError, match="different Worlds"):
        first_difference(run, simulate(shop(), 2, engine="mesa"))


# ------------------------------------------------------------------------------------------------ runs that differ


def test_a_start_that_differs_is_told_with_its_time_and_both_values_in_full(run: Run) -> None:
    task = a_task(run, function="orders", outcome="correct")
    start = float(run.columns["start_min"][task])
    later = float(np.nextafter(start, np.inf))
    found = first_difference(run, with_column(run, "columns", "start_min", task, later))
    assert found is not None
    assert (found.time_min, found.task, found.name) == (start, task, "start_min")
    assert found.values == (repr(start), repr(later))
    day, minute = divmod(start, DAY)
    assert found.sentence(ENGINE_NAMES) == (
        f"By day {int(day)} ({run.config.business.start_date.replace(day=4 + int(day)):%A}), "
        f"{int(minute // 60):02d}:{int(minute % 60):02d}, minute {start!r}: task {task} (orders): start_min is "
        f"{start!r} in the Mesa engine and {later!r} in the compiled engine."
    )
    assert found.extent == f"1 of {run.world.n_tasks} tasks and the books of 0 of 6 days differ."


def test_codes_are_told_by_name(run: Run) -> None:
    task = a_task(run, mode="human", outcome="correct")
    found = first_difference(run, with_column(run, "columns", "mode", task, 2))
    assert found is not None
    assert found.values == ("human", "bot")
    assert found.time_min == run.columns["end_min"][task]
    found = first_difference(run, with_column(run, "columns", "staff", task, -1))
    assert found is not None
    assert found.values == (run.tasks["staff"][task], "nobody")
    found = first_difference(run, with_column(run, "columns", "end_min", task, np.nan))
    assert found is not None
    assert found.values[1] == "unknown"
    assert found.time_min == run.columns["end_min"][task], "the run in which it ended tells when"


def test_the_earliest_difference_is_told_wherever_it_stands(run: Run) -> None:
    ends = run.columns["end_min"]
    early, late = int(np.nanargmin(np.where(ends > DAY, ends, np.nan))), int(np.nanargmax(ends))
    other = with_column(run, "columns", "human_min", late, 7.0)
    other = with_column(other, "staff_days", "load", (2, 1), 0.5)
    assert first_difference(run, other).what == "books of day 2, person clerk/1"
    other = with_column(other, "bot_days", "visits", (1, 0), 99.0)
    assert first_difference(run, other).what == "books of day 1, bot reader"
    other = with_column(other, "columns", "bot_visits", early, 7)
    found = first_difference(run, other)
    assert (found.task, found.name) == (early, "bot_visits")
    assert found.extent == f"2 of {run.world.n_tasks} tasks and the books of 2 of 6 days differ."


@pytest.mark.parametrize(
    ("group", "name", "entity", "what", "share"),
    [
        ("days", "backlog", 1, "function calls", {"function": "calls"}),
        ("staff_days", "busy_min", 1, "person clerk/1", {"staff": "clerk/1"}),
        ("skill_days", "accuracy", 3, "person clerk/1 in calls", {"staff": "clerk/1", "function": "calls"}),
        ("bot_days", "failures", 0, "bot reader", {"bot": "reader"}),
    ],
)
def test_books_that_differ_lead_to_a_task_of_that_day(
    run: Run, group: str, name: str, entity: int, what: str, share: dict[str, str]
) -> None:
    found = first_difference(run, with_column(run, group, name, (3, entity), 77))
    assert found is not None
    assert (found.what, found.name, found.time_min) == (f"books of day 3, {what}", name, 4 * DAY)
    assert found.values[1] in ("77", "77.0")
    row = run.tasks.loc[found.task]
    assert all(row[column] == value for column, value in share.items())
    assert row["start_min"] < 4 * DAY
    assert row["end_min"] >= 3 * DAY


def test_a_table_of_another_form_is_named(run: Run) -> None:
    narrow = run.columns | {"visit": run.columns["visit"].astype(np.int8)}
    found = first_difference(run, dataclasses.replace(run, columns=narrow))
    assert found is not None
    assert found.sentence() == (
        f"Table 'columns': column 'visit' is int16 of shape ({run.world.n_tasks},) in the one run and int8 of shape "
        f"({run.world.n_tasks},) in the other."
    )
    less = {name: table for name, table in run.days.items() if name != "backlog"}
    found = first_difference(run, dataclasses.replace(run, days=less))
    assert found is not None
    assert found.values[1] == "missing"


# ------------------------------------------------------------------------------------------------ engines that differ


def test_a_person_who_works_at_another_speed_in_one_engine_is_seen_at_their_first_task(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Compiled code has its own copy of a mechanism, so that what is put in its place here changes Mesa only."""
    monkeypatch.setattr(human_work, "speed", lambda skill, unskilled, load: 0.5)
    [verdict] = verify(shop(), replications=1)
    assert verdict.difference is not None
    kernel = simulate(shop(), 1, engine="kernel")
    by_people = np.where(kernel.tasks["mode"] == "human", kernel.columns["end_min"], np.inf)
    assert verdict.difference.task == int(by_people.argmin())
    assert verdict.difference.name == "end_min"
    assert verdict.difference.time_min == by_people.min()
    assert verdict.fingerprint != fingerprint(kernel)


def test_a_bot_that_errs_more_in_one_engine_is_seen_where_it_first_errs(monkeypatch: pytest.MonkeyPatch) -> None:
    config = shop(policy={"rule": "bot_only", "mode": "bot"})
    monkeypatch.setattr(bot_work, "accuracy", lambda *numbers: 0.0)
    [verdict] = verify(config, replications=1)
    found = verdict.difference
    assert found is not None
    kernel = simulate(config, 1, engine="kernel").tasks
    right = kernel[(kernel["mode"] == "bot") & (kernel["outcome"] == "correct")]
    assert found.task == right["end_min"].idxmin()
    assert (found.name, found.values) == ("outcome", ("error", "correct"))


def test_trust_that_moves_in_one_engine_only_is_seen_in_the_books_of_the_first_day(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(trust, "trust", lambda good, bad: 0.25)
    [verdict] = verify(shop(), replications=1)
    assert verdict.difference is not None
    assert verdict.difference.what == "books of day 0, person clerk/0"
    assert (verdict.difference.name, verdict.difference.values) == ("trust", ("0.25", "0.6"))
    assert verdict.difference.time_min == DAY
