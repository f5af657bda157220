"""Synergy of mixes whose answer is known."""

import math
from collections.abc import Callable
from typing import Any

import pandas as pd
import pytest
from sweep_tables import noise, sweep_table

from symbio_sim.analysis import AnalysisError, synergy

OUTCOMES = ["goodput_eur_per_day", "error_share"]
MIX = ["people", "bots", "half", "most"]
BOT_SHARE = {"people": 0.0, "bots": 1.0, "half": 0.5, "most": 0.8}
GOODPUT = {"people": 100.0, "bots": 80.0, "half": 110.0, "most": 90.0}
ERRORS = {"people": 0.2, "bots": 0.1, "half": 0.05, "most": 0.12}


def table(n_worlds: int = 6, *, swing: float = 0.0, arms: float = 0.0) -> pd.DataFrame:
    """Outcomes as above, `swing` times what Worlds share, and `arms` x +1 or -1 on people and bots by turns."""

    def outcomes(chosen: dict[str, Any], world: int) -> dict[str, float]:
        mix = chosen["mix"]
        turn = arms * (1.0 if world % 2 else -1.0) * {"people": 1.0, "bots": -1.0}.get(mix, 0.0)
        common = swing * noise(0, world).normal()
        return {
            "goodput_eur_per_day": GOODPUT[mix] + common + turn,
            "error_share": ERRORS[mix],
            "bot_task_share": BOT_SHARE[mix],
        }

    return sweep_table({"mix": MIX}, n_worlds, outcomes)


def found(frame: pd.DataFrame, **options: Any) -> pd.DataFrame:
    settings = {"outcomes": OUTCOMES, "known": ["mix"]} | options
    return synergy(frame, "mix", "people", "bots", **settings)


def row(frame: pd.DataFrame, outcome: str, mix: str) -> dict[Any, Any]:
    (only,) = frame[(frame["outcome"] == outcome) & (frame["mix"] == mix)].to_dict("records")
    return only


def test_a_mix_is_held_against_the_better_arm_whichever_way_is_better() -> None:
    frame = found(table(swing=5.0))
    half, most = (row(frame, "goodput_eur_per_day", mix) for mix in ("half", "most"))
    assert (half["better_arm"], half["synergy"]) == ("people", pytest.approx(10.0))
    assert most["synergy"] == pytest.approx(-10.0)
    assert half["synergy_ci_high"] - half["synergy_ci_low"] < 1e-9  # what Worlds share cancels
    half, most = (row(frame, "error_share", mix) for mix in ("half", "most"))
    assert (half["better_arm"], half["synergy"]) == ("bots", pytest.approx(0.05))
    assert most["synergy"] == pytest.approx(-0.02)


def test_beyond_the_sum_is_against_the_weighted_mean_of_both_arms() -> None:
    frame = found(table())
    assert row(frame, "goodput_eur_per_day", "half")["beyond_sum"] == pytest.approx(110.0 - 90.0)
    assert row(frame, "goodput_eur_per_day", "most")["beyond_sum"] == pytest.approx(90.0 - 84.0)
    assert row(frame, "error_share", "most")["beyond_sum"] == pytest.approx(0.8 * 0.1 + 0.2 * 0.2 - 0.12)


def test_the_better_arm_is_the_better_on_average_and_not_in_each_world() -> None:
    # In every other World bots are better; the mix would lose against the better of each World.
    frame = found(table(8, arms=15.0))
    half = row(frame, "goodput_eur_per_day", "half")
    assert (half["better_arm"], half["synergy"]) == ("people", pytest.approx(10.0))


def test_g_is_the_difference_over_the_spread_of_a_task() -> None:
    half = row(found(table()), "error_share", "half")
    assert half["g"] == pytest.approx(0.05 / math.sqrt(0.5 * (0.05 * 0.95 + 0.1 * 0.9)))
    assert math.isnan(row(found(table()), "goodput_eur_per_day", "half")["g"])


def test_worlds_in_which_an_arm_is_undefined_are_counted_and_left_out() -> None:
    frame = table()
    frame.loc[(frame["mix"] == "bots") & (frame["replication"] == 2), "error_share"] = math.nan
    half = row(found(frame), "error_share", "half")
    assert (half["n"], half["n_undefined"]) == (5, 1)


@pytest.mark.parametrize(
    ("ask", "message"),
    [
        (lambda: found(table(), outcomes=[]), "name one or more outcomes"),
        (lambda: found(table(), outcomes=["bot_task_share"]), "neither more nor less of it is better"),
        (lambda: synergy(table(), "mix", "staff", "bots", OUTCOMES, known=["mix"]), "people: mix is never 'staff'"),
        (lambda: synergy(table(), "mix", "bots", "bots", OUTCOMES, known=["mix"]), "must have a value for people"),
        (lambda: found(table()[lambda rows: rows["mix"].isin(["people", "bots"])]), "and a mix: people, bots"),
    ],
    ids=["no outcome", "no better side", "unknown arm", "one arm", "no mix"],
)
def test_what_cannot_be_compared_is_refused(ask: Callable[[], object], message: str) -> None:
    with pytest.raises(AnalysisError) as caught:
        ask()
    assert message in str(caught.value)
