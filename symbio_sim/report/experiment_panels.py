"""What the figures of experiments share: a grid of panels, colours for series, and a legend above them."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import matplotlib as mpl
import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.layout_engine import ConstrainedLayoutEngine
from matplotlib.lines import Line2D

from .experiment_words import are_numbers, value_words
from .style import DARK, GREY, looks, new_figure

MARKERS = ("o", "s", "^", "D", "v", "P", "X")

_LIGHTEST = 0.88
"""How far numbers go along the colour map: its end is too light for lines on white."""


@dataclass(frozen=True)
class Series:
    """How one series looks in all panels: by colour, and again by marker and dashes for those who see none."""

    label: str
    colour: Any
    marker: str
    dashes: Any

    def line(self) -> dict[str, Any]:
        """Return the options of a line."""
        return {"color": self.colour, "marker": self.marker, "linestyle": self.dashes, "markersize": 4.5}


def series_of(values: Sequence[Any]) -> list[Series]:
    """Return the look of each value of a lever: numbers go from dark to light, names have colours of their own."""
    if are_numbers(values) and len(values) > 2:
        steps = np.linspace(0.0, _LIGHTEST, len(values))
        colours: list[Any] = [mpl.colormaps["viridis"](step) for step in steps]
    else:
        colours = [look.colour for look in looks(len(values))]
    return [
        Series(
            value_words(value),
            colours[number],
            MARKERS[number % len(MARKERS)],
            look.dashes,
        )
        for number, (value, look) in enumerate(zip(values, looks(len(values)), strict=True))
    ]


def panels(n: int, height_in: float, title: str, most_columns: int = 2, **layout: Any) -> tuple[Figure, list[Axes]]:
    """Return a figure with n panels of a height, row by row, under a common title."""
    columns = min(n, most_columns)
    rows = -(-n // columns)
    figure, grid = new_figure(0.5 + rows * height_in, nrows=rows, ncols=columns, squeeze=False, **layout)
    places = list(grid.flat)
    for axes in places[n:]:
        axes.set_axis_off()
    if title:
        top = _room_above(figure, 0.28)
        figure.text(0.01, top - 0.03 / figure.get_figheight(), title, va="top", fontsize=10.5, fontweight="bold")
    return figure, places[:n]


def title_letters(n_columns: int) -> int:
    """Return how many letters of a panel's title fit into a line."""
    return {1: 78, 2: 37, 3: 25}.get(n_columns, 22)


def legend_above(figure: Figure, series: Sequence[Series], title: str, *, as_points: bool = False) -> None:
    """Put one legend for all panels above them."""
    handles = [
        Line2D([], [], label=item.label, **item.line() | ({"linestyle": "none"} if as_points else {}))
        for item in series
    ]
    columns = _columns([item.label for item in series])
    rows = -(-len(series) // columns) + bool(title)
    top = _room_above(figure, 0.06 + 0.185 * rows)
    figure.legend(
        handles=handles,
        title=title,
        loc="upper left",
        bbox_to_anchor=(0.01, top),
        borderaxespad=0.0,
        borderpad=0.0,
        ncols=columns,
        alignment="left",
        title_fontsize=8.5,
        handlelength=2.2,
    )


def _room_above(figure: Figure, height_in: float) -> float:
    """Make a figure higher, keep the new room free of panels, and return the place of its upper edge (0 to 1)."""
    engine = figure.get_layout_engine()
    assert isinstance(engine, ConstrainedLayoutEngine)
    before = figure.get_figheight()
    free_in = before * (1.0 - engine.get()["rect"][3]) + height_in
    figure.set_figheight(before + height_in)
    engine.set(rect=(0.0, 0.0, 1.0, 1.0 - free_in / figure.get_figheight()))
    for text in figure.texts:  # what stands at the top already stays as far from it
        x, y = text.get_position()
        text.set_position((x, 1.0 - (1.0 - y) * before / figure.get_figheight()))
    return float(1.0 - (free_in - height_in) / figure.get_figheight())


def note_below(figure: Figure, text: str) -> None:
    """Put a line of small print below the panels."""
    figure.supxlabel(text, x=0.01, ha="left", fontsize=7.5, color=DARK)


def mark_zero(axes: Axes, *, vertical: bool = False) -> None:
    """Mark where nothing changes."""
    draw = axes.axvline if vertical else axes.axhline
    draw(0.0, color=GREY, linewidth=0.9, linestyle=(0, (4, 3)), zorder=1)


def _columns(labels: Sequence[str]) -> int:
    """Return how many entries of a legend fit beside each other on a page."""
    widest = max(len(label) for label in labels) + 7
    return max(1, min(len(labels), 95 // widest))
