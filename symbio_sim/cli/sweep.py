"""`symbio-sim sweep`: run an experiment; `symbio-sim status`: how far it is."""

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from .exits import INTERRUPTED, OK, RUN_FAILED, mistakes_told
from .experiments import experiment_of, spec_argument, sweep_in, tell_notes, tier_option
from .options import COMMAND, json_option, quiet_option, set_option
from .sweep_text import progress_line, status_data, status_text, sweep_data, sweep_text
from .terminal import console_for_people, print_json

if TYPE_CHECKING:
    from ..sweep import Executor

out_option = click.option(
    "--out", type=click.Path(path_type=Path), help="Folder of the rows. [default: runs/NAME-DIGEST]"
)


@click.command()
@spec_argument
@tier_option
@set_option
@click.option(
    "--replications", "-n", type=click.IntRange(1, 100_000), help="Worlds for each cell. [default: the experiment's]"
)
@click.option("--workers", type=click.IntRange(1, 1024), help="Worker processes. [default: one for each processor]")
@click.option("--dask", metavar="ADDRESS", help="Run on this Dask cluster; `local` makes one on this machine.")
@out_option
@click.option("--retry-failed", is_flag=True, help="Try runs that failed before once more.")
@json_option
@quiet_option
@click.pass_context
def sweep(
    context: click.Context,
    spec: str,
    tier: str | None,
    overrides: tuple[str, ...],
    replications: int | None,
    workers: int | None,
    dask: str | None,
    out: Path | None,
    retry_failed: bool,
    as_json: bool,
    quiet: bool,
) -> int:
    """Run the experiment SPEC (one of ours, or a file): every cell in its Worlds, what is done already left out.

    Rows are kept in a folder as they come; stopped at any moment, the same command goes on where it was. More cells or
    replications later find what is there.
    """
    if dask is not None and dask != "local" and workers is not None:
        raise click.UsageError("--workers is for workers on this machine; a Dask cluster has its own")
    from ..sweep import StorageError, folder_of, status_of
    from ..sweep import sweep as run_sweep

    people = console_for_people(stderr=as_json)
    with mistakes_told():
        experiment = experiment_of(spec, tier, overrides, replications)
        folder = folder_of(experiment) if out is None else out
        tell_notes(experiment)
        try:
            with progress_line(quiet=quiet) as watch:
                found = run_sweep(
                    experiment,
                    folder=folder,
                    executor=_executor(workers, dask),
                    progress=watch,
                    retry_failed=retry_failed,
                    command=context.meta[COMMAND],
                )
        except KeyboardInterrupt:
            people.print(
                f"Interrupted. What is finished is kept in {folder}; the same command goes on.", soft_wrap=True
            )
            return INTERRUPTED
        except StorageError as error:
            click.echo(f"Error: {error}", err=True)
            return RUN_FAILED
    status = status_of(found)
    for part in sweep_text(found, status):
        people.print(part, soft_wrap=isinstance(part, str))  # paths and commands are copied: they must stay whole
    if as_json:
        print_json(sweep_data(found, status))
    return RUN_FAILED if status.failed else OK


def _executor(workers: int | None, dask: str | None) -> "Executor | None":
    from ..sweep import DaskWorkers, default_executor

    if dask is not None:
        return DaskWorkers(dask, workers)
    return None if workers is None else default_executor(workers)


@click.command()
@click.argument("source", metavar="SPEC|FOLDER")
@tier_option
@set_option
@out_option
@json_option
def status(source: str, tier: str | None, overrides: tuple[str, ...], out: Path | None, as_json: bool) -> int:
    """Tell how far the sweep of SPEC is, or the one in FOLDER: runs done, failed, left, and the time left."""
    from ..sweep import status_of

    with mistakes_told():
        found = status_of(sweep_in(source, tier, overrides, out))
    people = console_for_people(stderr=as_json)
    for line in status_text(found):
        people.print(line, soft_wrap=True)
    if as_json:
        data: dict[str, Any] = status_data(found)
        print_json(data)
    return OK
