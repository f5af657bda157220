"""What learning, drift, retraining, bias and a market shift do to a firm, and that switched off they do nothing."""

import dataclasses
from typing import Any

import numpy as np
import pytest
from builders import bot, firm, function, role

from symbio_sim.config import Config, load_config
from symbio_sim.firm import prepare, resolve
from symbio_sim.model import SymbioModel
from symbio_sim.run import Run, fingerprint, simulate
from symbio_sim.world import VendorUpdate, World, draw_world
from symbio_sim.world.luck import entity_states, key_of, uniform_array

REVIEWED = {"rule": "bot_only", "mode": "reviewed"}
ALONE = {"rule": "bot_only", "mode": "bot"}


def shop(
    policy: dict[str, Any], mechanisms: dict[str, Any], *, days: int = 20, accuracy: float = 0.8, **changes: Any
) -> Config:
    """Return a firm in which a bot does all work and people with a given skill review it."""
    return firm(
        {"a": function(60, 5.0)},
        {"p": role(3, ["a"], starting_skill={"speed": 1.0, "accuracy": changes.pop("skill", 1.0)})},
        {"b": bot(["a"], accuracy=accuracy, concurrency=5, **changes)},
        horizon_days=days,
        policy=policy,
        mechanisms={"oversight": {"miss_at_half": 1e-6, "false_alarm": 0.0}, **mechanisms},
    )


def run(config: Config, world: World | None = None) -> Run:
    return simulate(config, world=world or draw_world(config, 1), engine="mesa")


def model_of(config: Config, world: World | None = None) -> SymbioModel:
    model = SymbioModel(config, world=world or draw_world(config, 1), collect=False)
    model.run_to_horizon()
    return model


EVERYTHING_MARKED = {
    "bot_learning": {"corrections_scale": 1.0, "documented_share": 1.0},
    "drift": {"updates_per_year": 50.0, "update_sd": 2.0},
    "retraining": {"every_days": 1.0},
    "bias": {"error_odds_ratio": 9.0, "loop_days": 1},
    "market_shift": {"bot_drop": 9.0, "human_drop": 9.0},
}


def test_switched_off_they_leave_every_number_as_it_was_whatever_their_constants_and_the_world() -> None:
    plain, marked = shop(REVIEWED, {}), shop(REVIEWED, EVERYTHING_MARKED)
    world = draw_world(plain, 1)
    moved = world.with_market_shift(2, 1.0)
    assert draw_world(marked, 1) == world
    assert fingerprint(run(marked, moved)) == fingerprint(run(plain, world))
    assert run(marked, moved).extra_days == {}


# ------------------------------------------------------------------------------------------------ learning


def test_each_error_caught_by_a_fully_skilled_person_counts_as_one_correction() -> None:
    config = shop(REVIEWED, {"bot_learning": {"on": True}})
    happened = run(config)
    assert happened.extra_days["bot_corrections"][-1, 0] == happened.columns["caught"].sum() > 100


def test_corrections_count_by_the_skill_of_who_makes_them() -> None:
    counts = {
        skill: run(shop(REVIEWED, {"bot_learning": {"on": True, "corrections_scale": 1e6}}, skill=skill))
        for skill in (1.0, 0.4)
    }
    caught = counts[0.4].columns["caught"].sum()
    assert counts[0.4].extra_days["bot_corrections"][-1, 0] == pytest.approx(0.4 * caught)


def test_without_review_only_documented_failures_teach() -> None:
    work = {"failure_demand": {"return_probability": 1.0, "mean_delay_days": 0.01, "max_visits": 2}}
    for share in (0.0, 0.25):
        config = firm(
            {"a": function(60, 5.0, **work)},
            {"p": role(3, ["a"])},
            {"b": bot(["a"], accuracy=0.5, concurrency=5)},
            horizon_days=10,
            policy={"rule": "fixed_share", "share": 0.5, "mode": "bot"},
            mechanisms={"bot_learning": {"on": True, "documented_share": share}},
        )
        happened = run(config)
        people_put_right = (happened.columns["escaped_bot"] > 0) & (happened.columns["mode"] == 1)
        corrections = happened.extra_days["bot_corrections"][-1, 0]
        assert people_put_right.sum() > 50
        assert corrections == share * people_put_right.sum()


