"""Which engine runs: the one that is expected to finish sooner, and never one that cannot run."""

import subprocess
import sys
import threading
from collections.abc import Iterator, Sequence
from typing import Any

import numba
import pytest
from builders import firm, function, role

from symbio_sim import engines
from symbio_sim.engines import COMPILING_S, LOADING_S, SAVED_S_PER_TASK, EngineError, choose, work_ahead
from symbio_sim.firm import Firm, resolve
from symbio_sim.run import simulate

TO_LOAD = int(LOADING_S / SAVED_S_PER_TASK)
TO_COMPILE = int(COMPILING_S / SAVED_S_PER_TASK)
"""Tasks from which on it pays to load the compiled engine, and to compile it."""


class FakeProgram:
    """A compiled engine in some state."""

    def __init__(self, *, loaded: bool = False, kept: bool = False, fails: bool = False) -> None:
        self.is_loaded = loaded
        self.kept = kept
        self.fails = fails

    def is_kept(self) -> bool:
        return self.kept

    def load(self, along: Sequence[str] = ()) -> None:
        if self.fails:
            raise RuntimeError("Numba has changed")
        self.is_loaded = True


@pytest.fixture(autouse=True)
def fresh_process(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Let nothing have been simulated yet."""
    monkeypatch.setattr(engines, "_work", engines._Work())
    remembered = (engines._program, engines._made_ready, engines._is_kept)
    for answer in remembered:
        answer.cache_clear()
    monkeypatch.setattr(engines, "_is_loaded", lambda: False)
    yield
    for answer in remembered:
        answer.cache_clear()


@pytest.fixture
def any_firm() -> Firm:
    return resolve(firm({"a": function(5, 10.0)}, {"p": role(1, ["a"])}, horizon_days=3))


def have(monkeypatch: pytest.MonkeyPatch, program: FakeProgram | str) -> None:
    monkeypatch.setattr(engines, "_program", lambda: program)
    monkeypatch.setattr(engines, "_is_loaded", lambda: isinstance(program, FakeProgram) and program.is_loaded)


# ---------------------------------------------------------------- how much work


def test_little_work_is_done_at_once_and_numba_left_alone() -> None:
    code = (
        "import sys\n"
        "from symbio_sim import load_config, simulate\n"
        "config = load_config('bakery', ['horizon_days=28', 'warm_up_days=7'])\n"
        "for engine in ('auto', 'mesa'):\n"
        "    run = simulate(config, engine=engine)\n"
        "    assert run.provenance['engine'] == 'mesa'\n"
        "print('numba' in sys.modules, 'llvmlite' in sys.modules)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout == "False False\n"


@pytest.mark.parametrize(
    ("program", "n_tasks", "engine"),
    [
        (FakeProgram(loaded=True), 1, "kernel"),
        (FakeProgram(kept=True), TO_LOAD - 1, "mesa"),
        (FakeProgram(kept=True), TO_LOAD + 1, "kernel"),
        (FakeProgram(), TO_LOAD + 1, "mesa"),
        (FakeProgram(), TO_COMPILE - 1, "mesa"),
        (FakeProgram(), TO_COMPILE + 1, "kernel"),
    ],
)
def test_the_compiled_engine_runs_as_soon_as_it_saves_more_than_it_costs(
    program: FakeProgram, n_tasks: int, engine: str, any_firm: Firm, monkeypatch: pytest.MonkeyPatch
) -> None:
    have(monkeypatch, program)
    choice = choose("auto", any_firm, n_tasks)
    assert choice.engine == engine
    assert choice.why.startswith("auto: ")
    assert program.is_loaded or engine == "mesa"


def test_the_work_of_many_small_runs_adds_up(any_firm: Firm, monkeypatch: pytest.MonkeyPatch) -> None:
    have(monkeypatch, FakeProgram(kept=True))
    chosen = [choose("auto", any_firm, TO_LOAD // 4 + 1).engine for _ in range(6)]
    assert chosen == ["mesa"] * 3 + ["kernel"] * 3


def test_runs_on_an_engine_that_was_asked_for_do_not_count(any_firm: Firm, monkeypatch: pytest.MonkeyPatch) -> None:
    have(monkeypatch, FakeProgram(kept=True))
    assert choose("mesa", any_firm, 100 * TO_COMPILE).why == "asked for"
    assert choose("auto", any_firm, 1).engine == "mesa"


def test_a_rule_of_ones_own_has_to_be_compiled_in_every_process(monkeypatch: pytest.MonkeyPatch) -> None:
    policy = {"rule": "custom", "function": "custom_rules:prefer_busy_bots"}
    own = resolve(firm({"a": function(5, 10.0)}, {"p": role(1, ["a"])}, horizon_days=3, policy=policy))
    have(monkeypatch, FakeProgram(loaded=True))
    assert choose("auto", own, 1).why == "auto: would save 0.0 s of work and take 0.3 s to compile the rule"
    assert choose("auto", own, TO_LOAD).engine == "kernel"


# ---------------------------------------------------------------- work ahead


def test_work_that_is_announced_counts_from_the_first_run_on(any_firm: Firm, monkeypatch: pytest.MonkeyPatch) -> None:
    have(monkeypatch, FakeProgram(kept=True))
    with work_ahead(TO_LOAD + 1):
        assert choose("auto", any_firm, 1).engine == "kernel"


def test_work_that_is_announced_is_not_counted_twice_when_it_comes(
    any_firm: Firm, monkeypatch: pytest.MonkeyPatch
) -> None:
    have(monkeypatch, FakeProgram(kept=True))
    with work_ahead(TO_LOAD - 10):
        for _ in range(4):
            assert choose("auto", any_firm, TO_LOAD // 5).engine == "mesa"


def test_announced_work_that_does_not_come_is_forgotten(any_firm: Firm, monkeypatch: pytest.MonkeyPatch) -> None:
    have(monkeypatch, FakeProgram(kept=True))
    with pytest.raises(KeyboardInterrupt), work_ahead(100 * TO_COMPILE):
        raise KeyboardInterrupt
    with work_ahead(TO_LOAD // 2):
        assert choose("auto", any_firm, 1).engine == "mesa"
    assert choose("auto", any_firm, 1).engine == "mesa"


def test_announced_work_counts_in_all_threads(any_firm: Firm, monkeypatch: pytest.MonkeyPatch) -> None:
    have(monkeypatch, FakeProgram(kept=True))
    chosen: list[str] = []
    with work_ahead(TO_LOAD + 1):
        thread = threading.Thread(target=lambda: chosen.append(choose("auto", any_firm, 1).engine))
        thread.start()
        thread.join()
    assert chosen == ["kernel"]


# ---------------------------------------------------------------- what stands in the way


def test_an_unknown_engine_is_refused_with_those_that_are_known(any_firm: Firm) -> None:
    with pytest.raises(EngineError, match=r"unknown engine 'simpy'; known: auto, kernel, mesa"):
        choose("simpy", any_firm, 1)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("setting", "reason"), [("DISABLE_JIT", "NUMBA_DISABLE_JIT"), ("USING_SVML", "Intel's vector library")]
)
def test_a_numba_that_does_not_compile_or_rounds_otherwise_is_not_used(
    setting: str, reason: str, any_firm: Firm, monkeypatch: pytest.MonkeyPatch
) -> None:
    import symbio_sim.kernel.engine  # noqa: F401

    monkeypatch.setattr(numba.config, setting, 1)
    choice = choose("auto", any_firm, TO_COMPILE + 1)
    assert choice.engine == "mesa"
    assert reason in choice.why
    with pytest.raises(EngineError, match=reason):
        choose("kernel", any_firm, 1)


def test_a_numba_that_cannot_be_imported_is_done_without(any_firm: Firm, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in [name for name in sys.modules if name.startswith("symbio_sim.kernel")]:
        monkeypatch.delitem(sys.modules, name)
    monkeypatch.setitem(sys.modules, "numba", None)
    monkeypatch.delattr("symbio_sim.kernel", raising=False)
    choice = choose("auto", any_firm, TO_COMPILE + 1)
    assert choice.engine == "mesa"
    assert "Numba cannot be imported" in choice.why


def test_a_numba_that_fails_is_done_without_and_tried_once(
    any_firm: Firm, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    have(monkeypatch, FakeProgram(kept=True, fails=True))
    for _ in range(2):
        choice = choose("auto", any_firm, TO_LOAD + 1)
        assert choice.engine == "mesa"
        assert "cannot be compiled (RuntimeError: Numba has changed)" in choice.why
    assert len(caplog.records) == 1
    with pytest.raises(EngineError, match="cannot be compiled"):
        choose("kernel", any_firm, 1)


# ---------------------------------------------------------------- what is told


def test_the_provenance_of_a_run_says_which_engine_it_was_and_why() -> None:
    config = firm({"a": function(5, 10.0)}, {"p": role(1, ["a"])}, horizon_days=3)
    asked: dict[str, Any] = simulate(config, 1, engine="mesa").provenance
    assert (asked["engine"], asked["engine_choice"]) == ("mesa", "asked for")
    chosen = simulate(config, 1).provenance
    assert (chosen["engine"], chosen["engine_choice"]) == (
        "mesa",
        f"auto: would save 0.0 s of work and take {LOADING_S:.1f} s to load",
    )


@pytest.mark.usefixtures("compiled_engine")
def test_an_engine_that_is_loaded_runs_whatever_there_is(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.undo()
    config = firm({"a": function(5, 10.0)}, {"p": role(1, ["a"])}, horizon_days=3)
    facts = simulate(config, 1).provenance
    assert (facts["engine"], facts["engine_choice"]) == ("kernel", "auto: is loaded")


@pytest.mark.usefixtures("compiled_engine")
def test_runs_in_the_compiled_engine_need_no_mesa() -> None:
    code = (
        "import sys\nfrom symbio_sim import evaluate, load_config\nfrom symbio_sim import sweep\n"
        "evaluate(load_config('bakery', ['horizon_days=35']), stress=False, engine='kernel')\n"
        "print([name for name in ('mesa', 'networkx', 'scipy.stats', 'matplotlib') if name in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.splitlines()[-1] == "[]"
