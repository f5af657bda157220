"""Settings for all tests: how many examples Hypothesis tries, and one compilation for all processes."""

import os

import pytest
from hypothesis import HealthCheck, Phase, settings

_COMMON = {
    "deadline": None,
    "suppress_health_check": [HealthCheck.too_slow, HealthCheck.data_too_large],
    # Without `explain`, which runs a failing example hundreds of times more.
    "phases": [Phase.explicit, Phase.reuse, Phase.generate, Phase.shrink],
}

# `default` tries the same examples on every machine; `long` (HYPOTHESIS_PROFILE=long) looks for new ones.
settings.register_profile("default", max_examples=40, derandomize=True, database=None, **_COMMON)
settings.register_profile("long", max_examples=1000, **_COMMON)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "default"))


@pytest.fixture(scope="session")
def compiled_engine() -> None:
    """Have the compiled engine at hand: one process compiles it, the others wait and load what it has left."""
    from symbio_sim.kernel.engine import PROGRAM

    PROGRAM.load()
