import math

import pytest

import symbio_sim.metrics as metrics
from symbio_sim.metrics import GROUPS, MEASURES, evaluate
from symbio_sim.metrics.names import limits
from symbio_sim.run import Run


def test_every_measure_has_a_name_and_every_name_a_measure(bot_week: Run) -> None:
    assert list(MEASURES) == list(evaluate(bot_week.config, 1))


def test_labels_tell_measures_apart_and_units_stand_in_the_keys() -> None:
    assert len({item.label for item in MEASURES.values()}) == len(MEASURES)
    words = {
        "share": {"share", "censored"},
        "eur": {"eur"},
        "min": {"min"},
        "days": {"days"},
        "hours": {"h"},
        "tasks": {"tasks"},
    }
    for item in MEASURES.values():
        assert item.unit not in words or words[item.unit] & set(item.key.split("_")), item.key
    assert tuple(dict.fromkeys(item.group for item in MEASURES.values())) == GROUPS


@pytest.mark.parametrize(
    ("key", "least", "greatest"),
    [
        ("error_share", 0.0, 1.0),
        ("satisfaction_mean", 0.0, 1.0),
        ("net_promoter_share", -1.0, 1.0),
        ("late_penalty_eur", 0.0, math.inf),
        ("cost_per_correct_task_eur", 0.0, math.inf),
        ("skill_reserve", 0.0, math.inf),
        ("resilience_loss_share", -math.inf, math.inf),
        ("natural_loss_eur", -math.inf, math.inf),
        ("stressed_discounted_profit_eur_per_day", -math.inf, math.inf),
        ("stress_profit_loss_eur", -math.inf, math.inf),
    ],
)
def test_intervals_are_cut_at_what_a_measure_can_be(key: str, least: float, greatest: float) -> None:
    assert limits(key) == (least, greatest)


def test_what_is_measured_lies_within_the_limits(bot_week: Run) -> None:
    for key, value in evaluate(bot_week.config, 1).items():
        least, greatest = limits(key)
        assert math.isnan(value) or least <= value <= greatest, key


def test_the_facade_is_sorted_and_true() -> None:
    assert sorted(metrics.__all__) == metrics.__all__
    assert all(hasattr(metrics, name) for name in metrics.__all__)
