"""What an analysis found of alternatives as a whole: which are on the frontier, and where automation tips over."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.ticker import NullLocator
from matplotlib.transforms import Bbox

from ..experiment.analyses import Frontier, TippingPoint
from ..experiment.figures import FrontierPlot
from .experiment_panels import Series, legend_above, note_below, panels, series_of
from .experiment_words import Words, combination_words, lever_words, setting_words, value_words
from .style import BAND_ALPHA, BLUE, DARK, GREY, VERMILLION, look

Record = Mapping[Any, Any]

_AXIS_LETTERS = 44


def draw_frontier(
    found: pd.DataFrame, known: Sequence[str], analysis: Frontier, asked: FrontierPlot, words: Words
) -> Figure:
    """Draw alternatives by two outcomes; filled ones are on the frontier.

    Parameters
    ----------
    found : DataFrame
        What the analysis gave.
    known : sequence of str
        All levers and uncertainties.
    analysis : Frontier
    asked : FrontierPlot
    words : Words
    """
    within = list(analysis.within)
    levers = [name for name in found.columns if name in known and name not in within]
    parts = list(_grouped(found, within))
    looks = (
        series_of(list(dict.fromkeys(found[levers[-1]].tolist()))) if len(levers) > 1 else [Series("", BLUE, "o", "-")]
    )
    with look():
        figure, places = panels(len(parts), 3.3, asked.title)
        for axes, (key, records) in zip(places, parts, strict=True):
            for record in records:
                series = looks[0] if len(looks) == 1 else _look_of(record[levers[-1]], looks)
                _cross(axes, record, asked, words, series)
            axes.set_title(", ".join(setting_words(*setting) for setting in key))
            axes.set_xlabel(words.axis(asked.x, _AXIS_LETTERS))
            axes.set_ylabel(words.axis(asked.y, _AXIS_LETTERS))
            axes.grid(visible=True, axis="both")
            axes.margins(0.12)
        if len(looks) > 1:
            legend_above(figure, looks, lever_words(levers[-1]), as_points=True)
        note_below(figure, "Filled: no alternative is better in every outcome looked at. Whiskers: 95 % intervals.")
        figure.draw_without_rendering()  # names are placed beside the points, wherever these have come to stand
        for axes, (_, records) in zip(places, parts, strict=True):
            _name_points(axes, records, levers[:-1] if len(looks) > 1 else levers, asked, words)
    return figure


def draw_tipping(found: pd.DataFrame, analysis: TippingPoint, title: str, words: Words) -> Figure:
    """Draw the value of each level of the dial, its best level with interval, and the zone of over-symbiosis.

    Parameters
    ----------
    found : DataFrame
        What the analysis gave.
    analysis : TippingPoint
    title : str
    words : Words
    """
    parts = list(_grouped(found, list(analysis.by)))
    with look():
        figure, places = panels(len(parts), 3.0, title, sharex=True)
        for axes, (key, records) in zip(places, parts, strict=True):
            _dial(axes, records, analysis, words)
            axes.set_title(", ".join(setting_words(*setting) for setting in key))
            axes.set_xlabel(lever_words(analysis.lever))
            axes.tick_params(labelbottom=True)
        places[0].set_ylabel(f"value of the firm, {words.unit(analysis.profit)}")
        note_below(
            figure,
            f"Value: {_value_words(analysis.risk_weight)}, with 95 % band. Dashed: best level; grey: its 95 % interval."
            "\nRed crosses: levels beyond it that are worse beyond doubt (over-symbiosis).",
        )
    return figure


# -------------------------------------------------------------------- frontier


def _cross(axes: Axes, record: Record, asked: FrontierPlot, words: Words, series: Series) -> None:
    x, y = (words.shown(record[name], name) for name in (asked.x, asked.y))
    ends = [
        [
            [middle - words.shown(record[f"{name}_ci_low"], name)],
            [words.shown(record[f"{name}_ci_high"], name) - middle],
        ]
        for name, middle in ((asked.x, x), (asked.y, y))
    ]
    axes.errorbar(
        [x],
        [y],
        xerr=np.nan_to_num(ends[:1]).reshape(2, 1),
        yerr=np.nan_to_num(ends[1:]).reshape(2, 1),
        fmt=series.marker,
        color=series.colour,
        markerfacecolor=series.colour if record["on_frontier"] else "white",
        markersize=6.0,
        elinewidth=0.9,
    )


def _name_points(
    axes: Axes, records: Sequence[Record], levers: Sequence[str], asked: FrontierPlot, words: Words
) -> None:
    """Write each alternative's name beside its point, where it covers no other name and no point."""
    to_points = axes.transData.transform
    at = [to_points([words.shown(record[name], name) for name in (asked.x, asked.y)]) for record in records]
    scale = axes.get_figure(root=True).dpi / 72.0  # type: ignore[union-attr]
    taken = [Bbox.from_bounds(x - 4 * scale, y - 4 * scale, 8 * scale, 8 * scale) for x, y in at]
    for (x, y), record in zip(at, records, strict=True):
        name = combination_words((lever, record[lever]) for lever in levers)
        width, height = 4.1 * scale * len(name), 9.0 * scale
        boxes = [
            (
                dx,
                dy,
                Bbox.from_bounds(
                    x + dx * scale - (width if dx < 0 else 0.0), y + dy * scale - height / 2, width, height
                ),
            )
            for dy in (0, 8, -8, 16, -16, 24, -24, 32, -32)
            for dx in (7, -7)
        ]
        inside = [item for item in boxes if axes.bbox.x0 <= item[2].x0 and item[2].x1 <= axes.bbox.x1]
        free = [item for item in inside if not any(item[2].overlaps(other) for other in taken)]
        dx, dy, box = (free or inside or boxes)[0]
        taken.append(box)
        axes.annotate(
            name,
            (words.shown(record[asked.x], asked.x), words.shown(record[asked.y], asked.y)),
            xytext=(dx, dy),
            textcoords="offset points",
            ha="right" if dx < 0 else "left",
            va="center",
            fontsize=7.5,
            color=DARK,
            arrowprops={"arrowstyle": "-", "color": GREY, "linewidth": 0.5} if abs(dy) > 8 else None,
        )


