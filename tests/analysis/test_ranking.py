"""Ranking, pairs and effects on tables whose differences are known."""

import math
from typing import Any

import numpy as np
import pandas as pd
import pytest
from scipy import stats
from sweep_tables import noise, sweep_table

from symbio_sim.analysis.alternatives import selected
from symbio_sim.analysis.effect import effect
from symbio_sim.analysis.errors import AnalysisError
from symbio_sim.analysis.ranking import pairs, ranking

LEVERS = {"share": [0.0, 0.5, 1.0], "review": ["none", "all"], "half_life": [60, 400]}
KNOWN = list(LEVERS)


def outcomes(chosen: dict[str, Any], world: int) -> dict[str, float]:
    """The middle share earns 30 more; Worlds differ by far more than alternatives; long half-lives earn 7 more."""
    common = float(noise(world).normal(0.0, 100.0))
    own = float(noise(world, int(10 * chosen["share"]), len(chosen["review"])).normal(0.0, 1.0))
    profit = 500.0 + 30.0 * (chosen["share"] == 0.5) + 7.0 * (chosen["half_life"] == 400) + common + own
    return {
        "profit_eur_per_day": profit,
        "error_share": 0.1 + 0.01 * chosen["share"],
        "bot_task_share": chosen["share"],
    }


TABLE = sweep_table(LEVERS, 20, outcomes)


def test_the_best_comes_first_and_pairing_sees_what_worlds_would_hide() -> None:
    found = ranking(TABLE, ["share"], ["profit_eur_per_day"], known=KNOWN)
    assert found["rank"].tolist() == [1, 2, 3]
    assert found["share"].iloc[0] == 0.5
    assert found["difference"].iloc[1:].tolist() == pytest.approx([-30.0, -30.0], abs=1.0)
    assert (found["p_holm"].iloc[1:] < 1e-6).all()
    # Unpaired, intervals of some +-47 overlap.
    assert (found["ci_high"] - found["ci_low"] > 80).all()
    assert math.isnan(found["difference"].iloc[0])


def test_levers_not_named_are_averaged_within_each_world() -> None:
    found = ranking(TABLE, ["share"], ["profit_eur_per_day"], known=KNOWN).set_index("share")
    wide = TABLE.groupby(["share", "replication"])["profit_eur_per_day"].mean().unstack("share")
    expected = stats.ttest_rel(wide[1.0], wide[0.5])
    low, high = expected.confidence_interval(0.95)
    assert found.loc[1.0, "mean"] == pytest.approx(wide[1.0].mean())
    assert found.loc[1.0, ["difference_ci_low", "difference_ci_high"]].tolist() == pytest.approx([low, high])
    assert found["n"].tolist() == [20, 20, 20]


def test_less_is_better_where_the_measure_says_so() -> None:
    found = ranking(TABLE, ["share"], ["error_share"], known=KNOWN)
    assert found["share"].tolist() == [0.0, 0.5, 1.0]


def test_within_gives_a_ranking_for_each_circumstance() -> None:
    found = ranking(TABLE, ["share", "review"], ["profit_eur_per_day"], known=KNOWN, within=["half_life"])
    assert found.groupby("half_life").size().tolist() == [6, 6]
    best = found[found["rank"] == 1].set_index("half_life")
    assert best.loc[400, "mean"] - best.loc[60, "mean"] == pytest.approx(7.0)
    assert (best["share"] == 0.5).all()


def test_every_pair_is_compared_once_and_worlds_needed_grow_as_differences_shrink() -> None:
    found = pairs(TABLE, ["share"], ["profit_eur_per_day"], known=KNOWN)
    assert list(zip(found["share_a"], found["share_b"], strict=True)) == [(0.0, 0.5), (0.0, 1.0), (0.5, 1.0)]
    near, far = found["replications_to_separate"].iloc[1], found["replications_to_separate"].iloc[0]
    assert far <= 3 < near


def test_an_undefined_outcome_is_counted_for_its_alternative_alone() -> None:
    table = TABLE.copy()
    table.loc[(table["share"] == 1.0) & (table["replication"] == 3) & (table["cell"] > 9), "profit_eur_per_day"] = (
        np.nan
    )
    found = ranking(table, ["share"], ["profit_eur_per_day"], known=KNOWN).set_index("share")
    assert found["n_undefined"].to_dict() == {0.5: 0, 0.0: 0, 1.0: 1}
    assert found["n"].to_dict() == {0.5: 20, 0.0: 20, 1.0: 19}


