"""Results are an interface: they change only on purpose."""

import json
from pathlib import Path

import pytest
from golden.firms import FIRMS

from symbio_sim.run import fingerprint, simulate

GOLDEN = json.loads(Path(__file__).with_name("fingerprints.json").read_text(encoding="utf-8"))


@pytest.mark.parametrize("name", sorted(FIRMS))
def test_results_are_those_of_the_last_release_to_the_last_bit(name: str) -> None:
    assert fingerprint(simulate(FIRMS[name](), 1)) == GOLDEN["fingerprints"][name], GOLDEN["note"]


def test_every_golden_firm_is_kept() -> None:
    assert set(GOLDEN["fingerprints"]) == set(FIRMS)
