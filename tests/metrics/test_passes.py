"""The passes over a run, compiled and plain: the same measures to the last bit, whichever engine made the run."""

import subprocess
import sys

import numpy as np
import pytest
from builders import bot, firm, function, role
from hypothesis import given, settings
from hypothesis import strategies as st
from strategies import situations

from symbio_sim.config import Config
from symbio_sim.kernel.program import Program
from symbio_sim.metrics import dependence_series, measure, passes
from symbio_sim.metrics.throughput import quantile
from symbio_sim.run import Run, simulate
from symbio_sim.world import World

pytestmark = pytest.mark.usefixtures("compiled_engine")


def measured(run: Run, *, compiled: bool) -> dict[str, float]:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(passes, "are_compiled", lambda: compiled)
        return measure(run) | dependence_series(run).iloc[-1].to_dict()


def busy() -> Config:
    people = {"p": role(2, ["a", "b"], talent_sd=0.2), "q": role(1, ["b"], hours={"mon-fri": "09:00-17:00"})}
    return firm(
        {"a": function(60, 20.0, due={"target_min": 90}), "b": function(30, 15.0)},
        people,
        {"m": bot(["a"], accuracy=0.8), "n": bot(["a", "b"], vendor="other")},
        horizon_days=42,
        warm_up_days=7,
        policy={"rule": "fixed_share", "share": 0.5, "mode": "reviewed"},
    )


@settings(max_examples=25)
@given(situations())
def test_compiled_and_plain_passes_measure_the_same_to_the_last_bit(situation: tuple[Config, World]) -> None:
    config, world = situation
    run = simulate(config, world=world, engine="mesa")
    ours, theirs = measured(run, compiled=True), measured(run, compiled=False)
    np.testing.assert_array_equal(list(ours.values()), list(theirs.values()))


def test_runs_of_both_engines_measure_the_same_to_the_last_bit() -> None:
    run = simulate(busy(), 3, engine="kernel")
    same = simulate(busy(), world=run.world, engine="mesa")
    assert not run.columns["end_min"].flags.c_contiguous, "views of records, as the compiled engine leaves them"
    assert same.columns["end_min"].flags.c_contiguous
    for compiled in (True, False):
        values = [list(measured(item, compiled=compiled).values()) for item in (run, same)]
        np.testing.assert_array_equal(*values)


def test_columns_of_other_types_are_measured_all_the_same() -> None:
    run = simulate(busy(), 3, engine="mesa")
    expected = measured(run, compiled=True)
    for name in ("outcome", "mode", "bot", "escaped_bot"):
        run.columns[name] = run.columns[name].astype(np.int64)
    for compiled in (True, False):
        np.testing.assert_array_equal(list(measured(run, compiled=compiled).values()), list(expected.values()))


def test_passes_are_compiled_where_the_compiled_engine_is_loaded() -> None:
    assert passes.are_compiled()


def test_who_runs_the_mesa_engine_measures_without_numba() -> None:
    program = """
import sys
from symbio_sim import load_config, measure, simulate
config = load_config("bakery", ["horizon_days=14", "warm_up_days=7"])
assert measure(simulate(config, engine="mesa"))["goodput_tasks_per_day"] > 0.0
assert "numba" not in sys.modules
"""
    subprocess.run([sys.executable, "-c", program], check=True)


def test_where_the_passes_cannot_be_compiled_they_are_run_as_plain_python(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    run = simulate(busy(), 3)
    expected = measure(run)

    def fail(program: Program) -> None:
        raise NotImplementedError

    monkeypatch.setattr(Program, "load", fail)
    passes._are_ready.cache_clear()
    try:
        assert not passes.are_compiled()
        assert "cannot compile what measures a run (NotImplementedError)" in caplog.text
        np.testing.assert_array_equal(list(measure(run).values()), list(expected.values()))
    finally:
        passes._are_ready.cache_clear()


@given(st.lists(st.floats(0.0, 1e6), min_size=1, max_size=60), st.sampled_from([0.0, 0.5, 0.9, 0.95, 1.0]))
def test_the_quantile_is_that_of_numpy(values: list[float], level: float) -> None:
    assert quantile(np.array(values), level) == np.quantile(values, level)