def test_a_missing_run_is_undefined_like_a_failed_one() -> None:
    gone = TABLE[~((TABLE["share"] == 1.0) & (TABLE["replication"] == 3) & (TABLE["cell"] == 11))]
    found = ranking(gone, ["share"], ["profit_eur_per_day"], known=KNOWN).set_index("share")
    assert found.loc[1.0, "n_undefined"] == 1


def test_an_alternative_that_is_undefined_everywhere_comes_last() -> None:
    table = TABLE.copy()
    table.loc[table["share"] == 0.5, "profit_eur_per_day"] = np.nan
    found = ranking(table, ["share"], ["profit_eur_per_day"], known=KNOWN)
    assert found["share"].iloc[-1] == 0.5
    assert found["n"].iloc[-1] == 0
    assert math.isnan(found["p_holm"].iloc[-1])


def test_alternatives_under_other_circumstances_are_not_compared() -> None:
    lopsided = TABLE[(TABLE["share"] != 1.0) | (TABLE["half_life"] == 60)]
    with pytest.raises(AnalysisError, match=r"share = 1.0 was not run with the same values of review, half_life"):
        ranking(lopsided, ["share"], ["profit_eur_per_day"], known=KNOWN)
    selected_rows = selected(lopsided, {"half_life": 60}, KNOWN)
    assert len(ranking(selected_rows, ["share"], ["profit_eur_per_day"], known=KNOWN)) == 3


@pytest.mark.parametrize(
    ("call", "message"),
    [
        (lambda: ranking(TABLE, ["shares"], ["error_share"], known=KNOWN), "no lever is called 'shares'; did you mean"),
        (lambda: ranking(TABLE, ["share"], ["eror_share"], known=KNOWN), "no outcome is called 'eror_share'; did you"),
        (lambda: ranking(TABLE, ["share"], ["bot_task_share"], known=KNOWN), "neither more nor less of it is better"),
        (lambda: ranking(TABLE, ["share"], ["natural_loss_eur"], known=KNOWN), "it needs twins of each World"),
        (lambda: ranking(TABLE, ["share"], [], known=KNOWN), "name one or more outcomes"),
        (lambda: pairs(TABLE, ["share"], [], known=KNOWN), "name one or more outcomes"),
        (lambda: effect(TABLE, "share", 0.0, [], known=KNOWN), "name one or more outcomes"),
        (lambda: ranking(TABLE, ["share"], ["error_share"], known=KNOWN, within=["share"]), "named twice: share"),
        (lambda: ranking(TABLE[:0], ["share"], ["error_share"], known=KNOWN), "the table has no runs"),
        (lambda: effect(TABLE, "share", 0.2, ["error_share"], known=KNOWN), "share is never 0.2; its values: 0.0, 0.5"),
        (lambda: selected(TABLE, {"half_life": 61}, KNOWN), "half_life is never 61; its values: 60, 400"),
    ],
)
def test_mistakes_are_told(call: Any, message: str) -> None:
    with pytest.raises(AnalysisError, match=message):
        call()


def test_an_effect_is_the_paired_difference_to_the_reference() -> None:
    found = effect(TABLE, "share", 0.0, ["profit_eur_per_day", "bot_task_share"], known=KNOWN, within=["half_life"])
    assert found.columns[:3].tolist() == ["half_life", "outcome", "share"]
    mine = found[(found["half_life"] == 60) & (found["outcome"] == "profit_eur_per_day")].set_index("share")
    wide = (
        TABLE[TABLE["half_life"] == 60].groupby(["share", "replication"])["profit_eur_per_day"].mean().unstack("share")
    )
    expected = stats.ttest_rel(wide[0.5], wide[0.0])
    assert mine.index[0] == 0.0
    assert math.isnan(mine.loc[0.0, "difference"])
    assert mine.loc[0.5, "difference"] == pytest.approx((wide[0.5] - wide[0.0]).mean())
    assert mine.loc[0.5, "p_holm"] == pytest.approx(2 * expected.pvalue)
    assert mine.loc[1.0, "p_holm"] == pytest.approx(stats.ttest_rel(wide[1.0], wide[0.0]).pvalue)


def test_cases_are_alternatives_like_numbers() -> None:
    found = effect(TABLE, "review", "none", ["error_share"], known=KNOWN)
    assert isinstance(found, pd.DataFrame)
    assert found["review"].tolist() == ["none", "all"]
    assert found["difference"].iloc[1] == 0.0
    assert found["p_holm"].iloc[1] == 1.0
