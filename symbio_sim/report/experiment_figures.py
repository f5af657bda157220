"""Figures that an experiment asks for, from the table of its sweep and the answers of its analyses."""

from collections.abc import Mapping, Sequence

import pandas as pd
from matplotlib.figure import Figure

from ..experiment import Experiment
from ..experiment.analyses import Attribution, Frontier, TippingPoint, WithOutcomes
from ..experiment.figures import AttributionPlot, Bars, Curve, FigureBase, FrontierPlot, HeatMap, Indices, Tipping
from .experiment_attribution import draw_attribution
from .experiment_bars import draw_bars
from .experiment_curves import draw_curve, draw_heat_map
from .experiment_indices import draw_indices
from .experiment_points import draw_frontier, draw_tipping
from .experiment_words import Words
from .numbers import Money


def draw_experiment(
    experiment: Experiment, table: pd.DataFrame, answers: Mapping[str, pd.DataFrame], asked: FigureBase
) -> Figure:
    """Draw one figure.

    Parameters
    ----------
    experiment : Experiment
    table : DataFrame
        The tidy table of its sweep.
    answers : mapping of str to DataFrame
        What its analyses found, by their names.
    asked : Curve, HeatMap, Bars, FrontierPlot, Tipping, Indices or AttributionPlot
        One of its figures.
    """
    words, known = Words(Money.of(experiment.base)), list(experiment.inputs)
    if isinstance(asked, Curve):
        return draw_curve(table, known, asked.outcomes or experiment.outcomes, asked, words)
    if isinstance(asked, HeatMap):
        return draw_heat_map(table, known, asked, words)
    assert isinstance(asked, Bars | FrontierPlot | Tipping | Indices | AttributionPlot)
    analysis = next(item for item in experiment.analyses if item.label == asked.analysis)
    found = answers[asked.analysis]
    if isinstance(asked, Tipping):
        assert isinstance(analysis, TippingPoint)
        return draw_tipping(found, analysis, asked.title, words)
    if isinstance(asked, AttributionPlot):
        assert isinstance(analysis, Attribution)
        return draw_attribution(found, analysis, asked, words)
    if isinstance(asked, FrontierPlot):
        assert isinstance(analysis, Frontier)
        return draw_frontier(found, known, analysis, asked, words)
    assert isinstance(analysis, WithOutcomes)
    outcomes = _outcomes(found, asked.outcomes)
    if isinstance(asked, Bars):
        return draw_bars(found, known, analysis, outcomes, asked.title, words)
    return draw_indices(found, outcomes, asked.title, words)


def _outcomes(found: pd.DataFrame, asked: Sequence[str]) -> list[str]:
    """Return the outcomes to draw: those asked for, else those that the analysis has, as far as there is room."""
    return list(asked) or list(dict.fromkeys(found["outcome"].tolist()))[:3]
