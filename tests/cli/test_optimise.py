"""`symbio-sim optimise`: choices tried, the best told; mistakes told."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

SPEC = """
question: Which mix?
expect: Some of both.
config: tiny.yaml
levers:
  automation: {path: policy.share, sweep: {low: 0, high: 1}}
outcomes: [profit_eur_per_day, error_share, bot_task_share]
design: {kind: lhs, samples: 2}
replications: 2
stress: false
"""

Run = Callable[..., Any]


@pytest.fixture
def spec(here: Path) -> str:
    (here / "mix.yaml").write_text(SPEC, encoding="utf-8")
    return "mix.yaml"


def test_trials_are_run_and_the_best_are_shown(spec: str, here: Path, symbio: Run) -> None:
    command = ("optimise", spec, "--trials", "3", "--budget", "1000000", "--workers", "1")
    answer = symbio(*command)
    assert answer.code == 0, answer.err
    assert "3 trials, 3 within the budget; not beaten by another:" in answer.out
    rows = json.loads(symbio(*command, "--json").out)
    assert [row["trial"] for row in rows] == [0, 1, 2]
    assert all(0 <= row["automation"] <= 1 for row in rows)
    (written,) = (here / "runs").glob("*/searches/*.csv")
    assert written.name in answer.out.replace("\n", "")


def test_a_search_that_finds_nothing_within_the_budget_says_so_and_what_the_cheapest_costs(
    spec: str, symbio: Run
) -> None:
    answer = symbio("optimise", spec, "--trials", "2", "--budget", "1", "--workers", "1")
    assert answer.code == 1
    assert "2 trials, 0 within the budget: there is no best one. The cheapest, trial" in answer.out.replace("\n", " ")
    assert "raise --budget" in answer.out.replace("\n", " ")


def test_its_rows_can_be_analysed(spec: str, here: Path, symbio: Run) -> None:
    symbio("optimise", spec, "--trials", "3", "--workers", "1")
    (folder,) = (here / "runs").iterdir()
    answer = symbio("analyse", str(folder), "frontier", "--option", "resamples=100")
    assert answer.code == 0, answer.err
    assert len((folder / "analyses" / "frontier.csv").read_text("utf-8").splitlines()) == 4


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (("--outcome", "profit"), "no outcome is called 'profit'; did you mean"),
        (("--budget", "9", "--cost", "wage_eur"), "did you mean 'wages_eur'?"),
        (("--budget", "9", "--cost", "error_share"), "'error_share' is not a cost in euros; costs are wages_eur"),
        (("--budget", "9", "--cost", "wages_eur", "--cost", "wages_eur"), "wages_eur is named twice"),
        (("--cost", "wages_eur"), "give --budget as well"),
        (("--outcome", "error_share", "--outcome", "error_share"), "error_share is named twice"),
        (("--budget", "0"), "0.0 is not in the range x>0"),
        (("--outcome", "bot_task_share"), "neither more nor less of it is better"),
        (("--tier", "smoke"), "smoke"),
    ],
)
def test_mistakes_are_told_with_exit_code_2(spec: str, symbio: Run, arguments: tuple[str, ...], message: str) -> None:
    answer = symbio("optimise", spec, *arguments)
    assert answer.code == 2
    assert message in answer.err


def test_a_folder_that_cannot_be_written_is_told_with_exit_code_1(spec: str, here: Path, symbio: Run) -> None:
    (here / "out").mkdir()
    (here / "out" / "searches").write_text("a file in the way")
    answer = symbio("optimise", spec, "--trials", "2", "--out", "out")
    assert answer.code == 1
    assert "out: cannot be written" in answer.err
    assert "Traceback" not in answer.err
    assert symbio("optimise", spec, "--out", "tiny.yaml").code == 2
