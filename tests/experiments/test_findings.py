"""What the READMEs of the experiments say they found is what the reference results hold."""

import importlib.util
import re
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

from symbio_sim.experiment import load_experiment, shipped_experiments

ROOT = Path(__file__).resolve().parents[2]
EXPERIMENTS = sorted(path.parent.name for path in (ROOT / "experiments").glob("*/experiment.yaml"))
SECTIONS = ["Why it matters", "How to read the result", "What it found"]
IMAGE = re.compile(r"!\[[^\]]+\]\(([^)]+)\)")


def _module() -> ModuleType:
    path = ROOT / "docs" / "renew_findings.py"
    spec = importlib.util.spec_from_file_location("renew_findings", path)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


FINDINGS: Any = _module()

COLUMNS = ("people", "days", "measure", "mean", "ci_low", "ci_high")
ROWS = [
    dict(zip(COLUMNS, values, strict=True))
    for values in (
        ("five", "5.0", "profit_eur_per_day", "1234.5", "1200", "1270"),
        ("five", "5.0", "error_share", "0.0512", "0.05", "0.0525"),
        ("ten", "5.0", "error_share", "0.04", "", ""),
    )
]


def test_a_finding_has_unit_and_interval() -> None:
    where = "mean, measure=profit_eur_per_day, people=five, days=5"
    assert FINDINGS.finding(ROWS, where) == "1,234 EUR/day (1,200 to 1,270)"
    assert FINDINGS.finding(ROWS, "mean, measure=error_share, people=five") == "5.12 % (5.00 to 5.25)"
    assert FINDINGS.finding(ROWS, "mean, people=ten") == "4.00 %"


def test_a_difference_of_shares_is_told_in_points_with_its_sign() -> None:
    row = {"outcome": "error_share", "difference": "-0.02", "difference_ci_low": "-0.03", "difference_ci_high": "-0.01"}
    assert FINDINGS.finding([row], "difference") == "−2.00 points (−3.00 to −1.00)"


def test_a_synergy_is_a_difference_and_a_pair_is_picked_by_both_its_names() -> None:
    row = {"outcome": "error_share", "synergy": "0.01", "synergy_ci_low": "0.005", "synergy_ci_high": "0.015"}
    assert FINDINGS.finding([row], "synergy") == "+1.00 points (+0.50 to +1.50)"
    losses = [{"input": "learning", "other": other, "loss": loss} for other, loss in (("", "3"), ("forgetting", "0.5"))]
    assert FINDINGS.finding(losses, "loss, input=learning, other=") == "3.00"
    assert FINDINGS.finding(losses, "loss, input=learning, other=forgetting") == "0.50"


@pytest.mark.parametrize(
    ("where", "complaint"), [("mean, people=five", "2 rows fit"), ("means, people=ten", "there is no column means")]
)
def test_a_link_that_leads_to_no_number_is_refused(where: str, complaint: str) -> None:
    with pytest.raises(FINDINGS.FindingError, match=complaint):
        FINDINGS.finding(ROWS, where)


@pytest.mark.parametrize("name", EXPERIMENTS)
def test_the_numbers_of_a_readme_are_those_of_the_reference_results(name: str) -> None:
    page = ROOT / "experiments" / name / "README.md"
    assert FINDINGS.renewed(page) == page.read_text(encoding="utf-8"), "run `python docs/renew_findings.py`"
    assert FINDINGS.LINK.search(page.read_text(encoding="utf-8")), "a README tells what was found, in numbers"


@pytest.mark.parametrize("name", EXPERIMENTS)
def test_a_readme_has_its_sections_and_shows_the_figures_of_its_results(name: str) -> None:
    page = ROOT / "experiments" / name / "README.md"
    text = page.read_text(encoding="utf-8")
    assert re.findall(r"^## (.+)$", text, re.MULTILINE) == SECTIONS
    figures = [page.parent / path for path in IMAGE.findall(text)]
    assert figures
    assert all(path.is_file() for path in figures)
    assert "https://" in text or "doi" in text, "why it matters has a source"


@pytest.mark.parametrize("name", EXPERIMENTS)
def test_the_reference_results_are_small_and_of_the_tier_that_is_checked(name: str) -> None:
    folder = ROOT / "results" / name
    assert (folder / "provenance.json").is_file(), f"run `symbio-sim reproduce {name} --out results`"
    assert '"tier": "quick"' in (folder / "provenance.json").read_text(encoding="utf-8")
    too_large = [path.name for path in folder.iterdir() if path.stat().st_size > 150_000]
    assert not too_large


def test_every_folder_of_results_belongs_to_an_experiment() -> None:
    assert {path.name for path in (ROOT / "results").iterdir() if path.is_dir()} == set(EXPERIMENTS)


def test_the_experiments_are_those_that_come_with_the_package() -> None:
    assert sorted(shipped_experiments()) == EXPERIMENTS


@pytest.mark.parametrize("name", EXPERIMENTS)
def test_every_experiment_has_a_smoke_a_quick_and_a_full_edition(
    name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    spec = ROOT / "experiments" / name / "experiment.yaml"
    text = spec.read_text(encoding="utf-8")
    assert re.findall(r"^  (smoke|quick|full):", text, re.MULTILINE) == ["smoke", "quick", "full"]
    if "\nlog:" not in text:
        assert load_experiment(spec, "quick").analyses
