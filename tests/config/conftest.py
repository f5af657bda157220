"""One valid config, and how to read it broken."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from symbio_sim.config import ConfigError, load_config
from symbio_sim.config.yaml_text import read_yaml

VALID = Path(__file__).with_name("valid.yaml")


@pytest.fixture(scope="session")
def valid_text() -> str:
    return VALID.read_text(encoding="utf-8")


@pytest.fixture
def complaints(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[[str | bytes], list[str]]:
    """Read a text as `shop.yaml`; what is wrong with it, one line each."""
    monkeypatch.chdir(tmp_path)

    def read(text: str | bytes) -> list[str]:
        Path("shop.yaml").write_bytes(text if isinstance(text, bytes) else text.encode())
        with pytest.raises(ConfigError) as caught:
            load_config("shop.yaml")
        return str(caught.value).split("\n")

    return read


@pytest.fixture
def broken(valid_text: str, complaints: Callable[[str | bytes], list[str]]) -> Callable[[str, str], list[str]]:
    """Replace one piece of the valid config; what is wrong with it then, without the name of the file."""

    def read(old: str, new: str) -> list[str]:
        assert valid_text.count(old) == 1, "an edit must name its place"
        return [line.removeprefix("shop.yaml:") for line in complaints(valid_text.replace(old, new))]

    return read


@pytest.fixture
def check() -> Callable[[list[str], list[str]], None]:
    """Compare messages, one by one; an expectation that ends with `...` leaves the rest open."""

    def compare(found: list[str], expected: list[str]) -> None:
        assert len(found) == len(expected), found
        for line, wanted in zip(found, expected, strict=True):
            if wanted.endswith("..."):
                assert line.startswith(wanted.removesuffix("..."))
            else:
                assert line == wanted

    return compare


@pytest.fixture
def shop(valid_text: str) -> dict[str, Any]:
    """The valid config as plain data, a fresh copy for each test."""
    data: dict[str, Any] = read_yaml(valid_text, "valid.yaml").data
    return data


@pytest.fixture
def refusals() -> Callable[..., list[str]]:
    """Load a config that must be refused; what is wrong with it, one line each."""

    def load(source: Any, *overrides: str) -> list[str]:
        with pytest.raises(ConfigError) as caught:
            load_config(source, overrides)
        return str(caught.value).split("\n")

    return load
