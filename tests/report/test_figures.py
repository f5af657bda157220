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
from symbio_sim.report.course import Band
from symbio_sim.report.figures import mode_shares, skill_over_time, throughput_and_backlog
from symbio_sim.report.gallery import write_figures
from symbio_sim.report.style import End, label_ends, looks, moved_apart, new_figure, save_figure
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


def test_twenty_eight_lines_can_be_told_apart_by_colour_and_dashes() -> None:
    assert len(set(looks(28))) == 28
    assert len({look.colour for look in looks(7)}) == 7
    assert {look.dashes for look in looks(7)} == {"-"}


@pytest.mark.parametrize("n", [7, 8])
def test_names_show_dashes_where_colours_repeat(n: int) -> None:
    axes = new_figure(3.0)[1]
    label_ends(axes, 1.0, [End(0.5, f"role {number}", look) for number, look in enumerate(looks(n))])
    samples = [text.arrow_patch for text in axes.texts if text.arrow_patch is not None]
    assert len(samples) == (8 if n == 8 else 0)
    assert len({sample.get_linestyle() for sample in samples}) == (2 if n == 8 else 0)
    places = sorted(text.xy[1] for text in axes.texts)
    assert places[-1] <= 1.0
    assert np.diff(places).min() > 0.0


def test_what_is_too_close_is_moved_apart_and_stays_below_the_top() -> None:
    assert moved_apart([1.0, 5.0], 2.0, 9.0) == [1.0, 5.0]
    assert moved_apart([1.0, 1.5, 2.0], 2.0, 9.0) == [1.0, 3.0, 5.0]
    assert moved_apart([4.0, 8.0, 8.5], 2.0, 9.0) == [4.0, 7.0, 9.0]
    assert moved_apart([], 2.0, 9.0) == []


def test_no_line_strikes_through_the_names_of_roles(figures: dict[str, Figure]) -> None:
    for axes in figures["skill"].axes:
        last = max(line.get_xdata()[-1] for line in axes.lines)
        assert all(text.xy[0] == last for text in axes.texts)


def test_bands_are_cut_at_what_is_possible() -> None:
    values = [[0.0, 100.0], [10.0, 90.0]]  # two Worlds: the interval is 13 times as wide as their spread
    band = Band.over(values, 0.0, 100.0)
    assert band.low.tolist() == [0.0, pytest.approx(31.47, abs=0.01)]
    assert band.high.tolist() == [pytest.approx(68.53, abs=0.01), 100.0]
    assert band.mean.tolist() == [5.0, 95.0]
    free = Band.over(values)
    assert free.low[0] < 0.0
    assert free.high[1] > 100.0


def test_nothing_is_drawn_below_nothing_or_above_all(worlds: Collected) -> None:
    for name, figure in drawn(worlds, 2).items():
        for axes in figure.axes:
            vertices = np.concatenate([np.zeros((1, 2)), *(p.vertices for a in bands(axes) for p in a.get_paths())])
            assert vertices[:, 1].min() >= 0.0, name
            if name == "modes" and axes.get_ylabel() == "% of tasks ended":
                assert vertices[:, 1].max() <= 100.0


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
