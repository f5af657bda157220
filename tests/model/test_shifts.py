"""What happens to work in hand when a shift ends: three cases that can be followed by hand."""

import numpy as np
import pytest
from builders import firm, function, role

from symbio_sim.choreography import ABANDONED, ENDED
from symbio_sim.config import Config
from symbio_sim.run import simulate

DAY = 1440.0


def one_task_at_noon(effort_min: float, staff: dict[str, object], **changes: object) -> Config:
    """A firm whose only task comes on day 0 at 12:00."""
    arrivals = {"law": "regular", "per_day": 1, "weekday_weights": [1.0] + [0.0] * 6}
    work = function(1, effort_min, "deterministic", arrivals=arrivals, **changes)
    return firm({"a": work}, staff, horizon_days=6)


def test_a_paused_task_waits_for_its_holder_who_is_back_first() -> None:
    staff = {"early": role(1, ["a"], hours={"mon-sun": "08:00-16:00"})}
    run = simulate(one_task_at_noon(300.0, staff), 1)
    assert run.columns["end_min"][0] == pytest.approx(DAY + 9 * 60.0)  # four hours today, one tomorrow
    assert run.columns["human_min"][0] == pytest.approx(300.0)


def test_a_paused_task_goes_to_the_next_shift_if_its_holder_is_not_back() -> None:
    staff = {
        "early": role(1, ["a"], hours={"mon-sun": "08:00-16:00"}),
        "night": role(1, ["a"], hours={"mon-sun": "20:00-23:00"}),
    }
    run = simulate(one_task_at_noon(300.0, staff), 1)
    assert run.columns["end_min"][0] == pytest.approx(21 * 60.0)
    assert run.tasks["staff"][0] == "night/0"
    assert run.staff_days["busy_min"][0].tolist() == pytest.approx([240.0, 60.0])


def test_a_shift_that_begins_as_another_ends_takes_over_its_paused_work() -> None:
    staff = {
        "early": role(1, ["a"], hours={"mon-sun": "08:00-16:00"}),
        "late": role(1, ["a"], hours={"mon-sun": "16:00-23:00"}),
    }
    run = simulate(one_task_at_noon(300.0, staff), 1)
    assert run.columns["end_min"][0] == pytest.approx(17 * 60.0)
    assert run.tasks["staff"][0] == "late/0"


def test_a_customer_whose_work_has_begun_does_not_leave_while_it_is_handed_over() -> None:
    """Patience is for work to begin; here much of it ends long after its customer would have left the line."""
    staff = {
        "early": role(2, ["a"], hours={"mon-sun": "08:00-16:00"}),
        "night": role(1, ["a"], hours={"mon-sun": "20:00-23:00"}),
    }
    patience = {"law": "exponential", "mean_min": 600.0, "clock": "wall"}
    work = function(4, 400.0, "deterministic", patience=patience)
    handed_over = 0
    for seed in range(10):
        run = simulate(firm({"a": work}, staff, horizon_days=20), seed)
        left = run.columns["outcome"] == ABANDONED
        begun = ~np.isnan(run.columns["start_min"])
        assert not (left & begun).any()
        late = run.columns["end_min"] > run.agenda.give_up_min
        handed_over += int((begun & late).sum())
    assert handed_over > 20, "nothing was put to the test"


def test_overtime_that_reaches_the_next_shift_is_overtime_until_then_and_regular_work_from_then_on() -> None:
    staff = {"early": role(1, ["a"], hours={"mon-sun": "08:00-16:00"})}
    run = simulate(one_task_at_noon(25 * 60.0, staff, interruptible=False), 1)
    assert run.columns["end_min"][0] == pytest.approx(DAY + 13 * 60.0)
    assert run.staff_days["busy_min"][:2, 0].tolist() == pytest.approx([240.0, 300.0])
    assert run.staff_days["overtime_min"][:2, 0].tolist() == pytest.approx([480.0, 480.0])
    assert run.columns["stage"][0] == ENDED
