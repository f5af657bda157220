"""One experiment, and how to read it changed or broken."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from symbio_sim.config.yaml_text import read_yaml
from symbio_sim.experiment import ExperimentError, load_experiment

VALID = Path(__file__).with_name("valid.yaml")

Refused = Callable[..., list[str]]


@pytest.fixture
def spec() -> dict[str, Any]:
    """The valid experiment as plain data, a fresh copy for each test."""
    data: dict[str, Any] = read_yaml(VALID.read_text(encoding="utf-8"), "valid.yaml").data
    return data


@pytest.fixture
def broken(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Refused:
    """Replace one piece of the valid experiment; what is wrong with it then, without the name of the file."""
    monkeypatch.chdir(tmp_path)

    def read(old: str, new: str, tier: str | None = None) -> list[str]:
        text = VALID.read_text(encoding="utf-8")
        assert text.count(old) == 1, "an edit must name its place"
        Path("study.yaml").write_text(text.replace(old, new), encoding="utf-8")
        return refused("study.yaml", tier)

    return read


def refused(source: Any, tier: str | None = None, overrides: list[str] | None = None, **more: Any) -> list[str]:
    """Load an experiment that must be refused; what is wrong with it, one line each."""
    with pytest.raises(ExperimentError) as caught:
        load_experiment(source, tier, overrides or (), **more)
    return [line.removeprefix("study.yaml:") for line in str(caught.value).split("\n")]


@pytest.fixture(name="refused")
def _refused() -> Refused:
    return refused
