"""The tipping point of profit curves whose optimum is known, and how often its interval holds it."""

from typing import Any

import numpy as np
import pandas as pd
import pytest
from sweep_tables import noise, sweep_table

from symbio_sim.analysis.errors import AnalysisError
from symbio_sim.analysis.paired import paired
from symbio_sim.analysis.risk_value import contributions, shortfall, values
from symbio_sim.analysis.tipping_point import largest_maximiser, tipping_point
from symbio_sim.metrics import conditional_value_at_risk

LEVELS = [0.0, 0.2, 0.4, 0.6, 0.8, 1.0]
PROFIT = "stressed_discounted_profit_eur_per_day"


def dial(optimum: float, n_worlds: int, *, spread: float = 0.0, tail: float = 0.0, key: int = 0) -> pd.DataFrame:
    """Profit 100 - 50 (a - optimum)^2 plus what Worlds share, plus `spread` of each level's own.

    In one World of twenty, the bad ones, `tail` times the level is lost as well.
    """

    def outcomes(chosen: dict[str, Any], world: int) -> dict[str, float]:
        a = chosen["share"]
        common = 20.0 * noise(key, world).normal()
        own = spread * noise(key, world, int(100 * a)).normal()
        lost = tail * a if world % 20 == 0 else 0.0
        return {PROFIT: 100.0 - 50.0 * (a - optimum) ** 2 + common + own - lost, "bot_task_share": 0.9 * a}

    return sweep_table({"share": LEVELS}, n_worlds, outcomes)


def found(table: pd.DataFrame, **options: Any) -> pd.DataFrame:
    return tipping_point(table, "share", **({"known": ["share"], "resamples": 200} | options))


def test_the_tipping_point_of_a_known_curve_is_its_optimum() -> None:
    rows = found(dial(0.6, 20), risk_weight=0.0)
    assert rows["a_star"].unique().tolist() == [0.6]
    assert rows["in_range"].all()
    assert rows[["a_star_ci_low", "a_star_ci_high"]].iloc[0].tolist() == [0.6, 0.6]
    assert rows["over_symbiosis"].tolist() == [False, False, False, False, True, True]
    assert rows["not_worse"].tolist() == [False, False, False, True, False, False]
    assert rows["bot_task_share"].tolist() == pytest.approx([0.9 * level for level in LEVELS])
    assert rows["difference"].iloc[5] == pytest.approx(-50.0 * 0.4**2)


def test_who_minds_bad_worlds_stops_earlier_by_what_the_tail_costs() -> None:
    table = dial(0.6, 400, tail=60.0)
    profits = np.stack([table[table["share"] == level][PROFIT].to_numpy() for level in LEVELS])
    exact = [0.5 * row.mean() + 0.5 * -conditional_value_at_risk(-row, 0.95) for row in profits]
    rows = found(table)
    assert rows["V"].tolist() == pytest.approx(exact)
    assert rows["a_star"].iloc[0] == LEVELS[int(np.argmax(exact))] < 0.6
    assert found(table, risk_weight=0.0)["a_star"].iloc[0] == 0.6


@pytest.mark.parametrize(("optimum", "star"), [(-0.5, 0.0), (1.5, 1.0)])
def test_at_the_ends_there_is_none_in_range(optimum: float, star: float) -> None:
    rows = found(dial(optimum, 20), risk_weight=0.0)
    assert rows["a_star"].iloc[0] == star
    assert not rows["in_range"].any()
    assert rows["share_at_lowest"].iloc[0] == (1.0 if star == 0.0 else 0.0)
    assert rows["share_at_highest"].iloc[0] == (1.0 if star == 1.0 else 0.0)


def test_of_equal_levels_the_largest_is_taken() -> None:
    assert largest_maximiser(np.array([1.0, 3.0, 3.0, 2.0])) == 2
    rows = found(dial(0.5, 20), risk_weight=0.0)  # 0.4 and 0.6 are equally far
    assert rows["a_star"].iloc[0] == 0.6
    assert rows["not_worse"].tolist() == [False, False, True, True, False, False]


