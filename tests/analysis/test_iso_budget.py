"""People against bots at equal money."""

from typing import Any

import pandas as pd
import pytest
from sweep_tables import noise, sweep_table

from symbio_sim.analysis.errors import AnalysisError
from symbio_sim.analysis.iso_budget import iso_budget

COSTS = ["wages_eur", "bot_subscription_eur"]
KNOWN = ["staff", "bots"]


def outcomes(chosen: dict[str, Any], world: int) -> dict[str, float]:
    """A person costs 40,000 a year, a bot 10,000; goodput has a best mix of three people and four bots."""
    good = 100.0 - (chosen["staff"] - 3) ** 2 - (chosen["bots"] - 4) ** 2 + noise(world).normal(0.0, 20.0)
    half = 0.5 / 365.25 * 365.25  # the table is of half a year
    return {
        "wages_eur": half * 40_000.0 * chosen["staff"],
        "bot_subscription_eur": half * 10_000.0 * chosen["bots"],
        "goodput_eur_per_day": good,
    }


TABLE = sweep_table({"staff": [1, 2, 3, 4], "bots": [0, 4, 8, 12]}, 10, outcomes)


def found(budget: float, **options: Any) -> pd.DataFrame:
    plain: dict[str, Any] = {"known": KNOWN, "measured_days": 365.25 / 2, "costs": COSTS}
    return iso_budget(TABLE, KNOWN, ["goodput_eur_per_day"], budget, **(plain | options))


def test_only_what_costs_the_same_competes_and_the_best_comes_first() -> None:
    rows = found(160_000.0)
    assert list(zip(rows["staff"], rows["bots"], strict=True)) == [(3, 4), (2, 8), (4, 0), (1, 12)]
    assert (rows["cost_eur_per_year"] == 160_000.0).all()
    assert (rows["cost_eur_per_year_ci_low"] == 160_000.0).all()
    assert rows["difference"].iloc[1] == pytest.approx(-17.0)  # (2-3)^2 + (8-4)^2
    assert rows["rank"].tolist() == [1, 2, 3, 4]


def test_tolerance_lets_more_compete() -> None:
    assert len(found(180_000.0, tolerance=0.12)) == 4 + 3  # 160,000 and 200,000 both lie within 12 %
    with pytest.raises(
        AnalysisError, match=r"no alternative costs 180,000 euros a year within 5 %; the nearest: staff"
    ):
        found(180_000.0)


def test_a_budget_needs_costs() -> None:
    with pytest.raises(AnalysisError, match="name one or more outcomes and costs"):
        found(160_000.0, costs=[])
