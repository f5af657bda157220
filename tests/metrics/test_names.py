import symbio_sim.metrics as metrics
from symbio_sim.metrics import GROUPS, MEASURES, evaluate
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


def test_the_facade_is_sorted_and_true() -> None:
    assert sorted(metrics.__all__) == metrics.__all__
    assert all(hasattr(metrics, name) for name in metrics.__all__)
