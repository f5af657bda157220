"""`symbio-sim analyse`: ask the rows of a sweep."""

import shlex
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from .exits import OK, RUN_FAILED, UserError, mistakes_told
from .experiments import sweep_in, tier_option
from .options import json_option, set_option
from .terminal import console_for_people, print_json

if TYPE_CHECKING:
    import pandas as pd

    from ..experiment import Experiment
    from ..experiment.analyses import Analysis, AnalysisBase
    from ..sweep import Sweep

FOLDER = "analyses"
"""Where the tables go, in the folder of the sweep."""


@click.command()
@click.argument("source", metavar="SPEC|FOLDER")
@click.argument("kind", required=False)
@tier_option
@set_option
@click.option("--lever", "levers", multiple=True, metavar="NAME", help="Lever to look at; may be repeated.")
@click.option("--outcome", "outcomes", multiple=True, metavar="NAME", help="Measure to look at; may be repeated.")
@click.option("--within", multiple=True, metavar="NAME", help="One answer for each value of this lever.")
@click.option("--where", multiple=True, metavar="NAME=VALUE", help="Only cells in which a lever has this value.")
@click.option("--option", "options", multiple=True, metavar="NAME=VALUE", help="Any other field of the analysis.")
@click.option("--out", type=click.Path(path_type=Path), help="Folder of the rows. [default: runs/NAME-DIGEST]")
@json_option
def analyse(
    source: str,
    kind: str | None,
    tier: str | None,
    overrides: tuple[str, ...],
    levers: tuple[str, ...],
    outcomes: tuple[str, ...],
    within: tuple[str, ...],
    where: tuple[str, ...],
    options: tuple[str, ...],
    out: Path | None,
    as_json: bool,
) -> int:
    """Analyse the rows of the experiment SPEC, or of the sweep in FOLDER.

    KIND is the name of one of the experiment's analyses, or a kind: ranking, pairs, effect, frontier, tipping_point,
    attribution, synergy, sensitivity, discovery, iso_budget. Left out: all analyses of the experiment, and exit code 1
    if one of them cannot be made of the rows. Nothing is run; see `sweep`.
    """
    changes = _changes(levers, outcomes, within, where, options)
    if kind is None and any(changes.values()):
        raise click.UsageError(
            "--lever, --outcome, --within, --where and --option belong to one analysis: name its KIND"
        )
    from .answers import answer_text

    people = console_for_people(stderr=as_json)
    with mistakes_told():
        found = sweep_in(source, tier, overrides, out)
        asked = found.experiment.analyses if kind is None else [_asked(found.experiment, kind, changes)]
        if not asked:
            raise UserError(f"{found.experiment.name} asks for no analyses: name a KIND")
        table = _rows(found, source)
        _tell_what_is_missing(found, len(table))
        answers = {}
        for item in asked:
            frame = _answer(found.experiment, table, item, is_alone=kind is not None)
            if frame is None:
                continue
            answers[item.label] = frame
            for part in answer_text(item, frame, list(found.experiment.inputs), found.experiment.base):
                people.print(part)
            path = _written(found.folder / FOLDER, item.label, frame)
            people.print(f"{len(frame):,} rows: {path}", soft_wrap=True)
    if as_json:
        print_json({label: frame.to_dict("records") for label, frame in answers.items()})
    return OK if len(answers) == len(asked) else RUN_FAILED


def _answer(
    experiment: "Experiment", table: "pd.DataFrame", asked: "Analysis", *, is_alone: bool
) -> "pd.DataFrame | None":
    """Return an answer; of several analyses one that is refused is told, and the others go on."""
    from ..analysis import AnalysisError
    from ..analysis import analyse as answer

    try:
        return answer(experiment, table, asked)
    except AnalysisError as error:
        if is_alone:
            raise
        click.echo(f"Error: analysis {asked.label} was refused: {error}", err=True)
        return None


