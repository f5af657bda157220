"""Safeguards: what each does, in both engines, that it is paid whatever comes of it, and nothing of it if unset."""

from typing import Any

import numpy as np
import pytest
from builders import bot, firm, function, role
from hypothesis import given, settings
from hypothesis import strategies as st

from symbio_sim.choreography import ASSISTED
from symbio_sim.config import Config, Governance, Safeguards
from symbio_sim.firm import resolve
from symbio_sim.firm.cyber import attacks_per_year
from symbio_sim.metrics import measure
from symbio_sim.metrics.cash_flow import cash_flow
from symbio_sim.metrics.firm_facts import facts_of
from symbio_sim.metrics.investment import before_automation
from symbio_sim.run import Run, fingerprint, simulate
from symbio_sim.world import draw_world

BIASED = {"bias": {"on": True, "error_odds_ratio": 3.0, "growth": 1.5, "loop_days": 5, "gap_max": 20.0}}
SKILL_LAWS = ("exponential", "power", "lfcm", "replacement", "logistic")
EXPOSED = {"cyber": {"on": True, "base_per_year": 0.3}}


def shop(safeguards: dict[str, Any], **changes: Any) -> Config:
    """Return a firm whose two bots do all the work, alone."""
    return firm(
        {"a": function(40, 5.0)},
        {"p": role(2, ["a"], wage_eur_per_h=20.0)},
        {"b": bot(["a"], accuracy=0.8, concurrency=5), "c": bot(["a"], accuracy=0.8, concurrency=5, vendor="globex")},
        policy={"rule": "bot_only"},
        safeguards=safeguards,
        **{"horizon_days": 60, "warm_up_days": 10, **changes},
    )


def run(config: Config) -> Run:
    return simulate(config, world=draw_world(config, 1), engine="mesa")


def test_unset_nothing_is_taken_and_nothing_is_paid() -> None:
    assert all(value is None for value in dict(Safeguards()).values())
    assert np.isnan(measure(run(shop({})))["safeguards_eur"])


@pytest.mark.parametrize("name", [*Safeguards.model_fields])
def test_each_safeguard_can_be_taken_with_its_defaults_alone(name: str) -> None:
    measures = measure(run(shop({name: {}}, mechanisms=BIASED | EXPOSED)))
    assert measures["safeguards_eur"] >= 0.0


def test_all_taken_the_cash_flow_of_the_measured_days_adds_up_to_the_profit() -> None:
    here = run(shop({name: {} for name in Safeguards.model_fields}, mechanisms=BIASED | EXPOSED))
    flow = cash_flow(here, facts_of(here.firm), here.config.warm_up_days)
    assert flow.sum() == pytest.approx(measure(here)["profit_eur"])


# ------------------------------------------------------------------------------------------------------- human-centric


def led(share: float | None, *, mode: str = "bot", weight: float = 0.5, **changes: Any) -> Config:
    """Return a firm in which the rule gives all work to bots, of which people are to do a share with advice."""
    centric = {} if share is None else {"human_centric": {"share": share, "training_h_per_person_per_year": 36.525}}
    mechanisms = {
        "assistance": {"on": True, "practice_weight": weight},
        "skill": {"practice": True, "disuse": True},
    }
    plain: dict[str, Any] = {
        "functions": {"a": function(40, 15.0)},
        "staff": {"p": role(2, ["a"], wage_eur_per_h=20.0, starting_skill={"speed": 0.8, "accuracy": 0.8})},
        "policy": {"rule": "bot_only", "mode": mode},
        "safeguards": centric,
        "mechanisms": mechanisms,
    }
    return firm(bots={"b": bot(["a"], accuracy=0.8, concurrency=5)}, horizon_days=40, **plain | changes)


def by_people(here: Run) -> set[int]:
    return set(np.flatnonzero(here.columns["mode"] == ASSISTED).tolist())


def mean_skill(here: Run) -> float:
    return float(here.skill_days["accuracy"][-1].mean())


def test_led_by_people_in_everything_the_firm_is_one_in_mode_assisted() -> None:
    world = draw_world(led(1.0), 1)
    configs = led(1.0), led(None, mode="assisted")
    everything, mode = (simulate(config, world=world, engine="mesa") for config in configs)
    assert fingerprint(everything) == fingerprint(mode)


def test_a_share_of_0_leaves_no_trace() -> None:
    assert fingerprint(run(led(0.0))) == fingerprint(run(led(None)))


def test_people_do_their_share_with_advice_and_shares_nest() -> None:
    less, more = run(led(0.3)), run(led(0.6))
    assert by_people(less) < by_people(more)
    assert len(by_people(more)) / more.world.n_tasks == pytest.approx(0.6, abs=0.05)


@settings(max_examples=10, deadline=None)
@given(st.floats(0.0, 1.0), st.floats(0.0, 1.0))
def test_the_more_people_lead_the_more_skill_is_kept(one: float, other: float) -> None:
    less, more = (run(led(share)) for share in sorted((one, other)))
    assert mean_skill(more) >= mean_skill(less)


def test_advice_that_is_a_crutch_keeps_no_skill() -> None:
    assert mean_skill(run(led(1.0, weight=-0.5))) < mean_skill(run(led(0.0, weight=-0.5)))


def test_licences_and_training_are_paid_for_people_beside_bots_only() -> None:
    """Two people beside bots, 40 days: 30 euros a month each, and 4 hours at 20 euros."""
    beside = role(2, ["a"], wage_eur_per_h=20.0)
    functions = {"a": function(40, 15.0), "z": function(4, 15.0)}
    config = led(0.5, functions=functions, staff={"p": beside, "q": role(3, ["z"])})
    months = 40 * 12 / 365.25
    assert measure(run(config))["safeguards_eur"] == pytest.approx(2 * 30.0 * months + 2 * 4.0 * 20.0)


