import math
from collections.abc import Callable

import numpy as np
import pytest
from builders import bot, firm, function, role

from symbio_sim.choreography import ERROR, OPEN
from symbio_sim.metrics import bruneau_loss, resilience, resilience_curve, restored_share
from symbio_sim.metrics.resilience import excess_backlog_h, window_end_min, window_tasks
from symbio_sim.run import Run, simulate

DAY = 1440.0
OFFICE = {"hours": {"mon-fri": "09:00-17:00"}}
Rewrite = Callable[..., Run]


@pytest.fixture(scope="module")
def calm() -> Run:
    """Eight weeks of eight tasks a day, each of an hour and due within 24 hours of opening; all done well."""
    task = function(8, 60.0, "deterministic", arrivals={"law": "regular"}, due={"target_min": 480, "clock": "open"})
    return simulate(firm({"a": task}, {"p": role(1, ["a"])}, horizon_days=56, business=OFFICE), 1)


def failed(run: Run, rewritten: Rewrite, lost_by_day: dict[int, int]) -> Run:
    """Let the first tasks of some days go wrong."""
    day = np.floor(run.world.tasks["arrival_min"] / DAY)
    lost = {int(task): ERROR for on, n in lost_by_day.items() for task in np.flatnonzero(day == on)[:n]}
    return rewritten(run, outcome=lost)


def test_identical_twins_lose_nothing_and_recover_at_once(calm: Run) -> None:
    found = resilience(calm, calm, 14 * DAY + 540, 40 * DAY)
    assert set(found.values()) == {0.0}


def test_loss_is_the_share_of_the_twins_value_task_by_task(calm: Run, rewritten: Rewrite) -> None:
    # Tasks gone wrong before the shock are outside the window, unless still open when it comes.
    stressed = failed(calm, rewritten, {10: 8, 14: 6, 15: 4, 30: 2, 41: 8})
    found = resilience(calm, stressed, 14 * DAY + 540, 40 * DAY)
    # 20 working days of 8 tasks from day 14 to 39, and the last task of the Friday before, open until Monday 09:30.
    assert found["loss_share"] == pytest.approx(12 / (20 * 8 + 1))
    assert found["loss_eur"] == 120
    helped = resilience(stressed, calm, 14 * DAY + 540, 40 * DAY)
    assert helped["loss_eur"] == -120


def test_the_window_holds_what_was_open_and_what_arrives_until_its_end(calm: Run) -> None:
    mine = np.flatnonzero(window_tasks(calm, 14 * DAY + 540, 15 * DAY))
    assert mine.tolist() == [79, *range(80, 88)]


def test_the_window_ends_30_days_after_the_shock_or_when_tasks_are_due_beyond_the_horizon(calm: Run) -> None:
    assert window_end_min(calm, 7 * DAY, 2 * DAY) == 39 * DAY
    # 480 open minutes before the end of Friday of the last week (day 53, 17:00) is Thursday 17:00.
    assert window_end_min(calm, 50 * DAY, 2 * DAY) == 52 * DAY + 17 * 60


def test_depth_and_recovery_follow_five_working_days(calm: Run, rewritten: Rewrite) -> None:
    # Monday and Tuesday (days 14, 15) lose all, Wednesday half: P over five days of 40 tasks.
    stressed = failed(calm, rewritten, {14: 8, 15: 8, 16: 4})
    curve = resilience_curve(calm, stressed, 14 * DAY + 540, 40 * DAY)
    assert curve["day"].tolist()[:8] == [14, 15, 16, 17, 18, 21, 22, 23]
    assert curve["P"].tolist()[:8] == pytest.approx([0.8, 0.6, 0.5, 0.5, 0.5, 0.7, 0.9, 1.0])
    found = resilience(calm, stressed, 14 * DAY + 540, 40 * DAY)
    assert found["depth_share"] == pytest.approx(0.5)
    assert found["recovery_days"] == 23 - 14
    assert found["recovery_censored"] == 0


