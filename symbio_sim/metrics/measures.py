"""All measures of a single run."""

from ..run import Run
from . import passes
from .customers import customers
from .fairness import fairness
from .finance import finance
from .firm_facts import facts_of
from .innovation import innovation
from .over_symbiosis import over_symbiosis
from .quality import quality
from .staffing import people
from .tallied import tallied
from .throughput import throughput
from .utilisation import utilisation


def measure(run: Run) -> dict[str, float]:
    """Return all measures of one run, after warm-up; what is undefined is NaN.

    See `MEASURES` for what each of them means.
    """
    compiled = passes.are_compiled()
    facts, tally = facts_of(run.firm), tallied(run, compiled=compiled)
    return {
        **throughput(tally, facts),
        **quality(tally),
        **utilisation(tally, facts),
        **finance(run, tally, facts),
        **fairness(run),
        **over_symbiosis(run, tally, facts, compiled=compiled),
        **people(run, facts),
        **customers(run, facts),
        **innovation(run, facts),
    }
