"""With everything switched off the model is a queue, and must give the textbook's means.

Seeds were fixed before looking. An estimate passes if it is narrow (95 % half-width below 2 % of the exact value, 3 %
at rho = 0.9) and within 3.3 standard errors.
"""

import math

import numpy as np
import pytest
from builders import bot, firm, function, role
from estimates import Estimate, Floats, batch_means, controlled, load_controls

from symbio_sim.choreography import ABANDONED
from symbio_sim.run import Run, simulate

EXPONENTIAL_6_MIN = (6.0, 72.0)
SIGMA_OF_CS2_1_5 = math.sqrt(math.log(2.5))


def waits(run: Run) -> Floats:
    """Minutes from arrival until work begins, or until the customer leaves."""
    left = run.columns["outcome"] == ABANDONED
    until = np.where(left, run.columns["end_min"], run.columns["start_min"])
    return np.asarray(until - run.world.tasks["arrival_min"])


def sojourns(run: Run) -> Floats:
    return np.asarray(run.columns["end_min"] - run.world.tasks["arrival_min"])


def test_m_m_1_has_the_exact_wait_sojourn_and_its_distribution() -> None:
    run = simulate(firm({"a": function(192, 6.0)}, {"p": role(1, ["a"])}, horizon_days=3200), 1)
    controls = load_controls(run, 4, [(192, *EXPONENTIAL_6_MIN)])
    assert controlled(batch_means(run, waits(run), 4), controls).agrees_with(24.0)
    assert controlled(batch_means(run, sojourns(run), 4), controls).agrees_with(30.0)
    beyond_15_min = (sojourns(run) > 15.0).astype(float)
    assert controlled(batch_means(run, beyond_15_min, 4), controls).agrees_with(math.exp(-0.5))
    waited = (waits(run) > 0.0).astype(float)
    assert controlled(batch_means(run, waited, 4), controls).agrees_with(0.8)


@pytest.mark.slow
def test_m_m_1_at_ninety_per_cent_load_has_the_exact_wait() -> None:
    run = simulate(firm({"a": function(216, 6.0)}, {"p": role(1, ["a"])}, horizon_days=12000), 1)
    controls = load_controls(run, 12, [(216, *EXPONENTIAL_6_MIN)])
    assert controlled(batch_means(run, waits(run), 12), controls).agrees_with(54.0, width=0.03)


@pytest.mark.slow
def test_m_m_3_has_the_wait_of_erlang_c() -> None:
    run = simulate(firm({"a": function(480, 7.5)}, {"p": role(3, ["a"])}, horizon_days=3600), 1)
    controls = load_controls(run, 2, [(480, 7.5, 112.5)])
    assert controlled(batch_means(run, waits(run), 2), controls).agrees_with(10.534, width=0.02)
    waited = (waits(run) > 0.0).astype(float)
    assert controlled(batch_means(run, waited, 2), controls).agrees_with(0.70225)
    beyond_10_min = (waits(run) > 10.0).astype(float)
    assert controlled(batch_means(run, beyond_10_min, 2), controls).agrees_with(0.36055)


@pytest.mark.slow
def test_m_g_1_has_the_wait_of_pollaczek_and_khinchine() -> None:
    work = function(192, 6.0, "lognormal", effort={"sigma_log": SIGMA_OF_CS2_1_5})
    run = simulate(firm({"a": work}, {"p": role(1, ["a"])}, horizon_days=6400), 1)
    controls = load_controls(run, 4, [(192, 6.0, 90.0)])
    assert controlled(batch_means(run, waits(run), 4), controls).agrees_with(30.0)


def test_m_d_1_waits_half_as_long_as_m_m_1() -> None:
    run = simulate(firm({"a": function(192, 6.0, "deterministic")}, {"p": role(1, ["a"])}, horizon_days=1600), 1)
    controls = load_controls(run, 4, [(192, 6.0, 36.0)])
    assert controlled(batch_means(run, waits(run), 4), controls).agrees_with(12.0)


def test_erlang_a_has_the_exact_abandonment_wait_and_utilisation() -> None:
    patience = {"law": "exponential", "mean_min": 15.0, "clock": "wall"}
    days = 400
    run = simulate(firm({"a": function(480, 7.5, patience=patience)}, {"p": role(3, ["a"])}, horizon_days=days), 1)
    controls = load_controls(run, 2, [(480, 7.5, 112.5)])
    left = (run.columns["outcome"] == ABANDONED).astype(float)
    assert controlled(batch_means(run, left, 2), controls).agrees_with(0.130497)
    assert controlled(batch_means(run, waits(run), 2), controls).agrees_with(1.95745)
    waited = (waits(run) > 0.0).astype(float)
    assert controlled(batch_means(run, waited, 2), controls).agrees_with(0.507968)
    busy = run.staff_days["busy_min"].sum(axis=1).reshape(-1, 2).mean(axis=1)[1:-1] / (3 * 1440.0)
    assert controlled(busy, controls).agrees_with(0.724586)


