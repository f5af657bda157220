"""Attacks: how the rate depends on exposure and security, whom they strike, what stands still, what it costs."""

import math
from typing import Any

import numpy as np
import pytest
from builders import bot, firm, function, role
from hypothesis import given
from hypothesis import strategies as st

from symbio_sim.config import Config, ConfigError, load_config
from symbio_sim.firm import prepare, resolve
from symbio_sim.firm.cyber import attacks_on, attacks_per_year
from symbio_sim.mechanisms import cyber
from symbio_sim.metrics import measure
from symbio_sim.run import Run, fingerprint, simulate
from symbio_sim.world import World, draw_world

POSITIVE = st.floats(0.0, 1e6)


# ------------------------------------------------------------------------------------------------------------- the law


@given(POSITIVE, POSITIVE, POSITIVE, POSITIVE)
def test_more_integrations_raise_the_rate_and_more_security_lowers_it(
    base: float, each: float, n: float, money: float
) -> None:
    rate = cyber.attacks_per_year(base, each, n, money, 1000.0)
    assert rate <= cyber.attacks_per_year(base, each, n + 1.0, money, 1000.0)
    assert rate >= cyber.attacks_per_year(base, each, n, money + 1.0, 1000.0)


def test_what_halves_the_rate_cuts_it_to_a_third_when_doubled() -> None:
    assert cyber.attacks_per_year(0.4, 0.1, 2, 500.0, 500.0) == pytest.approx(0.3)
    assert cyber.attacks_per_year(0.4, 0.1, 2, 1000.0, 500.0) == pytest.approx(0.2)


@pytest.mark.parametrize("expected_loss", [2e3, 1e4, 1e6])
def test_it_never_pays_to_invest_more_than_37_per_cent_of_the_expected_loss(expected_loss: float) -> None:
    """Gordon and Loeb 2002: at most 1/e; with exponent 1 the optimum is sqrt(L z_half) - z_half, at most L/4."""
    money = np.linspace(0.0, expected_loss, 20001)
    cost = [z + expected_loss * cyber.attacks_per_year(1.0, 0.0, 0.0, z, 1000.0) for z in money.tolist()]
    best = money[int(np.argmin(cost))]
    assert best == pytest.approx(math.sqrt(expected_loss * 1000.0) - 1000.0, abs=expected_loss / 1e4)
    assert best <= expected_loss / 4.0 + expected_loss / 1e4


# --------------------------------------------------------------------------------------------------------- in the firm


def shop(law: dict[str, Any] | None = None, **changes: Any) -> Config:
    return firm(
        {"a": function(60, 5.0), "b": function(5, 10.0)},
        {"clerk": role(3, ["a", "b"], hours={"mon-sun": "08:00-16:00"}, wage_eur_per_h=20.0)},
        {"x": bot(["a", "b"]), "y": bot(["a"], technology="nlp", vendor="globex")},
        horizon_days=20,
        mechanisms={"cyber": law or {}},
        **changes,
    )


def struck(config: Config, **law: Any) -> World:
    return draw_world(config, 1).with_cyber_incident(5 * 1440.0 + 600.0, 2 * 1440.0, 700.0)


def run_of(config: Config, world: World) -> Run:
    return simulate(config, world=world, engine="mesa")


def test_switched_off_the_run_is_the_one_without_the_mechanism() -> None:
    law = {"on": True, "base_per_year": 10.0, "highest_per_year": 50.0, "hits_it": True}
    off = load_config(shop(law).to_dict(), ["mechanisms.cyber.on=false"])
    assert draw_world(off, 1) == draw_world(shop(), 1)
    assert fingerprint(run_of(off, draw_world(off, 1))) == fingerprint(run_of(shop(), draw_world(shop(), 1)))


def test_an_integration_is_a_bot_in_one_of_its_functions() -> None:
    config = shop({"on": True, "base_per_year": 0.1, "per_integration_per_year": 0.01})
    assert config.n_integrations == 3
    assert attacks_per_year(resolve(config), 0.0) == pytest.approx(0.13)


