"""The C++ firm does the same as the engine to the last bit, so that its time is a lower bound for the same work."""

import ctypes
from collections.abc import Mapping
from pathlib import Path

import numpy as np
import pytest
from builders import merged
from numpy.typing import NDArray
from reference_variants import VARIANTS, lived

from benchmarks.cpp import build
from benchmarks.cpp.build import NoCompilerError, compiler, shared_object
from benchmarks.cpp.layout import Scenario
from benchmarks.cpp.simulate import Prepared, simulate_with_cpp
from benchmarks.reference import reference_config
from symbio_sim import Config, simulate
from symbio_sim.world import draw_world

MANY = {
    "staff": {"agent": {"count": 40}, "clerk": {"count": 20}},
    "bots": {"chat": {"concurrency": 12}, "triage": {"concurrency": 9}},
    "functions": {"service": {"arrivals": {"per_day": 2_000.0}}, "orders": {"arrivals": {"per_day": 1_100.0}}},
}
"""More servers than are kept in a sorted list."""


def _has_compiler() -> bool:
    try:
        compiler()
    except NoCompilerError:
        return False
    return True


needs_compiler = pytest.mark.skipif(not _has_compiler(), reason="there is no C++ compiler here")


def assert_same_bits(ours: Mapping[str, NDArray[np.generic]], theirs: Mapping[str, NDArray[np.generic]]) -> None:
    assert ours.keys() == theirs.keys()
    for name, expected in ours.items():
        found = theirs[name]
        assert (found.dtype, found.shape) == (expected.dtype, expected.shape), name
        assert found.tobytes() == expected.tobytes(), name


@needs_compiler
@pytest.mark.parametrize("replication", [0, 1])
@pytest.mark.parametrize("name", VARIANTS)
def test_cpp_and_engine_agree_to_the_last_bit(name: str, replication: int) -> None:
    config, world, run = lived(name, replication)
    found = simulate_with_cpp(config, world)
    assert_same_bits(run.columns, found.columns)
    for book in ("days", "staff_days", "skill_days", "bot_days"):
        assert_same_bits(getattr(run, book), getattr(found, book))


@needs_compiler
def test_cpp_and_engine_agree_where_servers_are_many() -> None:
    config = Config.model_validate(merged(reference_config(1_000).to_dict(), MANY))
    world = draw_world(config, 3)
    run, found = simulate(config, world=world, engine="mesa"), simulate_with_cpp(config, world)
    assert_same_bits(run.columns, found.columns)
    assert_same_bits(run.staff_days, found.staff_days)


@needs_compiler
def test_a_prepared_firm_can_be_called_again() -> None:
    config, world, _ = lived("reference", 0)
    prepared = Prepared(config, world)
    assert_same_bits(prepared.call().columns, prepared.call().columns)


@needs_compiler
def test_python_and_cpp_mean_the_same_structure() -> None:
    assert shared_object().size_of_scenario() == ctypes.sizeof(Scenario)


def test_a_missing_compiler_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CXX", "no-such-compiler")
    with pytest.raises(NoCompilerError, match="'no-such-compiler' was not found"):
        compiler()


@needs_compiler
def test_a_changed_source_is_compiled_anew(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    command = [compiler(), *build.FLAGS]
    before = build._digest(command)
    for source in build.SOURCES.glob("*.[hc]pp"):
        (tmp_path / source.name).write_bytes(source.read_bytes())
    monkeypatch.setattr(build, "SOURCES", tmp_path)
    assert build._digest(command) == before
    with (tmp_path / "laws.hpp").open("a") as file:
        file.write("// changed\n")
    assert build._digest(command) != before
