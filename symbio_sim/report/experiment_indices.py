"""What each input contributes to an outcome: Sobol' indices or elementary effects, with intervals."""

from collections.abc import Sequence
from typing import Any

import pandas as pd
from matplotlib.figure import Figure

from .experiment_bars import Panel, Point, Points, draw_points
from .experiment_panels import series_of, title_letters
from .experiment_words import Words, is_undefined, lever_words

_SOBOL = {"S1": "alone", "ST": "with all interactions"}
_MORRIS = {"mu_star": "mean size of the change", "mu": "mean change"}


def draw_indices(found: pd.DataFrame, outcomes: Sequence[str], title: str, words: Words) -> Figure:
    """Draw the indices of all inputs, a panel for each outcome; the inputs that move the first one most come first.

    Parameters
    ----------
    found : DataFrame
        What the analysis `sensitivity` gave.
    outcomes : sequence of str
    title : str
    words : Words
    """
    is_sobol = "ST" in set(found["index"])
    shown, leading = (_SOBOL, "ST") if is_sobol else (_MORRIS, "mu_star")
    inputs = _by_weight(found, outcomes[0], leading)
    parts = [
        Panel(
            words.measure(outcome, title_letters(len(outcomes))),
            "share of variance" if is_sobol else words.unit_of_change(outcome),
            _points(found[found["outcome"] == outcome], inputs, list(shown), outcome, None if is_sobol else words),
        )
        for outcome in outcomes
    ]
    note = (
        "Sobol' indices: the share of the outcome's variance that an input explains; 95 % intervals."
        if is_sobol
        else "Elementary effects (Morris): change of the outcome over the whole range of an input; 95 % intervals."
    )
    looks = series_of(list(shown.values()))
    return draw_points([lever_words(name) for name in inputs], looks, parts, title, "", note, zero=True)


def _by_weight(found: pd.DataFrame, outcome: str, leading: str) -> list[str]:
    """Return the inputs, those with the greatest index first; those without one keep their order behind."""
    rows = found[(found["outcome"] == outcome) & (found["index"] == leading)]
    weight = {row["input"]: row["value"] for row in rows.to_dict("records")}
    return sorted(weight, key=lambda name: -weight[name] if not is_undefined(weight[name]) else 0.0)


def _points(
    found: pd.DataFrame, inputs: Sequence[str], indices: Sequence[str], outcome: str, words: Words | None
) -> Points:
    """Take the points of an outcome; shares of variance have no unit, effects that of the outcome."""

    def shown(value: Any) -> float:
        return float(value if words is None else words.shown(value, outcome))

    return {
        (inputs.index(row["input"]), indices.index(row["index"])): Point(
            shown(row["value"]), shown(row["ci_low"]), shown(row["ci_high"])
        )
        for row in found.to_dict("records")
        if row["index"] in indices and not is_undefined(row["value"])
    }