def test_too_few_worlds_for_the_tail_are_refused_with_the_number_needed() -> None:
    with pytest.raises(AnalysisError, match="at least 200 replications are needed, or `risk_weight: 0`"):
        found(dial(0.6, 199))
    assert len(found(dial(0.6, 200))) == 6
    assert len(found(dial(0.6, 5), risk_weight=0.0)) == 6


def test_by_gives_a_tipping_point_for_each_circumstance() -> None:
    parts = [dial(optimum, 20).assign(half_life=days) for optimum, days in ((0.2, 60), (0.8, 400))]
    parts[1]["cell"] += 6
    rows = tipping_point(pd.concat(parts), "share", known=["share", "half_life"], by=["half_life"], risk_weight=0.0)
    assert rows.groupby("half_life")["a_star"].first().to_dict() == {60: 0.2, 400: 0.8}


def test_worlds_without_a_profit_are_counted_and_left_out_at_all_levels() -> None:
    table = dial(0.6, 20)
    table.loc[(table["replication"] == 7) & (table["share"] == 0.2), PROFIT] = np.nan
    rows = found(table, risk_weight=0.0)
    assert rows["n"].unique().tolist() == [19]
    assert rows["n_undefined"].unique().tolist() == [1]


def test_what_has_no_tipping_point_is_refused() -> None:
    table = dial(0.6, 20)
    with pytest.raises(AnalysisError, match="a lever whose values are numbers; share has cases"):
        found(table.assign(share=[f"level {value}" for value in table["share"]]), risk_weight=0.0)
    with pytest.raises(AnalysisError, match="three levels or more; share has 2"):
        found(table[table["share"] < 0.3], risk_weight=0.0)
    with pytest.raises(AnalysisError, match="is defined at all levels in 0 of 20 Worlds"):
        found(table.assign(**{PROFIT: np.nan}), risk_weight=0.0)


# ---------------------------------------------------------------------------------------- how sure: seeded Monte Carlo


@pytest.mark.parametrize("n_worlds", [200, 203, 250])
def test_contributions_add_up_to_the_value_exactly(n_worlds: int) -> None:
    profits = np.random.default_rng(5).gumbel(size=(3, n_worlds))
    for risk_weight in (0.0, 0.3, 1.0):
        v = values(profits, risk_weight)
        assert contributions(profits, risk_weight).mean(axis=1) == pytest.approx(v, rel=1e-12)
    assert values(profits, 1.0).tolist() == pytest.approx([shortfall(row) for row in profits])


def test_the_interval_of_a_difference_in_value_holds_it_about_as_often_as_it_says() -> None:
    # Two levels whose Worlds share most: X + Y1 against X + Y2 + 1, so that the true difference of V is 1.
    rng = np.random.default_rng(17)
    held = 0
    trials = 600
    for _ in range(trials):
        common = rng.normal(0.0, 3.0, 400)
        profits = np.stack([common + rng.normal(size=400), common + rng.normal(size=400) + 1.0])
        parts = contributions(profits, 0.5)
        difference = paired(parts[0], parts[1])
        held += difference.ci_low <= 1.0 <= difference.ci_high
    # Binomial error of 600 trials at 0.95: 0.009. The linearisation costs a little.
    assert 0.92 <= held / trials <= 0.975


def test_the_interval_of_the_tipping_point_holds_the_true_level_at_least_as_often_as_it_says() -> None:
    # Neighbours of the optimum at 0.6 lie 2 below it; with 25 Worlds and own luck of 8 the standard error of a
    # difference is 2.3, so that the best level of a sample is often the wrong one.
    trials, held, right = 150, 0, 0
    for trial in range(trials):
        rows = found(dial(0.6, 25, spread=8.0, key=trial + 1), risk_weight=0.0, resamples=100).iloc[0]
        held += rows["a_star_ci_low"] <= 0.6 <= rows["a_star_ci_high"]
        right += rows["a_star"] == 0.6
    assert 0.4 < right / trials < 0.85  # the task is not a trivial one
    assert held / trials >= 0.93
