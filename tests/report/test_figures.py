"""Figures say what they show: labels, units, uncertainty, the outage; and equal ones have equal bytes."""

from pathlib import Path
from typing import Any

import numpy as np
import pytest
from matplotlib.axes import Axes
from matplotlib.collections import PolyCollection
from matplotlib.figure import Figure

from symbio_sim.metrics import summarise
from symbio_sim.report.collect import Collected
from symbio_sim.report.figures import mode_shares, skill_over_time, throughput_and_backlog
from symbio_sim.report.gallery import write_figures
from symbio_sim.report.style import save_figure
from symbio_sim.report.triangle import resilience_triangle


def drawn(worlds: Collected, count: int) -> dict[str, Figure]:
    assert worlds.first is not None
    assert worlds.plan is not None
    courses, stressed = worlds.courses[:count], worlds.stressed[:count]
    triangle = resilience_triangle(worlds.curves[:count], worlds.plan, worlds.measures[:count])
    assert triangle is not None
    return {
        "throughput": throughput_and_backlog(courses, worlds.first, stressed, worlds.plan),
        "triangle": triangle,
        "skill": skill_over_time(courses, worlds.first),
        "modes": mode_shares(courses, worlds.first),
    }


@pytest.fixture(scope="module")
def figures(worlds: Collected) -> dict[str, Figure]:
    return drawn(worlds, 3)


def texts(axes: Axes) -> list[str]:
    return [text.get_text() for text in axes.texts]


def bands(axes: Axes) -> list[Any]:
    """The intervals drawn: areas whose vertices are all numbers."""
    areas = [area for area in axes.collections if isinstance(area, PolyCollection)]
    return [area for area in areas if any(len(path.vertices) for path in area.get_paths())]


def test_every_axis_is_labelled_with_its_unit(figures: dict[str, Figure]) -> None:
    labels = {name: [axes.get_ylabel() for axes in figure.axes] for name, figure in figures.items()}
    assert labels["throughput"] == ["tasks a day, weekly mean", "open tasks", ""]
    assert labels["triangle"] == ["% of the twin's goodput\n(five working days to each day)"]
    assert labels["skill"] == ["skill, % of the first day's", ""]  # one axis for both panels
    assert labels["modes"] == ["% of tasks ended", "per 100 tasks ended"]
    assert all(figure.axes[-1].get_xlabel().startswith("day") for figure in figures.values())
    assert all(axes.get_title(loc="left") for figure in figures.values() for axes in figure.axes)


def test_uncertainty_is_shown_with_several_worlds_and_not_made_up_for_one(
    figures: dict[str, Figure], worlds: Collected
) -> None:
    for name, figure in figures.items():
        assert bands(figure.axes[0]), name
    alone = drawn(worlds, 1)
    for name in ("throughput", "skill", "modes"):
        assert not bands(alone[name].axes[0]), name


def test_the_planned_outage_and_the_worlds_own_are_marked(figures: dict[str, Figure], worlds: Collected) -> None:
    assert worlds.first is not None
    assert worlds.plan is not None
    done, _, strip = figures["throughput"].axes
    assert "planned outage" in texts(done)
    marks = sum(len(lines.get_segments()) for lines in strip.collections if hasattr(lines, "get_segments"))
    assert marks == len(worlds.first.per_vendor) > 0
    assert [label.get_text() for label in strip.get_yticklabels()] == ["cloud (nlp)"]
    spans = [patch.get_extents().transformed(done.transData.inverted()) for patch in done.patches]
    start, length = worlds.plan.start_min / 1440, worlds.plan.length_min / 1440
    assert any(np.isclose(span.x0, start) and np.isclose(span.width, length) for span in spans)


def test_the_triangle_shows_the_mean_of_the_curves_and_the_measures(
    figures: dict[str, Figure], worlds: Collected
) -> None:
    [axes] = figures["triangle"].axes
    line = max(axes.lines, key=lambda line: len(line.get_xdata()))
    curve = np.mean([curve["P"].to_numpy() for curve in worlds.curves], axis=0)
    np.testing.assert_allclose(line.get_ydata(), 100 * curve)
    assert curve.min() < 0.99, "the outage must hurt for the triangle to be one"
    assert np.isclose(curve[0], 1.0)
    loss = summarise(worlds.measures).set_index("measure").loc["resilience_loss_share", "mean"]
    assert any(text.startswith(f"loss: {100 * loss:.2f} %") for text in texts(axes))


def test_the_stressed_course_is_drawn_beside_its_twin_after_the_outage_only(
    figures: dict[str, Figure], worlds: Collected
) -> None:
    assert worlds.plan is not None
    calm, stressed = figures["throughput"].axes[1].lines
    assert len(calm.get_xdata()) == 56
    assert min(stressed.get_xdata()) > worlds.plan.start_min / 1440 - 2


def test_people_are_drawn_by_role_and_named(figures: dict[str, Figure]) -> None:
    speed, accuracy = figures["skill"].axes
    assert sorted(texts(accuracy)) == ["clerk", "packer"]
    assert len(speed.lines) == 3 + 2 + 1  # three people, two roles, the line at 100 %


def test_shares_of_ways_add_up_with_those_who_gave_up(figures: dict[str, Figure], worlds: Collected) -> None:
    ways, losses = figures["modes"].axes
    assert set(texts(ways)) == {"people", "bots", "warm-up"}
    assert set(texts(losses)) == {"wrong results", "abandoned"}
    done = sum(np.asarray(line.get_ydata()) for line in ways.lines)
    wrong, gone = (np.asarray(line.get_ydata()) for line in losses.lines)
    np.testing.assert_allclose(done + gone, 100.0)
    assert wrong.min() > 0


def test_equal_figures_have_equal_bytes(worlds: Collected, tmp_path: Path) -> None:
    assert worlds.first is not None
    first, second = (save_figure(mode_shares(worlds.courses, worlds.first), tmp_path / name) for name in ("a", "b"))
    assert [path.read_bytes() for path in first] == [path.read_bytes() for path in second]
    assert [path.name for path in first] == ["a.png", "a.svg"]


def test_only_what_can_be_drawn_is_drawn(worlds: Collected, tmp_path: Path) -> None:
    assert write_figures(tmp_path / "none", Collected()) == []


def test_no_triangle_is_drawn_of_an_outage_that_cannot_be_judged(worlds: Collected) -> None:
    assert worlds.plan is not None
    before = [curve[curve["day"] < worlds.plan.start_min // 1440] for curve in worlds.curves]
    assert resilience_triangle(before, worlds.plan, worlds.measures) is None
