"""Diversification: who gets a standby, what it is, when it works, that it harms nothing, and what it costs."""

import dataclasses
from typing import Any

import numpy as np
import pytest
from builders import bot, firm, function, role
from hypothesis import given, settings
from hypothesis import strategies as st

from symbio_sim.choreography import OPEN
from symbio_sim.config import IN_HOUSE, Config, ConfigError
from symbio_sim.firm import prepare, resolve
from symbio_sim.mechanisms import curves
from symbio_sim.metrics import measure
from symbio_sim.run import Run, fingerprint, simulate
from symbio_sim.world import World, draw_world

DAY = 1440.0
SOUND = {"unavailability": 0.0}


def shop(plan: dict[str, Any] | None, *, fallback: str = "people", **changes: Any) -> Config:
    """Return a firm all of whose work goes to bots: of one vendor for a, of two for b."""
    plain: dict[str, Any] = {
        "functions": {"a": function(60, 5.0), "b": function(20, 5.0)},
        "staff": {"p": role(2, ["a", "b"])},
        "bots": {
            "x": bot(["a", "b"], accuracy=0.9, concurrency=4),
            "y": bot(["b"], accuracy=0.9, concurrency=4, vendor="globex"),
        },
        "policy": {"rule": "bot_only", "fallback": fallback},
        "safeguards": {"diversification": plan},
    }
    return firm(horizon_days=20, **plain | changes)


def run(config: Config, world: World) -> Run:
    return simulate(config, world=world, engine="mesa")


def struck(config: Config, vendor: str | None = "acme", day: int = 5, days: float = 2.0) -> World:
    return draw_world(config, 1).with_outage(vendor, day * DAY, days * DAY)


def visits_of(here: Run, name: str) -> np.ndarray:
    """Return the visits of a bot by day."""
    number = [item.name for item in here.firm.bots].index(name)
    return np.diff(here.bot_days["visits"][:, number], prepend=0.0)


# ------------------------------------------------------------------------------------------------------- who and what


def test_bots_get_a_standby_for_functions_that_only_their_vendor_serves() -> None:
    config = shop({})
    assert list(config.all_bots) == ["x", "y", "x_standby"]
    assert config.all_bots["x_standby"].functions == ["a"]
    assert list(config.all_vendors) == ["acme", "globex", IN_HOUSE]
    assert [item.standby for item in resolve(config).bots] == [2, -1, -1]
    assert [item.bots for item in resolve(config).functions] == [(0,), (0, 1)]  # which is all that rules know of
    assert shop(None).all_bots == shop(None).bots


@given(st.floats(0.0, 10.0), st.floats(0.0, 100.0))
def test_a_standby_is_slower_and_less_able_by_what_is_stated(drop: float, factor: float) -> None:
    config = shop({"accuracy_drop": drop, "time_factor": factor})
    main, standby = config.technology_of("x"), config.technology_of("x_standby")
    lost = curves.logit(config.accuracy_of("x", "a")) - curves.logit(config.accuracy_of("x_standby", "a"))
    assert lost == pytest.approx(drop, abs=1e-6)
    assert (standby.setup_min, standby.time_ratio) == (main.setup_min * factor, main.time_ratio * factor)


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({"vendors": {IN_HOUSE: {}}}, "'in_house' is not a name for a vendor: the firm's standbys have it"),
        (
            {"bots": {"x": bot(["a"]), "x_standby": bot(["b"])}},
            "'x_standby' is not a name for a bot: a standby has it",
        ),
    ],
)
def test_names_that_standbys_have_are_refused(changes: dict[str, Any], message: str) -> None:
    with pytest.raises(ConfigError, match=message):
        shop({}, **changes)


def test_standbys_move_nothing_in_the_world_but_their_own_outages() -> None:
    law = {"outages": {"on": True, "catastrophes_per_year": 5.0}, "silent_degradation": True}
    without, with_ = (draw_world(shop(plan, mechanisms=law), 1) for plan in (None, {"unavailability": 0.3}))
    assert any(outage.vendor == IN_HOUSE for outage in with_.outages)
    others = {
        "outages": tuple(outage for outage in with_.outages if outage.vendor != IN_HOUSE),
        "degradations": tuple(spell for spell in with_.degradations if spell.vendor != IN_HOUSE),
    }
    assert dataclasses.replace(with_, **others) == without


def test_what_strikes_all_vendors_spares_the_firms_own_machine() -> None:
    config = shop(SOUND)
    agenda = prepare(resolve(config), struck(config, None))
    assert [len(service.outages) for service in agenda.services] == [1, 1, 0]


# -------------------------------------------------------------------------------------------------------- when it works


def test_without_an_outage_standbys_do_nothing() -> None:
    config = shop(SOUND)
    here, plain = run(config, draw_world(config, 1)), run(shop(None), draw_world(shop(None), 1))
    assert not visits_of(here, "x_standby").any()
    assert all(np.array_equal(here.columns[name], plain.columns[name], equal_nan=True) for name in plain.columns)


