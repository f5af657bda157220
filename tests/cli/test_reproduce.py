"""`symbio-sim reproduce` as a user meets it."""

import json
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from symbio_sim.cli import reproduce as command
from symbio_sim.experiment import shipped_experiments
from symbio_sim.report import references

Symbio = Callable[..., Any]

SPEC = {
    "question": "What do bots bring?",
    "expect": "Something.",
    "config": "tiny.yaml",
    "levers": {"automation": {"path": "policy.share", "sweep": [0, 1]}},
    "stress": False,
    "outcomes": ["profit_eur_per_day"],
    "replications": 2,
    "analyses": [{"kind": "effect", "lever": "automation", "reference": 0}],
    "tiers": {"quick": {}},
}


@pytest.fixture
def question(here: Path) -> Path:
    """An experiment of the user's own."""
    path = here / "mine.yaml"
    path.write_text(json.dumps(SPEC))
    return path


def test_an_experiment_of_the_users_own_is_reproduced(symbio: Symbio, question: Path, here: Path) -> None:
    answer = symbio("reproduce", "mine.yaml", "--workers", "1", "-q")

    assert (answer.code, answer.out) == (0, "mine: runs/results-quick/mine\n")
    assert {path.name for path in (here / "runs/results-quick/mine").iterdir()} == {
        "summary.csv",
        "effect.csv",
        "provenance.json",
    }


@pytest.fixture
def reference(monkeypatch: pytest.MonkeyPatch, symbio: Symbio, question: Path, here: Path) -> Path:
    """The experiment passed off as one of ours, with its reference results."""
    symbio("reproduce", "mine.yaml", "--workers", "1", "-q", "--out", "references")
    folder = here / "references" / "mine"
    monkeypatch.setattr("symbio_sim.experiment.shipped_experiments", lambda: {"mine": question})
    monkeypatch.setattr("symbio_sim.experiment.load.shipped_experiments", lambda: {"mine": question})
    monkeypatch.setattr(references, "reference_of", lambda name: folder)
    return folder


def test_check_says_that_every_number_is_the_same(symbio: Symbio, reference: Path) -> None:
    answer = symbio("reproduce", "mine", "--check", "--workers", "1", "-q")

    assert answer.code == 0
    assert "mine: every number is that of the reference" in answer.out


def test_check_finds_a_changed_number_and_names_it(symbio: Symbio, reference: Path) -> None:
    lines = (reference / "summary.csv").read_text().splitlines()
    cells = lines[2].split(",")
    assert cells[2] == "profit_eur_per_day"
    lines[2] = ",".join([*cells[:3], "123.0", *cells[4:]])
    (reference / "summary.csv").write_text("\n".join(lines) + "\n")

    answer = symbio("reproduce", "--all", "--check", "--workers", "1", "-q")

    assert answer.code == 1
    assert "summary.csv: column mean differs in 1 of 2 rows" in answer.out
    assert "in line 3: 123.0 in the reference" in answer.out
    assert "same versions and platform: please report this" in answer.out


def test_check_tells_which_version_may_have_changed_a_number(symbio: Symbio, reference: Path) -> None:
    facts = json.loads((reference / "provenance.json").read_text())
    (reference / "provenance.json").write_text(json.dumps(facts | {"mathematical_library": "other 1.0"}))
    shutil.copy(reference / "summary.csv", reference / "more.csv")

    answer = symbio("reproduce", "mine", "--check", "--workers", "1", "-q")

    assert answer.code == 1
    assert "more.csv: is missing" in answer.out
    assert "mathematical library: other 1.0 in the reference" in answer.out


def test_an_experiment_whose_log_is_absent_is_skipped_and_why(
    symbio: Symbio, here: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("SYMBIO_SIM_LOGS", raising=False)
    (here / "log.yaml").write_text(json.dumps(SPEC | {"log": {"file": "not_here.csv"}}))

    answer = symbio("reproduce", "log.yaml", "-q")

    assert answer.code == 0
    assert answer.out.startswith("log.yaml: skipped. log.yaml:1: log.file: 'not_here.csv': there is no such file")
    assert "SYMBIO_SIM_LOGS" in answer.out


def test_a_log_is_found_in_the_users_folder_of_logs(
    symbio: Symbio, here: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (here / "logs").mkdir()
    (here / "log.csv").rename(here / "logs" / "calls.csv")
    monkeypatch.setenv("SYMBIO_SIM_LOGS", str(here / "logs"))
    columns = {"case": "ticket", "type": "kind", "arrival": "opened", "start": "begun", "end": "closed"}
    (here / "log.yaml").write_text(json.dumps(SPEC | {"log": {"file": "calls.csv", "map": columns}}))

    answer = symbio("reproduce", "log.yaml", "--workers", "1", "-q")

    assert (answer.code, answer.out) == (0, "log: runs/results-quick/log\n")
    assert str(here) not in (here / "runs/results-quick/log/provenance.json").read_text()


@pytest.mark.parametrize(
    ("arguments", "complaint"),
    [
        ((), "name experiments, or give --all"),
        (("staff_cut", "--all"), "--all leaves no names to give"),
        (("staff_cuts",), "did you mean 'staff_cut'?"),
        (("staff_cut", "--tier", "quik"), "did you mean 'quick'?"),
        (("staff_cut", "--tier", "smoke", "--check"), "the reference results are of tier quick, not smoke"),
        (("mine.yaml", "--check"), "only our own experiments have reference results, not mine.yaml"),
    ],
)
def test_a_mistake_is_told_in_a_line(
    symbio: Symbio, question: Path, arguments: tuple[str, ...], complaint: str
) -> None:
    answer = symbio("reproduce", *arguments, "-q")

    assert answer.code == 2
    assert complaint in answer.err
    assert "Traceback" not in answer.err


def test_a_refused_analysis_is_told_and_the_exit_code_is_1(symbio: Symbio, here: Path) -> None:
    analyses = [{"kind": "tipping_point", "lever": "automation", "profit": "profit_eur_per_day"}]
    levers = {"automation": {"path": "policy.share", "sweep": [0, 0.5, 1]}}
    tiers = SPEC.get("tiers", {}) | {"full": {"replications": 200}}
    (here / "mine.yaml").write_text(json.dumps(SPEC | {"analyses": analyses, "levers": levers, "tiers": tiers}))

    answer = symbio("reproduce", "mine.yaml", "--workers", "1", "-q")

    assert answer.code == 1
    assert answer.err.startswith("Note: mine: analysis tipping_point will be refused: too few Worlds")
    assert "mine: analysis tipping_point was refused: risk_weight: too few Worlds" in answer.out


def test_the_command_knows_the_experiments_that_come_with_us() -> None:
    assert list(command._chosen((), True, False, "smoke")) == list(shipped_experiments())
