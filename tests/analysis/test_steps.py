"""Elementary effects of inputs with few values: of their whole range, as those of ranges are."""

import numpy as np
import pandas as pd
import pytest

from symbio_sim.analysis import analyse
from symbio_sim.analysis.steps import stretch
from symbio_sim.experiment import Experiment, cells_of, load_experiment
from symbio_sim.experiment.analyses import Sensitivity
from symbio_sim.experiment.designs import Morris
from symbio_sim.experiment.levers import Lever, Range

PROFIT = "profit_eur_per_day"


def screening() -> Experiment:
    path = "functions.books.arrivals.per_day"
    return load_experiment(
        {
            "question": "What matters?",
            "expect": "All inputs alike.",
            "config": "bakery",
            "levers": {
                "two": {"path": "staff.baker.count", "sweep": [1, 2]},
                "counter": {
                    "sweep": {"few": {"staff.counter_morning.count": 1}, "more": {"staff.counter_morning.count": 2}}
                },
                "four": {"path": "horizon_days", "sweep": [300, 310, 320, 330]},
                "whole": {"path": "staff.counter_afternoon.count", "sweep": {"low": 1, "high": 5, "scale": "whole"}},
                "range": {"path": path, "sweep": {"low": 0, "high": 10}},
            },
            "design": {"kind": "morris", "trajectories": 40, "levels": 4},
            "outcomes": [PROFIT],
            "replications": 1,
            "stress": False,
        }
    )


def test_an_input_of_few_values_has_the_effect_of_its_whole_range() -> None:
    experiment = screening()
    cells = pd.DataFrame([cell.levers for cell in cells_of(experiment)])
    added = (
        (cells["two"] - 1.0)
        + (cells["counter"] == "more").astype(float)
        + (cells["four"] - 300.0) / 30.0
        + (cells["whole"] - 1.0) / 4.0
        + cells["range"] / 10.0
    )
    table = cells.assign(cell=np.arange(len(cells)), replication=0, status="done", **{PROFIT: added})
    found = analyse(experiment, table, Sensitivity(kind="sensitivity"))
    mu_star = found[found["index"] == "mu_star"].set_index("input")["value"]
    assert mu_star.to_dict() == pytest.approx(dict.fromkeys(cells.columns, 1.0))


def test_as_many_values_as_levels_and_ranges_are_not_stretched_at_all() -> None:
    design = Morris(kind="morris", trajectories=4, levels=4)
    numbers = Lever(path="policy.share", sweep=[0.1, 0.2, 0.3, 0.4])
    ranged = Lever(path="policy.share", sweep=Range(low=0.0, high=1.0))
    assert [stretch(numbers, design), stretch(ranged, design)] == [1.0, 1.0]


def test_places_of_values_are_those_that_the_design_gives_them() -> None:
    design = Morris(kind="morris", trajectories=4, levels=6)
    three = Lever(path="policy.share", sweep=[0.1, 0.2, 0.3])
    found = [three.at(level / 5) for level in range(6)]
    assert found == [0.1, 0.1, 0.2, 0.2, 0.3, 0.3]
    assert stretch(three, design) == pytest.approx((0.5 + 1.0 + 0.5) / 3 / 0.6)
