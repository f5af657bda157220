"""A user's mistake gets a message that says what to do, exit code 2, and nothing written."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

Symbio = Callable[..., Any]

CUSTOM = ("--set", "policy.rule=custom", "--set")

MISTAKES = {
    "a business that is not there": (("run", "bakry"), "did you mean 'bakery'?"),
    "a file that is not there": (("run", "no/such.yaml"), "no/such.yaml: there is no such file"),
    "a value out of bounds": (("run", "tiny.yaml", "--set", "policy.share=2"), "policy.share: must be at most 1"),
    "a field that is not there": (("run", "tiny.yaml", "--set", "policy.shar=1"), "did you mean 'share'?"),
    "an override without a value": (("validate", "tiny.yaml", "--set", "policy"), "an override is written path=value"),
    "no Worlds": (("run", "tiny.yaml", "-n", "0"), "0 is not in the range"),
    "a negative seed": (("run", "tiny.yaml", "--seed", "-1"), "-1 is not in the range"),
    "a map without a log": (("run", "tiny.yaml", "--map", "arrival=opened"), "give the log with --log"),
    "a log that is not there": (("run", "tiny.yaml", "--log", "lost.csv"), "lost.csv: there is no such file"),
    "a map that is none": (("run", "tiny.yaml", "--log", "log.csv", "--map", "opened"), "is not role=column"),
    "a role of no log": (("run", "tiny.yaml", "--log", "log.csv", "--map", "arival=opened"), "did you mean 'arrival'?"),
    "a column of no log": (("run", "tiny.yaml", "--log", "log.csv", "--map", "arrival=open"), "did you mean 'opened'?"),
    "a folder inside a file": (("run", "tiny.yaml", "--out", "log.csv/report"), "cannot be written"),
    "a folder that is a file": (("run", "tiny.yaml", "--out", "log.csv"), "is a file; name a folder"),
    "a folder of something else": (("run", "tiny.yaml", "--out", "."), "holds something else; nothing was written"),
    "a rule without its module": (("run", "tiny.yaml", *CUSTOM, "policy.function=lost:prefer"), "cannot import 'lost'"),
    "a rule without its function": (
        ("validate", "tiny.yaml", *CUSTOM, "policy.function=breaking:prefr"),
        "has no function 'prefr'",
    ),
    "nothing to compare": (("compare", "tiny.yaml"), "give a second config, or changes"),
    "a second business that is not there": (("compare", "tiny.yaml", "smbb"), "did you mean 'smb'?"),
    "a copy over a file": (("init", "bakery", "tiny.yaml"), "exists already: nothing was written"),
    "a copy of nothing": (("init", "bakry", "mine.yaml"), "did you mean 'bakery'?"),
    "a task that is not there": (("trace", "tiny.yaml", "100000"), "this World has tasks 0 to"),
    "a command that is not there": (("rum", "bakery"), "No such command 'rum'"),
}


@pytest.mark.parametrize(("arguments", "words"), MISTAKES.values(), ids=MISTAKES)
def test_a_mistake_is_told_and_nothing_is_written(
    arguments: tuple[str, ...], words: str, symbio: Symbio, here: Path
) -> None:
    before = sorted(here.rglob("*"))
    answer = symbio(*arguments)
    assert answer.code == 2
    assert words in " ".join(answer.err.split())
    assert "Error" in answer.err
    assert "Traceback" not in answer.err
    assert answer.out == ""
    assert [path for path in sorted(here.rglob("*")) if "__pycache__" not in path.parts] == before


def test_all_problems_of_a_config_are_told_at_once(symbio: Symbio, here: Path) -> None:
    text = (here / "tiny.yaml").read_text().replace("mean_min: 18", "mean_min: -18").replace("share: 0.5", "share: 5")
    (here / "broken.yaml").write_text(text)
    answer = symbio("validate", "broken.yaml")
    assert answer.code == 2
    assert [line.split(": ")[1] for line in answer.err.splitlines()] == ["broken.yaml:10", "broken.yaml:26"]


def test_a_report_is_not_written_over_another_ones(symbio: Symbio, here: Path) -> None:
    assert symbio("run", "tiny.yaml", "-n", "1", "--no-stress", "--no-figures", "--out", "mine").code == 0
    before = (here / "mine" / "measures.csv").read_bytes()
    answer = symbio("run", "tiny.yaml", "-n", "1", "--no-stress", "--no-figures", "--out", "mine", "--seed", "2")
    assert answer.code == 2
    assert "mine: holds something else; nothing was written" in answer.err
    assert (here / "mine" / "measures.csv").read_bytes() == before
