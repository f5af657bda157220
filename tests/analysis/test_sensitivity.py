"""Sobol' indices of the Ishigami function, whose values are known, and elementary effects of a linear function."""

import math
from typing import Any

import numpy as np
import pandas as pd
import pytest

from symbio_sim.analysis.errors import AnalysisError
from symbio_sim.analysis.sensitivity import noise_share, sensitivity
from symbio_sim.experiment.designs import Morris, Saltelli
from symbio_sim.experiment.sampled import unit_points

NAMES = ["x1", "x2", "x3"]
PROFIT = "profit_eur_per_day"
A, B = 7.0, 0.1


def ishigami(point: Any) -> float:
    """sin x1 + a sin^2 x2 + b x3^4 sin x1 on -pi to pi (Ishigami and Homma 1990)."""
    x1, x2, x3 = (-math.pi + 2.0 * math.pi * point).tolist()
    return math.sin(x1) + A * math.sin(x2) ** 2 + B * x3**4 * math.sin(x1)


def known_indices() -> dict[str, dict[str, float]]:
    """Exact shares of variance, from the integrals."""
    v1 = 0.5 * (1.0 + B * math.pi**4 / 5.0) ** 2
    v2 = A**2 / 8.0
    v13 = B**2 * math.pi**8 * (1.0 / 18.0 - 1.0 / 50.0)
    total = v1 + v2 + v13
    first = {"x1": v1 / total, "x2": v2 / total, "x3": 0.0}
    return {
        "S1": first,
        "ST": {"x1": (v1 + v13) / total, "x2": first["x2"], "x3": v13 / total},
        "S2": {"x3": v13 / total},
    }


def table_of(design: Saltelli | Morris, function: Any, *, n_worlds: int = 1, spread: float = 0.0) -> pd.DataFrame:
    rng = np.random.default_rng(8)
    points = unit_points(design, 3)
    worlds = 10.0 * rng.normal(size=n_worlds)
    rows = [
        {"cell": cell, **dict(zip(NAMES, point.tolist(), strict=True)), "replication": world}
        | {PROFIT: function(point) + worlds[world] + spread * rng.normal()}
        for cell, point in enumerate(points)
        for world in range(n_worlds)
    ]
    return pd.DataFrame(rows)


SALTELLI = Saltelli(kind="saltelli", samples=1024, second_order=True, seed=3)
MORRIS = Morris(kind="morris", trajectories=10, levels=4, seed=3)
FINE = Morris(kind="morris", trajectories=4, levels=4, seed=1)


def test_the_indices_of_the_ishigami_function_are_the_known_ones() -> None:
    found = sensitivity(table_of(SALTELLI, ishigami), SALTELLI, [PROFIT], known=NAMES, resamples=100)
    exact = known_indices()
    for index in ("S1", "ST"):
        mine = found[found["index"] == index].set_index("input")
        for name in NAMES:
            # 1,024 points: errors of some 0.02; the intervals of SALib hold the exact values.
            assert mine.loc[name, "value"] == pytest.approx(exact[index][name], abs=0.03)
            assert mine.loc[name, "ci_low"] - 0.01 <= exact[index][name] <= mine.loc[name, "ci_high"] + 0.01
    pairs = found[found["index"] == "S2"].set_index(["input", "other"])["value"]
    assert pairs["x1", "x3"] == pytest.approx(exact["S2"]["x3"], abs=0.05)
    assert pairs["x1", "x2"] == pytest.approx(0.0, abs=0.05)


def test_the_elementary_effects_of_a_linear_function_are_its_slopes() -> None:
    def linear(point: Any) -> float:
        return float(point @ np.array([5.0, -2.0, 0.0]))

    found = sensitivity(table_of(MORRIS, linear), MORRIS, [PROFIT], known=NAMES, resamples=100)
    wide = found.pivot(index="input", columns="index", values="value")
    assert wide["mu"].tolist() == pytest.approx([5.0, -2.0, 0.0], abs=1e-9)
    assert wide["mu_star"].tolist() == pytest.approx([5.0, 2.0, 0.0], abs=1e-9)
    assert wide["sigma"].tolist() == pytest.approx([0.0, 0.0, 0.0], abs=1e-9)


def test_equal_seeds_give_equal_intervals_also_at_seed_zero() -> None:
    table = table_of(Saltelli(kind="saltelli", samples=64), ishigami)
    twice = [
        sensitivity(table, Saltelli(kind="saltelli", samples=64), [PROFIT], known=NAMES, resamples=100, seed=0)
        for _ in range(2)
    ]
    pd.testing.assert_frame_equal(*twice)


def test_the_share_of_chance_is_what_worlds_add_beyond_what_they_share() -> None:
    # Ishigami has a variance of 13.84; own luck of 5 in the mean of 4 Worlds adds 25 / 4 = 6.25.
    table = table_of(Saltelli(kind="saltelli", samples=512), ishigami, n_worlds=4, spread=5.0)
    found = sensitivity(table, Saltelli(kind="saltelli", samples=512), [PROFIT], known=NAMES, resamples=100)
    assert found["noise_share"].iloc[0] == pytest.approx(6.25 / (13.84 + 6.25), abs=0.02)
    assert (found["n"] == 4).all()


def test_what_worlds_share_is_no_chance() -> None:
    values = np.array([[1.0], [2.0], [4.0]]) + np.array([[10.0, -20.0, 3.0]])
    assert noise_share(values) == pytest.approx(0.0, abs=1e-12)
    assert math.isnan(noise_share(values[:, :1]))


def test_an_outcome_that_never_changes_has_no_indices() -> None:
    design = Saltelli(kind="saltelli", samples=8)
    found = sensitivity(table_of(design, lambda point: 3.0), design, [PROFIT], known=NAMES, resamples=100)
    assert found["value"].isna().all()
    assert len(found) == 6


@pytest.mark.parametrize("design", [Saltelli(kind="saltelli", samples=8), FINE])
def test_cells_that_are_missing_or_undefined_are_named_and_nothing_is_filled_in(design: Saltelli | Morris) -> None:
    table = table_of(design, ishigami, n_worlds=2)

    def refusal(changed: pd.DataFrame, n_worlds: int = 2) -> str:
        with pytest.raises(AnalysisError) as error:
            sensitivity(changed, design, [PROFIT], known=NAMES, n_worlds=n_worlds)
        return str(error.value)

    assert "1 of" in refusal(table[table["cell"] != 5])
    assert "cells have not met all of 2 Worlds: 5;" in refusal(table[table["cell"] != 5])
    assert ": 3;" in refusal(table[(table["cell"] != 3) | (table["replication"] != 1)])
    assert "all of 3 Worlds: 0, 1, 2" in refusal(table, 3)
    table.loc[table["cell"].isin([2, 7]) & (table["replication"] == 1), PROFIT] = np.nan
    assert "is undefined, or its run failed, in 2 of" in refusal(table)
    assert "cells: 2, 7;" in refusal(table)


def test_worlds_that_only_some_cells_met_are_left_out() -> None:
    design = Saltelli(kind="saltelli", samples=8)
    table = table_of(design, ishigami, n_worlds=3)
    uneven = table[(table["replication"] < 2) | (table["cell"] == 0)]
    found = sensitivity(uneven, design, [PROFIT], known=NAMES, n_worlds=2, resamples=100)
    assert (found["n"] == 2).all()
