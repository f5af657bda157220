"""`symbio-sim analyse`: rows in, answers out; mistakes told."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pandas as pd
import pytest

from symbio_sim.cli.analyse import _kinds

SPEC = """
question: How far should the shop automate?
expect: Half way.
config: tiny.yaml
levers:
  automation: {path: policy.share, sweep: [0, 0.5, 1]}
uncertainties:
  disuse: {path: mechanisms.skill.disuse, sweep: [true, false]}
outcomes: [profit_eur_per_day, error_share, bot_task_share]
replications: 3
stress: false
analyses:
  - {kind: effect, lever: automation, reference: 0, within: [disuse]}
  - {kind: ranking, name: best, levers: [automation], outcomes: [profit_eur_per_day]}
"""

Run = Callable[..., Any]


@pytest.fixture
def swept(here: Path, symbio: Run) -> Path:
    """The folder of a sweep that is done."""
    (here / "dial.yaml").write_text(SPEC, encoding="utf-8")
    answer = symbio("sweep", "dial.yaml", "--workers", "1", "-q")
    assert answer.code == 0, answer.err
    (folder,) = (here / "runs").iterdir()
    return folder


def test_all_analyses_of_an_experiment_are_shown_and_written(swept: Path, symbio: Run) -> None:
    answer = symbio("analyse", "dial.yaml")
    assert answer.code == 0, answer.err
    assert "Profit a day (CZK/day), 3 Worlds" in answer.out
    written = pd.read_csv(swept / "analyses" / "effect.csv")
    assert written["automation"].tolist() == [0.0, 0.5, 1.0] * 6
    best = pd.read_csv(swept / "analyses" / "best.csv")
    assert best["rank"].tolist() == [1, 2, 3]


def test_one_can_be_named_and_changed_and_a_folder_will_do(swept: Path, symbio: Run) -> None:
    answer = symbio("analyse", str(swept), "effect", "--outcome", "error_share", "--where", "disuse=true", "--json")
    assert answer.code == 0, answer.err
    rows = json.loads(answer.out)["effect"]
    assert [row["automation"] for row in rows] == [0, 0.5, 1]
    assert {row["outcome"] for row in rows} == {"error_share"}
    assert rows[0]["difference"] is None


def test_any_kind_can_be_asked_for(swept: Path, symbio: Run) -> None:
    dial = ("--lever", "automation")
    tipping = ("--within", "disuse", "--option", "risk_weight=0", "--option", "profit=profit_eur_per_day")
    for arguments in (
        ("pairs", *dial),
        ("frontier", "--option", "resamples=100"),
        ("tipping_point", *dial, *tipping),
        ("discovery", *dial, "--option", "fails_when={outcome: profit_eur_per_day, below: 0}"),
    ):
        answer = symbio("analyse", "dial.yaml", *arguments)
        assert answer.code == 0, answer.err
        assert (swept / "analyses" / f"{arguments[0]}.csv").exists()
        assert "profit" in answer.out.lower() or "cells fail" in answer.out


def test_a_table_that_cannot_be_written_is_told(swept: Path, symbio: Run) -> None:
    (swept / "analyses").write_text("a file in the way")
    answer = symbio("analyse", "dial.yaml")
    assert answer.code == 2
    assert "effect.csv: cannot be written" in answer.err


def test_a_tipping_point_is_told_in_a_sentence(swept: Path, symbio: Run) -> None:
    answer = symbio(
        *("analyse", "dial.yaml", "tipping_point", "--lever", "automation"),
        *("--option", "risk_weight=0", "--option", "profit=profit_eur_per_day"),
    )
    table = pd.read_csv(swept / "analyses" / "tipping_point.csv")
    words = "automation pays up to" if table["in_range"].all() else "no tipping point in range: the best automation is"
    assert words in answer.out


MISTAKES = {
    ("effect", "--lever", "automatoin"): "'automatoin' is not a lever or uncertainty; did you mean 'automation'?",
    ("efect",): "did you mean 'effect'?",
    ("ranking",): "levers: missing",
    ("sensitivity",): "this one is grid",
    ("tipping_point", "--lever", "automation"): "needs twins of each World: write stress: true",
    ("tipping_point", "--lever", "automation", "--lever", "disuse"): "give --lever once",
    ("effect", "--where", "disuse"): "--where is written NAME=VALUE",
    ("effect", "--option", "reference=["): "--option reference=[",
    ("--lever", "automation"): "name its KIND",
}


def test_mistakes_are_told_with_exit_code_2(swept: Path, symbio: Run) -> None:
    for arguments, message in MISTAKES.items():
        answer = symbio("analyse", "dial.yaml", *arguments)
        assert answer.code == 2, arguments
        assert message in answer.err
        assert "Traceback" not in answer.err


def test_without_rows_it_says_how_to_get_some(here: Path, symbio: Run) -> None:
    (here / "dial.yaml").write_text(SPEC, encoding="utf-8")
    answer = symbio("analyse", "dial.yaml")
    assert answer.code == 2
    assert "run them with `symbio-sim sweep dial.yaml`" in answer.err


def test_what_is_not_done_yet_is_told(swept: Path, here: Path, symbio: Run) -> None:
    (here / "dial.yaml").write_text(SPEC.replace("replications: 3", "replications: 5"), encoding="utf-8")
    answer = symbio("analyse", "dial.yaml", "effect", "--outcome", "error_share")
    assert answer.code == 0, answer.err
    assert "12 of 30 runs are not done yet" in answer.err


def test_a_refused_analysis_is_told_and_the_others_are_written(here: Path, symbio: Run) -> None:
    one = "- {kind: frontier, levers: [automation], where: {disuse: true}}"
    text = SPEC.replace("- {kind: effect, lever: automation, reference: 0, within: [disuse]}", one)
    cells = "[{automation: 0, disuse: true}, {automation: 0.5, disuse: true}, {automation: 1, disuse: false}]"
    (here / "dial.yaml").write_text(text + f"design: {{kind: list, cells: {cells}}}\n", encoding="utf-8")
    assert symbio("sweep", "dial.yaml", "--workers", "1", "-q").code == 0
    answer = symbio("analyse", "dial.yaml", "--json")
    assert answer.code == 1
    assert "Error: analysis best was refused: automation = 1.0 was not run with the same values of disuse" in answer.err
    assert set(json.loads(answer.out)) == {"frontier"}
    (folder,) = (here / "runs").iterdir()
    assert {path.name for path in (folder / "analyses").iterdir()} == {"frontier.csv"}
    alone = symbio("analyse", "dial.yaml", "best")
    assert alone.code == 2
    assert "was not run with the same values" in alone.err


def test_the_help_names_all_kinds(symbio: Run) -> None:
    text = " ".join(symbio("analyse", "--help").out.split())
    assert f"or a kind: {', '.join(_kinds())}. Left out" in text
    assert {"attribution", "synergy", "iso_budget"} < set(_kinds())


def test_a_folder_without_rows_says_which_command_makes_some(swept: Path, symbio: Run) -> None:
    for shard in (swept / "shards").glob("*.parquet"):
        shard.unlink()
    answer = symbio("analyse", str(swept))
    assert answer.code == 2
    assert "run them with `symbio-sim sweep dial.yaml --workers 1 -q`" in answer.err


@pytest.mark.parametrize("command", ["analyse", "status"])
def test_a_folder_whose_manifest_is_lost_is_told_as_one(swept: Path, symbio: Run, command: str) -> None:
    (swept / "sweep.json").unlink()
    answer = symbio(command, str(swept))
    assert answer.code == 2
    assert "holds rows, but sweep.json, which says what they are of, is missing" in answer.err