def test_arrivals_find_on_average_what_littles_law_says() -> None:
    """L = lambda W: Poisson arrivals find the time average, so both sides come from one run; only their difference is
    random, and it is small."""
    run = simulate(firm({"a": function(192, 6.0)}, {"p": role(1, ["a"])}, horizon_days=1000), 1)
    arrival, end = run.world.tasks["arrival_min"], run.columns["end_min"]
    ended_before = np.searchsorted(np.sort(end[~np.isnan(end)]), arrival, side="right")
    found = (np.arange(len(arrival)) - ended_before).astype(float)
    difference = found - 8.0 / 60.0 * sojourns(run)
    controls = load_controls(run, 4, [(192, *EXPONENTIAL_6_MIN)])
    estimate = controlled(batch_means(run, difference, 4), controls)
    assert 1.96 * estimate.error < 0.02 * 4.0
    assert abs(estimate.mean) < 3.3 * estimate.error


def test_urgent_work_waits_less_by_cobhams_formula() -> None:
    functions = {"urgent": function(48, 6.0, priority=0), "other": function(120, 6.0, priority=5)}
    run = simulate(firm(functions, {"p": role(1, ["urgent", "other"])}, horizon_days=2400), 1)
    controls = load_controls(run, 4, [(48, *EXPONENTIAL_6_MIN), (120, *EXPONENTIAL_6_MIN)])
    assert controlled(batch_means(run, waits(run), 4, 0), controls).agrees_with(5.25)
    assert controlled(batch_means(run, waits(run), 4, 1), controls).agrees_with(17.5)


@pytest.mark.slow
def test_equal_priorities_wait_as_one_line() -> None:
    functions = {"a": function(48, 6.0), "b": function(120, 6.0)}
    run = simulate(firm(functions, {"p": role(1, ["a", "b"])}, horizon_days=1800), 1)
    controls = load_controls(run, 4, [(48, *EXPONENTIAL_6_MIN), (120, *EXPONENTIAL_6_MIN)])
    assert controlled(batch_means(run, waits(run), 4), controls).agrees_with(14.0)


BREAKDOWNS = {
    "on": True,
    "vendor_share": 0.0,
    "common_share": 0.0,
    "shape": 1.0,
    "repair_law": "exponential",
    "repair_median_h": 0.5 * math.log(2.0),
    "full_share": 1.0,
    "tail_ratio": 0.0,
    "peak_multiplier": 1.0,
    "weekend_multiplier": 1.0,
    "detect_min": 0.0,
    "interrupted_work": "resume",
}


def test_a_bot_with_breakdowns_has_the_sojourn_of_white_and_christie() -> None:
    """It fails twice an hour of repair, 0.5 times an hour of running, busy or idle, and goes on where it stopped."""
    days = 3
    config = firm(
        {"a": function(96, 6.0)},
        bots={"b": bot(["a"])},
        horizon_days=1600,
        vendors={"acme": {"unavailability": 0.2}},
        policy={"fallback": "wait"},
        mechanisms={"outages": BREAKDOWNS},
    )
    run = simulate(config, 1)
    controls = np.column_stack([load_controls(run, days, [(96, *EXPONENTIAL_6_MIN)]), outage_controls(run, days)])
    assert controlled(batch_means(run, sojourns(run), days), controls).agrees_with(27.0)


def outage_controls(run: Run, days: int) -> Floats:
    """Time down and number of failures by batch, above their expectations 0.2 and 0.4 an hour."""
    edges = np.arange(run.world.horizon_days // days + 1) * days * 1440.0
    start = np.array([outage.start_min for outage in run.world.outages])
    fix = np.array([outage.fix_min for outage in run.world.outages])
    down = np.diff([np.clip(edge - start, 0.0, fix - start).sum() for edge in edges]) - 0.2 * days * 1440.0
    count = np.histogram(start, edges)[0] - 0.4 * 24.0 * days
    table = np.column_stack([down, count])[1:-1]
    return np.asarray(table / table.std(axis=0))


def test_an_estimate_that_is_too_wide_proves_nothing() -> None:
    assert not Estimate(1.0, 0.02).agrees_with(1.0)
    assert not Estimate(1.05, 0.01).agrees_with(1.0)
    assert Estimate(1.005, 0.005).agrees_with(1.0)