def _changes(
    levers: Sequence[str], outcomes: Sequence[str], within: Sequence[str], where: Sequence[str], options: Sequence[str]
) -> dict[str, Any]:
    return {
        "levers": list(levers),
        "outcomes": list(outcomes),
        "within": list(within),
        "where": dict(_assigned("--where", text) for text in where),
        "options": dict(_assigned("--option", text) for text in options),
    }


def _assigned(option: str, text: str) -> tuple[str, Any]:
    from ..config import ConfigError
    from ..config.yaml_text import read_value

    name, equals, value = text.partition("=")
    if not equals or not name.strip() or not value.strip():
        raise click.UsageError(f"{option} is written NAME=VALUE, got {text!r}")
    label = f"{option} {text}"
    try:
        found = read_value(value, label)
    except ConfigError as error:
        raise UserError(str(error)) from None
    if found.problems:
        raise UserError("\n".join(str(problem) for problem in found.problems))
    return name.strip(), found.data


def _asked(experiment: "Experiment", kind: str, changes: dict[str, Any]) -> "Analysis":
    """Return one of the experiment's analyses, or one of that kind, with what the command changes."""
    from ..experiment.requests import requested

    known = {analysis.label: analysis for analysis in experiment.analyses}
    begun = known[kind].model_dump(exclude_unset=True) if kind in known else {"kind": kind}
    names = _names_of_levers(begun["kind"])
    asked = begun | changes["options"]
    if changes["outcomes"]:
        asked["outcomes"] = changes["outcomes"]
    if changes["where"]:
        asked["where"] = {**asked.get("where", {}), **changes["where"]}
    if changes["within"]:
        asked["by" if "by" in names else "within"] = changes["within"]
    if changes["levers"]:
        if "lever" in names:
            asked["lever"] = changes["levers"][0]
            if len(changes["levers"]) > 1:
                raise click.UsageError(f"{begun['kind']} looks at one lever: give --lever once")
        else:
            asked["over" if "over" in names else "levers"] = changes["levers"]
    return requested(experiment, asked, kind)


def _names_of_levers(kind: str) -> set[str]:
    """Return the fields of a kind of analysis; of an unknown one those of a ranking, and its name is refused later."""
    from ..experiment.analyses import Ranking

    return set(_kinds().get(kind, Ranking).model_fields)


def _kinds() -> "dict[str, type[AnalysisBase]]":
    """Return the kinds of analysis by their names."""
    from typing import get_args

    from ..experiment.analyses import Analysis

    return {get_args(item.model_fields["kind"].annotation)[0]: item for item in get_args(get_args(Analysis)[0])}


def _rows(found: "Sweep", source: str) -> "pd.DataFrame":
    if not found.folder.exists():
        raise UserError(f"{found.folder}: there are no rows yet; run them with `{_command(found, source)}`")
    table = found.table()
    if table.empty:
        raise UserError(f"{found.folder}: holds no rows yet; run them with `{_command(found, source)}`")
    return table


def _command(found: "Sweep", source: str) -> str:
    """Return the command line that runs what is missing; a folder keeps the one that it was made by."""
    from ..sweep import is_sweep
    from ..sweep.manifest import read_manifest

    if not is_sweep(source):
        return f"symbio-sim sweep {source}"
    command = read_manifest(found.folder).asked[-1].command
    return "symbio_sim.sweep.sweep" if command is None else shlex.join(command)  # in Python there is none


def _tell_what_is_missing(found: "Sweep", n_rows: int) -> None:
    from ..sweep import status_of

    status = status_of(found)
    if status.left:
        click.echo(f"Note: {status.left:,} of {n_rows + status.left:,} runs are not done yet.", err=True)
    if status.failed:
        click.echo(f"Note: {status.failed:,} runs failed; they count as undefined.", err=True)


def _written(folder: Path, label: str, frame: "pd.DataFrame") -> Path:
    path = folder / f"{label}.csv"
    try:
        folder.mkdir(parents=True, exist_ok=True)
        frame.to_csv(path, index=False, lineterminator="\n")
    except OSError as error:
        raise UserError(f"{path}: cannot be written ({error.strerror or error})") from None
    return path