def _beside(x: float, y: float, width: float, height: float) -> Bbox:
    """Return the box of a name that begins (or, with a negative width, ends) at a place."""
    return Bbox.from_extents(min(x, x + width), y - height / 2, max(x, x + width), y + height / 2)


def _look_of(value: Any, looks: Sequence[Series]) -> Series:
    return next(series for series in looks if series.label == value_words(value))


# -------------------------------------------------------------------- tipping point


def _dial(axes: Axes, records: Sequence[Record], analysis: TippingPoint, words: Words) -> None:
    level = np.array([record[analysis.lever] for record in records], dtype=np.float64)
    value, low, high = (
        np.array([words.shown(record[name], analysis.profit) for record in records])
        for name in ("V", "V_ci_low", "V_ci_high")
    )
    best = records[0]
    if best["a_star_ci_low"] < best["a_star_ci_high"]:
        axes.axvspan(best["a_star_ci_low"], best["a_star_ci_high"], color=GREY, alpha=0.25, linewidth=0)
    is_worse = np.array([bool(record["over_symbiosis"]) for record in records])
    if is_worse.any():
        first = int(np.argmax(is_worse))
        axes.axvspan((level[first - 1] + level[first]) / 2, level.max(), color=VERMILLION, alpha=0.12, linewidth=0)
    axes.axvline(best["a_star"], color=DARK, linewidth=1.2, linestyle=(0, (4, 3)))
    axes.fill_between(level, low, high, color=BLUE, alpha=BAND_ALPHA, linewidth=0)
    axes.plot(level, value, color=BLUE, marker="o", markersize=4.5)
    axes.plot(level[is_worse], value[is_worse], color=VERMILLION, marker="X", markersize=6.5, linestyle="none")
    axes.set_xticks(level, [value_words(item) for item in level.tolist()])
    axes.xaxis.set_minor_locator(NullLocator())
    axes.margins(y=0.14)
    text = value_words(best["a_star"]) if best["in_range"] else f"{value_words(best['a_star'])}: none in range"
    axes.annotate(
        f"best: {text}",
        (best["a_star"], 1.0),
        xycoords=("data", "axes fraction"),
        xytext=(4 if best["a_star"] <= level.mean() else -4, -3),
        textcoords="offset points",
        ha="left" if best["a_star"] <= level.mean() else "right",
        va="top",
        fontsize=8.5,
        color=DARK,
    )


def _value_words(risk_weight: float) -> str:
    if risk_weight == 0.0:
        return "mean profit over Worlds"
    return f"{100 * (1 - risk_weight):.0f} % mean profit and {100 * risk_weight:.0f} % mean of the worst 5 % of Worlds"


def _grouped(found: pd.DataFrame, names: Sequence[str]) -> Iterator[tuple[list[tuple[str, Any]], list[Record]]]:
    """Give the rows of a table by the values of some columns, in the order of the table."""
    records: list[Record] = list(found.to_dict("records"))
    keys = [tuple(record[name] for name in names) for record in records]
    for key in dict.fromkeys(keys):
        mine = [record for record, other in zip(records, keys, strict=True) if other == key]
        yield list(zip(names, key, strict=True)), mine
