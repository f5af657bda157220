"""Assistance: the law's limits and directions, and what follows in a firm whose every other mechanism is off."""

import math
from typing import Any

import numpy as np
import pytest
from builders import bot, firm, function, role
from hypothesis import given
from hypothesis import strategies as st

from symbio_sim.choreography import ASSISTED, CORRECT, HUMAN
from symbio_sim.config import Config
from symbio_sim.firm import resolve
from symbio_sim.mechanisms import assistance, curves
from symbio_sim.metrics import measure
from symbio_sim.run import Run, fingerprint, simulate

UNIT = st.floats(0.0, 1.0)
LOGITS = st.floats(-20.0, 20.0)
EFFECTS = st.floats(0.0, 20.0)

NEVER_ADOPT = {"adoption_intercept": -20.0, "adoption_trust_effect": 0.0, "adoption_confidence_effect": 0.0}
ALWAYS_ADOPT = NEVER_ADOPT | {"adoption_intercept": 20.0}
NO_TIME = {"gain_novice": 0.0, "gain_expert": 0.0, "override_ratio": 0.0}


def advised(law: dict[str, Any] | None = None, *, horizon_days: int = 10, **changes: Any) -> Config:
    """Return a firm of two people who do all work with a bot's advice."""
    work = function(40, 20.0, human={"accuracy_skilled": 0.8, "accuracy_unskilled": 0.6, "slope": 1.0})
    mechanisms = {"assistance": {"on": True, **(law or {})}}
    plain: dict[str, Any] = {
        "functions": {"a": work},
        "staff": {"p": role(2, ["a"], starting_skill={"speed": 0.5, "accuracy": 0.5})},
        "bots": {"b": bot(["a"], accuracy=0.7, slope=1.0)},
        "policy": {"rule": "bot_only", "mode": "assisted"},
        "mechanisms": mechanisms,
    }
    return firm(horizon_days=horizon_days, **plain | changes)


def without_bots(config: Config) -> Config:
    policy = {"rule": "human_only"}
    return Config.model_validate(config.to_dict() | {"policy": policy})


def right(run: Run) -> list[bool]:
    return (run.columns["outcome"] == CORRECT).tolist()


# ------------------------------------------------------------------------------------------------------------ the law


@given(UNIT, st.floats(-0.5, 2.0), st.floats(-0.5, 2.0))
def test_the_gain_goes_linearly_from_novice_to_expert(skill: float, novice: float, expert: float) -> None:
    assert assistance.gain(0.0, novice, expert) == novice
    assert assistance.gain(1.0, novice, expert) == pytest.approx(expert, abs=1e-12)
    assert assistance.gain(2.0, novice, expert) == pytest.approx(expert, abs=1e-12)
    assert assistance.gain(skill, novice, expert) == pytest.approx((1 - skill) * novice + skill * expert, abs=1e-9)


@given(st.floats(0.0, 1e6), st.floats(-0.5, 2.0), st.floats(0.0, 2.0))
def test_advice_that_is_set_aside_takes_longer_and_a_gain_takes_less(effort: float, gain: float, ratio: float) -> None:
    followed = assistance.effort_min(effort, gain, ratio, False)
    assert followed * (1.0 + gain) == pytest.approx(effort)
    assert assistance.effort_min(effort, gain, ratio, True) == pytest.approx(followed + ratio * effort)
    assert assistance.effort_min(effort, 0.0, 0.0, True) == effort


@given(LOGITS, EFFECTS, UNIT, EFFECTS, UNIT, UNIT, UNIT)
def test_trust_and_the_bots_confidence_make_adoption_likelier_and_the_own_confidence_makes_it_rarer(
    intercept: float, trust_effect: float, trust: float, sure_effect: float, bot_sure: float, own: float, more: float
) -> None:
    def adopted(trust: float, bot_sure: float, own: float) -> float:
        return assistance.adoption_probability(intercept, trust_effect, trust, sure_effect, bot_sure, own)

    base = adopted(trust, bot_sure, own)
    assert 0.0 <= base <= 1.0
    assert adopted(max(trust, more), bot_sure, own) >= base
    assert adopted(trust, max(bot_sure, more), own) >= base
    assert adopted(trust, bot_sure, max(own, more)) <= base
    assert adopted(0.5, 0.7, 0.7) == curves.logistic(intercept)


@given(st.booleans(), st.booleans(), st.booleans())
def test_who_agrees_has_nothing_to_set_aside(own: bool, advice: bool, adopts: bool) -> None:
    assert assistance.overrides(own, advice, adopts) == (own != advice and not adopts)
    assert assistance.is_right(own, advice, adopts) == (advice if adopts else own)