# ------------------------------------------------------------------------------------------------------------ training


def trained(hours: float, **skill: Any) -> Config:
    """Return a firm whose people have nothing to do but train."""
    plan = {"practice_share": 0.0, "manual_every_days": None, "training_h_per_person_per_year": hours}
    return led(None, safeguards={"core_competence": plan}, mechanisms={"skill": {"practice": True, **skill}})


def test_training_follows_the_law_of_practice() -> None:
    """Without disuse, (p - s) and (m - p) shrink by what so many hours of own work would make of them."""
    config = trained(1461.0, disuse=False)
    here, law = run(config), config.mechanisms.skill
    hours_a_day, normal_h = 4.0, resolve(config).roles[0].normal_h_per_day[0]
    exposure = law.practice_rate_per_day * hours_a_day / normal_h * 40
    assert here.skill_days["peak_accuracy"][-1, 0] == pytest.approx(1.0 - 0.2 * np.exp(-exposure), rel=1e-12)


@settings(max_examples=15, deadline=None)
@given(st.sampled_from(SKILL_LAWS), st.floats(0.0, 2000.0), st.floats(0.0, 2000.0))
def test_the_more_people_train_the_more_skill_is_kept(law: str, one: float, other: float) -> None:
    less, more = (run(trained(hours, disuse=True, law=law)) for hours in sorted((one, other)))
    assert mean_skill(more) >= mean_skill(less) - 1e-12


def test_training_is_paid_beside_working_hours() -> None:
    """4 hours in 40 days for two people at 20 euros; nobody is busy with it."""
    here, plain = run(trained(36.525)), run(trained(0.0))
    assert measure(here)["safeguards_eur"] == pytest.approx(2 * 4.0 * 20.0)
    assert (here.staff_days["busy_min"] == plain.staff_days["busy_min"]).all()


# ---------------------------------------------------------------------------------------------------------- governance


def audited(every_days: int, effect: float) -> dict[str, Any]:
    return {"governance": {"audit_every_days": every_days, "audit_effect": effect}}


@settings(max_examples=15, deadline=None)
@given(st.integers(1, 30), st.integers(1, 30), st.floats(0.0, 1.0))
def test_bots_that_are_audited_more_often_are_no_more_biased_on_any_day(one: int, other: int, effect: float) -> None:
    """Every audit of the rarer rhythm is one of the other, too, which is what more often means here."""
    rare, often = (
        run(shop(audited(every, effect), mechanisms=BIASED, horizon_days=30)).extra_days["bot_gap"]
        for every in (one * other, one)
    )
    assert (often <= rare).all()


@settings(max_examples=15, deadline=None)
@given(st.floats(0.0, 1.0), st.floats(0.0, 1.0))
def test_audits_that_find_more_leave_less_bias(one: float, other: float) -> None:
    less, more = (
        run(shop(audited(7, effect), mechanisms=BIASED, horizon_days=30)).extra_days["bot_gap"]
        for effect in sorted((one, other))
    )
    assert (more <= less).all()


def test_audits_are_paid_for_each_bot_on_the_measured_days_whether_they_find_anything_or_not() -> None:
    """Days 15, 30, 45 and 60 end with an audit, all after ten days of warm-up."""
    governance = {"governance": {"audit_every_days": 15, "audit_eur": 1000.0}}
    for mechanisms in ({}, BIASED):
        found = measure(run(shop(governance, mechanisms=mechanisms)))
        without = measure(run(shop({}, mechanisms=mechanisms)))
        assert found["safeguards_eur"] == 2 * 1000.0 * 4
        assert found["cost_eur"] - without["cost_eur"] == pytest.approx(8000.0)


def test_before_automation_people_check_each_other_as_after_it_and_nobody_audits() -> None:
    every = {name: {} for name in Safeguards.model_fields} | {"governance": {"review_of_people_share": 0.3}}
    before = before_automation(shop(every)).safeguards
    checks = Governance(audit_every_days=None, review_of_people_share=0.3)
    assert before == Safeguards(governance=checks)


def test_audits_that_are_paid_are_those_that_take_place() -> None:
    governance = {"governance": {"audit_every_days": 7, "audit_eur": 1.0}}
    here = run(shop(governance, mechanisms=BIASED))
    done = here.extra_days["bot_audits"]
    assert measure(here)["safeguards_eur"] == (done[-1] - done[9]).sum() == 2 * 7


# ------------------------------------------------------------------------------------------------------------ security


@given(st.floats(0.0, 1e6), st.floats(0.0, 1e6))
def test_more_security_lowers_the_rate_of_attacks(one: float, other: float) -> None:
    rates = [
        attacks_per_year(resolve(shop({"security": {"eur_per_year": eur}}, mechanisms=EXPOSED)), 0.0)
        for eur in (0.0, *sorted((one, other)))
    ]
    assert rates == sorted(rates, reverse=True)
    assert rates[0] == attacks_per_year(resolve(shop({}, mechanisms=EXPOSED)), 0.0)


def test_security_is_paid_by_the_year_even_where_nobody_attacks() -> None:
    found = measure(run(shop({"security": {"eur_per_year": 3652.5}})))
    assert found["safeguards_eur"] == pytest.approx(10.0 * 50)
    assert np.isnan(found["cyber_eur"])
    assert found["cost_eur"] - measure(run(shop({})))["cost_eur"] == pytest.approx(500.0)
