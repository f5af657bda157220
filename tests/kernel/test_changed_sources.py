"""Compiled code that is on disk is never what an earlier version of the sources was."""

import ast
from pathlib import Path

import pytest
from package_copies import PACKAGE, TWO_ENGINES, answers, copy_package

from symbio_sim.kernel.engine import SOURCES

CHANGES = {
    "mechanisms/exponential.py": "def quantile(mean, u):\n    return 7.0 * mean * u\n",
    "policies/fixed_share.py": "def prefer_bot(a, *others):\n    return 7.0 * a\n",
    "choreography.py": "ABANDONED = 7\n",
    "kernel/events.py": "KIND = 7\n",
}


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    return copy_package(tmp_path)


def change(copy: Path, place: str, text: str) -> None:
    with (copy / "symbio_sim" / place).open("a") as file:
        file.write("\n\n" + text)


def test_after_a_change_of_any_kind_of_source_the_new_code_runs(copy: Path) -> None:
    code = "import mixtures as m; p = m.compiled(); print(p.is_kept(), p(0.3), m.mixture(0.3))"
    assert answers(copy, code)[0].split()[0] == "False"
    was_kept, before, _ = answers(copy, code)[0].split()
    assert was_kept == "True"
    seen = {before}
    for place, text in CHANGES.items():
        change(copy, place, text)
        was_kept, compiled, plain = answers(copy, code)[0].split()
        assert was_kept == "False", place
        assert compiled == plain, place
        assert compiled not in seen, place
        seen.add(compiled)


def test_everything_that_is_compiled_counts_as_a_source() -> None:
    # These arrange or start what is compiled, and are not compiled themselves.
    around = {
        "engine.py",
        "laws.py",
        "pack.py",
        "records.py",
        "template.py",
        "kept.py",
        "linked.py",
        "program.py",
        "rules.py",
        "rule_reading.py",
        "unchanged.py",
    }
    files = [path for path in (PACKAGE / "kernel").glob("*.py") if path.name not in around]
    imported = {
        name.split(".")[0]
        for path in files
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.ImportFrom) and node.level == 2
        for name in ([node.module] if node.module else [alias.name for alias in node.names])
    }
    assert {"choreography", "mechanisms", "policies"} <= imported <= {source.removesuffix(".py") for source in SOURCES}


@pytest.mark.slow
def test_the_engine_itself_runs_a_changed_mechanism(copy: Path) -> None:
    before = answers(copy, TWO_ENGINES)
    assert before[0] == before[1]
    slower = "def visit_min(setup_min, time_ratio, effort_min):\n    return 2.0 * effort_min\n"
    change(copy, "mechanisms/bot_work.py", slower)
    after = answers(copy, TWO_ENGINES)
    assert after[0] == after[1] != before[0]


@pytest.mark.slow
def test_the_engine_itself_runs_where_nothing_can_be_written(copy: Path) -> None:
    # Below a regular file nobody can write, root included.
    for folder in [copy / "symbio_sim", *(copy / "symbio_sim").glob("*/")]:
        (folder / "__pycache__").write_text("no folder")
    nowhere = str(copy / "mixtures.py" / "home")
    homes = dict.fromkeys(("HOME", "XDG_CACHE_HOME", "LOCALAPPDATA", "USERPROFILE"), nowhere)
    kernel, mesa = answers(copy, TWO_ENGINES, NUMBA_CACHE_DIR="", **homes)
    assert kernel == mesa
