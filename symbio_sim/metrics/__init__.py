"""What a run means: throughput, quality, work, money, dependence, resilience, and many Worlds put together."""

from .agility import agility
from .batch import evaluate_each, evaluate_many
from .evaluation import evaluate
from .findings import finding, findings
from .intervals import estimate
from .measures import measure
from .names import GROUPS, MEASURES, Measure
from .over_symbiosis import dependence_series
from .replications import compare, replicate, summarise
from .resilience import resilience, resilience_curve
from .resilience_forms import bruneau_loss, restored_share
from .risk import TooFewWorldsError, conditional_value_at_risk, value_at_risk
from .stress import StressTest, natural_loss, stress_test
from .stress_plan import StressPlan, stress_plan

__all__ = [
    "GROUPS",
    "MEASURES",
    "Measure",
    "StressPlan",
    "StressTest",
    "TooFewWorldsError",
    "agility",
    "bruneau_loss",
    "compare",
    "conditional_value_at_risk",
    "dependence_series",
    "estimate",
    "evaluate",
    "evaluate_each",
    "evaluate_many",
    "finding",
    "findings",
    "measure",
    "natural_loss",
    "replicate",
    "resilience",
    "resilience_curve",
    "restored_share",
    "stress_plan",
    "stress_test",
    "summarise",
    "value_at_risk",
]
