"""Ready-made businesses are found by name and copied whole, never over a user's file."""

from pathlib import Path

import pytest

from symbio_sim.config import SCHEMA_HINT, ConfigError, copy_config, load_config, shipped, shipped_configs
from symbio_sim.config.shipped import SCHEMA_FILE, shipped_folder


@pytest.fixture
def package(tmp_path: Path, valid_text: str, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A checkout with two configs; the folder of its package."""
    package = tmp_path / "checkout" / "symbio_sim"
    folder = package.parent / "configs"
    package.mkdir(parents=True)
    folder.mkdir()
    for name in ("tailor", "bakery"):
        (folder / f"{name}.yaml").write_text(f"{SCHEMA_HINT}\n{valid_text}".replace("Corner shop", name))
    (folder / SCHEMA_FILE).write_text("{}")
    (folder / "README.md").write_text("About the configs.")
    monkeypatch.setattr(shipped, "_PACKAGE", package)
    return package


def test_businesses_are_listed_by_name_and_nothing_else(package: Path) -> None:
    assert shipped_configs() == {
        "bakery": package.parent / "configs" / "bakery.yaml",
        "tailor": package.parent / "configs" / "tailor.yaml",
    }
    assert list(shipped_configs()) == ["bakery", "tailor"]


def test_an_installed_package_uses_its_own_configs(package: Path) -> None:
    inside = package / "_shipped" / "configs"
    inside.mkdir(parents=True)
    (inside / SCHEMA_FILE).write_text("{}")
    (inside / "cafe.yaml").write_text("")
    assert list(shipped_configs()) == ["cafe"]


def test_a_folder_of_someone_else_is_not_taken_for_ours(package: Path) -> None:
    (package.parent / "configs" / SCHEMA_FILE).unlink()
    assert shipped_configs() == {}


def test_a_copy_is_the_same_config_with_its_schema_beside_it(package: Path, tmp_path: Path) -> None:
    path = copy_config("bakery", tmp_path / "mine.yaml")
    assert path == tmp_path / "mine.yaml"
    assert load_config(path) == load_config("bakery")
    assert (tmp_path / SCHEMA_FILE).read_text() == "{}"


def test_a_copy_into_a_folder_keeps_its_name(package: Path, tmp_path: Path) -> None:
    assert copy_config("bakery", str(tmp_path)) == tmp_path / "bakery.yaml"


def test_a_file_that_exists_is_replaced_only_when_asked(package: Path, tmp_path: Path) -> None:
    path = tmp_path / "mine.yaml"
    path.write_text("dear to me")
    with pytest.raises(ConfigError, match=r"mine.yaml: exists already: nothing was written"):
        copy_config("bakery", path)
    assert path.read_text() == "dear to me"
    assert not (tmp_path / SCHEMA_FILE).exists()
    assert load_config(copy_config("bakery", path, overwrite=True)).business.name == "bakery"


def test_an_unknown_business_is_answered_with_the_nearest(package: Path, tmp_path: Path) -> None:
    with pytest.raises(ConfigError) as caught:
        copy_config("Bakrey", tmp_path)
    assert str(caught.value) == "Bakrey: not a ready-made business; did you mean 'bakery'? Allowed: bakery, tailor"


def test_a_copy_to_where_nothing_can_be_written_is_refused(package: Path, tmp_path: Path) -> None:
    with pytest.raises(ConfigError, match="cannot be written: No such file or directory"):
        copy_config("bakery", tmp_path / "missing" / "mine.yaml")


def test_the_real_folder_is_found() -> None:
    folder = shipped_folder()
    assert folder is not None
    assert (folder / SCHEMA_FILE).is_file()


@pytest.mark.parametrize("name", sorted(shipped_configs()))
def test_every_shipped_config_is_valid_and_names_its_schema(name: str) -> None:
    path = shipped_configs()[name]
    assert path.read_text(encoding="utf-8").splitlines()[0] == SCHEMA_HINT
    assert load_config(name).business.name
