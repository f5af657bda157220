"""A firm without bots must not lose skill by itself: day 0 finds its people at rest under normal practice."""

import pytest
from builders import PLAIN_MECHANISMS, merged

from symbio_sim import load_config, simulate


@pytest.mark.parametrize("component", ["speed", "accuracy"])
def test_normal_practice_keeps_skill_where_it_starts(component: str) -> None:
    firm = load_config(
        {
            "business": {"name": "Steady", "hours": "always"},
            "functions": {
                "work": {
                    "arrivals": {"law": "regular", "per_day": 4},
                    "effort": {"law": "deterministic", "mean_min": 240},
                    "human": {"accuracy_skilled": 0.9999, "accuracy_unskilled": 0.9999, "slope": 0.0},
                    "failure_demand": {"return_probability": 0.0},
                    "value_eur": 10,
                }
            },
            "staff": {"clerk": {"count": 1, "functions": ["work"], "talent_sd": 0, "absence_days_per_year": 0}},
            "policy": {"rule": "human_only"},
            "stressors": {"vendor_outage": None},
            "mechanisms": merged(PLAIN_MECHANISMS, {"skill": {"practice": True, "disuse": True}}),
            "horizon_days": 365,
            "warm_up_days": 0,
        }
    )

    skill = simulate(firm).skill_days[component][:, 0]

    # Nothing is random here. Within a day practice and disuse move skill by 0.4 %; a peak that began below its own
    # fixed point would show as a dip of 2 (speed) to 4 % (accuracy) in the first two months.
    assert skill == pytest.approx(skill[0], rel=0.005)
