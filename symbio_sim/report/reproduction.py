"""An experiment repeated from its file: swept, analysed, drawn, and written down with where it all came from."""

import hashlib
import json
import platform
import shlex
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from importlib import metadata
from pathlib import Path
from typing import Any

import pandas as pd

from ..analysis import AnalysisError, analyse
from ..config import config_hash
from ..experiment import Experiment, package_sources
from ..experiment.figures import FromAnalysis
from ..run import provenance
from ..sweep import Executor, Progress, Sweep, sweep
from .folder import PROVENANCE, publish, refuse_others, staged

SUMMARY = "summary.csv"
_FURTHER_PACKAGES = ("SALib", "matplotlib")


@dataclass(frozen=True)
class Reproduction:
    """An experiment that was repeated.

    Attributes
    ----------
    experiment : Experiment
    folder : Path
        Where summary, analyses, figures and provenance lie.
    found : Sweep
        Its runs.
    failed : int
        Runs that broke.
    refused : dict of str to str
        Analyses that could not be made of the runs, and why; figures of them are missing.
    """

    experiment: Experiment
    folder: Path
    found: Sweep
    failed: int
    refused: dict[str, str]


def reproduce(
    experiment: Experiment,
    parent: Path,
    *,
    command: Sequence[str],
    executor: Executor | None = None,
    progress: Callable[[Progress], None] | None = None,
) -> Reproduction:
    """Run what an experiment asks for and write its results into the folder `parent`/NAME.

    Runs that are done already are not done again. The folder appears in one step, and replaces an earlier
    result of the same experiment.

    Parameters
    ----------
    experiment : Experiment
    parent : Path
        Folder of the results of experiments.
    command : sequence of str
        The command line, for the provenance.
    executor : Executor, optional
        As in :func:`symbio_sim.sweep.sweep`.
    progress : callable, optional
        As in :func:`symbio_sim.sweep.sweep`.

    Raises
    ------
    FolderError
        If the folder cannot be written or holds something else.
    SweepError, StorageError
        As in :func:`symbio_sim.sweep.sweep`.
    """
    target = parent / experiment.name
    identity = {"results_of": experiment.name}
    refuse_others(target, identity)
    found = sweep(experiment, executor=executor, progress=progress, command=command)
    table = found.table()
    failed = int((table["status"] != "done").sum())
    answers, refused = _answers(experiment, table)
    with staged(target.absolute().parent) as stage:
        write_csv(found.summary(), stage / SUMMARY)
        for name, answer in answers.items():
            write_csv(answer, stage / f"{name}.csv")
        _draw(experiment, table, answers, stage)
        facts = {"identity": identity, **_facts(experiment, table, failed), "command": shlex.join(command)}
        (stage / PROVENANCE).write_text(json.dumps(facts, indent=2) + "\n", encoding="utf-8", newline="\n")
        publish(stage, target)
    return Reproduction(experiment, target, found, failed, refused)


def write_csv(frame: pd.DataFrame, path: Path) -> None:
    """Write a table; numbers with all their digits, so that equal tables have equal bytes."""
    frame.to_csv(path, index=False, lineterminator="\n")


def _answers(experiment: Experiment, table: pd.DataFrame) -> tuple[dict[str, pd.DataFrame], dict[str, str]]:
    """Return what the analyses found, and why some could not."""
    answers, refused = {}, {}
    for asked in experiment.analyses:
        try:
            answers[asked.label] = analyse(experiment, table, asked)
        except AnalysisError as error:
            refused[asked.label] = str(error)
    return answers, refused


def _draw(experiment: Experiment, table: pd.DataFrame, answers: Mapping[str, pd.DataFrame], folder: Path) -> None:
    from .experiment_figures import draw_experiment  # matplotlib takes a second to import
    from .style import save_png

    for asked in experiment.figures:
        if not isinstance(asked, FromAnalysis) or asked.analysis in answers:
            save_png(draw_experiment(experiment, table, answers, asked), folder / f"{asked.label}.png")


def _facts(experiment: Experiment, table: pd.DataFrame, failed: int) -> dict[str, Any]:
    """Return where a result comes from: the same for the same result on the same machine."""
    facts = provenance(experiment.base, None)
    asked = experiment.model_dump(mode="json", exclude={"base", "config", "log_path"})
    library, version = platform.libc_ver()
    return {
        "symbio_sim": facts["symbio_sim"],
        "sources": package_sources(),
        "tier": experiment.tier,
        "experiment_hash": hashlib.sha256(json.dumps(asked, sort_keys=True).encode()).hexdigest(),
        "config_hash": config_hash(experiment.base),
        "log_sha256": experiment.log_sha256,
        "seed": experiment.seed,
        "cells": int(table["cell"].nunique()),
        "runs": len(table),
        "failed": failed,
        "python": f"{platform.python_implementation()} {facts['python']}",
        "platform": f"{platform.system()} {platform.machine()}",
        "mathematical_library": f"{library} {version}".strip() or platform.platform(),
        "packages": facts["packages"] | {name: metadata.version(name) for name in _FURTHER_PACKAGES},
    }
