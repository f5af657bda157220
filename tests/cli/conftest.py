"""The program run as a user runs it: in a folder of their own, with a small config of theirs."""

import os
import shutil
import signal
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from pathlib import Path

import pytest

from symbio_sim.cli import main

TINY = Path(__file__).with_name("tiny.yaml")

LOG = """ticket,kind,by,opened,begun,closed,state
1,orders,ann,2027-03-01 09:05,2027-03-01 09:10,2027-03-01 09:30,done
2,orders,bob,2027-03-01 10:00,2027-03-01 10:00,2027-03-01 10:15,done
3,calls,ann,2027-03-02 11:00,2027-03-02 11:01,2027-03-02 11:09,done
4,orders,bob,yesterday,2027-03-02 12:00,2027-03-02 12:10,done
5,gardening,bob,2027-03-02 13:00,2027-03-02 13:00,2027-03-02 13:10,done
6,orders,ann,2027-03-12 09:00,2027-03-12 09:20,2027-03-12 09:40,done
"""
"""An event log of six rows, of which one has no readable time and one a type that the shop does not know."""

RULE_THAT_BREAKS = """
def prefer(p0, p1, p2, p3, u_share, *others):
    if u_share < 0.0015:
        raise ArithmeticError("this task is beyond me")
    return 0.5 - u_share
"""
"""A custom rule that fails in some Worlds and not in others: each has its own luck."""


@dataclass(frozen=True)
class Answer:
    code: int
    out: str
    err: str


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder to stand in, with `tiny.yaml` and `log.csv`."""
    shutil.copy(TINY, tmp_path / "tiny.yaml")
    (tmp_path / "log.csv").write_text(LOG, encoding="utf-8")
    (tmp_path / "breaking.py").write_text(RULE_THAT_BREAKS, encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(sys, "path", [*sys.path])
    monkeypatch.setenv("COLUMNS", "100")
    return tmp_path


@pytest.fixture
def symbio(here: Path, capsys: pytest.CaptureFixture[str]) -> Callable[..., Answer]:
    """Run the program in this process."""

    def run(*args: str) -> Answer:
        with pytest.raises(SystemExit) as left:
            main(list(args))
        out, err = capsys.readouterr()
        assert isinstance(left.value.code, int)
        return Answer(left.value.code, out, err)

    return run


@pytest.fixture
def symbio_process(here: Path) -> Callable[..., "subprocess.Popen[bytes]"]:
    """Start the program in a process of its own."""

    def start(*args: str, own_group: bool = False, **environment: str) -> "subprocess.Popen[bytes]":
        return subprocess.Popen(
            [sys.executable, "-m", "symbio_sim", *args],
            cwd=here,
            env=os.environ | environment,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            start_new_session=own_group,
            # Background jobs of some shells, and so their children, are started deaf to Ctrl-C.
            preexec_fn=partial(signal.signal, signal.SIGINT, signal.SIG_DFL) if own_group else None,
        )

    return start
