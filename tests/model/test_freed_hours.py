"""What becomes of the hours that bots free: demand by its law, seats left empty, and slack that changes nothing."""

import math
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from builders import bot, firm, function, role
from firms_by_hand import with_seats_left_empty
from hypothesis import given, settings
from hypothesis import strategies as st
from plain_runs import bytes_of, run_plain
from whole_firms import Situation

from symbio_sim import choreography as c
from symbio_sim.config import Config, ConfigError
from symbio_sim.firm import resolve
from symbio_sim.kernel.engine import recorded
from symbio_sim.mechanisms import freed_hours as law_of
from symbio_sim.metrics import measure
from symbio_sim.metrics.investment import investment
from symbio_sim.run import Run, fingerprint, simulate
from symbio_sim.world import draw_world
from symbio_sim.world.log import LogError, read_log

AT_ONCE = 0.001
"""A lag (days) after which nothing is left of what was."""


def shop(use: str, *, share: float = 1.0, days: int = 20, **rule: Any) -> Config:
    """Return a shop of eight orders a day, some of which bots do."""
    mechanisms = rule.pop("mechanisms", {})
    return firm(
        {"orders": function(8, 30.0, "deterministic", arrivals={"law": "regular"})},
        {"clerk": role(1, ["orders"], hours="always")},
        {"x": bot(["orders"], concurrency=9)},
        horizon_days=days,
        policy={"rule": "fixed_share", "share": share},
        freed_hours={"use": use} | rule,
        mechanisms=mechanisms,
    )


def office(use: str, *, per_day: float = 10.0, people: int = 6, **rule: Any) -> Config:
    """Return an office in which people quit fast; each can do some 24 tasks a day."""
    quick = {"on": True, "quits_per_month": 2.0, "hazard_cap_per_month": 100.0, "time_to_hire_median_days": 5.0}
    return firm(
        {"a": function(per_day, 20.0)},
        {"p": role(people, ["a"], hours={"mon-sun": "08:00-16:00"})},
        horizon_days=120,
        freed_hours={"use": use} | rule,
        mechanisms={"turnover": quick, "load": {"on": True}},
    )


def run_of(config: Config, seed: int = 1) -> Run:
    return simulate(config, seed, engine="mesa")


# ---------------------------------------------------------------------------------------------------------------- laws


@given(st.floats(0.0, 1.0), st.floats(0.0, 1.0), st.floats(0.01, 400.0), st.floats(0.0, 1.0))
def test_demand_never_leaves_what_worlds_hold(u: float, share: float, lag: float, start: float) -> None:
    demand = 1.0 + u * start
    for _ in range(5):
        demand = law_of.demand_after_day(demand, law_of.implied_demand(u, share), lag)
        assert 1.0 <= demand <= 1.0 + u + 1e-12


def test_demand_lags_behind_as_an_exponential_does() -> None:
    demand = 1.0
    for _ in range(45):
        demand = law_of.demand_after_day(demand, law_of.implied_demand(0.5, 0.6), 90.0)
    assert demand == pytest.approx(1.0 + 0.3 * (1.0 - math.exp(-0.5)), rel=1e-12)


def test_a_seat_can_stay_empty_only_while_colleagues_have_little_to_do() -> None:
    assert law_of.is_spare(0.9, 2.0, 0.5)
    assert not law_of.is_spare(1.0, 2.0, 0.5)
    assert not law_of.is_spare(0.0, 0.0, 0.5), "nobody is left"


# -------------------------------------------------------------------------------------------------------------- growth


def test_where_bots_do_all_and_customers_come_at_once_demand_grows_by_the_stated_share() -> None:
    run = run_of(shop("growth", growth_share=0.5, growth_lag_days=AT_ONCE))
    assert run.days["arrivals"][0, 0] == 8
    assert (run.days["arrivals"][1:, 0] == 12).all()
    assert run.extra_days["firm_demand_taken_on"][:, 0] == pytest.approx(1.5)


@settings(max_examples=8)
@given(st.sampled_from([(0.0, 0.3), (0.3, 0.7), (0.5, 1.0)]), st.integers(0, 20))
def test_the_more_bots_do_the_more_is_taken_on(shares: tuple[float, float], seed: int) -> None:
    low, high = (
        run_of(shop("growth", share=share, growth_lag_days=5.0), seed).extra_days["firm_demand_taken_on"][-1, 0]
        for share in shares
    )
    assert 1.0 <= low < high <= 1.5


