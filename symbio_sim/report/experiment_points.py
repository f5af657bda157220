"""What an analysis found of alternatives as a whole: which are on the frontier, and where automation tips over."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.ticker import NullLocator

from ..experiment.analyses import Frontier, TippingPoint
from ..experiment.figures import FrontierPlot
from .experiment_panels import Series, legend_above, note_below, panels, series_of
from .experiment_words import Words, combination_words, lever_words, setting_words, value_words
from .style import BAND_ALPHA, BLUE, DARK, GREY, VERMILLION, look

Record = Mapping[Any, Any]


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
            _name_points(axes, records, levers[:-1] if len(looks) > 1 else levers, asked, words)
            axes.set_title(", ".join(setting_words(*setting) for setting in key))
            axes.set_xlabel(words.axis(asked.x))
            axes.set_ylabel(words.axis(asked.y))
            axes.grid(visible=True, axis="both")
            axes.margins(0.12)
        if len(looks) > 1:
            legend_above(figure, looks, lever_words(levers[-1]), as_points=True)
        note_below(figure, "Filled: no alternative is better in every outcome looked at. Whiskers: 95 % intervals.")
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
        weight = f"{100 * analysis.risk_weight:.0f} %"
        note_below(
            figure,
            f"Value: mean profit, of which {weight} replaced by the mean of the worst 5 % of Worlds; band: 95 %.\n"
            "Line: best level; grey: its 95 % interval; red: beyond it and worse beyond doubt (over-symbiosis).",
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
        xerr=np.nan_to_num(ends[:1]).T,
        yerr=np.nan_to_num(ends[1:]).T,
        fmt=series.marker,
        color=series.colour,
        markerfacecolor=series.colour if record["on_frontier"] else "white",
        markersize=6.0,
        elinewidth=0.9,
    )


def _name_points(
    axes: Axes, records: Sequence[Record], levers: Sequence[str], asked: FrontierPlot, words: Words
) -> None:
    for record in records:
        axes.annotate(
            combination_words((name, record[name]) for name in levers),
            (words.shown(record[asked.x], asked.x), words.shown(record[asked.y], asked.y)),
            xytext=(5, 4),
            textcoords="offset points",
            fontsize=7.5,
            color=DARK,
        )


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
    worse = level[[bool(record["over_symbiosis"]) for record in records]]
    if len(worse):
        axes.axvspan(worse.min(), level.max(), color=VERMILLION, alpha=0.12, linewidth=0)
    axes.axvline(best["a_star"], color=DARK, linewidth=1.2, linestyle=(0, (4, 3)))
    axes.fill_between(level, low, high, color=BLUE, alpha=BAND_ALPHA, linewidth=0)
    axes.plot(level, value, color=BLUE, marker="o", markersize=4.5)
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


def _grouped(found: pd.DataFrame, names: Sequence[str]) -> Iterator[tuple[list[tuple[str, Any]], list[Record]]]:
    """Give the rows of a table by the values of some columns, in the order of the table."""
    records: list[Record] = list(found.to_dict("records"))
    keys = [tuple(record[name] for name in names) for record in records]
    for key in dict.fromkeys(keys):
        mine = [record for record, other in zip(records, keys, strict=True) if other == key]
        yield list(zip(names, key, strict=True)), mine
