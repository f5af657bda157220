"""Innovation in a run: constant slack gives Poisson improvements, each cuts effort from the next day on."""

import math
from typing import Any

import numpy as np
import pytest
from builders import bot, firm, function, role

from symbio_sim.config import Config
from symbio_sim.metrics.measures import measure
from symbio_sim.run import Run, simulate
from symbio_sim.world import draw_world

HOURS = {"mon-sun": "09:00-17:00"}


def workshop(per_day: float = 20.0, horizon_days: int = 40, share: float = 0.0, **law: Any) -> Config:
    """Return a workshop with one person, and bots of one vendor for a share of the work."""
    return firm(
        {"bench": function(per_day, 10.0, "deterministic")},
        {"smith": role(1, ["bench"], hours=HOURS)},
        {"x": bot(["bench"])},
        horizon_days=horizon_days,
        business={"hours": HOURS},
        policy={"rule": "fixed_share", "share": share},
        mechanisms={"innovation": {"on": True, "improvements_per_slack_h": 0.1} | law},
    )


def ran(config: Config, seed: int = 1) -> Run:
    return simulate(config, seed, engine="mesa")


def test_constant_slack_gives_poisson_improvements_of_the_exact_mean() -> None:
    """40 people with nothing to do but their own function, in 10 Worlds: 400 counts of mean 8 x 50 x 0.0125 = 5.

    Bounds are four standard errors: of the mean sqrt(5/400), of variance/mean about sqrt(2/400).
    """
    names = [f"f{number}" for number in range(40)]
    config = firm(
        {name: function(0.0, 10.0) for name in names},
        {f"r{name}": role(1, [name], hours=HOURS) for name in names},
        horizon_days=50,
        mechanisms={"innovation": {"on": True, "improvements_per_slack_h": 0.0125}},
    )
    runs = [simulate(config, 2, replication=number, engine="mesa") for number in range(10)]
    counts = np.concatenate([run.extra_days["function_improvements"][-1] for run in runs])
    assert abs(counts.mean() - 5.0) < 4.0 * math.sqrt(5.0 / 400.0)
    assert abs(counts.var(ddof=1) / counts.mean() - 1.0) < 4.0 * math.sqrt(2.0 / 400.0)


def test_an_improvement_cuts_the_effort_of_work_begun_from_the_next_day_on() -> None:
    run = ran(workshop(effort_cut_share=0.1))
    start, end = run.columns["start_min"], run.columns["end_min"]
    whole = (end < np.inf) & (start // 1440.0 == end // 1440.0) & (run.columns["visit"] == 0)
    before = np.concatenate(([1.0], run.extra_days["function_efficiency"][:-1, 0]))
    expected = 10.0 * before[(start[whole] // 1440.0).astype(int)]
    assert run.columns["human_min"][whole] == pytest.approx(expected, rel=1e-9)
    assert before[-1] < 0.9


def test_improvements_cut_the_effort_of_bots_and_reviewers_too() -> None:
    config = workshop(share=1.0, effort_cut_share=0.1)
    config = config.model_copy(update={"policy": config.policy.model_copy(update={"mode": "reviewed"})})
    run = ran(config)
    day = (run.columns["start_min"] // 1440.0).astype(int)
    before = np.concatenate(([1.0], run.extra_days["function_efficiency"][:-1, 0]))
    done = run.columns["outcome"] == 1
    assert run.columns["bot_min"][done] == pytest.approx(10.0 * before[day[done]], rel=1e-9)
    late = done & (day > 30)
    assert run.columns["review_min"][late].mean() < 0.95 * run.columns["review_min"][done & (day < 2)].mean()


def test_effort_never_falls_below_the_floor() -> None:
    run = ran(workshop(improvements_per_slack_h=5.0, effort_cut_share=0.1, effort_floor=0.6))
    assert run.extra_days["function_efficiency"].min() == 0.6


def test_more_creative_firms_have_the_same_improvements_sooner() -> None:
    slow, fast = (ran(workshop(improvements_per_slack_h=rate)) for rate in (0.05, 0.1))
    assert (fast.extra_days["function_improvements"] >= slow.extra_days["function_improvements"]).all()
    assert fast.extra_days["function_improvements"][-1, 0] > slow.extra_days["function_improvements"][-1, 0]


def test_reliance_on_bots_starves_creativity_although_it_makes_slack() -> None:
    little, much = (ran(workshop(share=share, memory_days=5.0)) for share in (0.1, 0.9))
    assert much.extra_days["firm_creativity"][-1, 0] < little.extra_days["firm_creativity"][-1, 0] < 1.0
    assert much.extra_days["firm_sameness"][-1, 0] > little.extra_days["firm_sameness"][-1, 0] > 0.0


def test_slack_that_yields_nothing_leaves_every_task_as_it_was() -> None:
    one, other = ran(workshop(improvements_per_slack_h=0.0)), ran(workshop(on=False))
    assert all(np.array_equal(one.columns[name], other.columns[name], equal_nan=True) for name in one.columns)
    assert not [name for name in other.extra_days if "efficiency" in name]


def test_innovation_draws_no_other_world() -> None:
    assert draw_world(workshop(), 1) == draw_world(workshop(on=False), 1)


def test_measures_count_improvements_after_warm_up_and_what_they_save_and_earn() -> None:
    config = workshop(value_eur_per_day=3.0).model_copy(update={"warm_up_days": 10})
    run = ran(config)
    found, total = measure(run), run.extra_days["function_improvements"][:, 0]
    assert found["improvements_per_year"] == pytest.approx((total[-1] - total[9]) * 365.25 / 30.0)
    assert found["efficiency_gain_share"] == pytest.approx(1.0 - run.extra_days["function_efficiency"][-1, 0])
    plain = measure(ran(workshop().model_copy(update={"warm_up_days": 10})))
    assert found["revenue_eur"] - plain["revenue_eur"] == pytest.approx(3.0 * total[9:-1].sum())
    off = measure(ran(workshop(on=False, horizon_days=14)))
    assert math.isnan(off["improvements_per_year"])
    assert math.isnan(off["efficiency_gain_share"])
