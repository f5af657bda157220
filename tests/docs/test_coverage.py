"""docs/coverage.md points at what there is: every module, field, measure, test and experiment that it names exists."""

import ast
import re
from collections.abc import Iterator
from importlib import import_module
from pathlib import Path
from typing import Any, NamedTuple

import pytest

from symbio_sim.cli import cli
from symbio_sim.config import describe_fields
from symbio_sim.metrics import MEASURES

ROOT = Path(__file__).resolve().parents[2]
PAGE = ROOT / "docs" / "coverage.md"
COLUMNS = ("asked for", "code", "config", "measures", "tests", "read, repeat")
CODE = re.compile(r"`([^`]+)`")
LINK = re.compile(r"\]\(([^)]+)\)")
FIELDS = {row.path for row in describe_fields()}


class Row(NamedTuple):
    """One thing that was asked for."""

    asked_for: str
    code: str
    config: str
    measures: str
    tests: str
    where: str


def rows_of(text: str) -> Iterator[Row]:
    """Yield the rows of the tables of a page that have these columns."""
    of_ours = False
    for line in text.split("\n"):
        cells = [cell.strip() for cell in line.strip().strip("|").split("|")]
        if not line.startswith("|"):
            of_ours = False
        elif cells == list(COLUMNS):
            of_ours = True
        elif of_ours and set(line) - set("|- "):
            yield Row(*cells)


ROWS = list(rows_of(PAGE.read_text(encoding="utf-8")))
names = CODE.findall
of_each_row = pytest.mark.parametrize("row", ROWS, ids=lambda row: row.asked_for.split(":")[0])


def has_attribute(dotted: str) -> bool:
    """Tell whether a dotted name is that of a module's member."""
    parts = dotted.split(".")
    for n_module in range(len(parts) - 1, 0, -1):
        try:
            found: Any = import_module(".".join(parts[:n_module]))
        except ModuleNotFoundError:
            continue
        for part in parts[n_module:]:
            found = getattr(found, part, None)
        return found is not None
    return False


def is_there(name: str) -> bool:
    """Tell whether something to read or repeat exists: a file, a folder, a command."""
    if name.startswith("symbio-sim "):
        return name.split()[1] in cli.commands
    return (ROOT / name).exists()


def test_every_thing_that_was_asked_for_has_a_row() -> None:
    assert len(ROWS) == 31
    assert len({row.asked_for for row in ROWS}) == len(ROWS)


@of_each_row
def test_every_module_of_a_row_exists(row: Row) -> None:
    modules = names(row.code)
    assert modules
    assert [name for name in modules if not (ROOT / "symbio_sim" / name).is_file()] == []


@of_each_row
def test_every_config_key_of_a_row_is_a_field(row: Row) -> None:
    keys = names(row.config)
    assert keys
    assert [key for key in keys if key not in FIELDS] == []


@of_each_row
def test_every_measure_of_a_row_is_measured(row: Row) -> None:
    measures = names(row.measures)
    assert measures
    assert [name for name in measures if not (has_attribute(name) if "." in name else name in MEASURES)] == []


@of_each_row
def test_every_test_of_a_row_is_a_file_with_tests(row: Row) -> None:
    paths = names(row.tests)
    assert paths
    for path in paths:
        tree = ast.parse((ROOT / "tests" / path).read_text(encoding="utf-8"))
        assert any(isinstance(node, ast.FunctionDef) and node.name.startswith("test_") for node in tree.body), path


@of_each_row
def test_every_page_experiment_and_command_of_a_row_exists(row: Row) -> None:
    assert names(row.where) or LINK.findall(row.where)
    assert [name for name in names(row.where) if not is_there(name)] == []
    assert [link for link in LINK.findall(row.where) if not (PAGE.parent / link.partition("#")[0]).is_file()] == []


def test_a_name_that_is_not_there_would_be_found() -> None:
    head = f"| {' | '.join(COLUMNS)} |\n| --- |\n"
    [row] = rows_of(head + "| a | `no.py` | `no.key` | `symbio_sim.no` | `no.py` | `no` |")
    assert not (ROOT / "symbio_sim" / names(row.code)[0]).is_file()
    assert names(row.config)[0] not in FIELDS
    assert not has_attribute(names(row.measures)[0])
    assert not is_there(names(row.where)[0])
