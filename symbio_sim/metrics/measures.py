"""All measures of a single run."""

from ..run import Run
from .finance import finance
from .over_symbiosis import over_symbiosis
from .quality import quality
from .throughput import throughput
from .utilisation import utilisation


def measure(run: Run) -> dict[str, float]:
    """Return all measures of one run, after warm-up; what is undefined is NaN.

    See `MEASURES` for what each of them means.
    """
    return throughput(run) | quality(run) | utilisation(run) | finance(run) | over_symbiosis(run)
