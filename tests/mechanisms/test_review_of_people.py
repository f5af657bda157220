"""People who check each other's results: the same law as for bots, without trust in machines."""

from typing import Any

import numpy as np
import pytest
from builders import firm, function, role

from symbio_sim.config import Config
from symbio_sim.metrics import measure
from symbio_sim.run import Run, fingerprint, simulate

MISS, FALSE_ALARM, ERROR = 0.3, 0.1, 0.2


def checking(share: float, people: int = 3, **changes: Any) -> Config:
    """Return a firm whose people get a fifth wrong, and check a share of each other's work."""
    human = {"accuracy_skilled": 1.0 - ERROR, "accuracy_unskilled": 1.0 - ERROR}
    work = function(120, 8.0, human=human, failure_demand={"return_probability": 0.0, "max_visits": 100})
    oversight = {"on": False, "miss_at_half": MISS, "false_alarm": FALSE_ALARM, "time_ratio": 0.3}
    plain: dict[str, Any] = {
        "functions": {"a": work},
        "policy": {"rule": "human_only"},
        "safeguards": {"governance": {"review_of_people_share": share}},
        "mechanisms": {"oversight": oversight},
    }
    return firm(staff={"p": role(people, ["a"])}, horizon_days=40, **plain | changes)


def ended(run: Run) -> np.ndarray:
    return ~np.isnan(run.columns["end_min"])


def test_who_checks_nothing_leaves_no_trace() -> None:
    run = simulate(checking(0.0), 1)
    assert "caught_people" not in run.columns
    assert run.columns["review_min"].sum() == 0.0


def test_a_single_person_has_nobody_to_check_the_work() -> None:
    run = simulate(checking(1.0, people=1), 1)
    assert run.columns["caught_people"].sum() == run.columns["review_min"].sum() == 0
    alone = simulate(checking(0.0, people=1), world=run.world)
    np.testing.assert_array_equal(run.columns["end_min"], alone.columns["end_min"])


@pytest.mark.parametrize("share", [0.5, 1.0])
def test_errors_escape_as_by_sampling_review(share: float) -> None:
    """A result is wrong with e and passed if wrong with 1 - v d, if right with 1 - v f; what is rejected is redone."""
    run = simulate(checking(share), 1)
    pass_wrong, pass_right = 1.0 - share * (1.0 - MISS), 1.0 - share * FALSE_ALARM
    expected = ERROR * pass_wrong / (ERROR * pass_wrong + (1.0 - ERROR) * pass_right)
    got = measure(run)["error_share"]
    n = int(ended(run).sum())
    assert n > 4000
    assert got == pytest.approx(expected, abs=4.0 * (expected * (1.0 - expected) / n) ** 0.5)


def test_checks_take_their_share_of_the_effort() -> None:
    run = simulate(checking(1.0), 1)
    once = ended(run) & (run.columns["visit"] == 0)
    np.testing.assert_allclose(run.columns["review_min"][once], 0.3 * run.world.tasks["effort_min"][once], atol=1e-6)


def test_errors_found_count_as_caught_in_time() -> None:
    run = simulate(checking(1.0), 1)
    measures = measure(run)
    found, escaped = run.columns["caught_people"].sum(), run.columns["escaped_human"].sum()
    assert measures["errors_caught_share"] == pytest.approx(found / (found + escaped))
    assert found > 500
    assert np.isnan(measures["review_detection_share"]), "nobody has reviewed a bot"


def test_the_rarer_peoples_errors_the_more_of_them_are_missed() -> None:
    def missed(error: float) -> float:
        human = {"accuracy_skilled": 1.0 - error, "accuracy_unskilled": 1.0 - error}
        law = {"on": True, "miss_at_half": 0.2, "false_alarm": 0.0, "memory_items": 200.0}
        config = checking(
            1.0,
            functions={"a": function(120, 8.0, human=human)},
            mechanisms={"oversight": law, "trust": {"on": False}},
        )
        run = simulate(config, 1)
        escaped, found = run.columns["escaped_human"].sum(), run.columns["caught_people"].sum()
        return float(escaped / (escaped + found))

    assert missed(0.02) > 1.5 * missed(0.4)


def test_checking_people_leaves_trust_in_bots_alone() -> None:
    run = simulate(checking(1.0, mechanisms={"trust": {"on": True}, "oversight": {"on": True}}), 1)
    assert (run.staff_days["trust"] == run.staff_days["trust"][0]).all()


@pytest.mark.usefixtures("compiled_engine")
def test_both_engines_check_people_alike() -> None:
    config = checking(0.7, mechanisms={"oversight": {"on": True}, "skill": {"practice": True, "disuse": True}})
    mesa = simulate(config, 1, engine="mesa")
    assert fingerprint(simulate(config, world=mesa.world, engine="kernel")) == fingerprint(mesa)
