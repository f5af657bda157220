"""What a sweep's table tells: comparisons, frontiers, tipping points, sensitivities, conditions of failure."""

from .analyse import analyse
from .attribution import attribution
from .discovery import discovery
from .effect import effect
from .ema import as_ema_model
from .errors import AnalysisError
from .explain import Explanation, explain
from .frontier import frontier
from .iso_budget import iso_budget
from .ranking import pairs, ranking
from .sensitivity import sensitivity
from .synergy import synergy
from .tipping_point import tipping_point

__all__ = [
    "AnalysisError",
    "Explanation",
    "analyse",
    "as_ema_model",
    "attribution",
    "discovery",
    "effect",
    "explain",
    "frontier",
    "iso_budget",
    "pairs",
    "ranking",
    "sensitivity",
    "synergy",
    "tipping_point",
]
