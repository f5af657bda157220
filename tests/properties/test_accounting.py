"""Over drawn firms: every task has one fate, the books agree with it, and no minute of work is lost or made up."""

import numpy as np
import pytest
from hypothesis import given
from recorder import RecordingModel
from strategies import situations

from symbio_sim import choreography as c
from symbio_sim.config import Config
from symbio_sim.run import Run, simulate
from symbio_sim.world import World

Situation = tuple[Config, World]


def escaped(run: Run) -> np.ndarray:
    """Return how many wrong results each task's customer got."""
    return sum(column for name, column in run.columns.items() if name.startswith("escaped_"))


@given(situations())
def test_every_task_ends_in_one_way_or_is_open_at_the_horizon(situation: Situation) -> None:
    config, world = situation
    run = simulate(config, world=world)
    columns, arrival = run.columns, run.world.tasks["arrival_min"]
    open_ = columns["outcome"] == c.OPEN
    ended = columns["stage"] == c.ENDED
    assert (open_ == ~ended).all()
    assert (np.isnan(columns["end_min"]) == open_).all()
    assert (columns["stage"] != c.NOT_ARRIVED).all()
    assert (columns["end_min"][ended] >= arrival[ended]).all()
    begun = ~np.isnan(columns["start_min"])
    assert (columns["start_min"][begun] >= arrival[begun]).all()
    both = begun & ended
    assert (columns["end_min"][both] >= columns["start_min"][both]).all()
    assert (begun | np.isin(columns["outcome"], [c.OPEN, c.ABANDONED, c.DECLINED])).all()
    assert (columns["mode"][np.isin(columns["outcome"], [c.CORRECT, c.ERROR])] != c.NO_MODE).all()
    assert (columns["end_min"][ended] <= config.horizon_days * 1440.0).all()


@given(situations())
def test_no_task_is_tried_more_often_than_allowed(situation: Situation) -> None:
    config, world = situation
    run = simulate(config, world=world)
    allowed = np.array([function.max_visits for function in run.firm.functions])[run.world.tasks["function"]]
    assert (run.columns["visit"] + 1 <= allowed).all()
    assert (run.columns["bot_visits"] <= allowed).all()
    # Each attempt but the last fails in one of these ways; the last may fail too.
    failures = escaped(run) + run.columns["outage_failures"]
    for name in ("caught", "false_alarms", "caught_people", "false_alarms_people"):
        failures = failures + run.columns.get(name, 0)
    assert (failures >= run.columns["visit"]).all()
    assert (failures <= run.columns["visit"] + 1).all()


