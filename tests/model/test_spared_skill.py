"""Skill up to that of normal practice can be spared from disuse: the firm without deskilling."""

from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from symbio_sim import Config, load_config, simulate
from symbio_sim.mechanisms.skill import spared

UNIT = st.floats(0.0, 1.5)
LAWS = ["exponential", "power", "lfcm", "replacement", "logistic"]
IDLE = {"rule": "bot_only"}


def firm(*, spares: bool, policy: dict[str, Any], law: str = "exponential", start: float | None = None) -> Config:
    """One clerk beside a bot that can do all of the work; nothing goes wrong."""
    clerk: dict[str, Any] = {"count": 1, "functions": ["work"], "talent_sd": 0.1, "absence_days_per_year": 0}
    if start is not None:
        clerk["starting_skill"] = {"speed": start, "accuracy": start}
    off = {"on": False}
    return load_config(
        {
            "business": {"name": "Steady", "hours": "always"},
            "functions": {
                "work": {
                    "arrivals": {"law": "regular", "per_day": 4},
                    "effort": {"law": "deterministic", "mean_min": 240},
                    "failure_demand": {"return_probability": 0.0},
                    "value_eur": 10,
                }
            },
            "staff": {"clerk": clerk},
            "bots": {"reader": {"technology": "nlp", "vendor": "cloud", "functions": ["work"]}},
            "vendors": {"cloud": {}},
            "policy": policy,
            "stressors": {"vendor_outage": None},
            "mechanisms": {
                "skill": {"law": law, "disuse_below_normal": not spares},
                **dict.fromkeys(("load", "outages", "turnover", "innovation", "reliance", "cyber"), off),
                "silent_degradation": False,
                "vendor_exit": False,
            },
            "horizon_days": 120,
            "warm_up_days": 0,
        }
    )


@given(UNIT, UNIT, UNIT)
def test_of_skill_as_much_as_is_normal_stays_and_nothing_is_taken(after: float, before: float, normal: float) -> None:
    left = spared(after, before, normal)
    assert left >= after
    assert left >= min(before, normal)
    assert left in (after, before, normal)


@pytest.mark.parametrize("law", LAWS)
def test_who_is_spared_keeps_normal_skill_without_work_and_others_lose_it(law: str) -> None:
    for part in ("speed", "accuracy"):
        kept, lost = (
            simulate(firm(spares=spares, policy=IDLE, law=law), 1).skill_days[part][:, 0] for spares in (True, False)
        )
        np.testing.assert_allclose(kept, kept[0])
        assert lost[-1] < 0.95 * kept[-1]


def test_who_starts_below_normal_loses_nothing_and_gains_nothing_without_work() -> None:
    skill = simulate(firm(spares=True, policy=IDLE, start=0.4), 1).skill_days["speed"][:, 0]
    np.testing.assert_allclose(skill, skill[0])


def test_what_is_above_normal_is_forgotten_as_ever() -> None:
    skill = simulate(firm(spares=True, policy=IDLE, start=1.0), 1).skill_days["accuracy"][:, 0]
    from_normal = simulate(firm(spares=True, policy=IDLE), 1).skill_days["accuracy"][:, 0]
    assert skill[0] > skill[1] > skill[-1] == pytest.approx(from_normal[-1])


def test_where_people_do_all_the_work_there_is_next_to_nothing_to_spare() -> None:
    for part in ("speed", "accuracy"):
        one, other = (
            simulate(firm(spares=spares, policy={"rule": "human_only"}), 1).skill_days[part][:, 0]
            for spares in (True, False)
        )
        np.testing.assert_allclose(one, other, rtol=0.01)
