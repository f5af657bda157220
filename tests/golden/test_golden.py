"""Results are an interface: they change only on purpose, and the changelog says so."""

import json
from pathlib import Path

import pytest
from golden import releases
from golden.firms import FIRMS

from symbio_sim.run import fingerprint, simulate

GOLDEN = json.loads(Path(__file__).with_name("fingerprints.json").read_text(encoding="utf-8"))
NOTE = "numbers have changed: `python tests/golden/renew.py`, and an entry under Results in CHANGELOG.md"
RELEASED = "# Changelog\n\n## [Unreleased]\n\n### Results\n\n- `shop`: more.\n\n## [1.0.0] - 2027-01-01\n\n### Added\n"
A, B = ("shop", "profit_eur"), ("office", "profit_eur")


@pytest.mark.parametrize("name", sorted(FIRMS))
def test_results_are_those_of_the_last_release_to_the_last_bit(name: str) -> None:
    assert fingerprint(simulate(FIRMS[name](), 1)) == GOLDEN["fingerprints"][name], GOLDEN["note"]


def test_every_golden_firm_is_kept() -> None:
    assert set(GOLDEN["fingerprints"]) == set(FIRMS)


def test_numbers_are_those_on_record_with_all_their_digits() -> None:
    last = list(releases.recorded().values())[-1]
    now = releases.computed()
    # A measure of a mechanism that a firm has switched off is undefined: no number of that firm's.
    changed = sorted(key for key in {**last, **now} if last.get(key, "nan") != now.get(key, "nan"))
    assert not changed, NOTE


def test_numbers_that_moved_since_the_release_before_stand_in_the_changelog() -> None:
    columns = releases.recorded()
    told = releases.entries(releases.CHANGELOG.read_text(encoding="utf-8"), list(columns)[-1])
    untold = [firm for firm in releases.moved(columns) if f"`{firm}`" not in told]
    assert not untold, NOTE


# ---------------------------------------------------------------------------------------------------- the rule itself


def test_a_number_that_changes_after_a_release_gets_a_column_of_its_own() -> None:
    released = {"1.0.0": {A: "1.0", B: "2.0"}}

    renewed = releases.renewed(released, {A: "1.5", B: "2.0"}, RELEASED, "1.0.0")

    assert renewed == {"1.0.0": {A: "1.0", B: "2.0"}, "unreleased": {A: "1.5", B: "2.0"}}
    assert releases.moved(renewed) == ["shop"]
    assert "`shop`" in releases.entries(RELEASED, "unreleased")


def test_numbers_that_are_those_of_the_release_need_no_column_and_no_entry() -> None:
    columns = {"1.0.0": {A: "1.0"}, "unreleased": {A: "1.5"}}

    renewed = releases.renewed(columns, {A: "1.0"}, RELEASED, "1.0.0")

    assert renewed == {"1.0.0": {A: "1.0"}}
    assert releases.moved(renewed) == []


def test_the_next_release_takes_the_column_under_its_own_name() -> None:
    columns = {"1.0.0": {A: "1.0"}, "unreleased": {A: "1.5"}}
    text = RELEASED.replace("[Unreleased]", "[1.1.0] - 2027-02-01")

    before = releases.renewed(columns, {A: "1.5"}, RELEASED, "1.1.0")

    assert before == {"1.0.0": {A: "1.0"}, "1.1.0": {A: "1.5"}}
    assert "`shop`" in releases.entries(RELEASED, "1.1.0")
    assert "`shop`" in releases.entries(text, "1.1.0")


def test_a_measure_that_is_new_counts_as_moved() -> None:
    assert releases.moved({"1.0.0": {A: "1.0"}, "unreleased": {A: "1.0", B: "2.0"}}) == ["office"]
