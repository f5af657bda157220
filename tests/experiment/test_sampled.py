"""Sampled designs: inside their bounds, the same for the same seed, spread as they promise, as SALib wants them."""

import math
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from SALib.analyze import morris as morris_indices
from SALib.analyze import sobol as sobol_indices

from symbio_sim.experiment import Experiment, Lever, cells_of, load_experiment, n_cells
from symbio_sim.experiment.designs import LatinHypercube, Morris, Saltelli, Sobol
from symbio_sim.experiment.sampled import Sampled, n_points, unit_points, unit_problem

seeds = st.integers(0, 2**32 - 1)
powers = st.integers(1, 5).map(lambda n: 2**n)
DESIGNS: st.SearchStrategy[Sampled] = st.one_of(
    st.builds(LatinHypercube, kind=st.just("lhs"), samples=st.integers(2, 20), seed=seeds),
    st.builds(Sobol, kind=st.just("sobol"), samples=powers, seed=seeds),
    st.builds(Saltelli, kind=st.just("saltelli"), samples=powers, second_order=st.booleans(), seed=seeds),
    st.builds(
        Morris, kind=st.just("morris"), trajectories=st.integers(2, 6), levels=st.sampled_from([2, 4, 6]), seed=seeds
    ),
)


def lever(sweep: Any) -> Lever:
    return Lever.model_validate({"path": "policy.share", "sweep": sweep})


def study(design: dict[str, Any]) -> Experiment:
    return load_experiment(
        {
            "question": "Why?",
            "expect": "Because.",
            "config": "bakery",
            "outcomes": ["profit_eur"],
            "levers": {
                "share": {"path": "policy.share", "sweep": {"low": 0.2, "high": 0.6}},
                "crew": {"path": "staff.baker.count", "sweep": {"low": 1, "high": 4, "scale": "whole"}},
                "switch": {"path": "mechanisms.skill.disuse", "sweep": [True, False]},
            },
            "uncertainties": {
                "half_life": {
                    "path": "mechanisms.skill.half_life_speed_days",
                    "sweep": {"low": 60, "high": 800, "scale": "log"},
                }
            },
            "design": design,
        }
    )


@given(DESIGNS, st.integers(1, 5))
def test_points_lie_in_the_unit_cube_are_as_many_as_said_and_come_again_with_their_seed(
    design: Sampled, n_inputs: int
) -> None:
    points = unit_points(design, n_inputs)
    assert points.shape == (n_points(design, n_inputs), n_inputs)
    assert ((points >= 0.0) & (points <= 1.0)).all()
    assert np.array_equal(points, unit_points(design, n_inputs))
    other = unit_points(design.model_copy(update={"seed": (design.seed + 1) % 2**32}), n_inputs)
    assert isinstance(design, Morris) or not np.array_equal(points, other)


def test_two_morris_designs_of_different_seeds_differ() -> None:
    one, other = (unit_points(Morris(kind="morris", trajectories=10, seed=seed), 5) for seed in (1, 2))
    assert not np.array_equal(one, other)


@given(st.integers(2, 30), st.integers(1, 4), seeds)
def test_a_latin_hypercube_has_one_point_in_each_slice_of_each_input(samples: int, n_inputs: int, seed: int) -> None:
    points = unit_points(LatinHypercube(kind="lhs", samples=samples, seed=seed), n_inputs)
    for column in np.floor(points * samples).T:
        assert sorted(column) == list(range(samples))


@given(powers, st.integers(1, 4), seeds)
def test_twice_the_sobol_points_begin_with_the_same_ones(samples: int, n_inputs: int, seed: int) -> None:
    for design in (
        Sobol(kind="sobol", samples=samples, seed=seed),
        Saltelli(kind="saltelli", samples=samples, seed=seed),
    ):
        points = unit_points(design, n_inputs)
        more = unit_points(design.model_copy(update={"samples": 2 * samples}), n_inputs)
        assert np.array_equal(points, more[: len(points)])


@given(st.integers(1, 4), st.sampled_from([2, 4, 6]), seeds)
def test_on_a_morris_trajectory_one_input_changes_at_a_time(n_inputs: int, levels: int, seed: int) -> None:
    design = Morris(kind="morris", trajectories=3, levels=levels, seed=seed)
    points = unit_points(design, n_inputs).reshape(3, n_inputs + 1, n_inputs)
    moved = np.diff(points, axis=1) != 0.0
    assert (moved.sum(axis=2) == 1).all()  # in each step one
    assert (moved.sum(axis=1) == 1).all()  # each once


def test_saltelli_rows_give_salib_the_indices_of_a_known_function() -> None:
    # f = a x1 + b x2 with independent uniform inputs: S1 = a^2/(a^2+b^2), no interactions.
    design = Saltelli(kind="saltelli", samples=1024, seed=3)
    points = unit_points(design, 2)
    found = sobol_indices.analyze(
        unit_problem(["x", "y"]), 3.0 * points[:, 0] + points[:, 1], calc_second_order=False, seed=1
    )
    # 1,024 points leave an error of about 1/1024 for a linear function; 0.02 is far above it, far below 0.9 - 0.1.
    assert found["S1"] == pytest.approx([0.9, 0.1], abs=0.02)
    assert found["ST"] == pytest.approx([0.9, 0.1], abs=0.02)


