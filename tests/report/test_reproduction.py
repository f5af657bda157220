"""An experiment repeated gives the same bytes, and what differs from a reference is found and explained."""

import json
import shutil
from pathlib import Path
from typing import Any

import pandas as pd
import pytest
from sweeps import small_experiment

from symbio_sim.report.folder import PROVENANCE, FolderError
from symbio_sim.report.references import causes, differences
from symbio_sim.report.reproduction import Reproduction, reproduce
from symbio_sim.sweep import InProcess

ASKED: dict[str, Any] = {
    "analyses": [
        {"kind": "effect", "lever": "automation", "reference": 0},
        {"kind": "ranking", "name": "best", "levers": ["automation"], "outcomes": ["profit_eur_per_day"]},
    ],
    "figures": [
        {"kind": "curve", "x": "automation", "by": "half_life"},
        {"kind": "bars", "analysis": "effect"},
    ],
}


def reproduced(folder: Path, monkeypatch: pytest.MonkeyPatch, **changes: Any) -> Reproduction:
    """Repeat the small experiment in a folder of its own, where nothing has been run before."""
    folder.mkdir()
    monkeypatch.chdir(folder)
    experiment = small_experiment(folder, **(ASKED | changes))
    return reproduce(experiment, Path("results"), command=["symbio-sim", "reproduce"], executor=InProcess())


def contents(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in sorted(folder.iterdir())}


def test_an_experiment_repeated_gives_the_same_bytes(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    first = reproduced(tmp_path / "one", monkeypatch)
    once = contents(tmp_path / "one" / first.folder)
    again = reproduced(tmp_path / "two", monkeypatch)

    assert contents(tmp_path / "two" / again.folder) == once
    assert set(once) == {"summary.csv", "effect.csv", "best.csv", "curve.png", "bars.png", PROVENANCE}


def test_a_repetition_replaces_the_result_before_and_nothing_else(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    first = reproduced(tmp_path / "one", monkeypatch)
    (first.folder / "old.csv").write_text("left over")
    experiment = small_experiment(tmp_path / "one", **ASKED)

    reproduce(experiment, Path("results"), command=[], executor=InProcess())
    assert not (first.folder / "old.csv").exists()

    (first.folder / PROVENANCE).unlink()
    with pytest.raises(FolderError, match="holds something else"):
        reproduce(experiment, Path("results"), command=[], executor=InProcess())


def test_the_provenance_says_what_was_run_with_what(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    found = reproduced(tmp_path / "one", monkeypatch)
    facts = json.loads((found.folder / PROVENANCE).read_text())

    assert (facts["cells"], facts["runs"], facts["failed"], facts["seed"]) == (8, 32, 0, 5)
    assert facts["command"] == "symbio-sim reproduce"
    assert {"numpy", "scipy", "numba", "SALib", "matplotlib"} <= set(facts["packages"])
    assert str(tmp_path) not in json.dumps(facts)


def test_an_analysis_that_is_refused_is_told_and_the_rest_is_there(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    analyses = [
        {"kind": "tipping_point", "lever": "automation", "profit": "profit_eur_per_day"},
        {"kind": "effect", "lever": "automation", "reference": 0},
    ]
    figures = [{"kind": "tipping", "analysis": "tipping_point"}, {"kind": "curve", "x": "automation"}]

    tiers = {"full": {"replications": 200}}
    found = reproduced(tmp_path / "one", monkeypatch, analyses=analyses, figures=figures, tiers=tiers)

    assert list(found.refused) == ["tipping_point"]
    assert "200 replications" in found.refused["tipping_point"]
    assert set(contents(found.folder)) == {"summary.csv", "effect.csv", "curve.png", PROVENANCE}


# ---------------------------------------------------------------------------------------------------- references


@pytest.fixture
def pair(tmp_path: Path) -> tuple[Path, Path]:
    """A reference and an equal repetition of it."""
    reference, here = tmp_path / "reference", tmp_path / "here"
    reference.mkdir()
    table = pd.DataFrame({"cell": [0, 1, 2], "measure": "profit", "mean": [1.5, -2.25, 1e-9], "ci_low": [1, 2, 3]})
    table.to_csv(reference / "summary.csv", index=False)
    facts = {"symbio_sim": "1.0", "python": "CPython 3.11.7", "packages": {"numpy": "2.0", "scipy": "1.13"}}
    (reference / PROVENANCE).write_text(json.dumps(facts))
    shutil.copytree(reference, here)
    return reference, here


def test_equal_results_have_no_differences(pair: tuple[Path, Path]) -> None:
    assert differences(*pair) == []
    assert causes(*pair) == []


def test_a_number_that_differs_in_its_last_digit_is_found_and_named(pair: tuple[Path, Path]) -> None:
    reference, here = pair
    text = (here / "summary.csv").read_text().replace("-2.25", "-2.2500000000000004")
    (here / "summary.csv").write_text(text)

    (found,) = differences(reference, here)

    assert found.file == "summary.csv"
    assert found.what.startswith("column mean differs in 1 of 3 rows, by up to 4.44e-16 (2e-14 %); in line 3:")
    assert "-2.25 in the reference, -2.2500000000000004 here" in found.what


def test_the_row_that_differs_most_is_shown(pair: tuple[Path, Path]) -> None:
    reference, here = pair
    text = (here / "summary.csv").read_text().replace("1.5", "1.6").replace("-2.25", "-3.25")
    (here / "summary.csv").write_text(text)

    (found,) = differences(reference, here)

    assert "in 2 of 3 rows" in found.what
    assert "in line 3: -2.25 in the reference, -3.25 here" in found.what


def test_lost_and_new_columns_rows_and_tables_are_told(pair: tuple[Path, Path]) -> None:
    reference, here = pair
    table = pd.read_csv(here / "summary.csv").rename(columns={"ci_low": "low"}).head(2)
    table.to_csv(here / "summary.csv", index=False)
    (reference / "effect.csv").write_text("a\n1\n")
    (here / "ranking.csv").write_text("a\n1\n")

    assert [(item.file, item.what) for item in differences(reference, here)] == [
        ("effect.csv", "is missing"),
        ("ranking.csv", "is not among the reference results"),
        ("summary.csv", "column ci_low is missing"),
        ("summary.csv", "column low is new"),
        ("summary.csv", "has 2 rows, the reference 3"),
    ]


def test_what_may_have_changed_numbers_is_told(pair: tuple[Path, Path]) -> None:
    reference, here = pair
    facts = json.loads((here / PROVENANCE).read_text())
    facts |= {"python": "CPython 3.13.1", "packages": {"numpy": "2.4"}}
    (here / PROVENANCE).write_text(json.dumps(facts))

    assert causes(reference, here) == [
        "Python: CPython 3.11.7 in the reference, CPython 3.13.1 here",
        "numpy: 2.0 in the reference, 2.4 here",
        "scipy: 1.13 in the reference, none here",
    ]
