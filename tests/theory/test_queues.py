"""With everything switched off the model is a queue, and must give the textbook's means.

The seed was fixed before looking. An estimate passes if it is narrow (95 % half-width below 1 % of the exact value) and
within 3.3 standard errors: a right engine would fail one such comparison in a thousand.
"""

import math

import numpy as np
import pytest
from builders import bot, firm, function, role
from estimates import Z_LIMIT, Estimate, Floats, load_controls, mean_of, study

from symbio_sim.choreography import ABANDONED
from symbio_sim.run import Run

pytestmark = pytest.mark.usefixtures("compiled_engine")

EXPONENTIAL_6_MIN = (6.0, 72.0)
SIGMA_OF_CS2_1_5 = math.sqrt(math.log(2.5))


def waits(run: Run) -> Floats:
    """Minutes from arrival until work begins, or until the customer leaves."""
    left = run.columns["outcome"] == ABANDONED
    until = np.where(left, run.columns["end_min"], run.columns["start_min"])
    return np.asarray(until - run.world.tasks["arrival_min"])


def waited(run: Run) -> Floats:
    return (waits(run) > 0.0).astype(float)


def sojourns(run: Run) -> Floats:
    return np.asarray(run.columns["end_min"] - run.world.tasks["arrival_min"])


def left(run: Run) -> Floats:
    return (run.columns["outcome"] == ABANDONED).astype(float)


def test_m_m_1_has_the_exact_wait_sojourn_and_its_distribution() -> None:
    found = study(
        firm({"a": function(192, 6.0)}, {"p": role(1, ["a"])}, horizon_days=3200),
        {
            "wait": mean_of(waits, 192, 4),
            "sojourn": mean_of(sojourns, 192, 4),
            "beyond 15 min": mean_of(lambda run: (sojourns(run) > 15.0).astype(float), 192, 4),
            "waited": mean_of(waited, 192, 4),
        },
        load_controls(4, [(192, *EXPONENTIAL_6_MIN)]),
        worlds=4,
    )
    assert found["wait"].agrees_with(24.0)
    assert found["sojourn"].agrees_with(30.0)
    assert found["beyond 15 min"].agrees_with(math.exp(-0.5))
    assert found["waited"].agrees_with(0.8)


@pytest.mark.slow
def test_m_m_1_at_ninety_per_cent_load_has_the_exact_wait() -> None:
    found = study(
        firm({"a": function(216, 6.0)}, {"p": role(1, ["a"])}, horizon_days=12000),
        {"wait": mean_of(waits, 216, 12)},
        load_controls(12, [(216, *EXPONENTIAL_6_MIN)]),
        worlds=4,
    )
    assert found["wait"].agrees_with(54.0)


@pytest.mark.slow
def test_m_m_3_has_the_wait_of_erlang_c() -> None:
    found = study(
        firm({"a": function(480, 7.5)}, {"p": role(3, ["a"])}, horizon_days=3600),
        {
            "wait": mean_of(waits, 480, 2),
            "waited": mean_of(waited, 480, 2),
            "beyond 10 min": mean_of(lambda run: (waits(run) > 10.0).astype(float), 480, 2),
        },
        load_controls(2, [(480, 7.5, 112.5)]),
        worlds=4,
    )
    assert found["wait"].agrees_with(10.534)
    assert found["waited"].agrees_with(0.70225)
    assert found["beyond 10 min"].agrees_with(0.36055)


def test_m_g_1_has_the_wait_of_pollaczek_and_khinchine() -> None:
    work = function(192, 6.0, "lognormal", effort={"sigma_log": SIGMA_OF_CS2_1_5})
    found = study(
        firm({"a": work}, {"p": role(1, ["a"])}, horizon_days=6400),
        {"wait": mean_of(waits, 192, 4)},
        load_controls(4, [(192, 6.0, 90.0)]),
        worlds=5,
    )
    assert found["wait"].agrees_with(30.0)


def test_m_d_1_waits_half_as_long_as_m_m_1() -> None:
    found = study(
        firm({"a": function(192, 6.0, "deterministic")}, {"p": role(1, ["a"])}, horizon_days=1600),
        {"wait": mean_of(waits, 192, 4)},
        load_controls(4, [(192, 6.0, 36.0)]),
        worlds=4,
    )
    assert found["wait"].agrees_with(12.0)