# ------------------------------------------------------------------------------------------------------------ limits


def test_switched_off_it_leaves_the_run_of_people_without_bots_to_the_last_bit() -> None:
    config = advised({"on": False})
    run = simulate(config, 1)
    assert fingerprint(run) == fingerprint(simulate(without_bots(config), world=run.world))
    assert "escaped_assisted" not in run.columns


def test_advice_that_nobody_adopts_and_that_saves_no_time_changes_nothing_but_the_mode() -> None:
    run = simulate(advised(NEVER_ADOPT | NO_TIME | {"practice_weight": 1.0}, mechanisms=skilled(1.0)), 1)
    alone = simulate(without_bots(run.config), world=run.world)
    assert right(run) == right(alone)
    np.testing.assert_array_equal(run.columns["end_min"], alone.columns["end_min"])
    np.testing.assert_array_equal(run.columns["escaped_assisted"], alone.columns["escaped_human"])
    for name, values in alone.skill_days.items():
        np.testing.assert_array_equal(run.skill_days[name], values)
    assert set(run.columns["mode"][~np.isnan(run.columns["end_min"])]) == {ASSISTED}


def skilled(weight: float) -> dict[str, Any]:
    law = NEVER_ADOPT | NO_TIME | {"on": True, "practice_weight": weight}
    return {"assistance": law, "skill": {"practice": True, "disuse": False}}


def test_who_always_adopts_is_right_exactly_where_the_bot_is() -> None:
    run = simulate(advised(ALWAYS_ADOPT | NO_TIME), 1)
    policy = {"rule": "bot_only", "mode": "bot"}
    bots = simulate(Config.model_validate(run.config.to_dict() | {"policy": policy}), world=run.world)
    both = ~np.isnan(run.columns["end_min"]) & ~np.isnan(bots.columns["end_min"])
    assert both.sum() > 300
    assert (np.array(right(run))[both] == np.array(right(bots))[both]).all()


def test_work_takes_effort_over_speed_and_gain() -> None:
    run = simulate(advised(ALWAYS_ADOPT | {"gain_novice": 0.4, "gain_expert": 0.0}), 1)
    ended = ~np.isnan(run.columns["end_min"])
    minutes = run.world.tasks["effort_min"][ended] / 1.2  # the gain at a speed skill of one half; nobody is slower here
    np.testing.assert_allclose(run.columns["human_min"][ended], minutes, rtol=1e-9)


def test_setting_advice_aside_takes_its_time_where_the_two_disagree() -> None:
    run = simulate(advised(NEVER_ADOPT | NO_TIME | {"override_ratio": 0.5}), 1)
    policy = {"rule": "bot_only", "mode": "bot"}
    bots = simulate(Config.model_validate(run.config.to_dict() | {"policy": policy}), world=run.world)
    both = ~np.isnan(run.columns["end_min"]) & ~np.isnan(bots.columns["end_min"])
    disagree = (np.array(right(run)) != np.array(right(bots)))[both]
    ratio = run.columns["human_min"][both] / run.world.tasks["effort_min"][both]
    np.testing.assert_allclose(ratio, np.where(disagree, 1.5, 1.0), rtol=1e-9)
    assert 0.1 < disagree.mean() < 0.9


# ------------------------------------------------------------------------------------------------- in a firm


def end_skill(weight: float) -> float:
    run = simulate(advised(mechanisms=skilled(weight), horizon_days=60), 1)
    return float(run.skill_days["accuracy"][-1].mean())


def test_the_practice_weight_decides_by_its_sign_whether_skill_grows_or_is_lost() -> None:
    by_weight = [end_skill(weight) for weight in (-0.2, 0.0, 0.3, 1.0)]
    assert by_weight == sorted(by_weight)
    assert by_weight[0] < by_weight[1] == 0.5 < by_weight[2]


def test_a_crutch_takes_skill_by_the_negative_branch_of_practice_day_by_day() -> None:
    run = simulate(advised(mechanisms=skilled(-0.2), horizon_days=20), 1)
    law, firm_ = run.config.mechanisms.skill, resolve(run.config)
    per_min = law.practice_rate_per_day / (60.0 * firm_.roles[0].normal_h_per_day[0])
    worked = (run.staff_days["busy_min"] + run.staff_days["overtime_min"])[:, 0].sum()
    floor = law.floor_share * 0.5
    expected = floor + (0.5 - floor) * math.exp(-0.2 * per_min * worked)
    # Minutes of a stint count on the day on which it ends, so the last day's may still be on their way.
    assert run.skill_days["speed"][-1, 0] == pytest.approx(expected, rel=2e-3)


