"""The program as a process: it starts light, ends with the right code and minds its surroundings."""

import json
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from symbio_sim.cli import cli

HEAVY = ("numba", "numpy", "pandas", "mesa", "matplotlib", "pydantic", "scipy", "yaml", "rich", "pyarrow")

Start = Callable[..., "subprocess.Popen[bytes]"]

RULE_THAT_INTERRUPTS = """
import os, signal
signal.signal(signal.SIGINT, signal.default_int_handler)  # background jobs of some shells are started deaf to it
asked = 0
def prefer(*features):
    global asked
    asked += 1
    if asked == 600:
        os.kill(os.getpid(), signal.SIGINT)
    return 0.5 - features[4]
"""
"""A custom rule behind which somebody presses Ctrl-C: at the 600th task, in the second World."""


@pytest.mark.parametrize(
    "arguments",
    [["--help"], ["--version"], *([name, "--help"] for name in sorted(cli.commands))],
)
def test_help_imports_nothing_heavy(arguments: list[str]) -> None:
    code = (
        "import sys\nfrom symbio_sim.cli import main\n"
        f"try:\n    main({arguments!r})\nexcept SystemExit as left:\n    assert left.code == 0, left.code\n"
        f"print([name for name in {HEAVY!r} if name in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.splitlines()[-1] == "[]"


def test_every_command_has_help_that_begins_with_a_sentence() -> None:
    for command in cli.commands.values():
        assert command.help is not None
        assert command.help.split("\n\n")[0].rstrip().endswith((".", "."))


def test_a_reader_who_has_had_enough_is_no_failure(symbio_process: Start) -> None:
    process = symbio_process("schema")
    assert process.stdout is not None
    process.stdout.close()
    _, err = process.communicate()
    assert (process.returncode, err) == (0, b"")


def test_ctrl_c_ends_with_130_and_keeps_the_worlds_that_are_finished(symbio_process: Start, here: Path) -> None:
    (here / "interrupting.py").write_text(RULE_THAT_INTERRUPTS)
    rule = ("--set", "policy.rule=custom", "--set", "policy.function=interrupting:prefer")
    process = symbio_process("run", "tiny.yaml", "-n", "50", "--no-stress", "--no-figures", "--out", "kept", *rule)
    _, err = process.communicate()
    assert process.returncode == 130, err
    assert b"Traceback" not in err
    rows = (here / "kept" / "measures.csv").read_text().splitlines()
    facts: dict[str, Any] = json.loads((here / "kept" / "provenance.json").read_text())
    assert len(rows) == 2
    assert facts["worlds_finished"] == [0]
    assert facts["interrupted"] is True
    assert facts["identity"]["replications"] == 1


def test_text_is_utf_8_whatever_the_system_speaks(symbio_process: Start) -> None:
    process = symbio_process("init", "bakery", "käse−żółw.yaml", PYTHONIOENCODING="latin-1")
    out, err = process.communicate()
    assert process.returncode == 0, err
    assert "Wrote käse−żółw.yaml" in out.decode("utf-8")


@pytest.mark.parametrize("is_wanted", [True, False])
def test_colour_is_left_out_where_it_is_not_wanted(
    is_wanted: bool, symbio: Callable[..., Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("FORCE_COLOR", "1")
    monkeypatch.setenv("TERM", "xterm-256color")
    monkeypatch.delenv("NO_COLOR", raising=False)
    if not is_wanted:
        monkeypatch.setenv("NO_COLOR", "1")
    answer = symbio("validate", "tiny.yaml")
    assert ("\x1b[32mok" in answer.out) == is_wanted
    assert "ok" in answer.out