def test_the_curve_can_begin_before_the_shock(calm: Run) -> None:
    curve = resilience_curve(calm, calm, 14 * DAY + 540, 18 * DAY, days_before=3)
    assert curve["day"].tolist() == [9, 10, 11, 14, 15, 16, 17]
    assert set(curve["P"]) == {1.0}


def test_a_relapse_within_five_working_days_is_no_recovery(calm: Run, rewritten: Rewrite) -> None:
    # P is back at 1 on day 23 but falls to 0.9 again on day 28: the recovery is when that has left the five days.
    stressed = failed(calm, rewritten, {14: 8, 15: 8, 16: 4, 28: 4})
    found = resilience(calm, stressed, 14 * DAY + 540, 49 * DAY)
    assert found["recovery_days"] == 35 - 14


def test_small_losses_need_no_recovery(calm: Run, rewritten: Rewrite) -> None:
    found = resilience(calm, failed(calm, rewritten, {14: 2}), 14 * DAY + 540, 40 * DAY)
    assert found["depth_share"] == pytest.approx(0.05)
    assert found["recovery_days"] == 0


def test_a_firm_that_does_not_recover_is_censored_at_the_windows_end(calm: Run, rewritten: Rewrite) -> None:
    stressed = failed(calm, rewritten, dict.fromkeys(range(14, 56), 4))
    found = resilience(calm, stressed, 14 * DAY, 40 * DAY)
    assert found["recovery_censored"] == 1
    assert found["recovery_days"] == 26


def test_an_empty_window_is_undefined(calm: Run) -> None:
    assert all(math.isnan(value) for value in resilience(calm, calm, 50 * DAY, 49 * DAY).values())


def test_runs_of_other_worlds_are_no_twins(calm: Run, office_week: Run) -> None:
    with pytest.raises(ValueError, match="not twins"):
        resilience(calm, office_week, 14 * DAY, 40 * DAY)


def test_excess_backlog_follows_the_tasks_that_end_later(calm: Run, rewritten: Rewrite) -> None:
    start = 14 * DAY + 540
    ends = calm.columns["end_min"]
    # Three tasks of an hour each end a day later than in the twin, one never.
    late = {task: ends[task] + DAY for task in (81, 82, 83)} | {84: np.nan}
    stressed = rewritten(calm, end_min=late, outcome={84: OPEN})
    time, excess = excess_backlog_h(calm, stressed, start, 40 * DAY)
    assert excess.tolist() == pytest.approx([1, 2, 3, 4, 3, 2, 1])
    assert time.tolist() == [*ends[[81, 82, 83, 84]], *(ends[[81, 82, 83]] + DAY)]
    found = resilience(calm, stressed, start, 40 * DAY)
    assert found["backlog_peak_h"] == pytest.approx(4)
    assert found["backlog_censored"] == 1
    in_time = rewritten(calm, end_min={task: ends[task] + DAY for task in (81, 82, 83)})
    cleared = resilience(calm, in_time, start, 40 * DAY)
    assert cleared["backlog_peak_h"] == pytest.approx(3)
    assert cleared["backlog_clear_days"] == pytest.approx((ends[83] + DAY - start) / DAY)
    assert cleared["backlog_censored"] == 0


def test_ripples_after_an_absorbed_shock_are_not_its_backlog(calm: Run, rewritten: Rewrite) -> None:
    start, ends = 14 * DAY + 540, calm.columns["end_min"]
    # One task ends six hours late on the day of the shock, two on another day two weeks later.
    stressed = rewritten(calm, end_min={task: ends[task] + 360 for task in (81, 161, 162)})
    until_peak = resilience(calm, stressed, start, 40 * DAY)
    assert until_peak["backlog_peak_h"] == pytest.approx(2)
    assert until_peak["backlog_clear_days"] == pytest.approx((ends[162] + 360 - start) / DAY)
    from_end = resilience(calm, stressed, start, 40 * DAY, over_min=start + 240)
    assert from_end["backlog_clear_days"] == pytest.approx((ends[81] + 360 - start) / DAY)
    absorbed = resilience(calm, stressed, start, 40 * DAY, over_min=start + DAY)
    assert absorbed["backlog_clear_days"] == pytest.approx(1)


