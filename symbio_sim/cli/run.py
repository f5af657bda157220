"""`symbio-sim run`: simulate a business and write a report."""

import hashlib
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

import click

from .exits import INTERRUPTED, OK, RUN_FAILED, mistakes_told
from .loading import loaded, shocks_asked
from .options import (
    COMMAND,
    config_argument,
    json_option,
    no_stress_option,
    quiet_option,
    replications_option,
    seed_option,
    set_option,
    stress_option,
)
from .terminal import console_for_people, print_json, progress_bar

if TYPE_CHECKING:
    from ..config import AskedShock, Config
    from ..report.collect import MakeWorld
    from ..report.produce import Report
    from ..report.writer import Task
    from ..world import Log


@click.command()
@config_argument
@set_option
@replications_option
@seed_option
@click.option(
    "--first-world",
    type=click.IntRange(min=0),
    default=0,
    show_default=True,
    help="Number of the first World; with -n 1 to repeat a single one.",
)
@click.option(
    "--out",
    type=click.Path(path_type=Path),
    help="Folder of the report. [default: runs/NAME-HASH-sSEED-nWORLDS]",
)
@click.option(
    "--log",
    type=click.Path(path_type=Path),
    help="Take arrivals, task types and efforts from this event log (CSV or Parquet).",
)
@click.option(
    "--map",
    "columns",
    metavar="ROLE=COLUMN,...",
    help="Columns of the log by role: case, type, worker, arrival, queue, start, end, outcome.",
)
@stress_option
@no_stress_option
@click.option("--no-figures", is_flag=True, help="Write no figures.")
@json_option
@quiet_option
@click.pass_context
def run(
    context: click.Context,
    config: str,
    overrides: tuple[str, ...],
    replications: int | None,
    seed: int,
    first_world: int,
    out: Path | None,
    log: Path | None,
    columns: str | None,
    shocks: tuple[str, ...],
    no_stress: bool,
    no_figures: bool,
    as_json: bool,
    quiet: bool,
) -> int:
    """Simulate CONFIG (a ready-made business or a file) in many Worlds, measure, and write a report to a folder.

    A World is all that happens to the firm whatever it decides: demand, outages, absences. Every World is measured as
    it is and, unless --no-stress, with the planned shocks: those of the config, and more with --stress.
    """
    if columns is not None and log is None:
        raise click.UsageError("--map says what the columns of a log mean: give the log with --log FILE")
    from ..report.produce import produce

    command = context.meta[COMMAND]
    with mistakes_told(), tempfile.TemporaryDirectory() as scratch:
        rejects = Path(scratch) / "rejected_rows.csv"
        resolved, make_world, events = _circumstances(config, overrides, seed, log, columns, rejects)
        asked = shocks_asked(resolved, shocks, no_stress=no_stress)
        task = _task(config, resolved, replications, seed, first_world, log, stress=not no_stress, asked=asked)
        report = produce(
            task,
            make_world,
            out,
            command=command,
            figures=not no_figures,
            extra_files=() if events is None else (rejects,),
            watched=lambda: progress_bar(quiet=quiet),
        )
    _tell(report, events, command, as_json=as_json)
    if report.found.interrupted:
        return INTERRUPTED
    return RUN_FAILED if report.found.failures else OK


def _circumstances(
    config: str, overrides: tuple[str, ...], seed: int, log: Path | None, columns: str | None, rejects: Path
) -> "tuple[Config, MakeWorld, Log | None]":
    """Return the config, what makes its Worlds, and the event log if they come from one."""
    from ..world import draw_world, read_log

    resolved = loaded(config, overrides)
    if log is None:
        return resolved, lambda number: draw_world(resolved, seed, number), None
    events = read_log(log, resolved, columns, rejects)
    return events.config, lambda number: events.world(seed, number), events


def _task(
    config: str,
    resolved: "Config",
    replications: int | None,
    seed: int,
    first_world: int,
    log: Path | None,
    *,
    stress: bool,
    asked: "tuple[AskedShock, ...]",
) -> "Task":
    from ..report.writer import Task

    return Task(
        name=Path(config).stem,
        config=resolved,
        seed=seed,
        first_world=first_world,
        replications=resolved.replications if replications is None else replications,
        stress=stress,
        asked=asked,
        log_sha256=None if log is None else hashlib.sha256(log.read_bytes()).hexdigest(),
    )


def _tell(report: "Report", events: "Log | None", command: list[str], *, as_json: bool) -> None:
    from ..report.data import report_data
    from ..report.text import failures_text, log_text, place_text, report_text

    people = console_for_people(stderr=as_json)
    for part in (*log_text(events), *report_text(report.task, report.found)):
        people.print(part)
    for line in (*failures_text(report, command), *place_text(report)):
        people.print(line, soft_wrap=True)  # paths and commands are copied: they must stay whole
    if as_json:
        print_json(report_data(report, command))
