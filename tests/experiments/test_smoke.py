"""Every experiment that comes with us runs, is analysed and drawn, at its smallest size."""

from pathlib import Path

import pytest

from symbio_sim.experiment import LogNotFoundError, load_experiment, shipped_experiments
from symbio_sim.report.reproduction import reproduce
from symbio_sim.sweep import InProcess


@pytest.mark.slow
@pytest.mark.parametrize("name", sorted(shipped_experiments()))
def test_an_experiment_can_be_reproduced_at_the_smoke_tier(
    name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    try:
        experiment = load_experiment(name, "smoke")
    except LogNotFoundError as error:
        pytest.skip(str(error))
    monkeypatch.chdir(tmp_path)

    result = reproduce(experiment, Path("results"), command=["test"], executor=InProcess())

    assert (result.failed, result.refused) == (0, {})
    files = {path.name for path in result.folder.iterdir()}
    tables = {f"{asked.label}.csv" for asked in experiment.analyses}
    figures = {f"{asked.label}.png" for asked in experiment.figures}
    assert files == {"summary.csv", "provenance.json", *tables, *figures}
