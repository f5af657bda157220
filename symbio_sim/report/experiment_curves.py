"""Figures straight from a sweep's table: outcomes over one lever, and an outcome over two."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.ticker import NullLocator

from ..analysis.alternatives import Group, groups, selected
from ..experiment.figures import Curve, HeatMap
from ..metrics.names import limits
from .course import Band, Floats
from .experiment_panels import Series, legend_above, note_below, panels, series_of, title_letters
from .experiment_words import Words, are_numbers, is_undefined, lever_words, setting_words, value_words
from .numbers import number
from .style import BAND_ALPHA, BLUE, look

_BANDS_NOTE = "Means over Worlds; bands: 95 % intervals."
_WHISKERS_NOTE = "Means over Worlds; whiskers: 95 % intervals."
_LETTERS_OF_A_PAGE = 92
"""Letters that fit beside each other on the axes of a page."""
_DODGE = 0.34
"""Width over which series are set apart at one place of an axis without numbers."""


def draw_curve(
    table: pd.DataFrame, known: Sequence[str], outcomes: Sequence[str], asked: Curve, words: Words
) -> Figure:
    """Draw outcomes over a lever, a panel each.

    Parameters
    ----------
    table : DataFrame
        The tidy table of a sweep.
    known : sequence of str
        All levers and uncertainties.
    outcomes : sequence of str
        Measures to draw.
    asked : Curve
    words : Words
    """
    rows = selected(table, asked.where, known)
    found = list(groups(rows, [asked.x], [] if asked.by is None else [asked.by], known))
    looks = [Series("", BLUE, "o", "-")] if asked.by is None else series_of([group.within[asked.by] for group in found])
    axis = _Axis.of(found[0], asked.scale)
    has_names = axis.scale == "names"
    with look():
        figure, places = panels(len(outcomes), 2.35, asked.title, sharex=True)
        columns = min(len(outcomes), 2)
        letters = _LETTERS_OF_A_PAGE // columns
        for number_of, (axes, outcome) in enumerate(zip(places, outcomes, strict=True)):
            for place, (group, series) in enumerate(zip(found, looks, strict=True)):
                x = axis.places + (_aside(place, len(found)) if has_names else 0.0)
                draw = _whiskers if has_names else _line
                draw(axes, group, outcome, words, series, x, axis.order(group))
            axes.set_title(words.measure(outcome, title_letters(columns)))
            axes.set_ylabel(words.unit(outcome))
            axes.margins(y=0.08)
            axes.tick_params(labelbottom=True)
            axis.label(axes, letters)
            if number_of >= len(outcomes) - 2:
                axes.set_xlabel(lever_words(asked.x))
        if asked.by is not None:
            legend_above(figure, looks, lever_words(asked.by), as_points=has_names)
        note_below(figure, _WHISKERS_NOTE if has_names else _BANDS_NOTE)
    return figure


def draw_heat_map(table: pd.DataFrame, known: Sequence[str], asked: HeatMap, words: Words) -> Figure:
    """Draw an outcome over two levers; parameters as for :func:`draw_curve`."""
    rows = selected(table, asked.where, known)
    found = list(groups(rows, [asked.y, asked.x], [] if asked.by is None else [asked.by], known))
    with look():
        bands = [band_of_means(group.outcome(asked.outcome), asked.outcome, words) for group in found]
        every = np.concatenate([band.mean for band in bands])
        low, high = float(np.nanmin(every)), float(np.nanmax(every))
        n_rows = len({values[0] for values in found[0].alternatives})
        figure, places = panels(len(found), 0.7 + 0.34 * n_rows, asked.title, sharey=True)
        for axes, group, band in zip(places, found, bands, strict=True):
            mesh = _fields(axes, group, band, (low, high))
            axes.set_xlabel(lever_words(asked.x))
            if asked.by is not None:
                axes.set_title(setting_words(asked.by, group.within[asked.by]))
        places[0].set_ylabel(lever_words(asked.y))
        bar = figure.colorbar(mesh, ax=places, shrink=0.9, pad=0.02)
        bar.set_label(words.axis(asked.outcome, 34))
        bar.outline.set_visible(False)
        note_below(figure, "Means over Worlds; in small print half the width of the 95 % interval.")
    return figure


def band_of_means(values: Floats, outcome: str, words: Words) -> Band:
    """Return means and 95 % intervals of alternatives as shown, values of shape (alternatives, Worlds).

    Worlds in which an alternative is undefined are left out of its mean; intervals are cut at what is possible.
    """
    bands = [Band.over(row[~np.isnan(row)][:, None]) if (~np.isnan(row)).any() else _NOTHING for row in values]
    least, greatest = limits(outcome)
    mean, low, high = (np.array([getattr(band, side)[0] for band in bands]) for side in ("mean", "low", "high"))
    return Band(*(words.shown(side, outcome) for side in (mean, np.maximum(low, least), np.minimum(high, greatest))))


_NOTHING = Band(*(np.array([np.nan]) for _ in range(3)))


# -------------------------------------------------------------------- curves


@dataclass(frozen=True)
class _Axis:
    """The horizontal axis: where the values of its lever stand, and which of them are labelled."""

    values: list[Any]
    scale: str

    @classmethod
    def of(cls, group: Group, scale: str) -> "_Axis":
        values = [alternative[0] for alternative in group.alternatives]
        if not are_numbers(values):
            return cls(values, "names")
        is_possible = scale != "log" or min(values) > 0.0
        return cls(sorted(values), scale if is_possible else "linear")

    @property
    def places(self) -> Floats:
        """Where each value stands."""
        if self.scale in ("names", "even"):
            return np.arange(len(self.values), dtype=np.float64)
        return np.array(self.values, dtype=np.float64)

    def order(self, group: Group) -> list[int]:
        """Which alternative of a group stands at each place."""
        values = [alternative[0] for alternative in group.alternatives]
        return [values.index(value) for value in self.values]

    def label(self, axes: Axes, letters: int) -> None:
        """Tick every value that was run; label as many as have room in a number of letters."""
        if self.scale == "log":
            axes.set_xscale("log")
        axes.xaxis.set_minor_locator(NullLocator())
        labels = [value_words(value) for value in self.values]
        crowded = self.scale in ("names", "even") and sum(len(label) + 2 for label in labels) > letters
        shown = labels if self.scale in ("names", "even") else _thinned(self._fractions(), labels, letters)
        axes.set_xticks(self.places, shown, rotation=30 if crowded else 0, ha="right" if crowded else "center")

    def _fractions(self) -> Floats:
        places = np.log(self.places) if self.scale == "log" else self.places
        return np.asarray((places - places[0]) / max(float(places[-1] - places[0]), 1e-12))


def _thinned(fractions: Floats, labels: Sequence[str], letters: int) -> list[str]:
    """Return labels with those left empty that would run into one before them; the last is always shown."""
    shown = [""] * len(labels)
    free_from, last = -1.0, len(labels) - 1
    for place, label in enumerate(labels):
        half = 0.5 * (len(label) + 1.5) / letters
        left_of_last = fractions[place] + half <= fractions[last] - 0.5 * (len(labels[last]) + 1.5) / letters
        if place == last or (fractions[place] - half >= free_from and left_of_last):
            shown[place], free_from = label, float(fractions[place]) + half
    return shown


def _line(axes: Axes, group: Group, outcome: str, words: Words, series: Series, x: Floats, order: list[int]) -> None:
    band = band_of_means(group.outcome(outcome), outcome, words)
    mean, low, high = band.mean[order], band.low[order], band.high[order]
    axes.plot(x, mean, **series.line())
    axes.fill_between(x, low, high, color=series.colour, alpha=BAND_ALPHA, linewidth=0)


def _whiskers(
    axes: Axes, group: Group, outcome: str, words: Words, series: Series, x: Floats, order: list[int]
) -> None:
    band = band_of_means(group.outcome(outcome), outcome, words)
    mean, low, high = band.mean[order], band.low[order], band.high[order]
    ends = np.nan_to_num(np.stack([mean - low, high - mean]), nan=0.0)
    axes.errorbar(x, mean, yerr=ends, **series.line() | {"linestyle": "none"}, elinewidth=1.4, capsize=2.5)


def _aside(place: int, n: int) -> float:
    return 0.0 if n == 1 else _DODGE * (place / (n - 1) - 0.5)


# -------------------------------------------------------------------- heat maps


def _fields(axes: Axes, group: Group, band: Band, limits_shown: tuple[float, float]) -> Any:
    rows = list(dict.fromkeys(values[0] for values in group.alternatives))
    columns = list(dict.fromkeys(values[1] for values in group.alternatives))
    mean, half = np.full((len(rows), len(columns)), np.nan), np.full((len(rows), len(columns)), np.nan)
    for place, (row, column) in enumerate(group.alternatives):
        at = rows.index(row), columns.index(column)
        mean[at], half[at] = band.mean[place], (band.high[place] - band.low[place]) / 2.0
    mesh = axes.pcolormesh(mean, cmap="cividis_r", vmin=limits_shown[0], vmax=limits_shown[1], edgecolor="white")
    for (y, x), value in np.ndenumerate(mean):
        _write(axes, x, y, float(value), float(half[y, x]), limits_shown)
    axes.set_xticks(np.arange(len(columns)) + 0.5, [value_words(value) for value in columns])
    axes.set_yticks(np.arange(len(rows)) + 0.5, [value_words(value) for value in rows])
    axes.grid(visible=False)
    axes.tick_params(length=0)
    for side in axes.spines.values():
        side.set_visible(False)
    return mesh


def _write(axes: Axes, x: int, y: int, value: float, half: float, shown: tuple[float, float]) -> None:
    dark = (value - shown[0]) / max(shown[1] - shown[0], 1e-12) > 0.5
    colour = "white" if dark else "black"
    axes.text(x + 0.5, y + 0.60, number(value), ha="center", va="center", fontsize=8.0, color=colour)
    if not is_undefined(value) and not is_undefined(half):
        axes.text(
            x + 0.5, y + 0.24, f"±{number(half, abs(value))}", ha="center", va="center", fontsize=6.0, color=colour
        )
