"""Every measure of work, time and money of a week that can be followed with pencil and paper."""

import math
from collections.abc import Callable
from dataclasses import replace

import numpy as np
import pytest
from builders import bot, firm, function, role

from symbio_sim.choreography import ABANDONED, ASSISTED, BOT, CORRECT, ERROR, HUMAN, NO_MODE, OPEN, REVIEWED, UNRESOLVED
from symbio_sim.config.mechanisms import Trust
from symbio_sim.metrics import measure, staffing
from symbio_sim.run import Run, simulate

Rewrite = Callable[..., Run]
OFFICE = {"hours": {"mon-fri": "09:00-17:00"}}


def test_a_week_of_one_person_has_the_throughput_counted_by_hand(office_week: Run) -> None:
    found = measure(office_week)
    # 40 tasks: 35 take an hour, 4 a night (16:30 to 09:30), Friday's last is open at the horizon.
    assert found["goodput_tasks_per_day"] == 35 / 7
    assert found["goodput_eur_per_day"] == 350 / 7
    assert found["goodput_value_share"] == 35 / 40
    assert found["sla_attainment_share"] == 35 / 40
    assert found["cycle_time_mean_min"] == pytest.approx((35 * 60 + 4 * 1020) / 39)
    assert found["cycle_time_p95_min"] == 1020
    assert found["wait_mean_min"] == 0
    assert found["backlog_mean_tasks"] == 1
    assert found["backlog_end_tasks"] == 1
    assert found["abandoned_share"] == 0


def test_a_week_of_one_person_has_the_work_and_money_counted_by_hand(office_week: Run) -> None:
    found = measure(office_week)
    assert found["human_utilisation_share"] == 1
    assert found["overtime_share"] == 0
    assert found["bot_task_share"] == 0
    assert found["revenue_eur"] == 390
    assert found["wages_eur"] == 40 * 30
    assert found["late_penalty_eur"] == 4 * 3
    assert found["cost_eur"] == 1212
    assert found["profit_eur"] == 390 - 1212
    assert found["profit_eur_per_day"] == pytest.approx((390 - 1212) / 7)
    assert found["cost_per_correct_task_eur"] == pytest.approx(1212 / 39)


def test_calls_are_finished_as_overtime_at_its_premium() -> None:
    task = function(8, 60.0, "deterministic", arrivals={"law": "regular"}, interruptible=False)
    run = simulate(firm({"a": task}, {"p": role(1, ["a"])}, horizon_days=14, warm_up_days=7, business=OFFICE), 1)
    found = measure(run)
    # Each day 09:30 to 17:00 within the shift and half an hour beyond it.
    assert found["human_utilisation_share"] == pytest.approx(450 / 480)
    assert found["overtime_share"] == pytest.approx(30 / 480)
    assert found["overtime_eur"] == pytest.approx(5 * 0.5 * 30 * 1.25)
    assert found["cycle_time_p95_min"] == 60


def test_a_week_of_a_bot_has_the_work_and_money_counted_by_hand(bot_week: Run) -> None:
    found = measure(bot_week)
    assert found["cycle_time_mean_min"] == 30
    assert found["goodput_value_share"] == 1
    assert found["bot_utilisation_share"] == pytest.approx(40 * 30 / (2 * 7 * 1440))
    assert found["bot_task_share"] == 1
    assert found["bot_usage_eur"] == 20
    assert found["bot_subscription_eur"] == pytest.approx(70)
    assert found["bot_integration_eur"] == 1000
    assert found["fixed_eur"] == 77
    assert found["profit_eur"] == pytest.approx(400 - 20 - 70 - 1000 - 77)
    assert found["vendor_concentration_hhi"] == 1
    assert found["dependence_share"] == 1


def test_a_bot_has_slots_in_its_hours_only() -> None:
    task = function(8, 60.0, "deterministic", arrivals={"law": "regular"})
    bots = {"b": bot(["a"], concurrency=2, hours={"mon-fri": "08:00-18:00"})}
    run = simulate(firm({"a": task}, {}, bots, horizon_days=14, warm_up_days=7, business=OFFICE), 1)
    assert measure(run)["bot_utilisation_share"] == pytest.approx(40 * 60 / (2 * 5 * 600))


def test_what_did_not_happen_is_undefined_not_zero(office_week: Run, bot_week: Run) -> None:
    of_people, of_bots = measure(office_week), measure(bot_week)
    bots_only = ("bot_utilisation_share", "error_share_bot", "vendor_concentration_hhi")
    people_only = ("human_utilisation_share", "overtime_share", "error_share_human", "skill_speed_end", "skill_reserve")
    for name in (*bots_only, "error_share_reviewed", "review_detection_share", "false_alarm_share"):
        assert math.isnan(of_people[name]), name
    for name in (*people_only, "error_share_reviewed", "errors_caught_share"):
        assert math.isnan(of_bots[name]), name


