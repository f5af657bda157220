"""Programs that call each other: the right one is called, and what has to be compiled is compiled side by side."""

import importlib
import logging
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import numba
import pytest
import small_programs
from small_programs import linked

import symbio_sim.metrics  # noqa: F401  it says what it needs compiled
from symbio_sim import engines
from symbio_sim.kernel import linked as linked_module
from symbio_sim.kernel.linked import LinkedProgram

TESTS = str(Path(small_programs.__file__).parent)


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture) -> Path:
    """Let Numba keep everything in an empty folder, and other processes find the small programs."""
    monkeypatch.setenv("NUMBA_CACHE_DIR", str(tmp_path / "cache"))
    monkeypatch.setattr(numba.config, "CACHE_DIR", str(tmp_path / "cache"))
    monkeypatch.setattr(linked_module, "_n_processors", lambda: 2)
    monkeypatch.syspath_prepend(TESTS)
    caplog.set_level(logging.INFO, logger="symbio_sim")
    return tmp_path / "cache"


def result(program: LinkedProgram) -> float:
    program.load()
    (part,) = program.parts.values()
    answer: float = program.main(2.0, part.pointer())
    return answer


def test_a_program_calls_the_one_that_it_is_handed() -> None:
    assert result(linked()) == 60.0


def test_the_part_is_compiled_by_another_process_and_found_on_disk(caplog: pytest.LogCaptureFixture) -> None:
    program = linked()
    assert not program.is_kept()
    assert result(program) == 60.0
    # This process has told of one compilation, its own; the part's was another's.
    assert sum("Compiling" in record.getMessage() for record in caplog.records) == 1
    assert linked().is_kept()


def test_what_will_be_needed_besides_is_compiled_along_with_the_part(caplog: pytest.LogCaptureFixture) -> None:
    assert not small_programs.program(small_programs.double).is_kept()
    linked().load(along=["small_programs:BESIDES.load"])
    assert small_programs.program(small_programs.double).is_kept()
    assert sum("Compiling" in record.getMessage() for record in caplog.records) == 1


def test_the_passes_that_measure_are_compiled_along_with_the_engine() -> None:
    for place in engines._along:
        module, name = place.split(":")
        assert callable(getattr(importlib.import_module(module), name))
    assert "symbio_sim.metrics.programs:load" in engines._along


def test_later_processes_compile_nothing(caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch) -> None:
    assert result(linked()) == 60.0
    caplog.clear()
    monkeypatch.setattr(subprocess, "Popen", None)  # nobody is asked either
    assert result(linked()) == 60.0
    assert caplog.records == []


def test_where_the_other_process_fails_this_one_compiles_all(caplog: pytest.LogCaptureFixture) -> None:
    assert result(linked("no_such_module:PART.load")) == 60.0
    assert sum("Compiling" in record.getMessage() for record in caplog.records) == 2


def test_where_no_process_can_be_started_this_one_compiles_all(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "executable", os.devnull)
    assert result(linked()) == 60.0


def test_one_processor_compiles_one_after_the_other(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(linked_module, "_n_processors", lambda: 1)
    monkeypatch.setattr(subprocess, "Popen", None)
    assert result(linked()) == 60.0


def test_a_process_that_hangs_is_stopped(monkeypatch: pytest.MonkeyPatch) -> None:
    sleeps = subprocess.Popen([sys.executable, "-c", "import time; time.sleep(600)"])
    linked_module._wait_for(sleeps, patience_s=0.1)
    assert sleeps.returncode is not None


def test_what_cannot_be_kept_is_compiled_here(monkeypatch: pytest.MonkeyPatch) -> None:
    program = linked()

    def refuse(*_: Any) -> bool:
        return False

    (part,) = program.parts.values()
    monkeypatch.setattr(type(part), "can_be_kept", refuse)
    monkeypatch.setattr(subprocess, "Popen", None)
    assert result(program) == 60.0
