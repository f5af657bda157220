"""Delegation that follows experience has two futures, a fixed one has one (B22; Huang and Vishnoi 2026, law L11)."""

import math

import numpy as np
import pytest

from symbio_sim.config import Config, Mechanisms, load_config
from symbio_sim.mechanisms import human_work, skill
from symbio_sim.mechanisms.curves import logit
from symbio_sim.model import SymbioModel
from symbio_sim.policies import experienced

LAW = Mechanisms().skill
RETENTION = skill.daily_retention(LAW.half_life_accuracy_days, LAW.floor_share)
UNSKILLED, SKILLED = logit(0.70), logit(0.97)
"""The default accuracies of people, at work that is equally hard."""
BOTS_RIGHT, RATE_PER_DAY = 0.93, 1.0


def after_a_day(share: float, current: float, rate_per_day: float = RATE_PER_DAY) -> tuple[float, float]:
    """Mean field: people practise what is left to them, forget, and both are compared; peak skill is at its most."""
    _, current = skill.practise(
        1.0, current, 1.0, (1.0 - share) * LAW.practice_rate_per_day, LAW.relearning, LAW.floor_share
    )
    current = skill.forget(1.0, current, LAW.floor_share, RETENTION)
    right = human_work.accuracy(human_work.ability(current, UNSKILLED, SKILLED, 0.0), 0.0, 0.0)
    return experienced.next_share(share, BOTS_RIGHT, right, rate_per_day), current


def long_after(share: float, current: float, rate_per_day: float = RATE_PER_DAY) -> tuple[float, float]:
    for _ in range(20 * 365):
        share, current = after_a_day(share, current, rate_per_day)
    return share, current


STARTS = [(share, current) for share in (0.05, 0.3, 0.6, 0.95) for current in (0.25, 0.5, 0.75, 0.95)]


def test_b22_in_the_mean_adaptive_delegation_ends_in_one_of_two_futures() -> None:
    ends = [long_after(*start) for start in STARTS]
    to_people = [end for end in ends if end[0] < 0.01]
    to_bots = [end for end in ends if end[0] > 0.99]
    assert len(to_people) + len(to_bots) == len(STARTS)
    assert len(to_people) >= 3
    assert len(to_bots) >= 3
    assert np.ptp([current for _, current in to_people]) < 1e-3
    assert np.ptp([current for _, current in to_bots]) < 1e-3
    assert to_people[0][1] - to_bots[0][1] > 0.5


def test_b22_between_the_two_futures_lies_a_saddle() -> None:
    """Where people are as good as bots at the skill that the share leaves them, one direction attracts, one repels."""
    at_rest = (logit(BOTS_RIGHT) - UNSKILLED) / (SKILLED - UNSKILLED)
    low, high = 0.0, 1.0
    for _ in range(60):  # the more bots do, the less skill is left
        middle = 0.5 * (low + high)
        low, high = (middle, high) if long_after(middle, at_rest, 0.0)[1] > at_rest else (low, middle)
    share, current = after_a_day(low, at_rest)
    assert (share, current) == pytest.approx((low, at_rest), abs=1e-6)
    step = 1e-5
    columns = [
        (np.array(after_a_day(low + ds, at_rest + dc)) - np.array((share, current))) / step
        for ds, dc in ((step, 0.0), (0.0, step))
    ]
    smaller, larger = sorted(abs(np.linalg.eigvals(np.column_stack(columns))))
    assert smaller < 1.0 < larger


def test_b22_in_the_mean_fixed_delegation_has_one_future() -> None:
    for share in (0.05, 0.5, 0.95):
        ends = [long_after(share, current, 0.0)[1] for current in (0.25, 0.5, 0.75, 0.95)]
        assert np.ptp(ends) < 1e-3


def office(policy: dict[str, object], starting_skill: float | None, **mechanisms: object) -> Config:
    """Two people who share their work with a bot; all mechanisms are on but those that take the bot away."""
    start = None if starting_skill is None else {"speed": starting_skill, "accuracy": starting_skill}
    people = {"count": 2, "functions": ["a"], "talent_sd": 0.0, "absence_days_per_year": 0.0, "starting_skill": start}
    machine = {"technology": "ml", "vendor": "acme", "functions": ["a"], "concurrency": 9}
    return load_config(
        {
            "business": {"name": "Two people", "hours": {"mon-fri": "09:00-17:00"}},
            "functions": {
                "a": {"arrivals": {"per_day": 30}, "effort": {"mean_min": 20}, "value_eur": 10.0, "novel_share": 0.0}
            },
            "staff": {"p": people},
            "bots": {"b": {**machine, "accuracy": BOTS_RIGHT, "type_jaggedness": 0.0}},
            "vendors": {"acme": {"exit_per_year": 0.0}},
            "policy": policy,
            "mechanisms": {"outages": {"on": False}, "silent_degradation": False} | mechanisms,
            "stressors": {"vendor_outage": None},
            "horizon_days": 1095,
            "warm_up_days": 0,
        }
    )


def ends_of(policy: dict[str, object], starting_skill: float | None, **mechanisms: object) -> tuple[float, float]:
    """Return the last share that bots got and people's skill in accuracy, after three years."""
    model = SymbioModel(office(policy, starting_skill, **mechanisms), rng=1, collect=False)
    model.run_to_horizon()
    return model.manager.experience.learned[0], model.staff[0].current[0][1]


def test_b22_runs_from_two_starts_end_in_two_futures_and_stay_together_under_a_fixed_share() -> None:
    """Measured: bots' share 0.00 with skill 0.92, and 1.00 with 0.10."""
    share, left = ends_of({"rule": "experienced", "start_share": 0.2, "rate_per_day": RATE_PER_DAY}, None)
    other, lost = ends_of({"rule": "experienced", "start_share": 0.8, "rate_per_day": RATE_PER_DAY}, 0.3)
    assert share < 0.05
    assert other > 0.95
    assert left - lost > 0.6
    fixed: dict[str, object] = {"rule": "fixed_share", "share": 0.2}
    assert math.isclose(ends_of(fixed, None)[1], ends_of(fixed, 0.3)[1], abs_tol=0.1)


def test_b22_reliance_widens_the_basin_of_the_future_without_people() -> None:
    """From normal skill and a share of 0.9: attention slackens in weeks, before skill can tell for people."""
    policy: dict[str, object] = {"rule": "experienced", "start_share": 0.9, "rate_per_day": RATE_PER_DAY}
    assert ends_of(policy, None)[0] > 0.95
    assert ends_of(policy, None, reliance={"on": False})[0] < 0.05
