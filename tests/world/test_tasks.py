"""The task stream: how many tasks come when, and what they are like."""

from collections.abc import Callable
from datetime import date
from typing import Any

import numpy as np
import pytest
from draws import tasks_of
from numpy.typing import NDArray
from scipy import special, stats

from symbio_sim.config import Config
from symbio_sim.world.demand import daily_rates
from symbio_sim.world.tasks import daily_factors

Build = Callable[..., Config]
THURSDAY = date(2027, 1, 7)
OFFICE = {"mon-fri": "08:00-12:00, 13:00-17:00"}


def day_counts(config: Config, seed: int = 1) -> NDArray[np.int64]:
    days = (tasks_of(config, seed)["arrival_min"] // 1440).astype(int)
    return np.bincount(days, minlength=config.horizon_days)


def of(config: Config, function: str, seed: int = 1) -> dict[str, NDArray[Any]]:
    """The tasks of one function."""
    tasks = tasks_of(config, seed)
    mine = tasks["function"] == list(config.functions).index(function)
    return {name: column[mine] for name, column in tasks.items()}


def z_score(sample: NDArray[np.float64], mean: float) -> float:
    """Standard errors by which a sample's mean is off; the tests below allow 4 (once in 16,000 by chance)."""
    return float((sample.mean() - mean) / (sample.std() / np.sqrt(len(sample))))


# ------------------------------------------------------------------------------------------------ day counts


@pytest.mark.parametrize(("rate", "variance"), [(40.0, 0.1), (15.0, 0.5), (5.0, 2.0)])
def test_variance_of_day_counts_is_the_mean_times_one_plus_lambda_s2(
    build_one: Build, rate: float, variance: float
) -> None:
    counts = day_counts(build_one(20_000, {"per_day": rate, "overdispersion": variance}))
    assert abs(z_score(counts, rate)) < 4
    # Standard error of a variance from the negative binomial's own kurtosis; 4 of them are 4 to 12 % of it here.
    expected = rate * (1.0 + rate * variance)
    excess = 6.0 * variance + 1.0 / expected
    error = expected * np.sqrt((excess + 2.0) / len(counts))
    assert abs(counts.var() - expected) < 4 * error < 0.13 * expected


def test_day_counts_are_negative_binomial(build_one: Build) -> None:
    # A gamma mixture of Poisson counts; chi-square bound passed by chance once in 10,000.
    counts = day_counts(build_one(20_000, {"per_day": 6.0, "overdispersion": 0.4}))
    shape = 1.0 / 0.4
    values = np.arange(25)
    expected = stats.nbinom.pmf(values, shape, shape / (shape + 6.0)) * len(counts)
    seen = np.bincount(np.minimum(counts, 25), minlength=26)
    expected = np.append(expected, len(counts) - expected.sum())
    assert ((seen - expected) ** 2 / expected).sum() < stats.chi2.isf(1e-4, 25)


def test_no_overdispersion_is_a_poisson_process(build_one: Build) -> None:
    config = build_one(4000, {"per_day": 25.0})
    counts = day_counts(config)
    # (n - 1) variance / mean is chi-square with n - 1 degrees of freedom: the bounds are 0.92 and 1.09.
    index = counts.var(ddof=1) / counts.mean() * (len(counts) - 1)
    assert stats.chi2.ppf(1e-4, len(counts) - 1) < index < stats.chi2.isf(1e-4, len(counts) - 1)
    gaps = np.diff(tasks_of(config)["arrival_min"])
    distance = stats.kstest(gaps, "expon", args=(0, 1440 / 25)).statistic
    assert distance * np.sqrt(len(gaps)) < stats.kstwobign.isf(1e-4)
    assert abs(np.corrcoef(gaps[:-1], gaps[1:])[0, 1]) * np.sqrt(len(gaps)) < 4


def test_poisson_test_would_see_a_little_overdispersion(build_one: Build) -> None:
    counts = day_counts(build_one(4000, {"per_day": 25.0, "overdispersion": 0.01}))
    index = counts.var(ddof=1) / counts.mean() * (len(counts) - 1)
    assert index > stats.chi2.isf(1e-4, len(counts) - 1)


def testdaily_factors_keep_their_autocorrelation_and_mean(build_one: Build) -> None:
    arrivals = build_one(1, {"overdispersion": 0.3, "autocorrelation": 0.6}).functions["desk"].arrivals
    factor = daily_factors(arrivals, 20_000, np.random.default_rng(1))
    # Their normal scores are an AR(1) process of coefficient 0.6: standard error sqrt((1 - 0.36)/n) = 0.0057.
    score = special.ndtri(stats.gamma.cdf(factor, 1 / 0.3, scale=0.3))
    assert abs(np.corrcoef(score[:-1], score[1:])[0, 1] - 0.6) < 4 * 0.0057
    assert abs(np.corrcoef(score[:-2], score[2:])[0, 1] - 0.36) < 4 * 0.0087
    # The mean of n such factors has (1 + 0.6)/(1 - 0.6) = 4 times the variance of n independent ones.
    assert abs(factor.mean() - 1.0) < 4 * np.sqrt(0.3 * 4 / 20_000)
    assert factor.var() == pytest.approx(0.3, rel=0.1)


def test_autocorrelation_reaches_the_day_counts(build_one: Build) -> None:
    # Of the counts' variance a share lambda s2/(1 + lambda s2) = 0.91 is the factor's; 4 standard errors are 0.05.
    counts = day_counts(build_one(6000, {"per_day": 40.0, "overdispersion": 0.25, "autocorrelation": 0.6}))
    assert np.corrcoef(counts[:-1], counts[1:])[0, 1] == pytest.approx(0.6 * 10 / 11, abs=0.06)


# ------------------------------------------------------------------------------------------------ times


def test_regular_arrivals_are_evenly_spaced(build_one: Build) -> None:
    tasks = tasks_of(build_one(10, {"law": "regular", "per_day": 48.0}))
    assert tasks["arrival_min"] == pytest.approx(15.0 + 30.0 * np.arange(480), abs=1e-6)


def test_regular_arrivals_are_evenly_spaced_in_opening_hours(build_one: Build) -> None:
    tasks = tasks_of(build_one(2, {"law": "regular", "per_day": 8.0}, hours=OFFICE))
    hours = [8.5, 9.5, 10.5, 11.5, 13.5, 14.5, 15.5, 16.5]
    assert tasks["arrival_min"] / 60 == pytest.approx([*hours, *(24 + hour for hour in hours)], abs=1e-9)


@pytest.mark.parametrize("per_day", [0.1, 0.5, 1.0, 3.0, 8.0])
def test_regular_arrivals_come_in_the_expected_number(build_one: Build, per_day: float) -> None:
    config = build_one(70, {"law": "regular", "per_day": per_day}, hours=OFFICE)
    assert abs(len(tasks_of(config)["arrival_min"]) - 50 * per_day) <= 0.5


NIGHT = {"fri-sat": "20:00-04:00", "sun": "22:00-02:00"}
FORENOON = [0.0] * 8 + [1.0, 3.0, 2.0, 2.0] + [0.0] * 12


@pytest.mark.parametrize("law", ["poisson", "regular"])
@pytest.mark.parametrize("per_day", [0.5, 8.0, 200.0])
@pytest.mark.parametrize("hours", [OFFICE, NIGHT, "always"])
def test_no_task_arrives_outside_opening_hours(build_one: Build, law: str, per_day: float, hours: Any) -> None:
    config = build_one(70, {"law": law, "per_day": per_day}, hours=hours)
    minute_of_week = tasks_of(config)["arrival_min"] % 10_080  # day 0 is a Monday
    intervals = config.business.hours.intervals_min
    inside = sum(((minute_of_week >= start) & (minute_of_week < end)).astype(int) for start, end in intervals)
    assert len(minute_of_week) > 0
    assert (inside == 1).all()


@pytest.mark.parametrize("law", ["poisson", "regular"])
@pytest.mark.parametrize("per_day", [0.5, 8.0, 500.0])
def test_no_task_arrives_in_hours_of_weight_zero(build_one: Build, law: str, per_day: float) -> None:
    config = build_one(70, {"law": law, "per_day": per_day, "hour_weights": FORENOON})
    hour = tasks_of(config)["arrival_min"] / 60 % 24
    assert len(hour) > 0
    assert ((hour >= 8) & (hour < 12)).all()


def test_hours_of_the_day_have_their_weights(build_one: Build) -> None:
    config = build_one(500, {"per_day": 40.0, "hour_weights": FORENOON})
    hours = np.bincount((tasks_of(config)["arrival_min"] / 60 % 24).astype(int), minlength=24)[8:12]
    expected = hours.sum() * np.array([1, 3, 2, 2]) / 8
    assert ((hours - expected) ** 2 / expected).sum() < stats.chi2.isf(1e-4, 3)


def test_hour_weights_do_not_open_the_business_on_closed_days(build_one: Build) -> None:
    config = build_one(70, {"per_day": 8.0, "hour_weights": FORENOON}, hours=OFFICE)
    assert set((tasks_of(config)["arrival_min"] // 1440 % 7).astype(int)) == {0, 1, 2, 3, 4}


def test_weekdays_have_their_weights(build_one: Build) -> None:
    weights = [0.0, 1.0, 2.0, 0.5, 1.0, 0.0, 3.0]
    config = build_one(700, {"per_day": 20.0, "weekday_weights": weights, "hour_weights": FORENOON})
    days = day_counts(config).reshape(100, 7).sum(axis=0)
    expected = 2000 * np.array(weights)
    used = expected > 0
    assert days[~used].sum() == 0
    # Independent Poisson counts with known means: chi-square with as many degrees of freedom.
    assert ((days - expected)[used] ** 2 / expected[used]).sum() < stats.chi2.isf(1e-4, used.sum())


def test_weekdays_follow_the_calendar(build_one: Build) -> None:
    config = build_one(14, {"law": "regular", "per_day": 1.0, "weekday_weights": [0, 0, 1, 0, 0, 0, 0]})
    later = config.model_copy(update={"business": config.business.model_copy(update={"start_date": THURSDAY})})
    assert (tasks_of(config)["arrival_min"] // 1440).tolist() == [2, 9]
    assert (tasks_of(later)["arrival_min"] // 1440).tolist() == [6, 13]


def test_drawn_counts_follow_season_and_growth(build_one: Build) -> None:
    config = build_one(1096, {"per_day": 30.0, "season_amplitude": 0.5, "growth_per_year": 0.3})
    rates = daily_rates(config.functions["desk"].arrivals, config.business, 1096)
    # Months are independent Poisson counts with these means.
    seen = np.add.reduceat(day_counts(config), np.arange(0, 1096, 30))
    expected = np.add.reduceat(rates, np.arange(0, 1096, 30))
    assert ((seen - expected) ** 2 / expected).sum() < stats.chi2.isf(1e-4, len(seen))
    assert expected.max() > 2.5 * expected.min()


# ------------------------------------------------------------------------------------------------ attributes


@pytest.mark.parametrize(
    "effort",
    [
        {"law": "lognormal", "mean_min": 20.0, "sigma_log": 0.8},
        {"law": "lognormal", "mean_min": 3.0, "sigma_log": 1.3},
        {"law": "exponential", "mean_min": 7.0},
    ],
)
def test_efforts_have_the_stated_mean(build_one: Build, effort: dict[str, Any]) -> None:
    efforts = tasks_of(build_one(5000, {"per_day": 20.0}, effort=effort))["effort_min"]
    assert abs(z_score(efforts, effort["mean_min"])) < 4
    assert efforts.std() / np.sqrt(len(efforts)) < 0.008 * effort["mean_min"]  # so 4 of them are within 3.2 %


def test_lognormal_efforts_are_lognormal(build_one: Build) -> None:
    effort = {"law": "lognormal", "mean_min": 20.0, "sigma_log": 0.8}
    logs = np.log(tasks_of(build_one(5000, {"per_day": 20.0}, effort=effort))["effort_min"])
    distance = stats.kstest(logs, stats.norm(np.log(20) - 0.32, 0.8).cdf).statistic
    assert distance * np.sqrt(len(logs)) < stats.kstwobign.isf(1e-4)


def test_exponential_efforts_are_exponential(build_one: Build) -> None:
    effort = {"law": "exponential", "mean_min": 7.0}
    efforts = tasks_of(build_one(5000, {"per_day": 20.0}, effort=effort))["effort_min"]
    assert stats.kstest(efforts, "expon", args=(0, 7)).statistic * np.sqrt(len(efforts)) < stats.kstwobign.isf(1e-4)


def test_deterministic_efforts_are_all_the_same(build_one: Build) -> None:
    assert set(tasks_of(build_one(50))["effort_min"]) == {5.0}


def test_types_have_their_shares_and_relative_efforts_at_the_function_s_mean(build_one: Build) -> None:
    types = {
        "short": {"share": 6.0},
        "long": {"share": 3.0, "effort_factor": 4.0},
        "rare": {"share": 1.0, "effort_factor": 0.5},
    }
    tasks = tasks_of(build_one(1000, {"per_day": 30.0}, types=types))
    n = len(tasks["task_type"])
    seen = np.bincount(tasks["task_type"], minlength=3)
    expected = n * np.array([0.6, 0.3, 0.1])
    assert ((seen - expected) ** 2 / expected).sum() < stats.chi2.isf(1e-4, 2)
    efforts = [set(tasks["effort_min"][tasks["task_type"] == kind]) for kind in range(3)]
    unit = 5.0 / (0.6 * 1.0 + 0.3 * 4.0 + 0.1 * 0.5)
    assert [effort.pop() for effort in efforts] == pytest.approx([unit, 4 * unit, unit / 2], rel=1e-12)
    assert abs(z_score(tasks["effort_min"], 5.0)) < 4


@pytest.mark.parametrize("rho", [-0.5, 0.0, 0.3, 0.8])
def test_difficulty_is_standard_normal_and_correlates_with_log_effort(build_one: Build, rho: float) -> None:
    config = build_one(
        2000,
        {"per_day": 20.0},
        effort={"law": "lognormal", "mean_min": 9.0, "sigma_log": 1.0},
        human={"effort_difficulty_correlation": rho},
    )
    tasks = tasks_of(config)
    n = len(tasks["difficulty"])
    seen = np.corrcoef(np.log(tasks["effort_min"]), tasks["difficulty"])[0, 1]
    # Fisher's z has standard error 1/sqrt(n): 4 of them are 0.02.
    assert abs(np.arctanh(seen) - np.arctanh(rho)) < 4 / np.sqrt(n)
    for column in ("difficulty", "machine_z"):
        assert stats.kstest(tasks[column], "norm").statistic * np.sqrt(n) < stats.kstwobign.isf(1e-4)
    assert abs(np.corrcoef(tasks["machine_z"], tasks["difficulty"])[0, 1]) * np.sqrt(n) < 4


def test_difficulty_correlates_with_exponential_effort_by_rank(build_one: Build) -> None:
    config = build_one(
        2000, {"per_day": 20.0}, effort={"law": "exponential"}, human={"effort_difficulty_correlation": 0.6}
    )
    tasks = tasks_of(config)
    score = special.ndtri(stats.expon.cdf(tasks["effort_min"], scale=5.0))
    seen = np.corrcoef(score, tasks["difficulty"])[0, 1]
    assert abs(np.arctanh(seen) - np.arctanh(0.6)) < 4 / np.sqrt(len(score))


@pytest.mark.parametrize(("column", "share"), [("novel", "novel_share"), ("needs_human", "human_touch_share")])
def test_marks_have_their_shares(build_one: Build, column: str, share: str) -> None:
    marked = tasks_of(build_one(1000, {"per_day": 20.0}, **{share: 0.15}))[column]
    assert abs(marked.sum() - 0.15 * len(marked)) < 4 * np.sqrt(0.15 * 0.85 * len(marked))
    for extreme in (0.0, 1.0):
        assert (tasks_of(build_one(20, **{share: extreme}))[column] == bool(extreme)).all()


def test_patience_is_exponential_or_none(build_one: Build) -> None:
    patience = tasks_of(build_one(1000, {"per_day": 20.0}, patience={"law": "exponential", "mean_min": 3.0}))
    minutes = patience["patience_min"]
    assert stats.kstest(minutes, "expon", args=(0, 3)).statistic * np.sqrt(len(minutes)) < stats.kstwobign.isf(1e-4)
    assert np.isinf(tasks_of(build_one(20))["patience_min"]).all()


# ------------------------------------------------------------------------------------------------ nothing else moves


def assert_same(
    one: dict[str, NDArray[Any]], other: dict[str, NDArray[Any]], but: frozenset[str] = frozenset()
) -> None:
    for name in one.keys() - but:
        assert np.array_equal(one[name], other[name]), name


def test_more_demand_leaves_the_first_tasks_as_they_were(build: Build) -> None:
    few = of(build(), "sales")
    many = of(build(functions={"sales": {"arrivals": {"per_day": 24.0}}}), "sales")
    n = len(few["key"])
    assert len(many["key"]) > 1.5 * n
    assert_same(few, {name: column[:n] for name, column in many.items()}, but=frozenset({"arrival_min"}))


def test_longer_horizon_leaves_the_first_attributes_as_they_were(build: Build) -> None:
    short, long = of(build(), "service"), of(build(horizon_days=112), "service")
    n = len(short["key"])
    assert_same(short, {name: column[:n] for name, column in long.items()}, but=frozenset({"arrival_min"}))


def test_spread_of_effort_leaves_all_but_effort_alone(build: Build) -> None:
    base, wide = of(build(), "sales"), of(build(functions={"sales": {"effort": {"sigma_log": 1.2}}}), "sales")
    assert_same(base, wide, but=frozenset({"effort_min"}))
    assert not np.array_equal(base["effort_min"], wide["effort_min"])


def test_another_function_leaves_the_tasks_of_the_others_alone(build: Build) -> None:
    extra = {
        "arrivals": {"per_day": 5.0},
        "effort": {"mean_min": 3.0},
        "types": {"a": {"share": 1.0}, "b": {"share": 1.0}},
        "value_eur": 1.0,
    }
    base, more = (
        build(),
        build(functions={"books": extra}, staff={"clerk": {"functions": ["sales", "service", "books"]}}),
    )
    for name in base.functions:
        assert_same(of(base, name), of(more, name))
    assert len(of(more, "books")["key"]) > 0


def test_another_law_of_arrival_leaves_attributes_alone(build: Build) -> None:
    base = of(build(), "sales")
    regular = of(build(functions={"sales": {"arrivals": {"law": "regular", "per_day": 20.0}}}), "sales")
    n = min(len(base["key"]), len(regular["key"]))
    for name in base.keys() - {"arrival_min"}:
        assert np.array_equal(base[name][:n], regular[name][:n]), name


def test_seed_and_replication_change_the_tasks(build: Build) -> None:
    config = build()
    drawn = [tasks_of(config, seed, replication) for seed, replication in ((1, 0), (1, 1), (2, 0))]
    firsts = {float(tasks["arrival_min"][0]) for tasks in drawn}
    assert len(firsts) == 3


def test_tasks_are_sorted_and_have_keys_of_their_own(build: Build) -> None:
    tasks = tasks_of(build())
    assert (np.diff(tasks["arrival_min"]) >= 0).all()
    assert len(np.unique(tasks["key"])) == len(tasks["key"])
    assert tasks["arrival_min"][-1] < 56 * 1440
    assert set(tasks["task_type"][tasks["function"] == 0]) == {0, 1}
    assert set(tasks["task_type"][tasks["function"] == 1]) == {2}


def test_simultaneous_tasks_are_ordered_by_function(build: Build) -> None:
    both = {"arrivals": {"law": "regular", "per_day": 4.0}}
    tasks = tasks_of(build(functions={"sales": both, "service": both}))
    assert tasks["function"][:6].tolist() == [0, 1] * 3
    assert tasks["arrival_min"][0] == tasks["arrival_min"][1]