def test_a_bot_that_is_corrected_errs_less() -> None:
    learning = {"bot_learning": {"on": True, "corrections_scale": 1.0, "exponent": 1.0, "plateau_share": 0.1}}
    config = shop(REVIEWED, learning, days=40)
    world = draw_world(config, 1)
    learned, plain = (run(c, world).columns["caught"].sum() for c in (config, shop(REVIEWED, {}, days=40)))
    assert learned < 0.4 * plain
    skill = model_of(config, world).bots[0].skills[0]
    assert skill.ability > resolve(config).bots[0].ability[0] + 1.0


# ------------------------------------------------------------------------------------------------ drift, retraining


def with_updates(world: World, *updates: tuple[float, float]) -> World:
    items = tuple(VendorUpdate("acme", "ml", day * 1440.0, jump) for day, jump in updates)
    return dataclasses.replace(world, updates=items)


def test_drift_is_what_updates_and_decay_make_of_it_from_the_midnight_after() -> None:
    law = {"drift": {"on": True, "updates_per_year": 0.0, "decay_per_year": 3.6525}}
    config = shop(ALONE, law, days=10)
    world = with_updates(draw_world(config, 1), (2.5, -1.0), (6.0, 0.4))
    drift = run(config, world).extra_days["bot_drift"][:, 0]
    expected = [-0.01 * (day + 1) - (1.0 if day >= 2 else 0.0) + (0.4 if day >= 5 else 0.0) for day in range(10)]
    assert drift == pytest.approx(expected)
    assert model_of(config, world).bots[0].skills[0].ability == resolve(config).bots[0].ability[0] + drift[-1]


def test_an_update_for_the_worse_makes_a_bot_err_more() -> None:
    config = shop(ALONE, {"drift": {"on": True, "updates_per_year": 0.0}}, days=30)
    world = with_updates(draw_world(config, 1), (10.0, -2.0))
    wrong = run(config, world).columns["escaped_bot"] > 0
    arrival = world.tasks["arrival_min"]
    assert wrong[arrival > 11 * 1440].mean() > 2.0 * wrong[arrival < 10 * 1440].mean()


def test_retraining_by_plan_undoes_drift_and_is_counted() -> None:
    law = {
        "drift": {"on": True, "updates_per_year": 0.0, "decay_per_year": 3.6525},
        "retraining": {"on": True, "every_days": 4, "error_margin": None},
    }
    extra = run(shop(ALONE, law, days=10)).extra_days
    assert extra["bot_drift"][:, 0] == pytest.approx([-0.01, -0.02, -0.03, 0.0] * 2 + [-0.01, -0.02])
    assert extra["bot_retrainings"][:, 0].tolist() == [0, 0, 0, 1, 1, 1, 1, 2, 2, 2]


def test_reviews_call_for_retraining_once_when_more_is_rejected_than_before() -> None:
    """Whatever the level was: a bot that is worse than stated from the first day on is not retrained for it."""
    law = {
        "drift": {"on": True, "updates_per_year": 0.0, "decay_per_year": 0.0},
        "retraining": {"on": True, "every_days": None, "error_margin": 0.1},
    }
    config = shop(REVIEWED, law, days=40, accuracy=0.9, data_quality=0.5)
    assert run(config).extra_days["bot_retrainings"].max() == 0
    world = with_updates(draw_world(config, 1), (10.0, -2.5))
    retrained = run(config, world).extra_days["bot_retrainings"][:, 0]
    assert retrained[9] == 0
    assert retrained[-1] == 1
    nobody_looks = run(shop(ALONE, law, days=40, accuracy=0.9), world).extra_days["bot_retrainings"]
    assert nobody_looks.max() == 0


# ------------------------------------------------------------------------------------------------ bias


def in_group_b(world: World, share: float) -> Any:
    states = entity_states(world.key, world.tasks["key"])
    return uniform_array(states, key_of("group"), 0) < share


def test_a_biased_bot_errs_more_on_group_b_and_as_often_in_all() -> None:
    law = {"bias": {"on": True, "error_odds_ratio": 4.0, "group_share": 0.3, "growth": 1.0}}
    config = shop(ALONE, law, days=60)
    world = draw_world(config, 1)
    biased, fair = (run(c, world).columns["escaped_bot"] > 0 for c in (config, shop(ALONE, {}, days=60)))
    b = in_group_b(world, 0.3)
    n = len(b)
    assert biased.mean() == pytest.approx(fair.mean(), abs=4 * (0.2 * 0.8 / n) ** 0.5)
    odds_b, odds_a = (np.mean(biased[x]) / (1 - np.mean(biased[x])) for x in (b, ~b))
    assert odds_b / odds_a == pytest.approx(4.0, rel=0.2)


