"""What the model promises about a firm that automates nothing."""

import numpy as np

from symbio_sim.config import load_config
from symbio_sim.run import simulate


def test_a_firm_without_bots_does_not_deskill() -> None:
    """At a load of 0.85 mean skill stays within 2 % on every day of three years, in speed and in accuracy.

    Nobody quits, demand and processes stay as they are: ten people would otherwise not keep a load of 0.85. That many
    people keep their skill on average with everything on is tested with turnover.
    """
    per_day = 247.0
    work = {"a": {"arrivals": {"per_day": per_day}, "effort": {"mean_min": 15.0}, "value_eur": 1.0}}
    config = load_config(
        {
            "business": {"name": "Steady"},
            "functions": work,
            "staff": {"p": {"count": 10, "functions": ["a"], "talent_sd": 0.0}},
            "policy": {"rule": "human_only"},
            "mechanisms": {name: {"on": False} for name in ("turnover", "customers", "innovation")},
            "horizon_days": 1092,
        }
    )
    run = simulate(config, 1)
    busy = run.staff_days["busy_min"].sum() / run.agenda.scheduled_min.sum()
    assert 0.82 < busy < 0.88
    for part in ("speed", "accuracy"):
        skill = run.skill_days[part]
        assert np.abs(skill.mean(axis=1) / skill[0].mean() - 1.0).max() < 0.02
