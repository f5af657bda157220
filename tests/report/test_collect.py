"""Worlds are measured as the library measures them, and their course adds up."""

from contextlib import AbstractContextManager, nullcontext

import numpy as np
import pandas as pd
import pytest

from symbio_sim import draw_world, evaluate, load_config, simulate
from symbio_sim.config import Config
from symbio_sim.report import collect as collecting
from symbio_sim.report.collect import Collected, collect
from symbio_sim.report.course import Band, Course, by_period


def test_a_row_is_what_evaluate_gives(shop: Config, worlds: Collected) -> None:
    for number, row in enumerate(worlds.measures.to_dict("records")):
        assert row.pop("seed") == 1
        assert row.pop("replication") == number
        expected = evaluate(shop, 1, number)
        assert list(row) == list(expected)
        np.testing.assert_array_equal(list(row.values()), list(expected.values()))


def test_without_a_planned_outage_the_measures_are_there_and_undefined(shop: Config) -> None:
    calm = load_config(shop.to_dict() | {"stressors": {"vendor_outage": None}})
    found = collect(calm, lambda number: draw_world(calm, 1, number), range(1))
    [world] = found.finished
    assert found.plan is None
    assert (world.stressed, world.curve) == (None, None)
    assert list(world.row)[2:] == list(evaluate(calm, 1, 0))
    assert np.isnan(world.row["resilience_loss_share"])


def test_a_failing_world_leaves_the_others_alone(shop: Config, worlds: Collected) -> None:
    def make(number: int):  # type: ignore[no-untyped-def]
        if number == 1:
            raise RuntimeError("no such\nWorld")
        return draw_world(shop, 1, number)

    told: list[tuple[int, int]] = []
    found = collect(shop, make, range(3), stress=False, progress=lambda done, of: told.append((done, of)))
    assert [world.row["replication"] for world in found.finished] == [0, 2]
    [failure] = found.failures
    assert (failure.replication, failure.error) == (1, "RuntimeError: no such World")
    assert 'raise RuntimeError("no such\\nWorld")' in failure.traceback
    assert told == [(1, 3), (2, 3), (3, 3)]
    columns = found.measures.columns
    pd.testing.assert_frame_equal(found.measures, worlds.measures.iloc[[0, 2]][columns].reset_index(drop=True))


def test_the_choice_of_the_engine_is_told_how_much_is_ahead(shop: Config, monkeypatch: pytest.MonkeyPatch) -> None:
    told = []

    def note(n_tasks: int) -> AbstractContextManager[None]:
        told.append(n_tasks)
        return nullcontext()

    monkeypatch.setattr(collecting, "work_ahead", note)
    world = draw_world(shop, 1, 0)
    for stress in (False, True):
        collect(shop, lambda _: world, range(2), stress=stress)
    assert told == [2 * world.n_tasks, 12 * world.n_tasks]


def test_a_course_adds_up_to_the_run(shop: Config) -> None:
    run = simulate(shop, 1)
    course, tasks = Course.of(run), run.tasks
    outcome = tasks["outcome"].value_counts()
    assert course.n_days == shop.horizon_days
    assert course.on_time.sum() == tasks["on_time"].sum()
    np.testing.assert_array_equal(course.backlog, run.per_day.groupby("day")["backlog"].sum())
    assert course.errors.sum() == tasks[["escaped_human", "escaped_bot", "escaped_reviewed"]].sum(axis=None) > 0
    assert course.abandoned.sum() == outcome["abandoned"] > 0
    ended = tasks[tasks["outcome"] != "open"]
    assert course.delivered.sum(axis=0).tolist() == [
        (ended["mode"] == way).sum() for way in ("human", "bot", "reviewed", "assisted")
    ]


def test_tasks_are_counted_on_the_day_they_end(shop: Config) -> None:
    run = simulate(shop, 1)
    tasks = run.tasks
    day = 17
    ended = tasks["end_min"].between(day * 1440, (day + 1) * 1440, inclusive="left")
    assert Course.of(run).on_time[day] == (tasks["on_time"] & ended).sum() > 0


def test_skill_is_relative_to_the_first_day_and_weighted_by_normal_work(shop: Config) -> None:
    run = simulate(shop, 1)
    skill = Course.of(run).skill
    assert skill.shape == (shop.horizon_days, 3, 2)
    np.testing.assert_allclose(skill[0], 1.0)
    packer = run.per_skill[run.per_skill["staff"] == "packer/0"]["accuracy"].to_numpy()
    np.testing.assert_allclose(skill[:, 1, 1], packer / packer[0])
    orders, calls = run.firm.roles[0].normal_h_per_day
    clerk = run.per_skill[run.per_skill["staff"] == "clerk/0"].pivot(index="day", columns="function", values="speed")
    relative = (clerk / clerk.iloc[0])[[run.firm.functions[f].name for f in run.firm.roles[0].functions]].to_numpy()
    np.testing.assert_allclose(skill[:, 0, 0], (relative @ [orders, calls]) / (orders + calls))


def test_a_band_is_students_interval_of_the_mean() -> None:
    band = Band.over([[1.0, 5.0], [2.0, 5.0], [3.0, 5.0]])
    half = 4.302652729749464 / np.sqrt(3)  # the 97.5 % quantile with two degrees of freedom; the sd is 1
    np.testing.assert_allclose(band.mean, [2.0, 5.0])
    np.testing.assert_allclose(band.low, [2.0 - half, 5.0])
    np.testing.assert_allclose(band.high, [2.0 + half, 5.0])
    assert np.isnan(Band.over([[1.0, 5.0]]).low).all()


def test_periods_are_means_and_an_unfinished_one_is_dropped() -> None:
    assert by_period(np.arange(8.0), 3).tolist() == [1.0, 4.0]
    assert by_period(np.arange(12.0).reshape(6, 2), 3).tolist() == [[2.0, 3.0], [8.0, 9.0]]