def test_erlang_a_has_the_exact_abandonment_wait_and_utilisation() -> None:
    patience = {"law": "exponential", "mean_min": 15.0, "clock": "wall"}
    found = study(
        firm({"a": function(480, 7.5, patience=patience)}, {"p": role(3, ["a"])}, horizon_days=400),
        {
            "left": mean_of(left, 480, 2),
            "wait": mean_of(waits, 480, 2),
            "waited": mean_of(waited, 480, 2),
            "busy": lambda run: run.staff_days["busy_min"].sum(axis=1).reshape(-1, 2).mean(axis=1)[1:-1] / (3 * 1440.0),
        },
        load_controls(2, [(480, 7.5, 112.5)]),
        worlds=5,
    )
    assert found["left"].agrees_with(0.130497)
    assert found["wait"].agrees_with(1.95745)
    assert found["waited"].agrees_with(0.507968)
    assert found["busy"].agrees_with(0.724586)


def test_arrivals_find_on_average_what_littles_law_says() -> None:
    """L = lambda W: Poisson arrivals find the time average, so both sides come from one run; only their difference is
    random, and it is small."""

    def difference(run: Run) -> Floats:
        arrival, end = run.world.tasks["arrival_min"], run.columns["end_min"]
        ended_before = np.searchsorted(np.sort(end[~np.isnan(end)]), arrival, side="right")
        found = (np.arange(len(arrival)) - ended_before).astype(float)
        return np.asarray(found - 8.0 / 60.0 * sojourns(run))

    estimate = study(
        firm({"a": function(192, 6.0)}, {"p": role(1, ["a"])}, horizon_days=1000),
        {"difference": mean_of(difference, 192, 4)},
        load_controls(4, [(192, *EXPONENTIAL_6_MIN)]),
        worlds=4,
    )["difference"]
    assert 1.96 * estimate.error < 0.01 * 4.0
    assert abs(estimate.mean) < Z_LIMIT * estimate.error


def test_urgent_work_waits_less_by_cobhams_formula() -> None:
    functions = {"urgent": function(48, 6.0, priority=0), "other": function(120, 6.0, priority=5)}
    found = study(
        firm(functions, {"p": role(1, ["urgent", "other"])}, horizon_days=2400),
        {"urgent": mean_of(waits, 48, 4, 0), "other": mean_of(waits, 120, 4, 1)},
        load_controls(4, [(48, *EXPONENTIAL_6_MIN), (120, *EXPONENTIAL_6_MIN)]),
        worlds=4,
    )
    assert found["urgent"].agrees_with(5.25)
    assert found["other"].agrees_with(17.5)


def test_equal_priorities_wait_as_one_line() -> None:
    functions = {"a": function(48, 6.0), "b": function(120, 6.0)}
    found = study(
        firm(functions, {"p": role(1, ["a", "b"])}, horizon_days=1800),
        {"wait": mean_of(waits, 168, 4)},
        load_controls(4, [(48, *EXPONENTIAL_6_MIN), (120, *EXPONENTIAL_6_MIN)]),
        worlds=4,
    )
    assert found["wait"].agrees_with(14.0)


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
    work = load_controls(days, [(96, *EXPONENTIAL_6_MIN)])
    found = study(
        config,
        {"sojourn": mean_of(sojourns, 96, days)},
        lambda run: np.column_stack([work(run), outage_controls(run, days)]),
        worlds=4,
    )
    assert found["sojourn"].agrees_with(27.0)


def outage_controls(run: Run, days: int) -> Floats:
    """Time down and number of failures by batch, above their expectations 0.2 and 0.4 an hour."""
    edges = np.arange(run.world.horizon_days // days + 1) * days * 1440.0
    start = np.array([outage.start_min for outage in run.world.outages])
    fix = np.array([outage.fix_min for outage in run.world.outages])
    down = np.diff([np.clip(edge - start, 0.0, fix - start).sum() for edge in edges]) - 0.2 * days * 1440.0
    count = np.histogram(start, edges)[0] - 0.4 * 24.0 * days
    return np.column_stack([down, count])[1:-1]


def test_an_estimate_that_is_too_wide_proves_nothing() -> None:
    assert not Estimate(1.0, 0.02).agrees_with(1.0)
    assert not Estimate(1.05, 0.005).agrees_with(1.0)
    assert Estimate(1.005, 0.005).agrees_with(1.0)
