"""From an experiment's requests to analyses of its table."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

import pandas as pd

from ..experiment import Experiment, fewest
from ..experiment.analyses import (
    AnalysisBase,
    Attribution,
    Discovery,
    Effect,
    Frontier,
    IsoBudget,
    Pairs,
    Ranking,
    Sensitivity,
    Synergy,
    TippingPoint,
    WithOutcomes,
)
from ..experiment.designs import Morris, Saltelli
from ..metrics import MEASURES
from .alternatives import selected
from .attribution import attribution
from .discovery import discovery
from .effect import effect
from .errors import AnalysisError
from .frontier import frontier
from .iso_budget import iso_budget
from .ranking import pairs, ranking
from .sensitivity import sensitivity
from .steps import stretch
from .synergy import synergy
from .tipping_point import tipping_point


def analyse(experiment: Experiment, table: pd.DataFrame, options: AnalysisBase) -> pd.DataFrame:
    """Answer one request of an experiment.

    Parameters
    ----------
    experiment : Experiment
    table : DataFrame
        The tidy table of its sweep: one row a cell and replication; cell, the levers, seed, replication, status, then
        the measures (NaN where a run failed).
    options : Ranking, Pairs, Effect, Frontier, TippingPoint, Attribution, Synergy, Sensitivity, Discovery or
        IsoBudget
        What is asked.

    Returns
    -------
    DataFrame
        Its columns are those of the function of the same name in this package.

    Raises
    ------
    AnalysisError
        If the table cannot answer it.
    """
    known = _known(experiment)
    return _ANSWERS[type(options)](experiment, selected(table, options.where, known), options)


def _known(experiment: Experiment) -> list[str]:
    return [*experiment.lever_names, *experiment.uncertainty_names]


def _outcomes(experiment: Experiment, options: WithOutcomes, *, ordered: bool = True) -> Sequence[str]:
    """Return the outcomes asked for; if none are, the experiment's own, as far as an order needs a better side."""
    if options.outcomes:
        return options.outcomes
    return [name for name in experiment.outcomes if not ordered or MEASURES[name].better != "neither"]


def _levers(experiment: Experiment, options: Frontier | IsoBudget) -> Sequence[str]:
    named = options.levers or [name for name in experiment.lever_names if name not in options.within]
    if not named:
        raise AnalysisError("levers: the experiment has none; name uncertainties to compare")
    return named


def _ranking(experiment: Experiment, table: pd.DataFrame, options: Ranking) -> pd.DataFrame:
    outcomes = _outcomes(experiment, options)
    return ranking(table, options.levers, outcomes, known=_known(experiment), within=options.within)


def _pairs(experiment: Experiment, table: pd.DataFrame, options: Pairs) -> pd.DataFrame:
    outcomes = _outcomes(experiment, options, ordered=False)
    return pairs(table, options.levers, outcomes, known=_known(experiment), within=options.within)


def _effect(experiment: Experiment, table: pd.DataFrame, options: Effect) -> pd.DataFrame:
    outcomes = _outcomes(experiment, options, ordered=False)
    known = _known(experiment)
    return effect(table, options.lever, options.reference, outcomes, known=known, within=options.within)


def _frontier(experiment: Experiment, table: pd.DataFrame, options: Frontier) -> pd.DataFrame:
    return frontier(
        table,
        _levers(experiment, options),
        _outcomes(experiment, options),
        known=_known(experiment),
        within=options.within,
        resamples=options.resamples,
        seed=options.seed,
    )


def _tipping_point(experiment: Experiment, table: pd.DataFrame, options: TippingPoint) -> pd.DataFrame:
    return tipping_point(
        table,
        options.lever,
        known=_known(experiment),
        by=options.by,
        profit=options.profit,
        risk_weight=options.risk_weight,
        realised=options.realised,
        resamples=options.resamples,
        seed=options.seed,
    )


def _attribution(experiment: Experiment, table: pd.DataFrame, options: Attribution) -> pd.DataFrame:
    return attribution(
        table,
        options.reference,
        known=_known(experiment),
        within=options.within,
        profit=options.profit,
        risk_weight=options.risk_weight,
        resamples=options.resamples,
        seed=options.seed,
    )


def _synergy(experiment: Experiment, table: pd.DataFrame, options: Synergy) -> pd.DataFrame:
    outcomes, known = _outcomes(experiment, options), _known(experiment)
    return synergy(table, options.lever, options.people, options.bots, outcomes, known=known, within=options.within)


def _sensitivity(experiment: Experiment, table: pd.DataFrame, options: Sensitivity) -> pd.DataFrame:
    design = experiment.design
    if not isinstance(design, (Saltelli, Morris)):
        raise AnalysisError(f"sensitivity needs `design: {{kind: saltelli}}` or morris; this one is {design.kind}")
    if options.where:
        raise AnalysisError("where: sensitivity needs all cells of the design; fix the lever with `set` instead")
    return sensitivity(
        table,
        design,
        _outcomes(experiment, options, ordered=False),
        known=_known(experiment),
        n_worlds=fewest(experiment.replications),
        resamples=options.resamples,
        seed=options.seed,
        stretches=_stretches(experiment, design),
    )


def _stretches(experiment: Experiment, design: Saltelli | Morris) -> dict[str, float]:
    if isinstance(design, Saltelli):
        return {}
    return {name: stretch(lever, design) for name, lever in experiment.inputs.items()}


def _discovery(experiment: Experiment, table: pd.DataFrame, options: Discovery) -> pd.DataFrame:
    over = options.over or experiment.uncertainty_names
    if not over:
        raise AnalysisError("over: the experiment has no uncertainties; name the levers to look at")
    return discovery(
        table,
        over,
        options.fails_when.outcome,
        known=_known(experiment),
        below=options.fails_when.below,
        above=options.fails_when.above,
        share=options.peel,
        smallest=options.smallest,
        resamples=options.resamples,
        seed=options.seed,
    )


def _iso_budget(experiment: Experiment, table: pd.DataFrame, options: IsoBudget) -> pd.DataFrame:
    return iso_budget(
        table,
        _levers(experiment, options),
        _outcomes(experiment, options),
        options.budget_eur_per_year,
        known=_known(experiment),
        measured_days=measured_days(experiment),
        costs=options.costs,
        tolerance=options.tolerance,
        within=options.within,
    )


def measured_days(experiment: Experiment) -> int:
    """Return the days that measures are of, the same in all cells.

    Raises
    ------
    AnalysisError
        If a lever changes them: costs a year could then not be told from the table.
    """
    for name, lever in experiment.inputs.items():
        for field in ("horizon_days", "warm_up_days"):
            if field in lever.fields:
                raise AnalysisError(f"costs a year need one length of the runs in all cells; {name} sets {field}")
    return experiment.base.horizon_days - experiment.base.warm_up_days


_ANSWERS: Mapping[type[AnalysisBase], Callable[[Experiment, pd.DataFrame, Any], pd.DataFrame]] = {
    Ranking: _ranking,
    Pairs: _pairs,
    Effect: _effect,
    Frontier: _frontier,
    TippingPoint: _tipping_point,
    Attribution: _attribution,
    Synergy: _synergy,
    Sensitivity: _sensitivity,
    Discovery: _discovery,
    IsoBudget: _iso_budget,
}
