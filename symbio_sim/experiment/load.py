"""An experiment in, from a file, by its name or as a mapping; checked before anything is run."""

import copy
import hashlib
import os
from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from ..config import Config, ConfigError, load_config, shipped_configs
from ..config.document import Document, from_mapping
from ..config.errors import Location, Problem, nearest, path_text
from ..config.load import exists, not_found, read_file
from ..config.overrides import Change
from ..config.translate import ordered, problems_of
from .levers import Lever
from .misfits import overlap
from .pitfalls import cases_in
from .shipped import SPEC_FILE, shipped_experiments
from .spec import Experiment, Spec
from .tiers import tier_names, with_tier
from .trial import problems_of_values
from .unanswerable import unanswerable

_TOP = "an experiment has fields at its top (question: ..., config: ..., levers: ...)"


LOGS_VARIABLE = "SYMBIO_SIM_LOGS"
"""Environment variable with the folder of event logs that experiments name and that do not come with them."""


class ExperimentError(ConfigError):
    """An experiment that cannot be run; its problems are told like those of a config."""


class LogNotFoundError(ExperimentError):
    """The event log that an experiment replays is not here; all else about the experiment may be in order."""


def load_experiment(
    source: str | Path | Mapping[str, Any],
    tier: str | None = None,
    overrides: Sequence[str] = (),
    *,
    replications: int | None = None,
) -> Experiment:
    """Read an experiment and check all of it that can be checked without running it.

    Parameters
    ----------
    source
        Name of an experiment that comes with the package (see `shipped_experiments`), path of a YAML file or of a
        folder with an ``experiment.yaml``, or the same as a mapping.
    tier
        Edition to take: ``full``, or one of the file's `tiers`. Left out: the file as it stands.
    overrides
        Further changes to the base config, each as ``path=value``.
    replications
        Worlds that each cell meets, in place of what the experiment says.

    Returns
    -------
    Experiment

    Raises
    ------
    ExperimentError
        With every problem that was found.
    """
    name, folder, document = _read(source)
    try:
        return _experiment(name, folder, document, tier, overrides, replications)
    except LogNotFoundError:
        raise
    except ConfigError as error:
        raise ExperimentError(ordered(list(error.problems), document.file)) from None


def _read(source: str | Path | Mapping[str, Any]) -> tuple[str, Path, Document]:
    """Return the name of an experiment, the folder that it stands in, and its document."""
    try:
        if isinstance(source, Mapping):
            return "experiment", Path(), from_mapping(source, "experiment")
        known = shipped_experiments()
        path = known[source] if isinstance(source, str) and source in known else Path(source)
        if not exists(path):
            raise ConfigError([not_found(source, "one of our experiments", tuple(known))])
        path = path / SPEC_FILE if path.is_dir() else path
        name = path.resolve().parent.name if path.name == SPEC_FILE else path.stem
        return name, path.parent, read_file(path, _TOP)
    except ConfigError as error:
        raise ExperimentError(error.problems) from None


def _experiment(
    name: str, folder: Path, document: Document, tier: str | None, overrides: Sequence[str], replications: int | None
) -> Experiment:
    chosen = copy.deepcopy(document) if tier is None else with_tier(document, tier)
    if replications is not None:
        chosen.data["replications"] = replications
        chosen.forget(("replications",))
        chosen.origins[("replications",)] = f"--replications {replications}"
    spec, editions = _specs(document, chosen, tier)
    log_path = None if spec.log is None else _log_path(spec.log.file, folder, chosen)
    base = _base(spec, folder, chosen, overrides)
    experiment = Experiment(
        **{field: getattr(spec, field) for field in Spec.model_fields} | _with_pitfalls(spec, base, chosen),
        name=name,
        tier=tier,
        base=base,
        log_path=None if log_path is None else str(log_path),
        log_sha256=None if log_path is None else hashlib.sha256(log_path.read_bytes()).hexdigest(),
    )
    if problems := problems_of_values(experiment, chosen) or _never_answered(spec, editions, chosen):
        raise ConfigError(problems)
    return experiment


def _specs(document: Document, chosen: Document, tier: str | None) -> tuple[Spec, list[Spec]]:
    """Return the edition chosen, and all editions that the file has.

    Raises
    ------
    ConfigError
        If any of them is not in order.
    """
    spec, problems = _validated(chosen)
    editions = []
    for name in tier_names(document):
        edition, found = _validated(with_tier(document, name))
        editions.append(edition)
        if name != tier:
            problems += [_of_tier(name, problem) for problem in found if problem not in problems]
    if problems or spec is None:
        raise ConfigError(problems)
    return spec, [edition for edition in editions if edition is not None]


def _never_answered(spec: Spec, editions: Sequence[Spec], document: Document) -> list[Problem]:
    """Return what no edition can answer; where a larger one can, a small one may be run all the same."""
    problems = []
    for misfit in unanswerable(spec):
        if all(any(misfit.at == theirs.at for theirs in unanswerable(edition)) for edition in editions):
            file, line = document.place_of(misfit.at)
            problems.append(Problem(file, line, document.field_of(misfit.at), misfit.message))
    return problems


