"""What each of several switches costs, and what pairs of them cost together beyond that, with intervals."""

from collections.abc import Mapping, Sequence
from typing import Any

import pandas as pd
from matplotlib.figure import Figure

from ..experiment.analyses import Attribution
from ..experiment.figures import AttributionPlot
from .experiment_bars import Panel, Point, draw_points, looks_of
from .experiment_words import Words, lever_words

_ALL = "all"
"""What the analysis calls all switches together."""


def draw_attribution(found: pd.DataFrame, analysis: Attribution, asked: AttributionPlot, words: Words) -> Figure:
    """Draw the Shapley value of each switch below what all cost together, and the interactions if asked for.

    Parameters
    ----------
    found : DataFrame
        What the analysis gave.
    analysis : Attribution
    asked : AttributionPlot
    words : Words
    """
    records = [row for row in found.to_dict("records") if asked.pairs or not row["other"]]
    rows = list(dict.fromkeys((row["input"], row["other"]) for row in records))
    groups = list(dict.fromkeys(_group(row, analysis.within) for row in records))
    points = {
        (rows.index((row["input"], row["other"])), groups.index(_group(row, analysis.within))): Point(
            *(float(words.shown(row[name], analysis.profit)) for name in ("loss", "loss_ci_low", "loss_ci_high"))
        )
        for row in records
    }
    note = "Shapley values in the same Worlds, with 95 % intervals."
    if asked.pairs:
        note += " Of pairs: what both cost beyond what each does."
    return draw_points(
        [_row_words(*row) for row in rows],
        looks_of(groups),
        [Panel(f"What is lost of: {words.measure(analysis.profit, 60).lower()}", words.unit(analysis.profit), points)],
        asked.title,
        ", ".join(lever_words(name) for name in analysis.within),
        note,
        zero=True,
    )


def _group(row: Mapping[Any, Any], within: Sequence[str]) -> tuple[Any, ...]:
    return tuple(row[name] for name in within)


def _row_words(name: str, other: str) -> str:
    if name == _ALL:
        return "all together"
    return f"{lever_words(name)} and {lever_words(other)}" if other else lever_words(name)