def test_a_firm_without_tasks_has_no_shares() -> None:
    run = simulate(firm({"a": function(0, 60.0)}, {"p": role(1, ["a"])}, horizon_days=14), 1)
    found = measure(run)
    assert found["goodput_tasks_per_day"] == 0
    for name in ("goodput_value_share", "cycle_time_mean_min", "wait_mean_min", "error_share", "dependence_share"):
        assert math.isnan(found[name]), name


def test_tasks_without_due_time_need_to_be_correct_by_the_horizon_and_early_enough(rewritten: Rewrite) -> None:
    task = function(8, 60.0, "deterministic", arrivals={"law": "regular"})
    run = simulate(firm({"a": task}, {"p": role(1, ["a"])}, horizon_days=21, warm_up_days=7, business=OFFICE), 1)
    # Judged are the 40 tasks of the second week; three of them are wrong, and so is one of the third.
    wrong = rewritten(run, outcome={41: ERROR, 50: ERROR, 79: ERROR, 81: ERROR})
    found = measure(wrong)
    assert found["goodput_value_share"] == pytest.approx(37 / 40)
    assert math.isnan(found["sla_attainment_share"])


def test_a_task_not_due_within_the_horizon_is_left_out_of_ratios() -> None:
    task = function(8, 60.0, "deterministic", arrivals={"law": "regular"}, due={"target_min": 90, "clock": "open"})
    run = simulate(firm({"a": task}, {"p": role(1, ["a"])}, horizon_days=14, warm_up_days=7, business=OFFICE), 1)
    found = measure(run)
    # The task of Friday 16:30 is due on Monday after the end; that of 15:30 at 17:00.
    assert found["sla_attainment_share"] == 1
    assert found["goodput_value_share"] == 1


def test_quality_counts_errors_by_who_made_them(bot_week: Run, rewritten: Rewrite) -> None:
    start = 40  # the first task after warm-up
    outcome = np.full(80, CORRECT)
    mode = np.full(80, HUMAN)
    mode[start + 10 : start + 30] = BOT
    mode[start + 30 :] = REVIEWED
    outcome[start] = ERROR
    outcome[start + 10 : start + 13] = ERROR
    outcome[start + 13] = UNRESOLVED
    outcome[start + 30] = ABANDONED
    mode[start + 30] = NO_MODE
    outcome[start + 31] = OPEN
    mode[start + 31] = NO_MODE
    run = rewritten(
        bot_week,
        outcome=outcome,
        mode=mode,
        # A person errs once for good, a bot three times for good, twice on one task given up, once on one that a person
        # then got right; one reviewed task slipped through and was right the second time.
        escaped_human={start: 1},
        escaped_bot={start + 10: 1, start + 11: 1, start + 12: 1, start + 13: 2, start + 1: 1},
        escaped_reviewed={start + 32: 1},
        caught={start + 33: 2, start + 34: 1},
        false_alarms={start + 35: 1},
    )
    found = measure(run)
    assert found["error_share_human"] == pytest.approx(1 / (1 + 9))
    assert found["error_share_bot"] == pytest.approx(6 / (6 + 16))
    assert found["error_share_reviewed"] == pytest.approx(1 / (1 + 8))
    assert found["error_share"] == pytest.approx(8 / (8 + 33))
    assert found["first_result_error_share"] == pytest.approx(7 / 38)
    assert found["errors_caught_share"] == pytest.approx(3 / (3 + 8))
    assert found["review_detection_share"] == pytest.approx(3 / (3 + 1))
    assert found["false_alarm_share"] == pytest.approx(1 / (1 + 8))
    assert found["unresolved_share"] == pytest.approx(1 / 40)
    assert found["abandoned_share"] == pytest.approx(1 / 40)
    # Of 38 results last delivered, 20 are bots' and 8 reviewed ones.
    assert found["bot_task_share"] == pytest.approx(28 / 38)
    assert found["assisted_task_share"] == 0.0
    assert found["error_share_assisted"] != found["error_share_assisted"]  # nobody had advice


def test_results_made_with_advice_have_their_own_shares(bot_week: Run, rewritten: Rewrite) -> None:
    n = bot_week.world.n_tasks
    outcome, mode = np.full(n, CORRECT, np.int8), np.full(n, HUMAN, np.int8)
    mode[n - 20 :] = ASSISTED
    outcome[n - 4 :] = ERROR
    changed = rewritten(bot_week, outcome=outcome, mode=mode)
    changed.columns["escaped_assisted"] = np.repeat([0, 1], [n - 4, 4]).astype(np.int16)
    found = measure(changed)
    measured = int((bot_week.world.tasks["arrival_min"] >= bot_week.config.warm_up_days * 1440.0).sum())
    assert found["assisted_task_share"] == pytest.approx(20 / measured)
    assert found["error_share_assisted"] == pytest.approx(4 / 20)