def test_morris_rows_give_salib_the_slopes_of_a_known_function() -> None:
    design = Morris(kind="morris", trajectories=4, seed=3)
    points = unit_points(design, 2)
    found = morris_indices.analyze(
        unit_problem(["x", "y"]), points, 3.0 * points[:, 0] - points[:, 1], num_levels=4, seed=1
    )
    assert np.asarray(found["mu"]) == pytest.approx([3.0, -1.0])
    assert np.asarray(found["mu_star"]) == pytest.approx([3.0, 1.0])


# ------------------------------------------------------------------------------------------------------ from a quantile


@given(
    st.floats(-1e6, 1e6), st.floats(1e-6, 1e6), st.sampled_from(["linear", "log", "whole"]), st.floats(0.0, 1.0)
)  # fmt: skip
def test_a_value_of_a_range_lies_in_it(low: float, width: float, scale: str, quantile: float) -> None:
    if scale == "whole":
        low, width = math.floor(low), math.ceil(width)
    if scale == "log":
        low = abs(low) + 1e-3
    if low + width <= low:
        return  # the width is lost in rounding
    item = lever({"low": low, "high": low + width, "scale": scale})
    value = item.at(quantile)
    assert low <= value <= low + width
    assert item.admits(value)
    assert isinstance(value, int) == (scale == "whole")


def test_a_range_is_gone_through_evenly_on_its_scale() -> None:
    quantiles = (0.0, 0.25, 0.5, 1.0)
    assert [lever({"low": 2, "high": 4}).at(q) for q in quantiles] == [2.0, 2.5, 3.0, 4.0]
    assert [lever({"low": 1, "high": 10000, "scale": "log"}).at(q) for q in quantiles] == [1.0, 10.0, 100.0, 10000.0]
    whole = lever({"low": 1, "high": 4, "scale": "whole"})
    assert [whole.at(q) for q in (0.0, 0.2499, 0.25, 0.5, 0.75, 0.999, 1.0)] == [1, 1, 2, 3, 4, 4, 4]


@given(st.integers(1, 9), st.floats(0.0, 1.0))
def test_values_and_cases_have_equal_shares_of_the_quantiles(n: int, quantile: float) -> None:
    place = min(int(quantile * n), n - 1)
    values = [f"v{number}" for number in range(n)]
    assert lever(values).at(quantile) == values[place]
    cases = Lever.model_validate({"sweep": {name: {"policy.share": 0.5} for name in values}})
    assert cases.at(quantile) == values[place]


@pytest.mark.parametrize(("n", "levels"), [(2, 2), (2, 4), (3, 6), (4, 4), (2, 6), (6, 6)])
def test_a_morris_step_always_leads_to_another_value(n: int, levels: int) -> None:
    # The step that SALib takes is levels / (2 (levels - 1)).
    step = levels / (2.0 * (levels - 1.0))
    item = lever([f"v{number}" for number in range(n)])
    starts = [number / (levels - 1.0) for number in range(levels // 2)]
    assert all(item.at(start) != item.at(start + step) for start in starts)


# --------------------------------------------------------------------------------------------------------- as cells


@pytest.mark.parametrize(
    ("design", "n"),
    [
        ({"kind": "lhs", "samples": 9}, 9),
        ({"kind": "sobol", "samples": 8}, 8),
        ({"kind": "saltelli", "samples": 4}, 24),
        ({"kind": "saltelli", "samples": 4, "second_order": True}, 40),
        ({"kind": "morris", "trajectories": 3}, 15),
    ],
)
def test_a_sampled_cell_is_its_point_put_on_the_levers(design: dict[str, Any], n: int) -> None:
    found = study(design)
    cells = list(cells_of(found))
    points = unit_points(found.design, 4)  # type: ignore[arg-type]
    assert len(cells) == n_cells(found) == n == len(points)
    for cell, point in zip(cells, points.tolist(), strict=True):
        assert cell.levers == {name: item.at(u) for (name, item), u in zip(found.inputs.items(), point, strict=True)}
        assert set(cell.changes.values()) == set(cell.levers.values())


def test_a_combination_that_comes_again_has_another_number_but_the_same_key() -> None:
    found = study({"kind": "saltelli", "samples": 8})
    cells = list(cells_of(found))
    by_levers: dict[tuple[Any, ...], set[str]] = {}
    for cell in cells:
        by_levers.setdefault(tuple(cell.levers.values()), set()).add(cell.key)
    assert len(by_levers) < len(cells)  # the switch has two values only
    assert all(len(keys) == 1 for keys in by_levers.values())
    assert [cell.number for cell in cells] == list(range(len(cells)))


def test_more_sobol_samples_find_the_cells_that_were_there() -> None:
    few, many = ({cell.key for cell in cells_of(study({"kind": "sobol", "samples": n}))} for n in (4, 8))
    assert few < many


def test_numbers_of_a_range_have_no_more_digits_than_machines_agree_on() -> None:
    for cell in cells_of(study({"kind": "sobol", "samples": 8})):
        for value in cell.levers.values():
            assert isinstance(value, bool) or float(f"{value:.12g}") == value
