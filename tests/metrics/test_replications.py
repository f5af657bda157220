import math

import numpy as np
import pandas as pd
import pytest
from builders import bot, firm, function, role
from scipy import stats

from symbio_sim.config import Config
from symbio_sim.metrics import compare, evaluate, replicate, summarise
from symbio_sim.world import draw_world


def shop(share: float = 0.5, count: int = 1, horizon_days: int = 21) -> Config:
    return firm(
        {"a": function(40, 20.0, due={"target_min": 120})},
        {"p": role(count, ["a"])},
        {"b": bot(["a"], accuracy=0.8)},
        horizon_days=horizon_days,
        warm_up_days=2,
        replications=3,
        policy={"rule": "fixed_share", "share": share},
        stressors={"vendor_outage": {"day": 8}},
    )


def test_each_row_is_the_evaluation_of_its_world() -> None:
    done: list[tuple[int, int]] = []
    frame = replicate(shop(), seed=4, progress=lambda *state: done.append(state))
    assert frame.columns.tolist()[:2] == ["seed", "replication"]
    assert frame[["seed", "replication"]].values.tolist() == [[4, 0], [4, 1], [4, 2]]
    assert done == [(1, 3), (2, 3), (3, 3)]
    assert frame.iloc[1, 2:].to_dict() == pytest.approx(evaluate(shop(), 4, 1), nan_ok=True, rel=0, abs=0)
    assert frame["goodput_tasks_per_day"].nunique() == 3


def test_given_worlds_are_used_as_they_are() -> None:
    worlds = [draw_world(shop(), 9, 5), draw_world(shop(), 8, 2)]
    frame = replicate(shop(), worlds=worlds, stress=False)
    assert frame[["seed", "replication"]].values.tolist() == [[9, 5], [8, 2]]
    assert frame.iloc[0, 2:].to_dict() == pytest.approx(evaluate(shop(), 9, 5, stress=False), nan_ok=True, rel=0, abs=0)


def test_impossible_numbers_of_worlds_are_refused() -> None:
    with pytest.raises(ValueError, match="at least one"):
        replicate(shop(), replications=0)
    with pytest.raises(ValueError, match="not both"):
        replicate(shop(), replications=2, worlds=[draw_world(shop(), 1)])


def test_a_summary_has_students_interval_and_counts_what_is_undefined() -> None:
    nan = math.nan
    frame = pd.DataFrame(
        {"seed": 1, "replication": range(4), "x": [1.0, 2.0, 3.0, nan], "once": [5.0, nan, nan, nan], "never": nan}
    )
    table = summarise(frame).set_index("measure")
    assert table.index.tolist() == ["x", "once", "never"]
    half = 4.302652729696142 / math.sqrt(3.0)  # the 97.5 % point of t with two degrees of freedom
    assert table.loc["x"].tolist() == pytest.approx([2.0, 1.0, 2.0 - half, 2.0 + half, 3, 1])
    assert table.loc["once"].tolist() == pytest.approx([5.0, nan, nan, nan, 1, 3], nan_ok=True)
    assert table.loc["never"].tolist() == pytest.approx([nan, nan, nan, nan, 0, 4], nan_ok=True)


def test_a_firm_does_not_differ_from_itself() -> None:
    table = compare(shop(), shop(), seed=4, replications=3)
    assert table.attrs["identical_worlds"] == 3
    defined = table[table["n"] > 0]
    assert (defined["difference"] == 0.0).all()
    assert (defined["p_wilcoxon"] == 1.0).all()


def test_differences_are_paired_world_by_world() -> None:
    a, b = shop(0.2), shop(0.8)
    table = compare(a, b, seed=4, replications=8, stress=False).set_index("measure")
    ours, theirs = replicate(a, 4, 8, stress=False), replicate(b, 4, 8, stress=False)
    difference = theirs["profit_eur"] - ours["profit_eur"]
    row = table.loc["profit_eur"]
    assert row["mean_b"] - row["mean_a"] == pytest.approx(row["difference"])
    low, high = stats.t.interval(0.95, 7, difference.mean(), stats.sem(difference))
    assert (row["ci_low"], row["ci_high"]) == pytest.approx((low, high))
    assert row["p_wilcoxon"] == pytest.approx(stats.wilcoxon(difference).pvalue)
    assert row["difference"] < 0.0
    # In the same Worlds far less is left to chance than between different ones.
    apart = np.hypot(ours["profit_eur"].std(), theirs["profit_eur"].std())
    assert row["sd"] < 0.8 * apart
    assert table.attrs["note"] == "both firms met the same 8 Worlds"


def test_other_circumstances_are_other_worlds_and_said() -> None:
    table = compare(shop(), shop(count=2), seed=4, replications=2, stress=False)
    assert table.attrs["identical_worlds"] == 0
    assert "2 of 2" in table.attrs["note"]


def test_intervals_stay_within_what_a_measure_can_be() -> None:
    frame = pd.DataFrame(
        {
            "seed": 1,
            "replication": [0, 1],
            "sla_attainment_share": [0.9, 1.0],
            "resilience_recovery_days": [0.0, 9.0],
            "resilience_loss_share": [-0.1, 0.2],
        }
    )
    table = summarise(frame).set_index("measure")
    assert table.loc["sla_attainment_share", "ci_high"] == 1.0
    assert table.loc["resilience_recovery_days", "ci_low"] == 0.0
    assert table.loc["resilience_loss_share", "ci_low"] < -0.1, "a loss may be a gain"