def _of_tier(name: str, problem: Problem) -> Problem:
    """Return a problem that only one edition has, with the edition's name where the field does not tell."""
    if problem.field.startswith(f"tiers.{name}."):
        return problem
    return replace(problem, message=f"in tier {name}: {problem.message}")


def _validated(edition: Document) -> tuple[Spec | None, list[Problem]]:
    try:
        return Spec.model_validate(edition.data), list(edition.problems)
    except ValidationError as error:
        return None, [*edition.problems, *problems_of(error, edition, Spec)]


def _base(spec: Spec, folder: Path, document: Document, overrides: Sequence[str]) -> Config:
    """Return the config with all that holds in every cell.

    Raises
    ------
    ConfigError
        If there is no such config, it is not valid, or the changes do not fit it.
    """
    places: dict[str, Location] = {path_text(("set", path)): ("set", path) for path in spec.set}
    changes = [Change(path, value, path_text(("set", path))) for path, value in spec.set.items()]
    if spec.stressors is not None:
        places["stressors"] = ("stressors",)
        changes.append(Change("stressors", spec.stressors.model_dump(mode="json"), "stressors"))
    _refuse_in_vain(spec, overrides)
    source = _config_source(spec.config, folder, document)
    load_config(source)  # first as it stands: what is wrong from here on is wrong with the changes
    try:
        return load_config(source, [*changes, *overrides])
    except ConfigError as error:
        raise ConfigError([_told_here(problem, places, document) for problem in error.problems]) from None


def _with_pitfalls(spec: Spec, base: Config, document: Document) -> dict[str, dict[str, Lever]]:
    """Return levers and uncertainties, those that are pitfalls with what they change in this config.

    Raises
    ------
    ConfigError
        If a pitfall changes nothing, or not what it seems to.
    """
    found: dict[str, dict[str, Lever]] = {}
    problems = []
    for group, levers in (("levers", spec.levers), ("uncertainties", spec.uncertainties)):
        found[group] = dict(levers)
        for name, lever in levers.items():
            if lever.pitfall is None:
                continue
            try:
                found[group][name] = Lever(sweep=cases_in(lever.pitfall, base, stress=spec.stress))
            except ValueError as error:
                at = (group, name, "pitfall")
                file, line = document.place_of(at)
                problems.append(Problem(file, line, document.field_of(at), f"{lever.pitfall}: {error}"))
    if problems:
        raise ConfigError(problems)
    return found


def _told_here(problem: Problem, places: Mapping[str, Location], document: Document) -> Problem:
    """Return a problem of the changes with the place in the experiment (or on the command line) that makes them."""
    if problem.file.startswith("--set "):
        return problem
    at = places.get(problem.file, ("set",))
    field, written = path_text(at), document.field_of(at)
    file, line = document.place_of(at)
    if problem.field.startswith(f"{field}."):
        return replace(problem, file=file, line=line, field=written + problem.field.removeprefix(field))
    message = problem.message if field.endswith(problem.field) else f"{problem.field}: {problem.message}"
    return replace(problem, file=file, line=line, field=written, message=message)


def _refuse_in_vain(spec: Spec, overrides: Sequence[str]) -> None:
    """Refuse a change from the command line to what a lever sets: it would change nothing."""
    problems = []
    for text in overrides:
        path = text.partition("=")[0].strip()
        for name, lever in spec.inputs.items():
            if any(overlap(path, field) for field in lever.fields):
                problems.append(Problem(f"--set {text}", None, path, f"is set by {name!r} in every cell"))
    if problems:
        raise ConfigError(problems)


def _config_source(text: str, folder: Path, document: Document) -> str | Path:
    known = shipped_configs()
    if text in known:
        return text
    if (path := _near(text, folder)) is not None:
        return path
    problem = not_found(text, "a ready-made business", tuple(known))
    file, line = document.place_of(("config",))
    raise ConfigError(
        [Problem(file, line, "config", f"{text!r}: {problem.message}", tuple(known), nearest(text, known))]
    )


def _log_path(text: str, folder: Path, document: Document) -> Path:
    """Return the file of an event log: beside the experiment, in the current folder or in the user's folder of logs."""
    logs = os.environ.get(LOGS_VARIABLE)
    path = _near(text, folder)
    if path is None and logs:
        path = Path(logs) / text
    if path is None or not path.is_file():
        file, line = document.place_of(("log", "file"))
        places = f"the experiment's folder, the current one, {logs or f'the one that {LOGS_VARIABLE} names (not set)'}"
        raise LogNotFoundError(
            [
                Problem(
                    file,
                    line,
                    document.field_of(("log", "file")),
                    f"{text!r}: there is no such file (looked for in {places})",
                )
            ]
        )
    return path.resolve()


def _near(text: str, folder: Path) -> Path | None:
    """Return a file by its path from the experiment's folder, else from the current one."""
    return next((path for path in (folder / text, Path(text)) if exists(path)), None)
