"""`symbio-sim events`: a run as an event log."""

from pathlib import Path

import click

from .exits import OK, UserError, mistakes_told
from .loading import loaded
from .options import config_argument, seed_option, set_option
from .terminal import console_for_people


@click.command()
@config_argument
@set_option
@seed_option
@click.option(
    "--world", "replication", type=click.IntRange(min=0), default=0, show_default=True, help="Number of the World."
)
@click.option("--out", type=click.Path(path_type=Path, dir_okay=False), required=True, help="CSV file to write.")
@click.option("--xes", is_flag=True, help="One row an event, with the columns of XES, for process mining.")
def events(config: str, overrides: tuple[str, ...], seed: int, replication: int, out: Path, xes: bool) -> int:
    """Simulate CONFIG in one World and write what happened as an event log.

    One row a task, which `run --log` can read, or with --xes one row an event.
    """
    from ..event_log import event_log, xes_events
    from ..run import simulate

    with mistakes_told():
        run = simulate(loaded(config, overrides), seed, replication=replication)
    log = xes_events(run) if xes else event_log(run)
    try:
        log.to_csv(out, index=False, lineterminator="\n")
    except OSError as error:
        raise UserError(f"{out}: cannot be written ({error.strerror or error})") from None
    console_for_people().print(f"{len(log):,} {'events' if xes else 'tasks'}: {out}", soft_wrap=True)
    return OK
