"""Exact results of the published laws of skill, through whole runs."""

import math

import numpy as np
import pytest
from builders import bot, firm, function, role
from numpy.testing import assert_allclose

from symbio_sim.config import Config, load_config
from symbio_sim.run import Run, fingerprint, simulate

DAYS_PER_MONTH = 30.4375
LAWS = ("exponential", "power", "lfcm", "replacement", "logistic")


def test_linear_practice_and_disuse_follow_their_closed_form() -> None:
    """alpha 0.10, beta 0.05 a week, 0.3 of normal practice: from 0.9 to 0.690435 in ten weeks, towards 0.461538.

    Two people have normal hours of half a day's work each; of twenty tasks a day, three fall into the shift of the one.
    """
    work = function(
        20, 10.0, "deterministic", arrivals={"law": "regular", "hour_weights": [15.0] * 12 + [85.0] * 12, "per_day": 20}
    )
    alike = {"starting_skill": {"speed": 0.9, "accuracy": 0.9}}
    staff = {
        "seldom": role(1, ["a"], hours={"mon-sun": "00:00-12:00"}, **alike),
        "often": role(1, ["a"], hours={"mon-sun": "12:00-24:00"}, **alike),
    }
    skill = {
        "law": "replacement",
        "practice": True,
        "disuse": True,
        "share_memory_days": 0.0,
        "practice_rate_per_day": 0.10 / 7.0,
        "half_life_speed_days": math.log(2.0) / (0.05 / 7.0),
        "half_life_accuracy_days": math.log(2.0) / (0.05 / 7.0),
    }
    run = simulate(firm({"a": work}, staff, horizon_days=70, mechanisms={"skill": skill}), 1)

    rate = (0.10 * 0.3 + 0.05 * 0.7) / 7.0
    rest = 0.10 * 0.3 / 0.065
    assert rest == pytest.approx(0.461538, abs=1e-6)
    for part in ("speed", "accuracy"):
        course = run.skill_days[part][:, 0]
        assert_allclose(course, rest + (0.9 - rest) * np.exp(-rate * np.arange(1, 71)), rtol=1e-12)
        assert course[-1] == pytest.approx(0.690435, abs=1e-6)


def first_hundred(progress_ratio: float, plateau: float) -> Run:
    """A complete novice, a task a day for a hundred days; the first takes an hour."""
    work = function(1, 12.0, "deterministic", arrivals={"law": "regular"}, human={"speed_unskilled": 0.2})
    curve = {"progress_ratio": progress_ratio, "plateau_share": plateau, "units_per_day": 1.0}
    skill = {"law": "power", "practice": True, "disuse": False, "learning_curve": curve}
    staff = {"p": role(1, ["a"], starting_skill={"speed": 0.0, "accuracy": 0.0})}
    return simulate(firm({"a": work}, staff, horizon_days=100, mechanisms={"skill": skill}), 1)


def test_the_hundredth_task_takes_what_wrights_law_says() -> None:
    """60 n^(-b) minutes at a progress ratio of 0.8: the hundredth 13.6237, all together 1959.05."""
    minutes = first_hundred(0.8, 0.0).columns["human_min"]
    n = np.arange(1, 101)
    assert_allclose(minutes, 60.0 * n ** math.log2(0.8), rtol=1e-9)
    assert minutes[99] == pytest.approx(13.6237, abs=1e-4)
    assert minutes.sum() == pytest.approx(1959.05, abs=0.01)
    midpoint = 60.0 * (100.5 ** (1 + math.log2(0.8)) - 0.5 ** (1 + math.log2(0.8))) / (1 + math.log2(0.8))
    assert midpoint == pytest.approx(1960.68, abs=0.01)


def test_with_a_plateau_times_are_de_jongs() -> None:
    minutes = first_hundred(0.85, 0.3).columns["human_min"]
    assert_allclose(minutes, 60.0 * (0.3 + 0.7 * np.arange(1, 101) ** math.log2(0.85)), rtol=1e-9)


def never_practising(law: str, months: int) -> Run:
    """People of normal skill, whose work never comes."""
    skill = {"law": law, "practice": True, "disuse": True, "floor_share": 0.0, "share_memory_days": 0.0}
    half_lives = {"half_life_speed_days": 13 * DAYS_PER_MONTH, "half_life_accuracy_days": 6.5 * DAYS_PER_MONTH}
    days = math.ceil(months * DAYS_PER_MONTH)
    work = function(0, 6.0, human={"speed_unskilled": 1.0})
    staff = {"p": role(1, ["a"], starting_skill=None)}
    return simulate(firm({"a": work}, staff, horizon_days=days, mechanisms={"skill": skill | half_lives}), 1)