def test_the_gap_grows_by_what_the_bot_learns_from_itself_and_audits_take_it_back() -> None:
    """All work is the bot's own and unchecked, so each loop multiplies the gap by g."""
    law = {"on": True, "error_odds_ratio": 2.0, "growth": 1.5, "loop_days": 5, "gap_max": 20.0}
    gap = run(shop(ALONE, {"bias": law}, days=20)).extra_days["bot_gap"][:, 0]
    assert gap[[3, 4, 9, 14, 19]] == pytest.approx(np.log(2.0) * np.array([1.0, 1.5, 1.5**2, 1.5**3, 1.5**4]))
    audits = "safeguards.governance={audit_every_days: 7, audit_effect: 1.0}"
    extra = run(load_config(shop(ALONE, {"bias": law}, days=20).to_dict(), [audits])).extra_days
    assert extra["bot_gap"][6, 0] == extra["bot_gap"][-1, 0] == 0.0
    assert extra["bot_audits"][-1, 0] == 2


def test_a_bot_all_of_whose_work_is_checked_does_not_grow_more_biased() -> None:
    law = {"bias": {"on": True, "loop_days": 5}}
    gap = run(shop(REVIEWED, law, days=20)).extra_days["bot_gap"][:, 0]
    assert gap == pytest.approx(np.log(1.5))


# ------------------------------------------------------------------------------------------------ market shift


def test_tasks_of_a_new_kind_are_the_share_that_arrives_from_the_day_on() -> None:
    config = shop(ALONE, {"market_shift": {"on": True}}, days=40)
    world = draw_world(config, 1).with_market_shift(20, 0.3)
    model = model_of(config, world)
    new = np.array([model.is_new_kind(task) for task in range(world.n_tasks)])
    late = world.tasks["arrival_min"] >= 20 * 1440
    assert not new[~late].any()
    assert new[late].mean() == pytest.approx(0.3, abs=4 * (0.21 / late.sum()) ** 0.5)


def test_people_are_worse_at_the_new_kind_until_they_have_learned_it() -> None:
    def people(on: bool) -> Config:
        return firm(
            {"a": function(60, 5.0, human={"accuracy_skilled": 0.9, "accuracy_unskilled": 0.6, "slope": 0.0})},
            {"p": role(2, ["a"])},
            horizon_days=80,
            mechanisms={"market_shift": {"on": on, "human_drop": 3.0, "human_lessons": 300.0}},
        )

    world = draw_world(people(True), 1).with_market_shift(10, 1.0)
    shifted, twin = (run(people(on), world).columns["escaped_human"] > 0 for on in (True, False))
    day = world.tasks["arrival_min"] / 1440.0
    before, just_after, later = day < 10, (day >= 10) & (day < 13), day > 70
    assert (shifted[before] == twin[before]).all()
    assert shifted[just_after].mean() > 0.5 > 3 * twin[just_after].mean()
    assert shifted[later].mean() == pytest.approx(twin[later].mean(), abs=0.03)


def test_a_bot_learns_the_new_kind_from_corrections_or_from_examples_when_it_is_retrained() -> None:
    law = {"market_shift": {"on": True, "bot_lessons": 50.0}}
    taught = law | {"bot_learning": {"on": True}}
    trained = law | {"retraining": {"on": True, "every_days": 15.0}}
    half = {"rule": "fixed_share", "share": 0.5, "mode": "reviewed"}
    world = draw_world(shop(half, law, days=30), 1).with_market_shift(5, 1.0)
    lessons = {
        name: (skill.lessons, skill.examples)
        for name, mechanisms in (("neither", law), ("taught", taught), ("trained", trained))
        for skill in [model_of(shop(half, mechanisms, days=30), world).bots[0].skills[0]]
    }
    assert lessons["neither"] == (0.0, 0.0)
    assert lessons["taught"][0] > 50
    assert lessons["taught"][1] == 0
    assert lessons["trained"][0] == 0
    assert lessons["trained"][1] > 300


def test_the_agenda_says_never_where_the_firm_does_not_mind() -> None:
    config = shop(ALONE, {}, days=10)
    world = draw_world(config, 1).with_market_shift(5, 1.0)
    assert prepare(resolve(config), world).market_shift == (float("inf"), 0.0)
