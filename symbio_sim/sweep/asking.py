"""What an experiment asks of a store: the base config, the study, the manifest."""

import datetime
import json
from collections.abc import Sequence
from pathlib import Path

from pydantic import ValidationError

from ..config import Config
from ..engines import Engine
from ..experiment import Experiment, digest_of, identity
from ..run import provenance
from .errors import SweepError
from .jobs import LogSource, Study
from .manifest import MANIFEST, Asked, Manifest
from .runner import sources_here

RUNS = "runs"
"""Folder, below the current one, for what users run."""

DIGITS = 12


def folder_of(experiment: Experiment) -> Path:
    """Return where the rows of an experiment go by default: the same for all that may share them."""
    return Path(RUNS) / f"{experiment.name}-{digest_of(identity(experiment))[:DIGITS]}"


def study_of(experiment: Experiment, engine: Engine = "auto") -> Study:
    """Return what all jobs of an experiment have in common.

    Raises
    ------
    LogError
        If its event log cannot be read, or does not fit the config.
    """
    config = json.dumps(base_of(experiment).to_dict())
    return Study(
        config=config,
        seed=experiment.seed,
        stress=experiment.stress,
        money=experiment.measures == "money",
        engine=engine,
        log=_log_of(experiment),
        sources=sources_here(config),
    )


def base_of(experiment: Experiment) -> Config:
    """Return the config that cells change: the experiment's, with the calendar and demand of its log if it has one."""
    log = _log_of(experiment)
    if log is None:
        return experiment.base
    from ..world import read_log  # and with it pandas

    return read_log(log.path, experiment.base, dict(log.columns)).config


def _log_of(experiment: Experiment) -> LogSource | None:
    if experiment.log is None or experiment.log_path is None or experiment.log_sha256 is None:
        return None
    config = json.dumps(experiment.base.to_dict())
    return LogSource(experiment.log_path, tuple(experiment.log.map.items()), experiment.log_sha256, config)


def manifest_of(experiment: Experiment, design: str, command: Sequence[str] | None) -> Manifest:
    """Return what is to be written down of an experiment whose cells lie in the file `design`."""
    facts = identity(experiment)
    return Manifest(
        name=experiment.name,
        identity=facts,
        digest=digest_of(facts),
        config=experiment.base.to_dict(),
        provenance=provenance(experiment.base, None),
        asked=(
            Asked(
                experiment=experiment.model_dump(mode="json", exclude={"base"}),
                command=None if command is None else list(command),
                design=design,
                asked_utc=datetime.datetime.now(datetime.UTC).isoformat(timespec="seconds"),
            ),
        ),
    )


def experiment_in(manifest: Manifest) -> Experiment:
    """Return the experiment that a sweep's folder was asked for last.

    Raises
    ------
    SweepError
        If this release cannot read it.
    """
    try:
        return Experiment.model_validate(manifest.asked[-1].experiment | {"base": manifest.config})
    except ValidationError as error:
        first = error.errors(include_url=False)[0]
        where = ".".join(str(part) for part in first["loc"])
        raise SweepError(
            f"{MANIFEST} of the sweep {manifest.name}: the experiment in it cannot be read by this release of "
            f"symbio_sim ({where}: {first['msg']}); name the experiment in place of the folder"
        ) from None
