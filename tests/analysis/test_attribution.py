"""Shapley values of games whose answer is known, their sum, and what their intervals hold."""

from collections.abc import Callable, Mapping
from itertools import combinations, permutations
from typing import Any

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st
from sweep_tables import noise, sweep_table

from symbio_sim.analysis import AnalysisError, attribution

PROFIT = "stressed_discounted_profit_eur_per_day"
LEVERS = ("deskilling", "outages", "bias")


def game(
    cost: Callable[[frozenset[str]], float],
    levers: tuple[str, ...] = LEVERS,
    *,
    n_worlds: int = 3,
    spread: float = 0.0,
    key: int = 0,
) -> pd.DataFrame:
    """Profit 100 less what the levers that are on cost, plus what a World's cells share, plus `spread` of each own."""

    def outcomes(chosen: dict[str, Any], world: int) -> dict[str, float]:
        on = frozenset(name for name in levers if chosen[name] == "on")
        own = spread * noise(key, world, *(chosen[name] == "on" for name in levers)).normal()
        return {PROFIT: 100.0 - cost(on) + 20.0 * noise(key, world).normal() + own}

    return sweep_table({name: ["off", "on"] for name in levers}, n_worlds, outcomes)


def found(table: pd.DataFrame, levers: tuple[str, ...] = LEVERS, **options: Any) -> pd.DataFrame:
    settings: Mapping[str, Any] = {"known": levers, "risk_weight": 0.0, "resamples": 100} | options
    return attribution(table, dict.fromkeys(levers, "off"), **settings)


def losses(frame: pd.DataFrame) -> dict[tuple[str, str], float]:
    return {(row["input"], row["other"]): row["loss"] for row in frame.to_dict("records")}


def test_what_adds_up_is_shared_as_it_is() -> None:
    price = {"deskilling": 5.0, "outages": 3.0, "bias": -2.0}
    shared = losses(found(game(lambda on: sum(price[name] for name in on))))
    assert shared["all", ""] == pytest.approx(6.0)
    for name, loss in price.items():
        assert shared[name, ""] == pytest.approx(loss)
    for pair in combinations(LEVERS, 2):
        assert shared[pair] == pytest.approx(0.0, abs=1e-9)


def test_what_takes_two_is_shared_equally_and_is_their_interaction() -> None:
    frame = found(game(lambda on: 10.0 if {"deskilling", "outages"} <= on else 0.0))
    shared = losses(frame)
    assert shared["deskilling", ""] == pytest.approx(5.0)
    assert shared["outages", ""] == pytest.approx(5.0)
    assert shared["bias", ""] == pytest.approx(0.0, abs=1e-9)
    assert shared["deskilling", "outages"] == pytest.approx(10.0)
    rows = frame.set_index(["input", "other"])
    assert rows.loc[("deskilling", ""), "loss_alone"] == pytest.approx(0.0, abs=1e-9)
    assert rows.loc[("deskilling", ""), "loss_last"] == pytest.approx(10.0)
    assert rows.loc[("deskilling", "outages"), "loss_alone"] == pytest.approx(10.0)


@given(st.lists(st.floats(-100.0, 100.0), min_size=8, max_size=8))
def test_values_are_the_mean_over_all_orders_and_add_up(costs: list[float]) -> None:
    def cost(on: frozenset[str]) -> float:
        return 0.0 if not on else costs[sum(1 << LEVERS.index(name) for name in on)]

    shared = losses(found(game(cost)))
    for name in LEVERS:
        added = [
            cost(frozenset(order[: order.index(name) + 1])) - cost(frozenset(order[: order.index(name)]))
            for order in permutations(LEVERS)
        ]
        assert shared[name, ""] == pytest.approx(np.mean(added), abs=1e-6)
    assert sum(shared[name, ""] for name in LEVERS) == pytest.approx(shared["all", ""], abs=1e-6)


def test_what_worlds_share_makes_no_interval_wider_and_their_own_chance_does() -> None:
    sure = found(game(lambda on: 5.0 * len(on), n_worlds=40))
    assert (sure["loss_ci_high"] - sure["loss_ci_low"]).max() < 1e-9
    unsure = found(game(lambda on: 5.0 * len(on), n_worlds=40, spread=8.0))
    assert ((unsure["loss_ci_low"] < unsure["loss"]) & (unsure["loss"] < unsure["loss_ci_high"])).all()


@pytest.mark.slow
def test_intervals_hold_the_truth_in_about_95_of_100_sets_of_worlds() -> None:
    hits = 0
    for key in range(200):
        frame = found(game(lambda on: 5.0 * len(on), n_worlds=30, spread=8.0, key=key), resamples=200)
        row = frame[(frame["input"] == "bias") & (frame["other"] == "")].iloc[0]
        hits += bool(row["loss_ci_low"] <= 5.0 <= row["loss_ci_high"])
    assert 0.88 <= hits / 200 <= 0.99


def test_the_bad_worlds_count_by_their_weight() -> None:
    def outcomes(chosen: dict[str, Any], world: int) -> dict[str, float]:
        return {PROFIT: 100.0 - (40.0 if chosen["outages"] == "on" and world % 20 == 0 else 0.0)}

    table = sweep_table({"outages": ["off", "on"]}, 200, outcomes)
    for weight, loss in ((0.0, 2.0), (1.0, 40.0), (0.5, 21.0)):
        rows = found(table, ("outages",), risk_weight=weight)
        assert losses(rows)["outages", ""] == pytest.approx(loss)


def test_a_group_for_each_value_of_within() -> None:
    def outcomes(chosen: dict[str, Any], _: int) -> dict[str, float]:
        return {PROFIT: 100.0 - (chosen["staff"] if chosen["outages"] == "on" else 0.0)}

    table = sweep_table({"outages": ["off", "on"], "staff": [7, 15]}, 3, outcomes)
    frame = found(table, ("outages",), known=["outages", "staff"], within=["staff"])
    rows = frame[frame["input"] == "outages"]
    assert rows["staff"].tolist() == [7, 15]
    assert rows["loss"].tolist() == pytest.approx([7.0, 15.0])


def without(table: pd.DataFrame, **chosen: str) -> pd.DataFrame:
    is_gone = np.logical_and.reduce([table[name] == value for name, value in chosen.items()])
    return table[~is_gone]


@pytest.mark.parametrize(
    ("ask", "message"),
    [
        (lambda: attribution(game(len), {}, known=LEVERS), "name one to 10 levers"),
        (lambda: attribution(game(len), {"bia": "off"}, known=LEVERS), "no lever is called 'bia'; did you mean 'bias'"),
        (lambda: attribution(game(len), {"bias": "none"}, known=LEVERS), "bias is never 'none'; its values: off, on"),
        (
            lambda: found(sweep_table({"bias": ["off", "some", "on"]}, 3, lambda *_: {PROFIT: 1.0}), ("bias",)),
            "bias must have two values, off and on; it has off, some, on",
        ),
        (
            lambda: found(without(game(len), deskilling="on", outages="on")),
            "2 of 8 combinations were not run, the first with deskilling, outages on",
        ),
        (lambda: found(game(len, n_worlds=1)), "is defined at all levels in 1 of 1 Worlds"),
        (lambda: found(game(len, n_worlds=3), risk_weight=0.5), "risk_weight: too few Worlds"),
    ],
    ids=["no lever", "unknown lever", "unknown value", "three values", "missing cells", "one World", "few for a tail"],
)
def test_what_cannot_be_divided_is_refused(ask: Callable[[], object], message: str) -> None:
    with pytest.raises(AnalysisError) as caught:
        ask()
    assert message in str(caught.value)
