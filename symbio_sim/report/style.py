"""How figures look: one page wide, colour-blind safe, and the same bytes for the same numbers."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any, NamedTuple

import matplotlib as mpl
from matplotlib import patheffects
from matplotlib.axes import Axes
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure

# Okabe and Ito's palette, told apart with any common kind of colour vision.
BLACK, ORANGE, SKY, GREEN = "#000000", "#E69F00", "#56B4E9", "#009E73"
BLUE, VERMILLION, PURPLE = "#0072B2", "#D55E00", "#CC79A7"
GREY, DARK = "#888888", "#444444"

PEOPLE, BOTS, REVIEWED, ERRORS, ABANDONED = BLUE, ORANGE, GREEN, VERMILLION, PURPLE
ASSISTED = SKY
ROLES = (BLUE, VERMILLION, GREEN, PURPLE, ORANGE, SKY, BLACK)
SOLID = "-"
DASHES: tuple[Any, ...] = (SOLID, (0, (5, 2)), (0, (1.5, 1.5)), (0, (6, 2, 1.5, 2)))

PAGE_WIDTH_IN = 7.0
DOTS_PER_INCH = 160
SMALL_DOTS_PER_INCH = 115
BAND_ALPHA = 0.22

LABEL_PT = 11.5
"""Height of a line of text beside a figure's lines (points)."""

_LOOK: Any = {
    "font.family": "DejaVu Sans",  # comes with matplotlib: the same letters on every machine
    "font.size": 9.0,
    "axes.titlesize": 9.5,
    "axes.titleweight": "bold",
    "axes.titlelocation": "left",
    "axes.spines.top": False,
    "axes.spines.right": False,
    "axes.axisbelow": True,
    "axes.grid": True,
    "axes.grid.axis": "y",
    "grid.color": "#e4e4e4",
    "grid.linewidth": 0.7,
    "lines.linewidth": 1.6,
    "legend.frameon": False,
    "legend.fontsize": 8.5,
    "svg.hashsalt": "symbio_sim",
    "svg.fonttype": "path",
}


def look() -> Any:
    """Return the context in which figures are made and saved."""
    defaults = {name: value for name, value in mpl.rcParamsDefault.items() if name != "backend"}
    return mpl.rc_context(defaults | _LOOK)


def new_figure(height_in: float, **layout: Any) -> tuple[Figure, Any]:
    """Return an empty figure of page width and its axes; no window, no global state."""
    figure = Figure(figsize=(PAGE_WIDTH_IN, height_in), layout="constrained")
    FigureCanvasAgg(figure)
    return figure, figure.subplots(**layout)


def save_figure(figure: Figure, stem: Path) -> list[Path]:
    """Write a figure as PNG and SVG; equal figures give equal bytes, so no date is written."""
    with look():
        figure.draw_without_rendering()
        figure.set_layout_engine("none")  # laid out once is enough for both files
        png, svg = stem.with_suffix(".png"), stem.with_suffix(".svg")
        figure.savefig(png, dpi=DOTS_PER_INCH, metadata={"Software": None})
        figure.savefig(svg, metadata={"Date": None, "Creator": None})
    return [png, svg]


def save_png(figure: Figure, path: Path) -> None:
    """Write a figure as a small PNG, fit to be kept under version control; equal figures give equal bytes."""
    with look():
        figure.savefig(path, dpi=SMALL_DOTS_PER_INCH, metadata={"Software": None}, pil_kwargs={"optimize": True})


def draw_band(axes: Axes, x: Any, band: Any, colour: str, label: str | None = None, **line: Any) -> None:
    """Draw a mean as a line with its interval around it."""
    axes.plot(x, band.mean, color=colour, label=label, **line)
    axes.fill_between(x, band.low, band.high, color=colour, alpha=BAND_ALPHA, linewidth=0)


def show_at_least(axes: Axes, low: float, high: float) -> None:
    """Widen the vertical axis so that it covers a range."""
    bottom, top = axes.get_ylim()
    axes.set_ylim(min(bottom, low), max(top, high))


class Look(NamedTuple):
    """How a line looks."""

    colour: str
    dashes: Any = SOLID


def looks(n: int) -> list[Look]:
    """Return the looks of n lines: colours first, then the same colours dashed; 28 can be told apart."""
    return [Look(ROLES[i % len(ROLES)], DASHES[i // len(ROLES) % len(DASHES)]) for i in range(n)]


class End(NamedTuple):
    """Where a line ends, and what it is called."""

    y: float
    text: str
    look: Look


def label_ends(axes: Axes, x: float, ends: Sequence[End]) -> None:
    """Write each line's name beside its end, moved apart where they would overlap; with its dashes if any has some."""
    # The final layout gives a panel about the height it has now; to lay out twice would double the time.
    inches = axes.get_figure().get_size_inches()[1] * axes.get_position().height  # type: ignore[union-attr]
    low, high = axes.get_ylim()
    ends = sorted(ends)
    places = moved_apart([end.y for end in ends], (high - low) * LABEL_PT / (inches * 72.0), high)
    are_dashed = any(end.look.dashes != SOLID for end in ends)
    for end, at in zip(ends, places, strict=True):
        colour, dashes = end.look
        sample = {"arrowstyle": "-", "color": colour, "linestyle": dashes, "linewidth": 1.6, "shrinkA": 1, "shrinkB": 4}
        label = axes.annotate(
            end.text,
            (x, at),
            xytext=(28 if are_dashed else 4, 0),
            textcoords="offset points",
            color=colour,
            va="center",
            fontsize=8.5,
            annotation_clip=False,
            zorder=2.4,  # above the grid, below the frame
            arrowprops=sample | {"relpos": (0.0, 0.5)} if are_dashed else None,
        )
        # What lies behind, the grid above all, shall not strike through the name.
        label.set_path_effects([patheffects.withStroke(linewidth=2.5, foreground="white")])


def moved_apart(values: Sequence[float], gap: float, highest: float) -> list[float]:
    """Return ascending values moved up until each is a gap above the one before, then down to end at the highest."""
    places: list[float] = []
    for value in values:
        places.append(max(value, places[-1] + gap) if places else value)
    top = highest
    for number in reversed(range(len(places))):
        places[number] = min(places[number], top)
        top = places[number] - gap
    return places