def test_growth_and_goodwill_multiply() -> None:
    law = {"on": True, "goodwill_max": 1.2, "normal_satisfaction": 0.7, "response": 0.5, "memory_weeks": 1.0}
    config = shop("growth", days=60, growth_lag_days=10.0, mechanisms={"customers": law})
    run, world = run_of(config), draw_world(config, 1)
    day = (run.world.tasks["arrival_min"] // 1440.0).astype(int)
    goodwill, taken_on = (
        np.concatenate(([1.0], run.extra_days[name][:, 0]))[day] for name in ("firm_goodwill", "firm_demand_taken_on")
    )
    chance = (goodwill * taken_on - 1.0) / (1.2 * 1.5 - 1.0)
    came = run.columns["outcome"] != c.DECLINED
    expected = chance[world.extra]
    spread = math.sqrt(float((expected * (1.0 - expected)).sum()))
    assert abs(came[world.extra].sum() - expected.sum()) < 4.0 * spread
    assert came[~world.extra].all()


def test_nothing_is_taken_on_without_bots_at_work_or_where_nothing_is_to_grow() -> None:
    for config in (shop("growth", share=0.0), shop("growth", growth_share=0.0)):
        run = run_of(config)
        assert (run.extra_days["firm_demand_taken_on"] == 1.0).all()
        came = run.columns["outcome"] != c.DECLINED
        assert (came == ~run.world.extra).all()


def test_a_world_without_room_is_refused() -> None:
    config = shop("growth")
    with pytest.raises(ValueError, match=r"freed_hours\.use is growth.*take slack or attrition"):
        simulate(config, world=draw_world(shop("slack"), 1), engine="mesa")


def test_an_event_log_is_refused(tmp_path: Path) -> None:
    with pytest.raises(LogError, match=r"log\.csv: freed_hours\.use is growth"):
        read_log(tmp_path / "log.csv", shop("growth"))


def test_before_automation_nothing_was_taken_on() -> None:
    config = shop("growth", growth_lag_days=AT_ONCE)
    found = investment(run_of(config), engine="mesa")
    plain = investment(run_of(shop("slack")), engine="mesa")
    assert found["profit_before_eur_per_day"] == plain["profit_before_eur_per_day"]
    # Four more orders a day, of ten euros and a bot's visit each, from the second day on.
    gain = found["roi_share"] - plain["roi_share"]
    assert gain * 12000.0 == pytest.approx(19 * 4 * (10.0 - 0.05))


# ----------------------------------------------------------------------------------------------------------- attrition


def test_idle_offices_leave_seats_empty_and_save_the_wages() -> None:
    kept, shrunk = (measure(run_of(office(use))) for use in ("slack", "attrition"))
    assert shrunk["vacancy_share"] > 2.0 * kept["vacancy_share"]
    assert shrunk["wages_eur"] < 0.8 * kept["wages_eur"]
    assert shrunk["hiring_eur"] < kept["hiring_eur"]


def test_where_people_are_never_idle_enough_each_seat_is_filled_as_if_there_were_no_rule() -> None:
    assert fingerprint(run_of(office("attrition", attrition_load=1e-9))) == fingerprint(run_of(office("slack")))


def test_the_last_one_in_a_role_is_always_replaced() -> None:
    one = {"people": 1, "per_day": 3.0}
    assert fingerprint(run_of(office("attrition", **one))) == fingerprint(run_of(office("slack", **one)))


def test_after_a_seat_was_left_empty_the_search_takes_its_time() -> None:
    run = run_of(office("attrition", per_day=40.0, people=3, attrition_load=0.6))
    vacant, load = run.extra_days["seat_vacant"], run.staff_days["load"]
    hires = np.argwhere(run.extra_days["seat_hires"] > 0.0)
    assert len(hires)
    for day, seat in hires:
        # At least a day passes between the midnight at which somebody is sought and the hire's first day.
        before = [d for d in range(day) if vacant[d, seat] or run.extra_days["seat_quits"][d, seat]]
        assert before, "nobody is hired at the midnight at which the seat becomes vacant"
        sought = [d for d in before if not law_of.is_spare(*_colleagues(run, d, seat, load), 0.6)]
        assert sought, "somebody was sought while colleagues had enough to do, or there were none"


def _colleagues(run: Run, day: int, seat: int, load: np.ndarray) -> tuple[float, float]:
    quits = run.extra_days["seat_quits"][day]
    there = [
        other
        for other in range(run.firm.n_seats)
        if other != seat and not run.extra_days["seat_vacant"][day, other] and not quits[other]
    ]
    return float(load[day, there].sum()), float(len(there))


def test_attrition_needs_people_who_quit_and_know_their_load() -> None:
    with pytest.raises(ConfigError, match=r"freed_hours\.use: attrition needs .*mechanisms\.turnover\.on"):
        shop("attrition")


# ------------------------------------------------------------------------------------------------------------- engines


@pytest.mark.parametrize(
    "config",
    [
        shop("growth", share=0.5, growth_lag_days=3.0),
        shop("growth", mechanisms={"customers": {"on": True}, "engagement": {"on": True}}),
        with_seats_left_empty("people"),
    ],
)
def test_both_engines_give_the_same_bytes(config: Config) -> None:
    world = draw_world(config, 2)
    mesa, plain = simulate(config, world=world, engine="mesa"), run_plain(Situation(config, world, None))
    assert len(bytes_of(plain)) > 10
    for name, column in recorded(plain)["extra"].items():
        np.testing.assert_array_equal(column, mesa.extra_days[name])
    assert set(recorded(plain)["extra"]) == set(mesa.extra_days)
    for name, column in recorded(plain)["tasks"].items():
        if name in mesa.columns:
            np.testing.assert_array_equal(column, mesa.columns[name])
    assert resolve(config).config.freed_hours.use != "slack"