def test_while_the_vendor_is_down_people_work_unaided() -> None:
    config = advised()
    world = simulate(config, 1).world.with_outage("acme", 2 * 1440.0, 3 * 1440.0)
    run = simulate(config, world=world)
    start, mode = run.columns["start_min"], run.columns["mode"]
    down = (start >= 2 * 1440.0) & (start < 5 * 1440.0) & (mode > 0)
    assert down.sum() > 50
    assert (mode[down] == HUMAN).all()
    assert (mode[~down & (mode > 0)] == ASSISTED).all()
    assert (run.columns["bot_visits"][down] == 0).all()


def test_another_vendors_bot_is_asked_where_the_policy_says_so() -> None:
    config = advised(
        bots={"b": bot(["a"]), "c": bot(["a"], vendor="globex")},
        vendors={"acme": {"exit_per_year": 0.0}, "globex": {"exit_per_year": 0.0}},
        policy={"rule": "bot_only", "mode": "assisted", "fallback": "other_vendor"},
    )
    world = simulate(config, 1).world.with_outage("acme", 0.0, 10 * 1440.0)
    run = simulate(config, world=world)
    ended = ~np.isnan(run.columns["end_min"])
    assert (run.columns["mode"][ended] == ASSISTED).all()
    assert (run.columns["bot"][ended] == 1).all()


def test_advice_is_asked_for_once_an_attempt_and_paid_for() -> None:
    run = simulate(advised(bots={"b": bot(["a"], usage_eur_per_task=2.0)}), 1)
    n = int(run.columns["bot_visits"].sum())
    assert n == (~np.isnan(run.columns["start_min"])).sum()
    assert run.bot_days["visits"][-1, 0] == n
    assert run.bot_days["busy_min"].sum() == 0.0
    assert measure(run)["bot_usage_eur"] == pytest.approx(2.0 * n)


def test_trust_rises_with_advice_followed_and_falls_with_wrong_advice_set_aside() -> None:
    def trust(law: dict[str, float], accuracy: float) -> float:
        bots = {"b": bot(["a"], accuracy=accuracy)}
        mechanisms = {"assistance": {"on": True, **law}, "trust": {"on": True}}
        return float(simulate(advised(bots=bots, mechanisms=mechanisms), 1).staff_days["trust"][-1].mean())

    assert trust(ALWAYS_ADOPT, 0.3) > 0.9, "who adopts whatever is said sees no failure"
    assert trust(NEVER_ADOPT, 0.3) < 0.4
    assert trust(NEVER_ADOPT, 0.3) < trust(NEVER_ADOPT, 0.9)


def test_errors_in_spite_of_advice_cost_as_much_as_any() -> None:
    config = advised({"gain_novice": 0.0}, functions={"a": function(40, 20.0, error_cost_eur=7.0, human=POOR)})
    run = simulate(config, 1)
    escaped = int(run.columns["escaped_assisted"].sum())
    measures = measure(run)
    assert escaped > 50
    assert measures["error_cost_eur"] == pytest.approx(7.0 * escaped)
    assert measures["error_share"] == pytest.approx(escaped / (escaped + sum(right(run))))
    assert math.isnan(measures["error_share_human"])
    assert measures["bot_task_share"] == 0.0


POOR = {"accuracy_skilled": 0.8, "accuracy_unskilled": 0.6, "slope": 1.0}


def test_a_function_without_people_cannot_be_assisted() -> None:
    with pytest.raises(ValueError, match="assisted, but there is no person to assist in function 'z'"):
        advised(functions={"a": function(40, 20.0), "z": function(1, 1.0)}, bots={"b": bot(["a", "z"])})


@pytest.mark.usefixtures("compiled_engine")
def test_both_engines_give_advice_alike() -> None:
    config = advised(
        mechanisms={"assistance": {"on": True}, "trust": {"on": True}, "skill": {"practice": True, "disuse": True}},
        policy={"rule": "fixed_share", "share": 0.7, "mode": "assisted"},
        safeguards={"governance": {"review_of_people_share": 0.5}},
    )
    mesa = simulate(config, 1, engine="mesa")
    assert fingerprint(simulate(config, world=mesa.world, engine="kernel")) == fingerprint(mesa)