@pytest.mark.parametrize("fallback", ["people", "other_vendor", "wait"])
def test_a_standby_works_while_the_service_is_down_whatever_the_fallback(fallback: str) -> None:
    config = shop(SOUND, fallback=fallback)
    visits = visits_of(run(config, struck(config)), "x_standby")
    assert visits[5:7].min() > 30.0
    assert not visits[:5].any()
    assert not visits[8:].any()


def test_where_two_vendors_serve_a_function_the_other_takes_over() -> None:
    config = shop(SOUND, fallback="wait")
    here = run(config, struck(config))
    during = (
        (here.world.tasks["function"] == 1)
        & (here.world.tasks["arrival_min"] > 5.1 * DAY)
        & (here.world.tasks["arrival_min"] < 7.0 * DAY)
    )
    assert during.any()
    assert (here.columns["bot"][during] == 1).all()


def test_where_the_standby_is_down_as_well_the_policys_fallback_holds() -> None:
    config = shop(SOUND, fallback="people")
    world = struck(config).with_outage(IN_HOUSE, 5 * DAY, 2 * DAY)
    plain = run(shop(None), struck(shop(None)))
    here = run(config, world)
    assert not visits_of(here, "x_standby").any()
    of_a = here.world.tasks["function"] == 0
    assert np.array_equal(here.columns["mode"][of_a], plain.columns["mode"][of_a])


def test_an_adviser_is_stood_in_for_too() -> None:
    advice = {"policy": {"rule": "bot_only", "mode": "assisted"}, "mechanisms": {"assistance": {"on": True}}}
    config = shop(SOUND, **advice)
    assert visits_of(run(config, struck(config)), "x_standby")[5:7].min() > 30.0


def ended_by(here: Run, min_: float) -> int:
    """Return how many tasks have ended by a time."""
    return int((here.columns["end_min"] <= min_).sum())


@settings(max_examples=15, deadline=None)
@given(st.integers(0, 12), st.floats(0.1, 6.0), st.sampled_from(["people", "wait", "other_vendor"]))
def test_a_standby_that_is_as_good_makes_no_outage_worse(day: int, days: float, fallback: str) -> None:
    """No more visits fail, no more tasks are open in the end, and no fewer are done when the service is back."""
    twin = {"accuracy_drop": 0.0, "time_factor": 1.0, "unavailability": 0.0}
    plain, safe = shop(None, fallback=fallback), shop(twin, fallback=fallback)
    there, here = (run(config, struck(config, "acme", day, days)) for config in (plain, safe))
    assert here.columns["outage_failures"].sum() <= there.columns["outage_failures"].sum()
    assert (here.columns["outcome"] == OPEN).sum() <= (there.columns["outcome"] == OPEN).sum()
    assert ended_by(here, (day + days) * DAY) >= ended_by(there, (day + days) * DAY)


@pytest.mark.usefixtures("compiled_engine")
def test_both_engines_let_standbys_take_over_alike() -> None:
    config = shop({"unavailability": 0.2}, mechanisms={"outages": {"on": True, "catastrophes_per_year": 10.0}})
    world = struck(config)
    assert fingerprint(simulate(config, world=world, engine="kernel")) == fingerprint(run(config, world))


# -------------------------------------------------------------------------------------------------------- what it costs


def test_a_standby_costs_its_setup_once_and_its_upkeep_by_the_month() -> None:
    plan = {"setup_eur": 1000.0, "running_eur_per_month": 365.25 / 12.0}
    config = shop(plan | SOUND, warm_up_days=5)
    found = measure(run(config, struck(config)))
    assert found["safeguards_eur"] == pytest.approx(1000.0 + 15.0)
    before = measure(run(shop(None, warm_up_days=5), draw_world(shop(None), 1)))
    for name in ("bot_subscription_eur", "bot_integration_eur"):
        assert found[name] == before[name]


def test_a_standby_is_paid_for_from_the_day_on_which_its_bot_is_at_work() -> None:
    plan = {"setup_eur": 1000.0, "running_eur_per_month": 365.25 / 12.0, **SOUND}
    late = [{"functions": ["a", "b"], "start_day": 12, "training_h_per_person": 0.0}]
    never = [{"functions": ["a", "b"], "start_day": 20, "training_h_per_person": 0.0}]
    costs = []
    for roadmap in (late, never):
        config = shop(plan, roadmap=roadmap)
        costs.append(measure(run(config, draw_world(config, 1)))["safeguards_eur"])
    assert costs == pytest.approx([1000.0 + 8.0, 0.0])


def test_a_standby_opens_one_more_way_in_for_attackers() -> None:
    assert shop({}).n_integrations == shop(None).n_integrations + 1