def test_an_outage_is_worked_off_as_a_fluid_would_be() -> None:
    # 8 tasks an hour meet a bot that does 10; it stops for 4 hours. Peak 8 x 4 = 32 tasks, cleared in 32/(10 - 8) = 16
    # hours more, area 8 x 4 x 20 / 2 = 320 task hours. Tasks are not fluid: one more or less at the peak, and half an
    # hour, in which one task is made up for, until the backlogs meet.
    task = function(192, 6.0, "deterministic", arrivals={"law": "regular"}, due={"target_min": 60, "clock": "wall"})
    outages = {"on": False, "interrupted_work": "resume", "detect_min": 0.0}
    config = firm(
        {"a": task},
        {},
        {"b": bot(["a"], accuracy=0.9999)},
        horizon_days=10,
        policy={"fallback": "wait"},
        mechanisms={"outages": outages},
    )
    calm = simulate(config, 1)
    start = 3 * DAY
    stressed = simulate(config, world=calm.world.with_outage("acme", start, 240.0))
    found = resilience(calm, stressed, start, window_end_min(calm, start, 240.0))
    assert found["backlog_peak_h"] == pytest.approx(32 * 0.1, abs=0.1 + 1e-9)
    assert found["backlog_clear_days"] == pytest.approx(20 / 24, abs=0.5 / 24)
    delay_h = float(np.nansum(stressed.columns["end_min"] - calm.columns["end_min"])) / 60.0
    assert delay_h == pytest.approx(320, rel=0.03)
    # A task that comes t hours into the outage waits 4 - t/5 hours: late, with 0.9 hours to spare, until t = 15.5.
    assert found["loss_eur"] == pytest.approx(15.5 * 8 * 10, abs=20)


def test_bruneau_loss_of_a_linear_recovery() -> None:
    assert bruneau_loss([0, 10], [40, 100]) == pytest.approx(300)
    assert bruneau_loss([0, 5, 10], [100, 100, 100]) == 0


def test_restored_share_of_the_drop() -> None:
    assert restored_share(100, 40, 85) == pytest.approx(0.75)
    assert math.isnan(restored_share(100, 100, 100))


def test_people_without_bots_lose_nothing_by_a_vendors_outage() -> None:
    config = firm(
        {"a": function(20, 20.0, due={"target_min": 300})},
        {"p": role(1, ["a"])},
        {"b": bot(["a"])},
        horizon_days=20,
        policy={"rule": "human_only"},
    )
    calm = simulate(config, 2)
    stressed = simulate(config, world=calm.world.with_outage("acme", 8 * DAY, 2 * DAY))
    assert set(resilience(calm, stressed, 8 * DAY, 15 * DAY).values()) == {0.0}


def test_a_recovery_not_seen_to_last_is_censored(calm: Run, rewritten: Rewrite) -> None:
    # P is back on day 23, but the window ends two working days later.
    stressed = failed(calm, rewritten, {14: 8, 15: 8, 16: 4})
    assert resilience(calm, stressed, 14 * DAY + 540, 25 * DAY)["recovery_censored"] == 1


def test_tasks_due_beyond_the_horizon_are_left_out_of_loss_and_curve(calm: Run, rewritten: Rewrite) -> None:
    # The tasks of the last Friday (day 53) are due on the Monday after the end.
    stressed = failed(calm, rewritten, {53: 8})
    assert not window_tasks(calm, 50 * DAY, 56 * DAY)[-8:].any()
    assert resilience(calm, stressed, 50 * DAY, 56 * DAY)["loss_eur"] == 0
    assert set(resilience_curve(calm, stressed, 50 * DAY, 56 * DAY)["P"]) == {1.0}


def test_where_nothing_is_due_within_the_horizon_there_is_no_window() -> None:
    task = function(8, 60.0, "deterministic", due={"target_min": 10_000, "clock": "open"})
    run = simulate(firm({"a": task}, {"p": role(1, ["a"])}, horizon_days=14, business=OFFICE), 1)
    assert window_end_min(run, DAY, DAY) == -math.inf
    assert math.isnan(resilience(run, run, DAY, window_end_min(run, DAY, DAY))["loss_share"])
