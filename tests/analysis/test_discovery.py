"""PRIM on a box that was planted, and what is told of it."""

import math
from typing import Any

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import stats

from symbio_sim.analysis.discovery import discovery
from symbio_sim.analysis.errors import AnalysisError
from symbio_sim.analysis.prim import Box, Input, Limit, best_balanced, peel, quasi_p

NAMES = ["outage_days", "half_life", "price", "vendor"]
PROFIT = "profit_eur_per_day"


def planted(n: int = 1000, wrong: float = 0.0) -> pd.DataFrame:
    """A firm that fails where outages last over 6 of 10 days, half-lives are under 0.4, and the vendor is b."""
    rng = np.random.default_rng(4)
    frame = pd.DataFrame(
        {
            "cell": np.arange(n),
            "outage_days": rng.uniform(0.0, 10.0, n),
            "half_life": rng.uniform(0.0, 1.0, n),
            "price": rng.uniform(5.0, 9.0, n),
            "vendor": rng.choice(["a", "b"], n),
            "replication": 0,
        }
    )
    fails = (frame["outage_days"] > 6.0) & (frame["half_life"] < 0.4) & (frame["vendor"] == "b")
    return frame.assign(**{PROFIT: np.where(fails ^ (rng.uniform(size=n) < wrong), -10.0, 20.0)})


def found(table: pd.DataFrame, **options: Any) -> pd.DataFrame:
    return discovery(table, NAMES, PROFIT, **({"known": NAMES, "below": 0.0, "resamples": 20} | options))


def test_a_planted_box_is_found_with_its_limits_and_nothing_else() -> None:
    rows = found(planted())
    box = rows[rows["chosen"]].set_index("input")
    assert set(box.index) == {"outage_days", "half_life", "vendor"}
    assert box.loc["outage_days", "low"] == pytest.approx(6.0, abs=0.4)
    assert box.loc["outage_days", "high"] == math.inf
    assert box.loc["half_life", "high"] == pytest.approx(0.4, abs=0.04)
    assert box.loc["vendor", "cases"] == "b"
    assert box["coverage"].iloc[0] > 0.9
    assert box["density"].iloc[0] > 0.9
    assert (box["quasi_p"] < 1e-6).all()
    assert (box["reproduced_share"] > 0.8).all()


def test_it_is_found_among_cells_that_fail_otherwise() -> None:
    rows = found(planted(2000, wrong=0.05))
    box = rows[rows["chosen"]].set_index("input")
    assert {"outage_days", "half_life", "vendor"} <= set(box.index)
    assert box["density"].iloc[0] > 0.8
    assert (box.loc[["outage_days", "half_life", "vendor"], "quasi_p"] < 1e-6).all()


def test_steps_run_from_all_cells_to_fewer_and_coverage_never_rises() -> None:
    steps = found(planted(500, wrong=0.05)).drop_duplicates("step")
    assert steps["step"].tolist() == list(range(len(steps)))
    assert steps["input"].iloc[0] == ""
    assert (steps["coverage"].iloc[0], steps["n_cells"].iloc[0]) == (1.0, 500)
    assert (steps["coverage"].diff().iloc[1:] <= 0).all()
    assert (steps["n_cells"].diff().iloc[1:] < 0).all()
    assert steps["n_cells"].iloc[-1] >= 25
    assert steps["chosen"].sum() == 1


def test_shares_have_the_intervals_of_wilson() -> None:
    row = found(planted(500, wrong=0.05)).iloc[-1]
    low, high = stats.binomtest(int(row["n_failed"]), int(row["n_cells"])).proportion_ci(method="wilson")
    assert (row["density_ci_low"], row["density_ci_high"]) == pytest.approx((low, high))
    low, high = stats.binomtest(int(row["n_failed"]), int(row["n_all_failed"])).proportion_ci(method="wilson")
    assert (row["coverage_ci_low"], row["coverage_ci_high"]) == pytest.approx((low, high))


