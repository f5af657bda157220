"""What planned shocks cost in the worst Worlds: the table and the words of `run`."""

from typing import Any, cast

import numpy as np
import pytest

from symbio_sim.metrics import StressPlan
from symbio_sim.metrics.stress import PROFIT_LOSS
from symbio_sim.report.collect import Collected, Finished
from symbio_sim.report.course import Course
from symbio_sim.report.stress_risk import COLUMNS, risk_text, stress_risk

PLAN = StressPlan("vendor_outage", "acme", 0.0, 600.0, lambda world: world)
NO_COURSE = cast("Course", None)


def collected(losses: Any, shocks: dict[str, Any] | None = None) -> Collected:
    """Return Worlds with these losses; `shocks` are those of further shocks, by name."""
    finished = []
    for number, loss in enumerate(losses):
        row = {"seed": 1, "replication": number, "resilience_loss_share": loss, "resilience_loss_eur": 1000.0 * loss}
        rows = [
            {"stressor": name, "resilience_loss_share": more[number], PROFIT_LOSS: -more[number]}
            for name, more in (shocks or {}).items()
        ]
        finished.append(Finished(row, NO_COURSE, None, None, rows))
    return Collected(finished, plan=PLAN)


LOSSES = np.random.default_rng(1).permutation(np.arange(200.0)) / 1000.0


def test_mean_var_and_cvar_of_a_single_shock_stand_in_the_table() -> None:
    risk = stress_risk(collected(LOSSES))
    assert tuple(risk.columns) == COLUMNS
    assert risk["stressor"].tolist() == ["vendor_outage"] * 2
    assert risk["n"].tolist() == [200, 200]
    np.testing.assert_allclose(risk[["mean", "var", "cvar"]], [[0.0995, 0.190, 0.1945], [99.5, 190.0, 194.5]])
    assert list(risk_text(risk)) == [
        "In the worst 5 % of Worlds vendor_outage costs 19.0 % of value or more (VaR), 19.4 % on average (CVaR)."
    ]


def test_each_of_several_shocks_has_its_own_rows() -> None:
    risk = stress_risk(collected(LOSSES, {"vendor_outage": LOSSES, "price_spike": LOSSES / 2.0}))
    rows = risk.set_index(["stressor", "measure"])
    assert rows.loc[("price_spike", "resilience_loss_share"), "cvar"] == pytest.approx(0.1945 / 2.0)
    assert rows.loc[("price_spike", PROFIT_LOSS), "cvar"] == pytest.approx(-np.arange(10.0).mean() / 2000.0)
    assert len(list(risk_text(risk))) == 2


def test_with_too_few_worlds_there_is_a_mean_and_a_reason() -> None:
    risk = stress_risk(collected(LOSSES[:199]))
    assert risk[["var", "cvar"]].isna().all(axis=None)
    assert risk["mean"].notna().all()
    assert risk["note"].str.startswith("too few Worlds").all()
    [words] = risk_text(risk)
    assert "too few Worlds" in words
    assert "at least 200 replications are needed" in words


def test_a_loss_that_is_undefined_in_a_world_is_not_left_out_in_silence() -> None:
    risk = stress_risk(collected([*LOSSES, np.nan]))
    assert risk["n"].tolist() == [200, 200]
    assert risk["cvar"].isna().all()
    assert risk["note"].str.contains("undefined in 1 of 201").all()


def test_where_nothing_strikes_there_is_nothing_to_tell() -> None:
    nothing = collected(LOSSES)
    nothing.plan = None
    risk = stress_risk(nothing)
    assert risk.empty
    assert list(risk_text(risk)) == []
    assert stress_risk(Collected(plan=PLAN)).empty