@pytest.mark.parametrize("law", ["exponential", "power", "replacement", "logistic"])
def test_unused_skill_halves_in_its_half_life(law: str) -> None:
    """2^(-t/h): 85.22 and 52.74 % of speed after 3 and 12 months, 72.62 and 27.81 % of accuracy; days are rounded."""
    run = never_practising(law, 12)
    for part, half_life, shares in (("speed", 13.0, (0.8522, 0.5274)), ("accuracy", 6.5, (0.7262, 0.2781))):
        course = run.skill_days[part][:, 0]
        days = np.arange(1, len(course) + 1)
        assert_allclose(course / course[0], 2.0 ** (-(days - 1.0) / (half_life * DAYS_PER_MONTH)), rtol=1e-9)
        for months, share in zip((3, 12), shares, strict=True):
            day = round(months * DAYS_PER_MONTH) - 1
            assert 2.0 ** (-(day + 1) / (half_life * DAYS_PER_MONTH)) == pytest.approx(share, rel=2e-3)


def test_units_forgotten_in_a_break_halve_the_gain_in_the_half_life() -> None:
    """The learn-forget curve, from normal experience."""
    run = never_practising("lfcm", 13)
    start = run.firm.roles[0].starting_skill[0]
    for part, (name, months) in enumerate((("speed", 13.0), ("accuracy", 6.5))):
        day = round(months * DAYS_PER_MONTH) - 1
        assert run.skill_days[name][day, 0] == pytest.approx(0.5 * start[part], rel=2e-3)


# ---------------------------------------------------------------------------------------------------- at rest


def steady(law: str, horizon_days: int) -> Config:
    """Ten people at a load of 0.85, without bots."""
    work = {"a": {"arrivals": {"per_day": 247.0}, "effort": {"mean_min": 15.0}, "value_eur": 1.0}}
    return load_config(
        {
            "business": {"name": "Steady"},
            "functions": work,
            "staff": {"p": {"count": 10, "functions": ["a"], "talent_sd": 0.0}},
            "policy": {"rule": "human_only"},
            # Ten people who stay, and demand that does not respond, so that practice is normal on every day.
            "mechanisms": {"skill": {"law": law}, "turnover": {"on": False}, "customers": {"on": False}},
            "horizon_days": horizon_days,
        }
    )


@pytest.mark.parametrize("law", LAWS)
def test_a_firm_without_bots_keeps_its_skill_under_each_law(law: str) -> None:
    """Within 2 % on every day of three years, in speed and in accuracy."""
    run = simulate(steady(law, 1092), 1)
    for part, start in zip(("speed", "accuracy"), run.firm.roles[0].starting_skill[0], strict=True):
        assert np.abs(run.skill_days[part].mean(axis=1) / start - 1.0).max() < 0.02


# ---------------------------------------------------------------------------------------------------- reliance


def half_by_bots(**mechanisms: object) -> Config:
    """A person and a bot who share the work evenly."""
    return firm(
        {"a": function(40, 10.0, human={"accuracy_skilled": 0.8, "accuracy_unskilled": 0.8})},
        {"p": role(1, ["a"])},
        {"b": bot(["a"])},
        horizon_days=120,
        policy={"rule": "fixed_share", "share": 0.5},
        mechanisms=mechanisms,
    )


def test_reliance_of_no_depth_changes_nothing_but_its_own_book() -> None:
    without = simulate(half_by_bots(reliance={"on": False}), 1)
    with_it = simulate(half_by_bots(reliance={"on": True, "depth": 0.0}), 1)
    assert set(without.extra_days) == set()
    assert set(with_it.extra_days) == {"pair_reliance"}
    with_it.extra_days.clear()
    assert fingerprint(without) == fingerprint(with_it)


def test_reliance_approaches_the_share_of_work_that_bots_do() -> None:
    """Half of it, along 1 - exp(-t/3 weeks); 20 tasks a day each leave noise of about 0.02 in three weeks."""
    reliance = simulate(half_by_bots(reliance={"on": True}), 1).extra_days["pair_reliance"][:, 0]
    expected = 0.5 * (1.0 - np.exp(-np.arange(1, 121) / 21.0))
    assert np.abs(reliance - expected).max() < 0.06
    assert reliance[:5].max() < 0.15


def test_who_relies_errs_more_in_work_of_their_own() -> None:
    """At depth 3 and a reliance near one half, accuracy of 0.8 falls to logistic(logit 0.8 - 1.5) = 0.47."""
    run = simulate(half_by_bots(reliance={"on": True, "depth": 3.0}), 1)
    tasks = run.tasks
    late = tasks[(tasks["mode"] == "human") & (tasks["arrival_min"] > 80 * 1440.0) & (tasks["outcome"] != "open")]
    reliance = float(run.extra_days["pair_reliance"][80:, 0].mean())
    expected = 1.0 / (1.0 + math.exp(3.0 * reliance - math.log(4.0)))
    spread = math.sqrt(expected * (1.0 - expected) / len(late))
    assert abs((late["outcome"] == "correct").mean() - expected) < 4.0 * spread
    assert expected < 0.55
