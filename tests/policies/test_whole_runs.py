"""What rules that learn or look ahead come to, seen in whole runs."""

from typing import Any

import numpy as np
import pytest
from builders import bot, firm, function, role
from numpy.typing import NDArray

from symbio_sim.config import Config
from symbio_sim.metrics import dependence_series
from symbio_sim.run import Run, simulate
from symbio_sim.world import World, draw_world

DAY = 1440.0


def share_of_bots(run: Run, first_day: float, last_day: float) -> float:
    """Return the share of the tasks of some days that were given to bots."""
    arrival_min = run.world.tasks["arrival_min"]
    mine = (arrival_min >= first_day * DAY) & (arrival_min < last_day * DAY)
    assert mine.sum() > 100
    return float((run.columns["bot_visits"][mine] > 0).mean())


# ---------------------------------------------------------------------------------------------- bandit, expected_cost


def gamble(rule: str, degraded: tuple[float, float] | None, **policy: Any) -> Run:
    """Let people at 10 euros a task, who hardly err, compete with a bot at 2, whose errors cost 50 and come to light.

    The bot states that it hardly errs either; on the days from `degraded` it is wrong about every other time, and
    nothing says so.
    """
    config = firm(
        {"a": function(60, 10.0, "deterministic", value_eur=50.0, failure_demand={"return_probability": 1.0})},
        {"p": role(4, ["a"], wage_eur_per_h=60.0)},
        {"b": bot(["a"], usage_eur_per_task=2.0, degradation_drop=6.9, concurrency=4)},
        horizon_days=90,
        policy={"rule": rule, **policy},
    )
    return simulate(config, world=_degraded(draw_world(config, 1), degraded), engine="mesa")


def _degraded(world: World, days: tuple[float, float] | None) -> World:
    return world if days is None else world.with_degradation("acme", days[0] * DAY, (days[1] - days[0]) * DAY)


def test_the_bandit_learns_to_send_work_to_whoever_costs_less() -> None:
    """Measured: 0.995 and 0.04, where what is stated beforehand is the same."""
    good, bad = (gamble("bandit", degraded, memory_days=10.0) for degraded in (None, (0.0, 90.0)))
    assert share_of_bots(good, 10, 90) > 0.9
    assert share_of_bots(bad, 10, 90) < 0.2


def test_the_bandit_follows_a_change_and_its_end() -> None:
    run = gamble("bandit", (30.0, 60.0), memory_days=5.0)
    assert share_of_bots(run, 10, 30) > 0.9
    assert share_of_bots(run, 40, 60) < 0.3
    assert share_of_bots(run, 75, 90) > 0.8


def test_expected_cost_trusts_what_is_stated_and_learns_nothing() -> None:
    good, bad = (gamble("expected_cost", degraded) for degraded in (None, (0.0, 90.0)))
    assert share_of_bots(good, 0, 90) == share_of_bots(bad, 0, 90) > 0.95


# ---------------------------------------------------------------------------------------------- skill_preserving

QUOTA, WINDOW = 0.3, 14.0
NORMAL_MIN = 320.0
"""What each of the people below has to do in a function on a day, where bots do nothing."""


def school(**policy: Any) -> Config:
    """Three people and bots who can do all the work; each function is 48 tasks of 20 minutes a day."""
    work = function(48, 20.0)  # at random times: where work comes by the clock, who is idle longest may never change
    return firm(
        {"a": work, "b": work},
        {"p": role(3, ["a", "b"], hours="always")},
        {"b": bot(["a", "b"], concurrency=9)},
        horizon_days=60,
        policy={"rule": "skill_preserving", **policy},
    )


