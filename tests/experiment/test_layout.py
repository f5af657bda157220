"""The schema of experiments is that of the models; every field says what it is."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from symbio_sim.config import describe_fields
from symbio_sim.experiment import Spec, experiment_schema, shipped, shipped_experiments
from symbio_sim.experiment.schema import schema_text
from symbio_sim.experiment.shipped import SCHEMA_FILE, SCHEMA_HINT, shipped_folder


def _blocks(schema: Any) -> Iterator[dict[str, Any]]:
    if isinstance(schema, dict):
        if "properties" in schema:
            yield schema
        for item in schema.values():
            yield from _blocks(item)
    elif isinstance(schema, list):
        for item in schema:
            yield from _blocks(item)


def test_the_schema_beside_the_experiments_is_up_to_date() -> None:
    folder = shipped_folder()
    assert folder is not None
    written = (folder / SCHEMA_FILE).read_text(encoding="utf-8")
    assert written == schema_text(), f"write symbio_sim.experiment.schema.schema_text() to experiments/{SCHEMA_FILE}"


def test_every_block_of_the_schema_is_closed_and_says_what_it_is() -> None:
    blocks = list(_blocks(experiment_schema()))
    assert len(blocks) > 20
    for block in blocks:
        assert block["additionalProperties"] is False
        assert block["description"]


def test_every_field_has_a_meaning() -> None:
    rows = describe_fields(Spec)
    assert len(rows) > 60
    assert [row.path for row in rows if not row.description and not row.path.endswith(".kind")] == []


@pytest.fixture
def package(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A checkout with two experiments; the folder of its package."""
    package = tmp_path / "checkout" / "symbio_sim"
    for name in ("outages", "dial"):
        folder = package.parent / "experiments" / name
        folder.mkdir(parents=True)
        (folder / "experiment.yaml").write_text("")
    (package.parent / "experiments" / "notes").mkdir()
    (package.parent / "experiments" / SCHEMA_FILE).write_text("{}")
    monkeypatch.setattr(shipped, "_PACKAGE", package)
    return package


def test_experiments_are_listed_by_the_names_of_their_folders(package: Path) -> None:
    folder = package.parent / "experiments"
    assert shipped_experiments() == {name: folder / name / "experiment.yaml" for name in ("dial", "outages")}
    assert list(shipped_experiments()) == ["dial", "outages"]


def test_an_installed_package_uses_its_own_experiments(package: Path) -> None:
    inside = package / "_shipped" / "experiments" / "mine"
    inside.mkdir(parents=True)
    (inside.parent / SCHEMA_FILE).write_text("{}")
    (inside / "experiment.yaml").write_text("")
    assert list(shipped_experiments()) == ["mine"]


def test_a_folder_of_someone_else_is_not_taken_for_ours(package: Path) -> None:
    (package.parent / "experiments" / SCHEMA_FILE).unlink()
    assert shipped_experiments() == {}


@pytest.mark.parametrize("name", sorted(shipped_experiments()))
def test_every_shipped_experiment_names_the_schema(name: str) -> None:
    assert shipped_experiments()[name].read_text(encoding="utf-8").splitlines()[0] == SCHEMA_HINT