def test_a_function_is_no_way_in_before_it_is_automated() -> None:
    law = {"on": True, "base_per_year": 0.1, "per_integration_per_year": 0.01}
    phased = resolve(shop(law, roadmap=[{"functions": ["b"], "start_day": 10}]))
    assert [attacks_per_year(phased, day * 1440.0) for day in (-5, 0, 9, 10)] == pytest.approx([0.12, 0.12, 0.12, 0.13])


def test_a_firm_suffers_the_share_of_candidates_that_its_rate_is_of_the_highest() -> None:
    law = {"on": True, "base_per_year": 10.0, "per_integration_per_year": 0.0, "highest_per_year": 40.0}
    config = load_config(shop(law | {"downtime_max_days": 1.0}).to_dict(), ["horizon_days=3000"])
    world = draw_world(config, 1)
    found = attacks_on(resolve(config), world)
    lucky = [item for item in world.cyber_incidents if item.luck < 0.25]
    assert [item.key for item in found] == [item.key for item in lucky]
    safer = resolve(load_config(config.to_dict(), ["safeguards.security.eur_per_year=10000"]))
    assert set(attacks_on(safer, world)) < set(found)


def test_a_rate_above_the_highest_is_refused() -> None:
    with pytest.raises(ConfigError) as refused:
        shop({"on": True, "base_per_year": 0.4, "per_integration_per_year": 0.1, "highest_per_year": 0.6})
    assert "mechanisms.cyber.highest_per_year: must be at least 0.7, the rate of attacks on this firm" in str(
        refused.value
    )


def test_no_bot_finishes_anything_during_an_attack() -> None:
    config = shop()
    run = run_of(config, struck(config))
    tasks = run.tasks[run.tasks["mode"] == "bot"]
    during = (tasks["end_min"] > 5 * 1440 + 600) & (tasks["end_min"] < 7 * 1440 + 600)
    assert len(tasks) > 500
    assert not during.any()
    assert set(run.per_vendor["kind"]) == {"cyber"}
    assert set(run.per_vendor["vendor"]) == {"acme", "globex"}


def test_people_lose_the_stated_share_of_their_work_and_are_paid_for_it() -> None:
    """Down from 10:00 on day 5 to 10:00 on day 7: 6 h, 8 h and 2 h of three shifts of 8 h, of which 40 % are lost."""
    config = shop({"hits_it": True, "work_lost_share": 0.4})
    world = struck(config)
    agenda = prepare(resolve(config), world)
    assert agenda.stopped_min is not None
    assert agenda.stopped_min[0, 4:9].tolist() == [0.0, 144.0, 192.0, 48.0, 0.0]
    full = prepare(resolve(shop()), world)
    assert np.array_equal(agenda.scheduled_min + agenda.stopped_min, full.scheduled_min)
    found, without = measure(run_of(config, world)), measure(run_of(shop(), world))
    idle_eur = 3 * 20.0 * (144.0 + 192.0 + 48.0) / 60.0
    assert found["cyber_eur"] == pytest.approx(700.0 + idle_eur, rel=1e-12)
    assert found["wages_eur"] + idle_eur == pytest.approx(without["wages_eur"], rel=1e-12)
    assert without["cyber_eur"] == 700.0


def test_nobody_works_where_all_work_is_lost() -> None:
    config = shop({"hits_it": True, "work_lost_share": 1.0})
    world = draw_world(config, 1).with_cyber_incident(5 * 1440.0, 1440.0)
    run = run_of(config, world)
    assert run.agenda.scheduled_min[:, 5].tolist() == [0.0, 0.0, 0.0]
    assert not run.staff_days["busy_min"][5].any()
    assert run.staff_days["busy_min"][6].any()


def test_attacks_that_never_come_cost_nothing_and_are_undefined_where_switched_off() -> None:
    on = shop({"on": True, "base_per_year": 0.0, "per_integration_per_year": 0.0})
    assert measure(run_of(on, draw_world(on, 1)))["cyber_eur"] == 0.0
    off = shop()
    assert math.isnan(measure(run_of(off, draw_world(off, 1)))["cyber_eur"])
