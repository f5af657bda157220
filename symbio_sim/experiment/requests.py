"""One more request to an experiment, checked as if it stood in its file."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from pydantic import ValidationError

from ..config.document import from_mapping
from ..config.translate import problems_of
from .analyses import Analysis
from .load import ExperimentError
from .spec import Experiment, Spec

_AT = "analyses.0"


def requested(experiment: Experiment, asked: Mapping[str, Any], label: str = "the analysis") -> Analysis:
    """Return an analysis that is asked for outside the experiment's file.

    Parameters
    ----------
    experiment : Experiment
    asked : mapping
        As an entry of `analyses` in the file: ``{"kind": "ranking", "levers": ["automation"]}``.
    label : str
        What messages call it.

    Raises
    ------
    ExperimentError
        If the experiment has no such lever, or anything else is wrong with it.
    """
    parts = experiment.model_dump(mode="json", include=set(Spec.model_fields))
    document = from_mapping({**parts, "analyses": [dict(asked)], "figures": [], "tiers": {}}, label)
    try:
        return Spec.model_validate(document.data).analyses[0]
    except ValidationError as error:
        problems = [
            replace(problem, field=problem.field.removeprefix(_AT).removeprefix("."))
            for problem in problems_of(error, document, Spec)
        ]
        raise ExperimentError(problems) from None