def test_trust_is_that_of_those_who_are_there(office_week: Run) -> None:
    assert np.isnan(measure(office_week)["trust_mean"])  # switched off
    config = office_week.config.model_copy(
        update={"mechanisms": office_week.config.mechanisms.model_copy(update={"trust": Trust()})}
    )
    trust = np.full_like(office_week.staff_days["trust"], 0.5)
    trust[:, 0] = 0.8
    vacant = np.zeros_like(trust)
    vacant[-1, 0] = 1.0
    run = replace(
        office_week,
        config=config,
        staff_days=office_week.staff_days | {"trust": trust},
    )
    days, seats = trust[config.warm_up_days :].shape
    assert measure(run)["trust_mean"] == pytest.approx((0.8 + 0.5 * (seats - 1)) / seats)
    there = (0.8 * (days - 1) + 0.5 * (seats - 1) * days) / (seats * days - 1)
    empty = replace(run, extra_days=run.extra_days | {"seat_vacant": vacant})
    assert staffing._mean(staffing._trust(empty, config.warm_up_days)) == pytest.approx(there)


def test_failure_demand_is_returns_over_arrivals(office_week: Run) -> None:
    days = {name: column.copy() for name, column in office_week.days.items()}
    days["returns"][3] = 5
    days["returns"][8:10] = 4
    assert measure(replace(office_week, days=days))["failure_demand_share"] == pytest.approx(8 / 40)


def test_escaped_errors_cost_each_time(rewritten: Rewrite) -> None:
    task = function(8, 60.0, "deterministic", arrivals={"law": "regular"}, error_cost_eur=7.0)
    run = simulate(firm({"a": task}, {"p": role(1, ["a"])}, horizon_days=14, warm_up_days=7, business=OFFICE), 1)
    wrong = rewritten(run, escaped_human={10: 9, 50: 2}, escaped_bot={51: 1}, escaped_reviewed={52: 1})
    assert measure(wrong)["error_cost_eur"] == 4 * 7


def test_an_exit_costs_switching_once_if_it_happens_after_warm_up(bot_week: Run) -> None:
    (service,) = bot_week.agenda.services
    for day, expected in ((3.0, 0.0), (9.0, 5000.0), (14.0, 0.0)):
        agenda = replace(bot_week.agenda, services=(replace(service, exit_min=day * 1440.0),))
        assert measure(replace(bot_week, agenda=agenda))["vendor_switching_eur"] == expected


def test_profit_is_revenue_minus_every_cost_shown() -> None:
    task = function(
        30, 20.0, "lognormal", error_cost_eur=5.0, late_penalty_eur=2.0, due={"target_min": 30, "clock": "wall"}
    )
    config = firm(
        {"a": merge_accuracy(task), "b": function(10, 15.0, interruptible=False)},
        {"p": role(1, ["a", "b"], hours={"mon-sun": "08:00-16:00"})},
        {"m": bot(["a"], accuracy=0.8, usage_eur_per_task=0.7, subscription_eur_per_month=90.0, integration_eur=400.0)},
        horizon_days=40,
        warm_up_days=10,
        policy={"rule": "fixed_share", "share": 0.5},
        economics={"fixed_eur_per_day": 3.0},
    )
    found = measure(simulate(config, 5))
    kinds = "wages overtime bot_usage bot_subscription bot_integration vendor_switching error_cost late_penalty fixed"
    costs = [f"{kind}_eur" for kind in kinds.split(" ")]
    assert all(found[name] > 0.0 for name in costs if name != "vendor_switching_eur")
    assert found["profit_eur"] == pytest.approx(found["revenue_eur"] - sum(found[name] for name in costs))
    assert found["cost_eur"] == pytest.approx(sum(found[name] for name in costs))


def merge_accuracy(task: dict[str, object]) -> dict[str, object]:
    return {**task, "human": {"accuracy_skilled": 0.9, "accuracy_unskilled": 0.8, "slope": 1.0, "speed_unskilled": 1.0}}


def test_measures_ignore_what_happened_in_warm_up(rewritten: Rewrite) -> None:
    task = function(8, 60.0, "deterministic", arrivals={"law": "regular"}, due={"target_min": 60, "clock": "wall"})
    config = firm(
        {"a": task},
        {"p": role(1, ["a"])},
        {"b": bot(["a"])},
        horizon_days=56,
        warm_up_days=14,
        policy={"rule": "fixed_share", "share": 0.5},
        business=OFFICE,
    )
    run = simulate(config, 3)
    early = {task: value for task, value in enumerate(run.world.tasks["arrival_min"] < 14 * 1440.0) if value}
    assert len(early) == 80
    spoilt = rewritten(
        run,
        outcome=dict.fromkeys(early, ERROR),
        mode=dict.fromkeys(early, REVIEWED),
        end_min=dict.fromkeys(early, 1e6),
        start_min=dict.fromkeys(early, 1e6),
        escaped_reviewed=dict.fromkeys(early, 4),
        caught=dict.fromkeys(early, 4),
    )
    for group in ("days", "staff_days", "bot_days"):
        columns = {name: column.copy() for name, column in getattr(run, group).items()}
        for column in columns.values():
            column[:13] = 99  # the visits counted until the end of day 13 are what later ones are counted from
        spoilt = replace(spoilt, **{group: columns})
    assert measure(spoilt) == pytest.approx(measure(run), nan_ok=True, rel=0.0, abs=0.0)
