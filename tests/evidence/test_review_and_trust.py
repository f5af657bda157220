"""Findings on how people watch machines and trust them, through runs in which all that bots do is reviewed.

What is obtained stands in docs/evidence.md.
"""

from typing import Any

import numpy as np
import pytest
from builders import EVERY_MECHANISM, bot, firm, function, merged, role

from symbio_sim.run import Run, simulate

OVERSIGHT = {"oversight": {"on": True}}


def reviewers(
    accuracy: float,
    mechanisms: dict[str, Any],
    *,
    starting_trust: float = 0.6,
    people: int = 8,
    per_day: float = 400.0,
    horizon_days: int = 60,
) -> Run:
    """Return what people find who review all that a bot does."""
    config = firm(
        {"a": function(per_day, 6.0, "deterministic", arrivals={"law": "regular"})},
        {"p": role(people, ["a"], starting_trust=starting_trust)},
        {"b": bot(["a"], accuracy=accuracy, concurrency=50, type_jaggedness=0.0)},
        horizon_days=horizon_days,
        policy={"rule": "bot_only", "mode": "reviewed"},
        mechanisms=mechanisms,
    )
    return simulate(config, 1)


def detection(run: Run) -> float:
    """Return the share of wrong items that was found."""
    caught, escaped = (int(run.columns[name].sum()) for name in ("caught", "escaped_reviewed"))
    return caught / (caught + escaped)


# --------------------------------------------------------------------------------------------- reliability and trust


@pytest.mark.parametrize(
    "mechanisms", [OVERSIGHT | {"trust": {"on": True}}, EVERY_MECHANISM], ids=["oversight and trust", "every mechanism"]
)
def test_b11_the_more_reliable_the_bot_the_fewer_of_its_errors_are_found(mechanisms: dict[str, Any]) -> None:
    """Molloy and Parasuraman 1996: detection falls as reliability rises, by trust and by rarity."""
    found = [detection(reviewers(accuracy, mechanisms)) for accuracy in (0.6, 0.8, 0.9, 0.95, 0.99)]
    print("B11:", found)
    assert (np.diff(found) < -0.03).all()


@pytest.mark.parametrize("mechanisms", [OVERSIGHT, EVERY_MECHANISM], ids=["oversight alone", "every mechanism"])
def test_b11_complacency_needs_other_work(mechanisms: dict[str, Any]) -> None:
    """Parasuraman and Manzey 2010: at least 25 points of detection are lost when multitasking, under 10 when not.

    Trust held at 0.2 stands for variable reliability, at 0.9 for constant: there the law is anchored to the same study.
    """
    for multitasking, (least, most) in ((1.0, (0.25, 1.0)), (0.0, (-0.02, 0.10))):
        held = merged(mechanisms, {"oversight": {"multitasking": multitasking}, "trust": {"on": False}})
        wary, trusting = (detection(reviewers(0.9, held, starting_trust=trust)) for trust in (0.2, 0.9))
        print("B11, multitasking", multitasking, ":", wary, trusting)
        assert least <= wary - trusting < most


@pytest.mark.parametrize("mechanisms", [OVERSIGHT, EVERY_MECHANISM], ids=["oversight alone", "every mechanism"])
def test_b12_rare_errors_are_missed_three_to_six_times_as_often(mechanisms: dict[str, Any]) -> None:
    """Wolfe, Horowitz and Kenner 2005: 1 to 2 % against 50 % prevalence, nothing else to do."""
    alone = merged(mechanisms, {"oversight": {"multitasking": 0.0}})
    often, seldom, rarely = (
        1.0 - detection(reviewers(accuracy, alone, horizon_days=120)) for accuracy in (0.5, 0.98, 0.99)
    )
    print("B12: missed", often, seldom, rarely)
    assert 3.0 < seldom / often < rarely / often < 6.0


# --------------------------------------------------------------------------------------------------- success, failure


def failure_to_success(mechanisms: dict[str, Any], accuracy: float, low: float, high: float) -> float:
    """Return how much more one failure lowers trust than one success raises it, where trust is within a range.

    One item a day, so that each day's change of trust has one cause.
    """
    plain = merged(mechanisms, {"trust": {"on": True}, "oversight": {"false_alarm": 0.0}})
    run = reviewers(accuracy, plain, people=1, per_day=1.0, horizon_days=3000)
    trust = run.staff_days["trust"][:, 0]
    step = np.diff(trust)
    here = (trust[:-1] > low) & (trust[:-1] < high)
    up, down = here & (step > 0.0), here & (step < 0.0)
    assert min(up.sum(), down.sum()) > 40
    return float(-step[down].mean() / step[up].mean())


@pytest.mark.parametrize("mechanisms", [OVERSIGHT, EVERY_MECHANISM], ids=["trust alone", "every mechanism"])
def test_b14_one_failure_moves_trust_more_than_one_success(mechanisms: dict[str, Any]) -> None:
    """Yang et al. 2023: accepted ratio 1.5 to 6. It is w_f T / (w_s (1 - T)) less a little, so it depends on trust:
    near the default starting trust it is in the band, above a trust of about two thirds it is not."""
    near, above = failure_to_success(mechanisms, 0.80, 0.55, 0.65), failure_to_success(mechanisms, 0.86, 0.68, 0.72)
    print("B14:", near, above)
    assert 1.5 < near < 6.0
    assert 6.0 < above < 9.0