def test_a_cell_fails_by_its_mean_over_worlds_and_undefined_cells_are_counted() -> None:
    twice = pd.concat([planted(200).assign(replication=world) for world in range(2)])
    both = found(twice)
    assert both["n_all_failed"].iloc[0] == found(planted(200))["n_all_failed"].iloc[0]
    rescued = twice.copy()
    rescued.loc[rescued["replication"] == 1, PROFIT] = 20.0  # mean of -10 and 20
    assert found(rescued)["n_all_failed"].iloc[0] == 0
    gone = twice.copy()
    gone.loc[gone["cell"] < 7, PROFIT] = np.nan
    assert (found(gone)["n_undefined"].iloc[0], found(gone)["n_all"].iloc[0]) == (7, 193)
    half = twice.copy()
    half.loc[(half["cell"] < 7) & (half["replication"] == 0), PROFIT] = np.nan
    assert found(half)["n_undefined"].iloc[0] == 0


@pytest.mark.parametrize(
    ("bound", "n_failed"), [({"below": -100.0}, 0), ({"below": 100.0}, 200), ({"above": 100.0}, 0)]
)
def test_where_nothing_or_everything_fails_there_is_no_box(bound: dict[str, float], n_failed: int) -> None:
    rows = found(planted(200), **({"below": None} | bound))
    assert len(rows) == 1
    assert rows["n_failed"].iloc[0] == n_failed
    assert rows["input"].iloc[0] == ""


def test_switches_are_cases_and_numbers_are_ranges() -> None:
    table = planted(400).assign(vendor=lambda frame: frame["vendor"] == "b")
    box = found(table)
    assert box[box["chosen"]].set_index("input").loc["vendor", "cases"] == "True"


def test_a_limit_that_is_of_no_use_has_a_large_quasi_p() -> None:
    rng = np.random.default_rng(2)
    x, y = rng.uniform(size=400), rng.uniform(size=400)
    failed = x > 0.5
    inside = (x > 0.5) & (y > 0.9)
    limits = {"x": Limit(low=0.5), "y": Limit(low=0.9)}
    box = Box(limits, int(inside.sum()), int(failed[inside].sum()), 400, int(failed.sum()))
    inputs = [Input("x", x), Input("y", y)]
    assert quasi_p(box, "y", inputs, failed) == 1.0
    density = failed[y > 0.9].mean()
    expected = stats.binom.sf(box.n_failed - 1, box.n_cells, density)
    assert quasi_p(box, "x", inputs, failed) == pytest.approx(expected)
    assert expected < 1e-4


@given(st.lists(st.tuples(st.integers(0, 4), st.integers(0, 9), st.booleans()), min_size=5, max_size=60))
def test_boxes_hold_exactly_the_cells_that_their_limits_admit(cells: list[tuple[int, int, bool]]) -> None:
    inputs = [
        Input("a", np.array([float(c[0]) for c in cells])),
        Input("b", np.array([str(c[1]) for c in cells], object)),
    ]
    failed = np.array([c[2] for c in cells])
    boxes = peel(inputs, failed, share=0.1, smallest=0.1)
    for box in boxes:
        inside = np.ones(len(cells), dtype=bool)
        for item in inputs:
            if item.name in box.limits:
                inside &= box.limits[item.name].admits(item.values)
        assert (box.n_cells, box.n_failed) == (inside.sum(), failed[inside].sum())
    assert boxes[best_balanced(boxes)].balance == max(box.balance for box in boxes)


@pytest.mark.parametrize(
    ("options", "message"),
    [
        ({"above": 1.0}, "give either `below` or `above`"),
        ({"below": None}, "give either `below` or `above`"),
        ({"known": ["outage_days"]}, "no lever is called 'half_life'"),
    ],
)
def test_mistakes_are_told(options: dict[str, Any], message: str) -> None:
    with pytest.raises(AnalysisError, match=message):
        found(planted(50), **options)
    with pytest.raises(AnalysisError, match="name one or more levers"):
        discovery(planted(50), [], PROFIT, known=NAMES, below=0.0)
    with pytest.raises(AnalysisError, match="is defined in none of 50 cells"):
        found(planted(50).assign(**{PROFIT: np.nan}))
