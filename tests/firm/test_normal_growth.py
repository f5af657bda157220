"""What normal practice makes of a hire, as people who practise normally show it in runs."""

import numpy as np
import pytest
from builders import firm, function, role

from symbio_sim.firm.normal_growth import normal_growth
from symbio_sim.run import simulate

LAWS = ("exponential", "power", "lfcm", "replacement", "logistic")
DAYS = 400


@pytest.mark.parametrize("law", LAWS)
def test_a_hire_who_practises_normally_learns_as_told_day_by_day(law: str) -> None:
    # Four tasks of four hours a day, at a speed that does not depend on skill: every day is one of normal practice.
    work = function(
        4.0,
        240.0,
        "deterministic",
        arrivals={"law": "regular"},
        human={"accuracy_skilled": 0.95, "accuracy_unskilled": 0.5, "slope": 0.0, "speed_unskilled": 1.0},
        failure_demand={"return_probability": 0.0},
    )
    hire = role(1, ["a"], starting_skill={"speed": 0.5, "accuracy": 0.5})
    learning = {"skill": {"practice": True, "disuse": True, "law": law}}
    run = simulate(firm({"a": work}, {"p": hire}, horizon_days=DAYS, mechanisms=learning), 1)
    told = normal_growth(run.firm, 0)
    settled = 10  # the first day ends within a task
    for part, name in enumerate(("speed", "accuracy")):
        expected = [told[min(day, len(told) - 1)].skill[part] for day in range(settled + 1, DAYS + 1)]
        assert run.skill_days[name][settled:, 0] == pytest.approx(np.array(expected), rel=0.005)


def test_normal_practice_ends_at_normal_skill() -> None:
    found = simulate(
        firm(
            {"a": function(10.0, 10.0)},
            {"p": role(1, ["a"], starting_skill=None)},
            horizon_days=1,
            mechanisms={"skill": {"practice": True, "disuse": True}},
        ),
        1,
    ).firm
    last = normal_growth(found, 0)[-1]
    assert last.skill == pytest.approx(found.roles[0].starting_skill[0], abs=0.01)
    assert last.peak == pytest.approx((1.0, 1.0), abs=1e-4)
