"""`symbio-sim reproduce`: repeat experiments, and hold them against their reference results."""

from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from .exits import DIFFERENT, INTERRUPTED, OK, RUN_FAILED, UserError, mistakes_told
from .experiments import experiment_of, tell_notes
from .options import COMMAND, quiet_option
from .sweep_text import progress_line
from .terminal import console_for_people

if TYPE_CHECKING:
    from ..experiment import Experiment
    from ..report.reproduction import Reproduction
    from ..sweep import Progress

MOST_DIFFERENCES = 12
"""Differences that are told of an experiment; the tables have all."""


@click.command()
@click.argument("names", metavar="[NAME]...", nargs=-1)
@click.option("--all", "every", is_flag=True, help="All experiments that come with symbio_sim.")
@click.option(
    "--tier", default="quick", show_default=True, metavar="NAME", help="Edition: smoke, quick or full, as a rule."
)
@click.option("--check", is_flag=True, help="Compare every number with the reference results (tier quick).")
@click.option("--workers", type=click.IntRange(1, 1024), help="Worker processes. [default: one for each processor]")
@click.option(
    "--out", type=click.Path(path_type=Path), help="Folder in which each gets its own. [default: runs/results-TIER]"
)
@quiet_option
@click.pass_context
def reproduce(
    context: click.Context,
    names: tuple[str, ...],
    every: bool,
    tier: str,
    check: bool,
    workers: int | None,
    out: Path | None,
    quiet: bool,
) -> int:
    """Repeat experiments: run them, analyse them, draw their figures, and write it all to a folder.

    NAME is one of our experiments, or a file. Runs that are done already are not done again. An experiment whose event
    log is not on this computer is skipped; SYMBIO_SIM_LOGS names a folder with logs.
    """
    if every == bool(names):
        raise click.UsageError("name experiments, or give --all" if names == () else "--all leaves no names to give")
    people = console_for_people()
    code = OK
    with mistakes_told():
        chosen = _chosen(names, every, check, tier)
        for name in chosen:
            experiment = _loaded(name, tier)
            if isinstance(experiment, str):
                people.print(f"{name}: skipped. {experiment}", soft_wrap=True, markup=False)
                continue
            tell_notes(experiment)
            with progress_line(quiet=quiet) as watch:
                result = _reproduced(experiment, out or Path("runs") / f"results-{tier}", workers, watch, context)
            if isinstance(result, int):
                return result
            lines = [*_told(result), *(_checked(result) if check else ())]
            for line, is_bad in lines:
                people.print(line, soft_wrap=True, markup=False)
                code = max(code, DIFFERENT if is_bad else OK)
    return code


def _chosen(names: Sequence[str], every: bool, check: bool, tier: str) -> Sequence[str]:
    """Return the experiments to repeat, and refuse a comparison for which there is no reference."""
    from ..experiment import shipped_experiments
    from ..report.references import REFERENCE_TIER, reference_of

    known = shipped_experiments()
    chosen = list(known) if every else names
    if not chosen:
        raise UserError("no experiments came with this symbio_sim")
    if check and tier != REFERENCE_TIER:
        raise UserError(f"--check: the reference results are of tier {REFERENCE_TIER}, not {tier}")
    if check and not every and (lacking := [name for name in chosen if name in known and reference_of(name) is None]):
        raise UserError(f"--check: there are no reference results of {', '.join(lacking)}")
    if check and (others := [name for name in chosen if name not in known]):
        raise UserError(f"--check: only our own experiments have reference results, not {', '.join(others)}")
    return chosen


def _loaded(name: str, tier: str) -> "Experiment | str":
    """Return an experiment, or why it cannot be run here."""
    from ..experiment import LogNotFoundError

    try:
        return experiment_of(name, tier)
    except LogNotFoundError as error:
        return str(error)


def _reproduced(
    experiment: "Experiment",
    parent: Path,
    workers: int | None,
    watch: "Callable[[Progress], None] | None",
    context: click.Context,
) -> "Reproduction | int":
    """Return the result, or the exit code if there is none."""
    from ..report.reproduction import reproduce as repeat
    from ..sweep import StorageError, default_executor

    executor = None if workers is None else default_executor(workers)
    try:
        return repeat(experiment, parent, command=context.meta[COMMAND], executor=executor, progress=watch)
    except KeyboardInterrupt:
        click.echo("Interrupted. The runs that are finished are kept; the same command goes on.", err=True)
        return INTERRUPTED
    except StorageError as error:
        click.echo(f"Error: {error}", err=True)
        return RUN_FAILED


def _told(result: "Reproduction") -> Iterator[tuple[str, bool]]:
    """Give what to say of a result, line by line, and whether it is bad."""
    name = result.experiment.name
    if result.failed:
        yield f"{name}: {result.failed} runs failed; see failures.csv in {result.found.folder}", True
    for analysis, reason in result.refused.items():
        yield f"{name}: analysis {analysis} was refused: {reason}", True
    yield f"{name}: {result.folder}", False


def _checked(result: "Reproduction") -> Iterator[tuple[str, bool]]:
    """Compare a result with its reference and give what to say of it."""
    from ..report.references import causes, differences, reference_of

    name, reference = result.experiment.name, reference_of(result.experiment.name)
    if reference is None:
        yield f"{name}: there is no reference to compare with", True
        return
    found = differences(reference, result.folder)
    if not found:
        yield f"{name}: every number is that of the reference", False
        return
    yield f"{name}: differs from the reference", True
    for item in found[:MOST_DIFFERENCES]:
        yield f"  {item.file}: {item.what}", True
    if len(found) > MOST_DIFFERENCES:
        yield f"  ... and {len(found) - MOST_DIFFERENCES} more", True
    why = causes(reference, result.folder)
    yield "  what may have changed them:" if why else "  same versions and platform: please report this", True
    for cause in why:
        yield f"    {cause}", True