def practised_share(run: Run) -> NDArray[np.float64]:
    """Return own work over the trailing window, relative to normal: shape (days, functions, seats)."""
    done, n_days = run.columns["human_min"] > 0.0, run.config.horizon_days
    day = np.nan_to_num(run.columns["end_min"][done], nan=np.inf).clip(max=n_days * DAY - 1.0) // DAY
    where = (day.astype(int), run.world.tasks["function"][done], run.columns["staff"][done])
    worked = np.zeros((n_days, 2, len(run.world.seats)))
    np.add.at(worked, where, run.columns["human_min"][done])
    trailing, kept = [], np.full(worked.shape[1:], NORMAL_MIN * WINDOW)
    for today in worked:
        kept = (1.0 - 1.0 / WINDOW) * kept + today
        trailing.append(kept)
    return np.array(trailing) / (NORMAL_MIN * WINDOW)


def test_people_stay_at_their_quota_of_practice_in_each_function_and_bots_do_the_rest() -> None:
    """What is owed is given to a function's people together, and in like parts by who has been idle longest."""
    run = simulate(school(quota_share=QUOTA, window_days=WINDOW), 1, engine="mesa")
    share = practised_share(run)
    together = share.mean(axis=2)
    assert together.min() > 0.95 * QUOTA
    assert together[30:].max() < 1.15 * QUOTA
    assert share.min() > 0.75 * QUOTA, "nobody falls far behind in anything"
    assert 1.0 - share_of_bots(run, 30, 60) == pytest.approx(QUOTA, abs=0.05)


def test_without_a_quota_people_get_no_practice_and_with_all_of_it_bots_no_work() -> None:
    none, all_ = (simulate(school(quota_share=quota, window_days=WINDOW), 1, engine="mesa") for quota in (0.0, 1.0))
    assert share_of_bots(none, 0, 60) == 1.0
    assert share_of_bots(all_, 10, 60) < 0.1


# ---------------------------------------------------------------------------------------------- resilience_aware

KEPT, BAND = 0.8, 0.2


def reserve(policy: dict[str, Any]) -> Run:
    """Let a firm, whose people work at a third of their speed without skill, and soon lose it, give work to bots."""
    work = function(40, 30.0, "deterministic", human={"speed_unskilled": 0.3}, arrivals={"law": "regular"})
    config = firm(
        {"a": work},
        {"p": role(4, ["a"], hours={"mon-sun": "08:00-16:00"})},
        {"b": bot(["a"], concurrency=9)},
        horizon_days=240,
        policy=policy,
        mechanisms={"skill": {"practice": True, "disuse": True, "half_life_speed_days": 20.0}},
    )
    return simulate(config, 1, engine="mesa")


def unaided_share(run: Run) -> NDArray[np.float64]:
    """Return what people could do in a day without bots, relative to what comes: 32 hours at their speed, of 20."""
    return np.asarray(8.0 * (0.3 + 0.7 * run.skill_days["speed"]).sum(axis=1) / 20.0)


def test_people_stay_able_to_do_alone_the_share_of_demand_that_is_asked_for() -> None:
    aware = reserve({"rule": "resilience_aware", "kept_share": KEPT, "band_share": BAND})
    careless = reserve({"rule": "bot_only"})
    assert unaided_share(careless)[-1] < 0.9 * KEPT
    assert unaided_share(aware).min() > KEPT
    assert unaided_share(aware)[-1] < KEPT + BAND, "no more is kept from bots than it takes"
    assert 0.2 < share_of_bots(aware, 200, 240) < 0.98
    assert dependence_series(aware)["dependence"].max() <= 1.0 - KEPT
    assert dependence_series(careless)["dependence"].max() > 1.0 - KEPT


def test_the_more_is_to_be_kept_the_less_bots_get_and_nothing_before_it_is_known() -> None:
    runs = [reserve({"rule": "resilience_aware", "kept_share": kept, "band_share": BAND}) for kept in (0.5, 0.9, 1.6)]
    shares = [share_of_bots(run, 120, 240) for run in runs]
    assert shares == sorted(shares, reverse=True)
    assert shares[0] > shares[-1] == 0.0
    first_day = runs[0].world.tasks["arrival_min"] < DAY
    assert not runs[0].columns["bot_visits"][first_day].any()