@given(situations())
def test_books_agree_with_the_tasks_day_by_day(situation: Situation) -> None:
    config, world = situation
    run = simulate(config, world=world)
    tasks, columns = run.world.tasks, run.columns
    shape = (config.horizon_days, len(config.functions))

    def counted(times: np.ndarray, which: np.ndarray) -> np.ndarray:
        """Count by day and function. What happens at midnight exactly belongs to the day that begins."""
        table = np.zeros(shape, dtype=int)
        np.add.at(table, ((times[which] // 1440.0).astype(int), tasks["function"][which]), 1)
        return table

    came_at_all = columns["outcome"] != c.DECLINED
    assert (run.days["arrivals"] == counted(tasks["arrival_min"], came_at_all)).all()
    for name, outcome in (("correct", c.CORRECT), ("abandoned", c.ABANDONED), ("unresolved", c.UNRESOLVED)):
        assert (run.days[name] == counted(columns["end_min"], columns["outcome"] == outcome)).all(), name
    errors = escaped(run)
    for function in range(shape[1]):
        mine = tasks["function"] == function
        last_wrong = columns["outcome"][mine] == c.UNRESOLVED
        days = {name: run.days[name][:, function] for name in run.days}
        assert days["errors"].sum() <= errors[mine].sum() <= days["errors"].sum() + last_wrong.sum()
        came = np.cumsum(days["arrivals"] + days["returns"])
        went = np.cumsum(days["correct"] + days["errors"] + days["abandoned"] + days["unresolved"])
        assert (days["backlog"] == came - went).all()
        away = columns["stage"][mine] == c.OUT_IN_ERROR
        assert days["backlog"][-1] == (columns["outcome"][mine] == c.OPEN).sum() - away.sum()
        waits = np.isin(columns["stage"][mine], [c.WAITS_FOR_PERSON, c.WAITS_FOR_REVIEW])
        assert days["waiting"][-1] == waits.sum()


@given(situations())
def test_peoples_minutes_are_those_of_their_tasks(situation: Situation) -> None:
    config, world = situation
    model = RecordingModel(config, world=world)
    model.run_to_horizon()
    books, tasks = model.books.arrays(), model.tasks
    underway = sum(model.now_min - person.stint_start for person in model.staff if person.task >= 0)
    paid = books["staff"]["busy_min"].sum() + books["staff"]["overtime_min"].sum()
    assert paid == pytest.approx(sum(tasks.human_min) + sum(tasks.review_min) + underway, abs=1e-6)
    by_seat = np.zeros(len(model.staff))
    for stint in model.notes.stints:
        by_seat[stint.seat] += stint.end - stint.start
    for seat, person in enumerate(model.staff):
        by_seat[seat] += model.now_min - person.stint_start if person.task >= 0 else 0.0
    seen = (books["staff"]["busy_min"] + books["staff"]["overtime_min"]).sum(axis=0)
    np.testing.assert_allclose(seen, by_seat, atol=1e-6)
    assert (books["staff"]["busy_min"] <= model.agenda.scheduled_min.T + 1e-6).all()
    assert (books["staff"]["overtime_min"] <= 1440.0 - model.agenda.scheduled_min.T + 1e-6).all()


@given(situations())
def test_bots_minutes_are_those_of_their_visits(situation: Situation) -> None:
    config, world = situation
    model = RecordingModel(config, world=world)
    model.run_to_horizon()
    in_slots = np.zeros(len(model.bots))
    for visit in model.notes.visits:
        in_slots[visit.bot] += visit.end - visit.start
    for bot, start, _ in model.underway.values():
        in_slots[bot] += model.now_min - start
    books = model.books.arrays()["bots"]
    np.testing.assert_allclose(books["busy_min"].sum(axis=0), in_slots, atol=1e-6)
    done = sum(visit.end - visit.start for visit in model.notes.visits)
    finished_only = sum(minutes for task, minutes in enumerate(model.tasks.bot_min) if task not in model.underway)
    assert finished_only <= done + 1e-6
    if not model.underway:
        assert finished_only == pytest.approx(done, abs=1e-6)
    for bot in model.bots:
        mine = [visit for visit in model.notes.visits if visit.bot == bot.number]
        begun = len(mine) + sum(number == bot.number for number, _, _ in model.underway.values())
        assert bot.visits == begun + model.notes.advice.count(bot.number)
        assert bot.failures == sum(visit.failed for visit in mine)


@given(situations(mechanisms={"innovation": {"on": False}}))
def test_all_of_a_tasks_effort_is_worked_off(situation: Situation) -> None:
    """Stints of one visit, pauses included, add up to the effort, or to the review's share of it."""
    config, world = situation
    model = RecordingModel(config, world=world)
    model.run_to_horizon()
    ratio = config.mechanisms.oversight.time_ratio
    worked: dict[tuple[int, int, bool], float] = {}
    finished: set[tuple[int, int, bool]] = set()
    for stint in model.notes.stints:
        key = (stint.task, stint.visit, stint.review)
        assert key not in finished, "finished work is worked on again"
        worked[key] = worked.get(key, 0.0) + (stint.end - stint.start) * stint.speed
        if stint.finished:
            finished.add(key)
    for task, visit, review in finished:
        effort = model.tasks.effort_min[task] * (ratio if review else 1.0)
        if not review:
            effort = model.notes.aided_effort_min.get((task, visit), effort)
        assert worked[task, visit, review] == pytest.approx(effort, rel=1e-9, abs=1e-6)
