"""`symbio-sim verify`: it says that the engines agree, or where they first differ and how to look further."""

import json
from collections.abc import Callable
from typing import Any

import pytest

from symbio_sim import draw_world, load_config, simulate
from symbio_sim.cli import cli
from symbio_sim.mechanisms import human_work
from symbio_sim.run import fingerprint

pytestmark = pytest.mark.usefixtures("compiled_engine")

Symbio = Callable[..., Any]


def test_engines_that_agree_are_told_world_by_world(symbio: Symbio) -> None:
    answer = symbio("verify", "tiny.yaml", "-n", "2", "--seed", "3")
    assert answer.code == 0, answer.err
    for number in range(2):
        run = simulate(load_config("tiny.yaml"), 3, replication=number, engine="mesa")
        assert f"{run.world.n_tasks}   {fingerprint(run)[:12]}   yes" in answer.out
    assert "equal: in 2 Worlds both engines give the same run, to the last bit" in answer.out
    assert "times as long" in answer.out
    assert answer.err == ""


def test_as_many_worlds_are_compared_as_the_config_says(symbio: Symbio) -> None:
    found = json.loads(symbio("verify", "tiny.yaml", "--json").out)
    assert found["equal"] is True
    assert [world["world"] for world in found["worlds"]] == [0, 1, 2]
    assert found["worlds"][2]["tasks"] == draw_world(load_config("tiny.yaml"), 1, 2).n_tasks
    assert all(world["mesa_s"] > 0.0 and world["kernel_s"] > 0.0 for world in found["worlds"])


def test_engines_that_differ_are_told_with_a_command_that_looks_further(
    symbio: Symbio, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(human_work, "accuracy", lambda *numbers: 1.0)
    monkeypatch.setattr("symbio_sim.kernel.unchanged.replaced", lambda: None)  # or the compiled engine would refuse
    change = ("--set", "horizon_days=20")
    answer = symbio("verify", "tiny.yaml", "-n", "2", *change)
    text = " ".join(answer.out.split())
    assert answer.code == 1
    assert "different: the engines differ in 2 of 2 Worlds" in text
    assert "outcome is correct in the Mesa engine and" in text
    assert "In all, " in text
    *_, command = (line for line in answer.out.splitlines() if line.startswith("Look further: "))
    words = command.removeprefix("Look further: symbio-sim ").split()
    assert words[:2] == ["trace", "tiny.yaml"]
    assert words[3:] == ["--seed", "1", *change, "--world", "1"]
    story = symbio(*words)
    assert story.code == 0
    assert f"Task {words[2]}" in story.out
    found = json.loads(symbio("verify", "tiny.yaml", "-n", "2", *change, "--json").out)
    assert found["equal"] is False
    assert found["worlds"][1]["task"] == int(words[2])


@pytest.mark.parametrize(
    ("module", "code", "words"),
    [
        ("power", "def prefer(*features):\n    return 2.0 ** features[4] - 1.5\n", "engine cannot run this firm"),
        (
            "raises",
            "def prefer(*features):\n    return 1.0 / 0.0\n",
            "fails: ZeroDivisionError: float division by zero",
        ),
        ("no_number", "def prefer(*features):\n    return float('nan')\n", "returned nan, not a number, for task 0"),
    ],
)
def test_a_rule_that_cannot_be_compared_is_a_mistake(
    module: str, code: str, words: str, symbio: Symbio, here: Any
) -> None:
    (here / f"unfit_{module}.py").write_text(code)
    rule = ("--set", "policy.rule=custom", "--set", f"policy.function=unfit_{module}:prefer")
    answer = symbio("verify", "tiny.yaml", "-n", "1", *rule)
    assert answer.code == 2, answer.out
    assert words in answer.err
    assert answer.out == ""


def test_its_help_tells_the_exit_codes() -> None:
    assert "Exit code 0" in (cli.commands["verify"].help or "")
