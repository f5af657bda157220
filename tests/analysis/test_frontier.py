"""The frontier of a known set, and how its uncertainty is told."""

import itertools
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra import numpy as hnp
from scipy import stats
from sweep_tables import noise, sweep_table

from symbio_sim.analysis.errors import AnalysisError
from symbio_sim.analysis.frontier import frontier, not_dominated

BOTH = ["profit_eur_per_day", "error_share"]
# Profit is better high, errors low. B is beaten by A; E equals D; C trades errors for profit.
KNOWN_SET = {"A": (10.0, 0.10), "B": (9.0, 0.11), "C": (4.0, 0.02), "D": (12.0, 0.30), "E": (12.0, 0.30)}


def table(spread: float, n_worlds: int = 30, **undefined: int) -> Any:
    def outcomes(chosen: dict[str, Any], world: int) -> dict[str, float]:
        profit, errors = KNOWN_SET[chosen["mix"]]
        luck = noise(world, ord(chosen["mix"])).normal(0.0, spread)
        missing = world < undefined.get(chosen["mix"], 0)
        return {"profit_eur_per_day": np.nan if missing else profit + luck, "error_share": errors}

    return sweep_table({"mix": list(KNOWN_SET)}, n_worlds, outcomes)


def test_the_frontier_is_the_known_one_and_certain_without_luck() -> None:
    found = frontier(table(0.0), ["mix"], BOTH, known=["mix"], resamples=100).set_index("mix")
    assert found["on_frontier"].to_dict() == {"A": True, "B": False, "C": True, "D": True, "E": True}
    assert found["frontier_share"].tolist() == [1.0, 0.0, 1.0, 1.0, 1.0]
    assert found.loc["A", "profit_eur_per_day"] == 10.0
    assert found.loc["A", "error_share_ci_low"] == pytest.approx(0.10)


def test_where_worlds_differ_a_close_call_is_told_as_one() -> None:
    # B is on the frontier if it earns more than A. The bootstrap says so about as often as the normal law does.
    worlds = table(3.0)
    found = frontier(worlds, ["mix"], BOTH, known=["mix"], resamples=400, seed=2).set_index("mix")
    wide = worlds.pivot_table(index="replication", columns="mix", values="profit_eur_per_day")
    ahead = wide["B"] - wide["A"]
    expected = stats.norm.cdf(ahead.mean() / (ahead.std(ddof=1) / np.sqrt(len(ahead))))
    assert 0.1 < expected < 0.9
    assert found.loc["B", "frontier_share"] == pytest.approx(expected, abs=0.07)
    assert found.loc["C", "frontier_share"] == 1.0
    again = frontier(table(3.0), ["mix"], BOTH, known=["mix"], resamples=400, seed=2).set_index("mix")
    assert found.equals(again)


def test_worlds_with_something_undefined_are_counted_and_left_out_for_all() -> None:
    found = frontier(table(1.0, B=4), ["mix"], BOTH, known=["mix"], resamples=100)
    assert found["n"].unique().tolist() == [26]
    assert found["n_undefined"].unique().tolist() == [4]


def test_a_single_world_does_not_tell_how_sure_a_place_is() -> None:
    found = frontier(table(1.0, n_worlds=1), ["mix"], BOTH, known=["mix"], resamples=100)
    assert found["on_frontier"].any()
    assert found["frontier_share"].isna().all()


def test_what_cannot_be_a_frontier_is_refused() -> None:
    with pytest.raises(AnalysisError, match="needs two outcomes"):
        frontier(table(0.0), ["mix"], BOTH[:1], known=["mix"])
    with pytest.raises(AnalysisError, match="in none of 30 Worlds"):
        frontier(table(0.0, B=30), ["mix"], BOTH, known=["mix"])


@given(hnp.arrays(np.int64, st.tuples(st.integers(1, 12), st.integers(1, 3)), elements=st.integers(0, 4)))
def test_not_dominated_is_the_definition(scores: Any) -> None:
    found = not_dominated(scores.astype(float))
    for place, other in itertools.product(range(len(scores)), repeat=2):
        beats = bool((scores[other] >= scores[place]).all() and (scores[other] > scores[place]).any())
        assert not (beats and found[place])
    beaten = [any((s >= mine).all() and (s > mine).any() for s in scores) for mine in scores]
    assert found.tolist() == [not item for item in beaten]
