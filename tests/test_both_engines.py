"""The ready-made businesses: the same run from both engines, to the last bit."""

import pytest

from symbio_sim.config import load_config, shipped_configs
from symbio_sim.verify import ENGINE_NAMES, verify

pytestmark = pytest.mark.usefixtures("compiled_engine")

BUSINESSES = tuple(shipped_configs())


def differences(business: str, seed: int, replications: int) -> list[str]:
    verdicts = verify(load_config(business), seed, replications)
    assert len(verdicts) == replications
    assert min(verdict.n_tasks for verdict in verdicts) > 1000
    return [verdict.difference.sentence(ENGINE_NAMES) for verdict in verdicts if verdict.difference is not None]


@pytest.mark.parametrize("business", BUSINESSES)
def test_a_ready_made_business_is_the_same_in_two_worlds(business: str) -> None:
    assert differences(business, seed=1, replications=2) == []


@pytest.mark.slow
@pytest.mark.parametrize("business", BUSINESSES)
def test_a_ready_made_business_is_the_same_in_twenty_worlds(business: str) -> None:
    assert differences(business, seed=2, replications=20) == []
