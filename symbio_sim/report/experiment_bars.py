"""Alternatives one below the other, each a point with its interval: rankings, effects, synergies, sensitivities."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from ..experiment.analyses import Effect, IsoBudget, Ranking, Synergy, WithOutcomes
from .experiment_panels import Series, legend_above, mark_zero, note_below, panels, series_of, title_letters
from .experiment_words import Words, combination_words, is_undefined, lever_words, value_words
from .style import BLUE, look

_ROW_IN = 0.26
_SPREAD = 0.62
"""Share of a row's height over which its series are set apart."""


@dataclass(frozen=True)
class Point:
    """A mean with its interval."""

    mean: float
    low: float
    high: float


Places = dict[tuple[Any, ...], int]
Points = dict[tuple[int, int], Point]
"""Points by row and series; a pair that is missing is not drawn."""


@dataclass(frozen=True)
class Panel:
    """One panel: a heading, the unit of its axis, its points."""

    heading: str
    unit: str
    points: Points


def draw_bars(
    found: pd.DataFrame, known: Sequence[str], analysis: WithOutcomes, outcomes: Sequence[str], title: str, words: Words
) -> Figure:
    """Draw a ranking or iso-budget comparison (means), an effect (differences to the reference) or a synergy.

    Parameters
    ----------
    found : DataFrame
        What the analysis gave.
    known : sequence of str
        All levers and uncertainties.
    analysis : Ranking, Effect, Synergy or IsoBudget
    outcomes : sequence of str
        Measures to draw, a panel each.
    title : str
    words : Words
    """
    if isinstance(analysis, Effect):
        rows, series = (list(analysis.within), [analysis.lever]) if analysis.within else ([analysis.lever], [])
        column, legend = "difference", lever_words(analysis.lever)
        found = found[[value != analysis.reference for value in found[analysis.lever].tolist()]]
        note = f"Differences to {lever_words(analysis.lever)} {value_words(analysis.reference)} in the same Worlds"
    elif isinstance(analysis, Synergy):
        rows, series = [analysis.lever], list(analysis.within)
        column, legend = "synergy", ", ".join(lever_words(name) for name in series)
        note = "Better (above 0) or worse than the better one of people alone and bots alone, in the same Worlds"
    else:
        assert isinstance(analysis, Ranking | IsoBudget)
        series = list(analysis.within)
        rows = [name for name in found.columns if name in known and name not in series]
        column, legend = "mean", ", ".join(lever_words(name) for name in series)
        note = "Means over Worlds"
    found = found[found["outcome"].isin(list(outcomes))]
    records = sorted(found.to_dict("records"), key=lambda record: list(outcomes).index(record["outcome"]))
    row_of, series_at = _places(records, rows), _places(records, series)
    parts = [
        Panel(
            words.measure(outcome, title_letters(len(outcomes) + 1)),
            words.unit(outcome) if column == "mean" else words.unit_of_change(outcome),
            _points(
                [row for row in records if row["outcome"] == outcome], row_of, series_at, (rows, series), column, words
            ),
        )
        for outcome in outcomes
    ]
    return draw_points(
        [combination_words(zip(rows, key, strict=True)) for key in row_of],
        looks_of(list(series_at)),
        parts,
        title,
        legend,
        f"{note}, with 95 % intervals.",
        zero=column != "mean",
    )


def draw_points(
    rows: Sequence[str],
    looks: Sequence[Series],
    parts: Sequence[Panel],
    title: str,
    legend: str,
    note: str,
    *,
    zero: bool,
) -> Figure:
    """Draw panels of points side by side; rows and series are the same in all."""
    per_row = max(1.0, 0.55 * len(looks))
    with look():
        figure, places = panels(len(parts), 0.75 + _ROW_IN * per_row * len(rows), title, most_columns=3, sharey=True)
        for axes, part in zip(places, parts, strict=True):
            if zero:
                mark_zero(axes, vertical=True)
            _draw(axes, part.points, len(rows), looks)
            axes.set_title(part.heading)
            axes.set_xlabel(part.unit)
            axes.grid(visible=True, axis="x")
            axes.grid(visible=False, axis="y")
        places[0].set_yticks(range(len(rows)), rows)
        places[0].set_ylim(len(rows) - 0.5, -0.5)
        if len(looks) > 1:
            legend_above(figure, looks, legend, as_points=True)
        note_below(figure, note)
    return figure


def _draw(axes: Axes, points: Points, n_rows: int, looks: Sequence[Series]) -> None:
    n = len(looks)
    for (row, place), point in points.items():
        at = row + (0.0 if n == 1 else _SPREAD * (place / (n - 1) - 0.5))
        series = looks[place]
        if not is_undefined(point.low):
            axes.plot([point.low, point.high], [at, at], color=series.colour, linewidth=1.4)
        axes.plot([point.mean], [at], color=series.colour, marker=series.marker, markersize=4.8, linestyle="none")
    for row in range(1, n_rows, 2):
        axes.axhspan(row - 0.5, row + 0.5, color="#f5f5f5", linewidth=0, zorder=0)


def _points(
    records: Sequence[Mapping[Any, Any]],
    row_of: Places,
    series_at: Places,
    names: tuple[Sequence[str], Sequence[str]],
    column: str,
    words: Words,
) -> Points:
    """Take the points of one outcome from a table of an analysis."""
    low, high = ("ci_low", "ci_high") if column == "mean" else (f"{column}_ci_low", f"{column}_ci_high")
    rows, series = names
    return {
        (row_of[_key(record, rows)], series_at[_key(record, series)]): Point(
            *(float(words.shown(record[name], record["outcome"])) for name in (column, low, high))
        )
        for record in records
        if not is_undefined(record[column])
    }


def looks_of(keys: Sequence[tuple[Any, ...]]) -> list[Series]:
    """Return how series look, each a combination of values: of a single lever by its values, else by their words."""
    if keys == [()]:
        return [Series("", BLUE, "o", "-")]
    if all(len(key) == 1 for key in keys):
        return series_of([key[0] for key in keys])
    return series_of([", ".join(value_words(value) for value in key) for key in keys])


def _key(record: Mapping[Any, Any], names: Sequence[str]) -> tuple[Any, ...]:
    return tuple(record[name] for name in names)


def _places(records: Sequence[Mapping[Any, Any]], names: Sequence[str]) -> Places:
    keys = dict.fromkeys(_key(record, names) for record in records)
    return {key: place for place, key in enumerate(keys)}
