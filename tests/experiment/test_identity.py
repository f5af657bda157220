"""What settles the meaning of a row is in the identity; what only asks for more rows is not."""

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

import symbio_sim
from symbio_sim.experiment import digest_of, identity, load_experiment, package_sources, sources
from symbio_sim.experiment.sources import SOURCES, sources_of_rule

ROOT = Path(__file__).resolve().parents[2]

SAME: dict[str, Callable[[dict[str, Any]], Any]] = {
    "more values": lambda spec: spec["levers"]["automation"].update(sweep=[0, 0.25, 0.5, 0.75]),
    "a lever less": lambda spec: spec["levers"].pop("vendors") and spec["analyses"].pop(),
    "a sample": lambda spec: spec.update(design={"kind": "sobol", "samples": 8}),
    "more replications": lambda spec: spec.update(replications=50),
    "other outcomes": lambda spec: spec.update(outcomes=["cost_eur"]),
    "no analyses": lambda spec: spec.update(analyses=[], figures=[]),
    "other words": lambda spec: spec.update(question="Why?", expect="Nothing."),
    "the same change in other words": lambda spec: spec.update(set={"horizon_days": 364}),
}
OTHER: dict[str, Callable[[dict[str, Any]], Any]] = {
    "another firm": lambda spec: spec["set"].update(horizon_days=363),
    "another shock": lambda spec: spec.update(stressors={"vendor_outage": {"working_days": 5}}),
    "no stress test": lambda spec: spec.update(stress=False, analyses=[]),
    "money alone": lambda spec: spec.update(
        measures="money", outcomes=["profit_eur"], replications=3, analyses=[], figures=[]
    ),
    "other Worlds": lambda spec: spec.update(seed=8),
}


@pytest.mark.parametrize("change", SAME)
def test_what_asks_for_more_rows_finds_the_same_store(spec: dict[str, Any], change: str) -> None:
    before = load_experiment(spec).digest
    SAME[change](spec)
    assert load_experiment(spec).digest == before


@pytest.mark.parametrize("change", OTHER)
def test_what_changes_the_meaning_of_a_row_does_not(spec: dict[str, Any], change: str) -> None:
    before = load_experiment(spec).digest
    OTHER[change](spec)
    assert load_experiment(spec).digest != before


def test_a_smaller_edition_of_the_same_firm_shares_its_rows(spec: dict[str, Any]) -> None:
    del spec["tiers"]["smoke"]["set"]
    assert load_experiment(spec, "smoke").digest == load_experiment(spec).digest


def test_the_digest_is_that_of_the_identity(spec: dict[str, Any]) -> None:
    experiment = load_experiment(spec)
    assert experiment.digest == digest_of(identity(experiment))
    assert len(experiment.digest) == 64


def test_another_log_or_another_reading_of_it_is_another_identity(
    spec: dict[str, Any], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    digests = {load_experiment(spec).digest}
    for content, columns in ((b"a,b\n", {}), (b"a,c\n", {}), (b"a,c\n", {"arrival": "a"})):
        Path("calls.csv").write_bytes(content)
        digests.add(load_experiment(spec | {"log": {"file": "calls.csv", "map": columns}}).digest)
    assert len(digests) == 4


def test_a_rule_of_the_users_own_counts_with_its_source(
    spec: dict[str, Any], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    shutil.copy(ROOT / "docs" / "examples" / "deadline_rule.py", tmp_path / "rule_of_an_experiment.py")
    monkeypatch.syspath_prepend(str(tmp_path))
    spec["set"] = {"policy.rule": "custom", "policy.function": "rule_of_an_experiment:prefer_bot"}
    spec |= {"levers": {}, "uncertainties": {}, "analyses": [], "figures": [], "tiers": {}}
    before = load_experiment(spec).digest
    with (tmp_path / "rule_of_an_experiment.py").open("a") as file:
        file.write("\n# changed\n")
    assert load_experiment(spec).digest != before


def test_a_rule_without_a_file_has_no_source() -> None:
    assert sources_of_rule("no_such_module:rule") is None
    assert sources_of_rule("no_such_package.module:rule") is None
    assert sources_of_rule("sys:exit") is None


@pytest.fixture
def copied(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A copy of the package, of which the digest is taken in place of the package itself."""
    copy = tmp_path / "symbio_sim"
    ignored = shutil.ignore_patterns("__pycache__", "*.nb*")
    shutil.copytree(Path(symbio_sim.__file__).parent, copy, ignore=ignored)
    monkeypatch.setattr(sources, "_PACKAGE", copy)
    yield copy
    package_sources.cache_clear()


def test_every_source_that_decides_about_a_number_counts_and_ends_of_lines_do_not(copied: Path) -> None:
    def digest() -> str:
        package_sources.cache_clear()
        return package_sources()

    before = digest()
    skill = copied / "mechanisms" / "skill.py"
    text = skill.read_bytes()
    skill.write_bytes(text.replace(b"\n", b"\r\n"))
    (copied / "report" / "story.py").write_bytes(b"# what is told of a number does not change it\n")
    assert digest() == before
    skill.write_bytes(text + b"\n# changed\n")
    assert digest() != before


def test_no_part_of_the_package_is_forgotten() -> None:
    package = Path(symbio_sim.__file__).parent
    assert all((package / place).exists() for place in SOURCES)
    not_of_numbers = {"analysis", "cli", "dashboard", "experiment", "report", "sweep"}
    not_of_numbers |= {"differences.py", "engines.py", "event_log.py", "py.typed", "simulation_error.py", "verify.py"}
    found = {path.name for path in package.iterdir() if not path.name.startswith((".", "_"))}
    assert found - not_of_numbers == set(SOURCES)
